"""What a Checkpoint was given lives as long as it; what was attached later goes when it is replaced."""
import gc, weakref
v=tf.Variable(1.); c=tf.train.Checkpoint(v=v); w=weakref.ref(v); c.v=tf.Variable(2.); del v; gc.collect(); print("given", w() is None)
m=tf.Module(); m.v=tf.Variable(1.); w=weakref.ref(m.v); m.v=tf.Variable(2.); gc.collect(); print("module", w() is None)
c=tf.train.Checkpoint(); c.v=tf.Variable(1.); w=weakref.ref(c.v); c.v=tf.Variable(2.); gc.collect(); print("later", w() is None)
c=tf.train.Checkpoint(); c.v=tf.Variable(1.); w=weakref.ref(c.v); del c.v; gc.collect(); print("del", w() is None)
m=tf.Module(); m.v=tf.Variable(1.); w=weakref.ref(m.v);  del m.v; gc.collect(); print("module del", w() is None)
m=tf.Module(); m.v=tf.Variable(1.);c=tf.train.Checkpoint(m, k=tf.Variable(2.)); w=weakref.ref(c.k); c.k=tf.Variable(3.); gc.collect(); print("root", w() is None)
