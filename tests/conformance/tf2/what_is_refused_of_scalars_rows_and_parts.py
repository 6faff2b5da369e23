"""Scalars have no rows or parts, updates fit what they are for, and the errors say which rule was broken."""
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0].rpartition("}} ")[2][:230])
import numpy as np
for d in ("float32","float64","float16","int32","int64","complex64"):
    a=tf.ones([2],d); m=tf.ones([2,2],d); s=tf.ones([],d); k=tf.ones([2,2,2],d); w=tf.ones([3,3],d)
    for i,(x,y) in enumerate([(a,m),(m,a),(a,a),(s,m),(m,s),(k,m),(m,k),(k,a),(a,k),(m,w),(s,s)]):
        err(f"{d} {i}", lambda: (x@y).shape)
v=tf.Variable([1.,2.]); w=tf.Variable([[1.,2.,3.],[4.,5.,6.]]); s=tf.Variable(1.)
t=tf.constant
for n,v in (("v",v),("w",w),("s",s)):
    for i,f in enumerate([lambda: v.scatter_add(tf.IndexedSlices([1.],[5])), lambda: v.scatter_add(tf.IndexedSlices(t([1.]),t([5]))), lambda: v.scatter_add(tf.IndexedSlices(t([1.]),[5])),lambda: v.scatter_update(tf.IndexedSlices([1.,2.,3.],[0])), lambda: v.scatter_nd_add([[5]],[7]), lambda: v.scatter_nd_add(t([[5]]),t([7.])), lambda: v.scatter_nd_update([[0,0,0]],[7]), lambda: v.scatter_nd_update([[0]],[7,8]), lambda: v.scatter_nd_update([0],[7]), lambda: v.scatter_nd_sub([[-1]],[7.]), lambda: v.sparse_read([9]), lambda: v[9].assign(3.), lambda: v[0,0,0].assign(3.), lambda: v.assign([1.,2.,3.,4.]), lambda: v.assign_add([1.,2.,3.,4.]), lambda: v.assign_sub('a'), lambda: v.scatter_max(tf.IndexedSlices([1.],[7])), lambda: v.scatter_add(3), lambda: v[5:].assign([1.]), lambda: v[0].assign('a'), lambda: v[9], lambda: v[:,9], lambda: v[0,0,0], lambda: v.scatter_nd_update([[0]], ['a'])]):
        err(f"{n} {i}", lambda: f().numpy().tolist())
x=t(1.)
for i,f in enumerate([lambda: x[0], lambda: x[-1:], lambda: x[::2], lambda: x[...], lambda: x[tf.newaxis], lambda: x[0,0], lambda: tf.concat([x,x],0), lambda: tf.concat([x,t([1.])],0), lambda: tf.concat([t([1.]),x],0), lambda: tf.unstack(x), lambda: tf.split(x,2), lambda: tf.split(t([1.,2.,3.]),2), lambda: tf.map_fn(lambda x:x,x), lambda: tf.scan(lambda a,x:a+x,x), lambda: tf.foldl(lambda a,x:a+x,x), lambda: tf.foldr(lambda a,x:a+x,x), lambda: t([1.,2.,3.])==t([1,2]), lambda: t([1.,2.])==t([1,2]), lambda: t([1.,2.])!=t([1,2]), lambda: t([1.,2.])==[1,2,3], lambda: t([1.,2.])=='a', lambda: t([True])*2., lambda: t([True])*t([False]), lambda: t([True])*[3], lambda: tf.multiply(t([True]),t([True])), lambda: tf.constant([1.,2.],shape=[-1]), lambda: tf.constant([1.,2.],shape=[3]), lambda: tf.constant(1.,shape=[-2]), lambda: tf.function(lambda x:x.shape)(t([1.,2.])), lambda: tf.keras.optimizers.SGD('a'), lambda: tf.gather(x,[0]), lambda: tf.gather(t([1.]),[3]), lambda: tf.pad(x,[[1,0]]), lambda: tf.transpose(t([1.]),[0,1]), lambda: tf.tile(t([1.]),[1,2]), lambda: tf.reverse(x,[0]), lambda: tf.expand_dims(x,4), lambda: tf.squeeze(t([1.,2.]),[0]), lambda: tf.reduce_sum(x,0), lambda: tf.one_hot(t([1]),-2), lambda: tf.cumsum(x), lambda: tf.broadcast_to(t([1.,2.]),[3]), lambda: tf.argmax(x), lambda: tf.add_n([x,t([1.])]), lambda: tf.stack([x,t([1.])]), lambda: tf.reshape(x,[2]), lambda: tf.where(t([True,False,True]),t([1.,2.]),0.), lambda: tf.tensordot(t([1.]),t([1.,2.]),1), lambda: tf.range(3,0), lambda: tf.fill([-1],0.), lambda: tf.zeros([-1]), lambda: tf.eye(-1)]):
    err(f"x {i}", lambda: f())
