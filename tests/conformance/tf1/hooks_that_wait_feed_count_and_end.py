"""A hook waits for a step, feeds, counts steps, watches for NaN, or runs something at the end; wrong arguments are refused."""
import numpy as np
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).split("\n")[0][:200])
step = tf.train.get_or_create_global_step(); x = tf.placeholder(tf.float32, []); w = tf.get_variable("w", initializer=2.)
train = tf.group(tf.assign_add(step, 1), tf.assign_add(w, x)); loss = w / (5. - w)
fed = iter(range(100))
final, feed = tf.train.FinalOpsHook(w), tf.train.FeedFnHook(lambda: {x: 0.5})
with tf.train.SingularMonitoredSession(hooks=[tf.train.GlobalStepWaiterHook(0), tf.train.StopAtStepHook(num_steps=4), feed, final, tf.train.StepCounterHook(every_n_steps=1)]) as sess:
    while not sess.should_stop(): sess.run(train)
print(final.final_ops_values)
def diverges(fails):
    nan = tf.train.NanTensorHook(tf.get_default_graph().get_tensor_by_name("nan:0"), fail_on_nan_loss=fails)
    with tf.train.MonitoredSession(hooks=[nan]) as sess:
        for _ in range(3):
            if not sess.should_stop(): print(sess.run("w:0"))
tf.constant(np.nan, name="nan")
err(lambda: diverges(True)); err(lambda: diverges(False))
for make in (lambda: tf.train.StopAtStepHook(), lambda: tf.train.StopAtStepHook(1, 2), lambda: tf.train.StepCounterHook(1, 2), lambda: tf.train.SummarySaverHook(save_steps=1),
             lambda: tf.train.SummarySaverHook(save_steps=1, scaffold=tf.train.Scaffold(), summary_op=w), lambda: tf.train.SecondOrStepTimer(), lambda: tf.train.SecondOrStepTimer(1, 2)): err(make)
tf.reset_default_graph()
for hook in (tf.train.GlobalStepWaiterHook(1), tf.train.StopAtStepHook(1), tf.train.StepCounterHook(1), tf.train.CheckpointSaverHook("/nowhere", save_steps=1, saver=1)): err(hook.begin)
print(tf.train.Scaffold().init_fn)
