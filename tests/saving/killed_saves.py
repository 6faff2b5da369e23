"""Saves that are killed at the n-th touch of the file system, for every n; prints what a reader finds afterwards.

Run as a program, so that each kill ends a process of its own. `argv`: `same` or `numbered`.
"""

import json
import os
import sys
import tempfile

import lifetimes.tf1 as tf

WATCHED = {"open", "os.rename", "os.remove", "os.link", "os.mkdir"}


def die_at(n):
    """End this process, without any cleaning up, right before its n-th touch of the file system."""
    left = [n]

    def hook(event, arguments):
        if event in WATCHED and not (event == "open" and arguments[1] in ("r", "rb")):
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

    sys.addaudithook(hook)


def save_twice(folder, numbered, n):
    """Save 1.0 whole, then save 2.0 and be killed on the way; exit with 0 where the kill came too late."""
    v = tf.Variable([1.0] * 3, name="v")
    saver = tf.train.Saver(max_to_keep=1)
    with tf.Session() as sess:
        sess.run(v.initializer)
        saver.save(sess, os.path.join(folder, "m"), global_step=1 if numbered else None)
        sess.run(v.assign([2.0] * 3))
        sess.run(saver.saver_def.filename_tensor_name)
        die_at(n)
        saver.save(sess, os.path.join(folder, "m"), global_step=2 if numbered else None)
    os._exit(0)


def found_in(folder):
    """Return what the newest checkpoint restores, and whether its graph can be imported."""
    path = tf.train.latest_checkpoint(folder)
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable([0.0] * 3, name="v")
        tf.train.Saver().restore(sess, path)
        value = sess.run(v).tolist()
        sess.run(v.assign([3.0] * 3))
        tf.train.Saver().save(sess, path)
        again = tf.train.load_variable(path, "v").tolist()
    return value, again


def main(numbered):
    outcomes = []
    for n in range(200):
        with tempfile.TemporaryDirectory() as folder:
            child = os.fork()
            if child == 0:
                save_twice(folder, numbered, n)
            killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
            outcomes.append(found_in(folder))
        if not killed:
            break
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main(sys.argv[1] == "numbered")
