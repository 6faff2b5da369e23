"""A loop with a limit counts its turns in the graph, and what has no gradient, rows or right dtype is refused in TensorFlow's words."""
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0][:600])
x=tf.constant([1.,2.]); v=tf.Variable([1.,2.]); i=tf.Variable([1,2]); s=tf.constant(1.)
for n,f in enumerate([lambda: bool(x), lambda: len(x), lambda: [e for e in x], lambda: float(s), lambda: x.numpy(), lambda: type(x).__name__, lambda: tf.cond(s>0., lambda:(x,1), lambda:(x,2.)), 
  lambda: tf.cond(s>0., lambda:None, lambda:None), lambda: tf.constant([1.,2.,3.],shape=[2]), lambda: i.assign(v), lambda: i.assign(x), lambda: i+v, lambda: v.assign_add(i), lambda: tf.assign(v,i),
  lambda: tf.gradients(i,[i]), lambda: tf.gradients(tf.shape(x),[x]), lambda: tf.gradients(x>1.,[x]),
  lambda: tf.foldl(lambda a,y:a*y,s), lambda: tf.scan(lambda a,y:a*y,s), lambda: tf.map_fn(lambda a:a,s), lambda: tf.map_fn(lambda y:y*2., v.assign(x)), lambda: tf.foldl(lambda a,y:a*y,x), lambda: tf.scan(lambda a,y:a*y,x), lambda: tf.while_loop(lambda y:True, lambda y:y*2., [x], maximum_iterations=2), 
  lambda: tf.map_fn(lambda a:a,x), lambda: tf.Session(graph=v), lambda: tf.get_variable(3,[2]), lambda: tf.losses.sigmoid_cross_entropy(s,x), lambda: tf.losses.get_total_loss(), lambda: tf.losses.mean_squared_error(s,x), lambda: tf.count_up_to(i,3), lambda: x.op.get_attr("dtype"), lambda: (x+x).op.get_attr("dtype"), lambda: (x+x).op.get_attr("T"), lambda: tf.split(tf.constant([1.,2.,3.]),2)[0].op.get_attr("dtype"),
  lambda: tf.train.AdamOptimizer(.1).minimize(tf.reduce_sum(i)), lambda: tf.assert_equal(x,i), lambda: tf.gradients(v*tf.placeholder(tf.float32),[v]), lambda: tf.gradients(x*v,[x],grad_ys=[tf.placeholder(tf.float32)]), lambda: tf.pad(x,[[1,0]]).name, lambda: tf.gradients(tf.pad(x,[[1,0]]),[x])[0].name, lambda: sorted(tf.get_default_graph().get_all_collection_keys())]):
    err(n,f)
