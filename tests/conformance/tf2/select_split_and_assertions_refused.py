"""The old `where` wants one shape, split an axis that exists, and assertions compare tensors of one dtype: the errors say so."""
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0].rpartition("}} ")[2][:330])
t=tf.constant; c=t([True,False]); m=tf.ones([2,3]); v=tf.Variable(t([1.,2.],tf.float64))
w=tf.compat.v1.where if hasattr(tf,"compat") and not hasattr(tf,"Session") else tf.where
for n,f in enumerate([lambda: w(c,1.,2.), lambda: w(c,m,m).shape, lambda: w(c,[1.,2.],[3.,4.]).shape, lambda: w(True,[1.,2.],[3.,4.]).shape, lambda: w(c,[1.,2.,3.],[3.,4.,5.]), lambda: w(m>0,m,m).shape, lambda: w(m>0,[1.,2.],[1.,2.]), lambda: w(c,m,[1.,2.]), lambda: tf.split(t(1.),2), lambda: tf.split(m,2,4), lambda: tf.debugging.assert_greater(v,0.), lambda: tf.debugging.assert_equal(t([1],tf.int64),[1]), lambda: tf.debugging.assert_less(t([1.]),t([2])), lambda: tf.debugging.assert_equal(t([1.]),[1])]):
    err(n,f)
