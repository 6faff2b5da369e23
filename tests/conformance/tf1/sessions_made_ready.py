"""SessionManager, Scaffold, creators and Supervisor: what they make ready, what they wait for, and what they refuse."""
import os, tempfile, logging, threading
logging.getLogger("tensorflow").setLevel(logging.ERROR)
T = tf.train
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:220]
    print(label, "=", value)

folder = tempfile.mkdtemp()
v = tf.get_variable("v", initializer=3.0)
w = tf.get_variable("w", initializer=4.0)
local = tf.Variable(1.0, collections=["local_variables"], name="local")
saver = T.Saver()
init, some = tf.global_variables_initializer(), v.initializer
report = tf.report_uninitialized_variables()
with tf.Session() as sess:
    sess.run(init)
    path = saver.save(sess, os.path.join(folder, "m"))
managers = {"plain": T.SessionManager(), "ready": T.SessionManager(ready_op=report), "local": T.SessionManager(local_init_op=local.initializer, ready_op=report, ready_for_local_init_op=tf.report_uninitialized_variables([v, w]))}
for name, manager in managers.items():
    say(name + " init", lambda: manager.prepare_session("", init_op=init).run([v, w]))
    say(name + " some", lambda: manager.prepare_session("", init_op=some).run(v))
    say(name + " nothing", lambda: manager.prepare_session("").run(v))
    say(name + " function", lambda: manager.prepare_session("", init_op=init, init_fn=len if name == "x" else None).run(v))
    say(name + " folder", lambda: manager.prepare_session("", saver=saver, checkpoint_dir=folder).run(v))
    say(name + " file", lambda: manager.prepare_session("", saver=saver, checkpoint_filename_with_path=path).run(v))
    say(name + " both", lambda: manager.prepare_session("", saver=saver, checkpoint_dir=folder, checkpoint_filename_with_path=path).run(v))
    say(name + " recover", lambda: manager.recover_session("", saver=saver, checkpoint_dir=folder)[1])
    say(name + " recover nothing", lambda: manager.recover_session("", saver=saver, checkpoint_dir=folder + "/none")[1])
    say(name + " recover without", lambda: manager.recover_session("")[1])
quick = T.SessionManager(ready_op=report, recovery_wait_secs=1)
say("waits", lambda: quick.wait_for_session("", max_wait_secs=0))
say("waits for nothing", lambda: T.SessionManager().wait_for_session("", max_wait_secs=0).run(tf.constant(1)) if False else "not run")
for name, make in (
    ("copied", lambda: T.Scaffold(copy_from_scaffold=T.Scaffold(init_op=init)).init_op is init), ("copy of none", lambda: T.Scaffold(copy_from_scaffold=3))):
    say(name, make)
tf.add_to_collection(tf.GraphKeys.INIT_OP, init)
tf.add_to_collection(tf.GraphKeys.INIT_OP, some)
say("two init ops", lambda: T.Scaffold().finalize())
say("chief", lambda: T.ChiefSessionCreator(T.Scaffold(init_op=init), checkpoint_dir=folder, checkpoint_filename_with_path=path).create_session())
say("finalized", lambda: tf.add_to_collection("c", 1))
tf.reset_default_graph()
step = T.create_global_step()
v = tf.get_variable("v", initializer=3.0)
tf.summary.scalar("v", v)
up = tf.assign_add(step, 1)
sv = T.Supervisor(logdir=folder + "/sv", save_summaries_secs=0, save_model_secs=0)
with sv.managed_session() as sess:
    print(sess.run([v, step]), sv.should_stop(), sv.global_step.name, sv.save_path == folder + "/sv/model.ckpt", sess.run(up))
    sv.summary_computed(sess, sess.run(sv.summary_op))
    say("runners", lambda: sv.start_queue_runners(sess))
    sv.request_stop()
    sv.wait_for_stop()
print(sv.should_stop(), sorted(name.split(".")[0] for name in os.listdir(folder + "/sv")))
sv = T.Supervisor(logdir=None, summary_op=None, saver=None)
say("no writer", lambda: sv.summary_computed(None, None))
def raised():
    with T.Supervisor(logdir=None).managed_session() as sess:
        raise ValueError("inside")
say("raised inside", raised)
