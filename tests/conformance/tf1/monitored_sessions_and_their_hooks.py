"""Monitored sessions run hooks, restore, save and stop; coordinators stop threads; supervisors do it with threads."""
import tempfile, os, logging, threading; d = tempfile.mkdtemp()
import numpy as np
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:250].replace(d, "D"))
seen = []
class Lines(logging.Handler):
    def emit(self, record):
        if not record.getMessage().startswith(("It seems", "From ", "global_step/sec")): seen.append(record.getMessage().split(" (")[0].replace(d, "D"))
tf.logging.set_verbosity(tf.logging.INFO); tf.get_logger().addHandler(Lines()); tf.get_logger().propagate = False
class Show(tf.train.SessionRunHook):
    def begin(self): print("begin", tf.get_default_graph().finalized)
    def after_create_session(self, session, coord): print("created", type(session).__name__, type(coord).__name__, session.graph.finalized)
    def before_run(self, c): print("before", c.original_args.feed_dict, c.stop_requested); return tf.train.SessionRunArgs({"l": loss})
    def after_run(self, c, v): print("after", v.results["l"])
    def end(self, session): print("end", session.run(tf.train.get_global_step()))
class Listens(tf.train.CheckpointSaverListener):
    def begin(self): print("listener begins")
    def before_save(self, session, step): print("before save", step)
    def after_save(self, session, step): print("after save", step)
    def end(self, session, step): print("listener ends", step)
def build():
    global loss, train, x
    tf.reset_default_graph(); w = tf.get_variable("w", initializer=[2., 1.]); x = tf.placeholder_with_default(1., [], name="x")
    loss = tf.identity(tf.reduce_sum(w * w) * x, name="loss"); tf.summary.scalar("loss", loss)
    train = tf.train.GradientDescentOptimizer(.1).minimize(loss, global_step=tf.train.get_or_create_global_step())
build()
with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=3), Show(), tf.train.LoggingTensorHook({"loss": "loss:0", "b": loss}, every_n_iter=2)]) as s:
    print(type(s).__name__, s.should_stop(), s.graph is tf.get_default_graph(), tf.get_default_graph().finalized)
    while not s.should_stop(): s.run(train)
    err(lambda: s.run(train)); err(lambda: tf.constant(1.))
print(s.should_stop(), tf.get_default_graph().finalized, tf.constant(1.).name, seen); err(lambda: s.run(train)); err(lambda: s.close()); print(sorted(k for k in tf.get_default_graph().get_all_collection_keys() if isinstance(k, str)))
seen.clear(); build()
with tf.train.MonitoredTrainingSession(checkpoint_dir=d + "/a", save_checkpoint_steps=2, save_checkpoint_secs=None, save_summaries_steps=2, hooks=[tf.train.StopAtStepHook(num_steps=3)], log_step_count_steps=10) as s:
    while not s.should_stop(): s.run([train, loss])
print(sorted(f for f in os.listdir(d + "/a") if "events" not in f)[:2], sorted(f for f in os.listdir(d + "/a") if f.endswith("index")), seen); seen.clear()
print([(e.step, [v.tag for v in e.summary.value], e.session_log.status) for f in sorted(os.listdir(d + "/a")) if "tfevents" in f for e in tf.train.summary_iterator(d + "/a/" + f) if e.summary.value or e.session_log.status])
build()
with tf.train.MonitoredTrainingSession(checkpoint_dir=d + "/a", hooks=[tf.train.StopAtStepHook(num_steps=2), tf.train.CheckpointSaverHook(d + "/b", save_steps=1, saver=tf.train.Saver(), listeners=[Listens()])]) as s:
    print(s.run(tf.train.get_global_step()))
    while not s.should_stop(): s.run(train)
    print(s.run_step_fn(lambda step_context: step_context.session.run(tf.train.get_global_step())))
print(seen[:1], tf.train.latest_checkpoint(d + "/a").replace(d, "D"), tf.train.latest_checkpoint(d + "/b").replace(d, "D"))
build(); nan = tf.log(-x)
def diverges(**k):
    with tf.train.SingularMonitoredSession(hooks=[tf.train.NanTensorHook(nan, **k)]) as s: print(s.run(loss), type(s.raw_session()).__name__, s.should_stop())
err(diverges); build(); nan = tf.log(-x); err(lambda: diverges(fail_on_nan_loss=False))
build(); err(lambda: tf.train.StopAtStepHook()); err(lambda: tf.train.StopAtStepHook(1, 2)); err(lambda: tf.train.LoggingTensorHook([loss])); err(lambda: tf.train.LoggingTensorHook([loss], every_n_iter=0)); err(lambda: tf.train.SummarySaverHook(1)); err(lambda: tf.train.CheckpointSaverHook(d)); err(lambda: tf.train.StepCounterHook(None))
class Feeds(tf.train.SessionRunHook):
    def before_run(self, c): return tf.train.SessionRunArgs(None, {x: 3.})
with tf.train.MonitoredSession(hooks=[Feeds(), tf.train.FinalOpsHook(loss)]) as s: print(s.run(loss)); err(lambda: s.run(loss, {x: 2.}))
def twice():
    with tf.train.MonitoredSession(hooks=[Feeds(), Feeds()]) as s: s.run(loss)
err(twice)
build(); v = tf.Variable(5., name="late", collections=[tf.GraphKeys.LOCAL_VARIABLES])
def stops():
    with tf.train.MonitoredSession(session_creator=tf.train.ChiefSessionCreator(tf.train.Scaffold(init_fn=lambda scaffold, s: print("init_fn", type(scaffold).__name__, s.run(v) if 0 else "")))) as s:
        print(s.run(v)); raise tf.errors.OutOfRangeError(None, None, "end of data")
err(stops)
def fails():
    with tf.train.MonitoredSession() as s: raise ZeroDivisionError("x")
err(fails)
with tf.Graph().as_default():
    w = tf.Variable(1., collections=["none"], name="lost"); tf.add_to_collection("variables", w)
    err(lambda: tf.train.MonitoredSession(tf.train.ChiefSessionCreator(tf.train.Scaffold(init_op=tf.no_op()))))
with tf.Graph().as_default(): tf.constant(1.); err(lambda: tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(1)]))
c = tf.train.Coordinator(); print(c.should_stop(), c.joined)
def work():
    with c.stop_on_exception():
        c.wait_for_stop(.01); raise ValueError("in a thread")
t = threading.Thread(target=work); t.start(); err(lambda: c.join([t])); print(c.should_stop(), c.joined); err(c.raise_requested_exception); c.clear_stop(); print(c.should_stop(), c.wait_for_stop(0.001))
n = []; l = tf.train.LooperThread.loop(c, None, lambda: n.append(1) if len(n) < 3 else c.request_stop()); c.join(); print(len(n), l.daemon)
build(); sv = tf.train.Supervisor(logdir=d + "/sv", save_summaries_secs=0)
with sv.managed_session() as s: print(sv.should_stop(), sv.save_path.replace(d, "D"), sv.saver.as_saver_def().filename_tensor_name, [s.run([train, sv.global_step])[1] for _ in range(2)] and 0, sv.init_op.name, sv.ready_op.name)
print(sv.should_stop(), "checkpoint" in os.listdir(d + "/sv"), tf.get_default_graph().finalized, "graph.pbtxt" in os.listdir(d + "/sv"))
def failing():
    with sv.managed_session() as s: raise KeyError("inside")
err(failing); build(); sv = tf.train.Supervisor()
with sv.managed_session() as s: print(s.run(loss), sv.summary_writer, sv.save_path, sv.is_chief); sv.request_stop(); print(sv.should_stop())
build(); s = tf.Session(); err(lambda: tf.train.start_queue_runners()); print(tf.train.start_queue_runners(s))
