"""A Saver that fails makes no folder; a Checkpoint makes all of them."""
import tempfile, os; d = tempfile.mkdtemp()
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).replace(d, "D").split("\n")[0])
v = tf.Variable(1., name="v"); s = tf.Session(); sv = tf.train.Saver()
err(lambda: sv.save(s, d + "/new/m")); err(lambda: sv.save(s, d + "/m")); print(sorted(os.listdir(d)))
s.run(v.initializer); ck = tf.train.Checkpoint(v=v)
err(lambda: ck.save(d + "/a/b/c", session=s).replace(d, "D")); err(lambda: ck.write(d + "/e/c", session=s).replace(d, "D"))
print(sorted(os.listdir(d)))
