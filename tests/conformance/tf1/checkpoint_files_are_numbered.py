"""global_step numbers the files, max_to_keep deletes the oldest, and latest_checkpoint names the newest.

Where the newest file that the list names is gone, latest_checkpoint is None, though older ones are there."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    v = tf.Variable(1.0, name="v")
    step = tf.Variable(40, name="step", trainable=False)
    saver = tf.train.Saver(max_to_keep=2)
    prefix = os.path.join(folder, "m")
    there = lambda: [n for n in (1, 2, 3, 40) if tf.train.checkpoint_exists(f"{prefix}-{n}")]
    print(tf.train.latest_checkpoint(folder), tf.train.get_checkpoint_state(folder))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for n in (1, 2, 3):
            print(os.path.basename(saver.save(sess, prefix, global_step=n)), there())
        print(os.path.basename(saver.save(sess, prefix, global_step=step)), there())
        print([os.path.basename(p) for p in saver.last_checkpoints])
        print(os.path.basename(tf.train.latest_checkpoint(folder)))
        state = tf.train.get_checkpoint_state(folder)
        print(os.path.basename(state.model_checkpoint_path), [os.path.basename(p) for p in state.all_model_checkpoint_paths])
        keep_all = tf.train.Saver(max_to_keep=None)
        for n in (1, 2, 3):
            keep_all.save(sess, prefix, global_step=n, write_meta_graph=False)
        print(there(), os.path.exists(os.path.join(folder, "checkpoint")))
        saver.save(sess, os.path.join(folder, "other"), latest_filename="named")
        print(os.path.basename(tf.train.latest_checkpoint(folder, "named")), there())
        print("its newest was deleted:", tf.train.latest_checkpoint(folder))
