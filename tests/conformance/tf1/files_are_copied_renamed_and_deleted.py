"""tf.gfile reads, copies, renames, lists and deletes files; what cannot be is an error of TensorFlow's, by its kind."""

import os, tempfile

d = tempfile.mkdtemp()


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)


f = os.path.join(d, "a.txt")
with tf.gfile.GFile(f, "w") as g:
    print(g.write("one\ntwo\nthree\n"), g.flush())
g = tf.gfile.GFile(f)
print(repr(g.readline()), g.tell(), g.readlines(), g.size())
g.seek(0)
print(list(g))
g.seek(0)
print(g.read(3))
g.close()
err(lambda: (tf.gfile.Exists(f), tf.gfile.IsDirectory(d), tf.gfile.IsDirectory(f), tf.gfile.ListDirectory(d)))
err(lambda: tf.gfile.MakeDirs(d + "/q/r"))
err(lambda: tf.gfile.MakeDirs(d + "/q/r"))
err(lambda: tf.gfile.MkDir(d + "/q"))
err(lambda: tf.gfile.MkDir(d + "/s"))
err(lambda: tf.gfile.Copy(f, d + "/b.txt"))
err(lambda: tf.gfile.Copy(f, d + "/b.txt"))
err(lambda: tf.gfile.Copy(f, d + "/b.txt", overwrite=True))
err(lambda: tf.gfile.Copy(d + "/none", d + "/c"))
err(lambda: tf.gfile.Rename(oldname=d + "/b.txt", newname=d + "/c.txt"))
err(lambda: tf.gfile.Rename(f, d + "/c.txt"))
err(lambda: tf.gfile.Rename(d + "/none", d + "/e"))
err(lambda: sorted(os.path.basename(p) for p in tf.gfile.Glob(d + "/*")))
err(lambda: sorted(tf.gfile.ListDirectory(d)))
err(lambda: tf.gfile.Remove(d + "/c.txt"))
err(lambda: tf.gfile.Remove(d + "/c.txt"))
err(lambda: tf.gfile.DeleteRecursively(d + "/q"))
err(lambda: tf.gfile.DeleteRecursively(d + "/q"))
err(lambda: tf.gfile.ListDirectory(d + "/none"))
err(lambda: tf.gfile.Stat(f).length)
err(lambda: tf.gfile.Stat(d).is_directory)
err(lambda: tf.gfile.Stat(d + "/none"))
err(lambda: [(os.path.relpath(at, d), folders, files) for at, folders, files in tf.gfile.Walk(d)])
