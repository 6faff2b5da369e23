"""A GFile refuses what its mode does not allow, goes on at any place, and is an iterator of lines; paths may be of files."""
import tempfile; d = tempfile.mkdtemp(); g = tf.gfile
def err(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, "|", str(e).split("\n")[0].replace(d, "D"))
with g.GFile(d + "/a", "w") as f: f.write("one\ntwo\nthree\n")
for mode in ("w", "a"):
    f = g.GFile(d + "/b", mode); err(f.read); err(f.readline); err(lambda: f.seek(0)); err(lambda: next(f)); err(lambda: f.write("x")); f.close()
f = g.GFile(d + "/a"); err(lambda: f.write("x")); err(lambda: next(f)); err(f.tell); err(lambda: f.seek(1, 1)); err(f.readline)
err(lambda: f.seek(-6, 2)); err(f.read); err(lambda: f.seek(position=4)); err(lambda: f.read(n=2)); err(lambda: f.seek(0, 7)); err(lambda: f.seek()); err(f.seekable); err(lambda: [line for line in f][-1]); err(lambda: next(f))
err(lambda: g.GFile(d + "/none").size()); err(lambda: g.GFile(d + "/a").size())
err(lambda: g.MkDir(d + "/a")); err(lambda: g.ListDirectory(d + "/a")); err(lambda: g.DeleteRecursively(d + "/a")); err(lambda: g.Exists(d + "/a")); err(lambda: g.DeleteRecursively(d + "/a"))
