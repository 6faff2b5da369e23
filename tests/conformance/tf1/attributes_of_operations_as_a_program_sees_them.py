"""get_attr gives dtypes, numbers, bytes and data, those that follow from the inputs too, and refuses others by name."""
x = tf.placeholder(tf.float32, [2, None])
v = tf.Variable([[1., 2.], [3., 4.]])
r = tf.get_variable('r', [2, 2], use_resource=True)
p = tf.placeholder_with_default([1., 2.], [2])
ops = [x, p, v.op.outputs[0], v.initializer.outputs[0], r.op.outputs[0], tf.constant([1, 2]), tf.matmul(x, v, transpose_b=True), tf.reduce_sum(x, 1, keepdims=True), tf.cast(x, tf.int32), tf.concat([x, x], 1), tf.stack([p, p]), tf.one_hot([1], 2), tf.squeeze(tf.zeros([1,2]), [0]), tf.strided_slice(x, [0], [1]), tf.nn.relu(x), tf.identity(x), tf.shape(x), tf.zeros_like(x), tf.argmax(x, 1), tf.assign(v, [[1., 2.], [3., 4.]]), tf.nn.softmax(x), tf.gather(x, [0]), tf.split(p, 2)[0], tf.unstack(p)[0], tf.transpose(x), tf.add_n([p, p]), tf.cumsum(p), tf.as_string(p), tf.decode_raw(tf.constant('a'), tf.uint8), tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=[[1., 2.]]), tf.tile(p, [2]), tf.pad(p, [[1, 1]]), tf.range(3), tf.fill([2], 1.), tf.where(p > 0.), tf.nn.top_k(p)[0], tf.unique([1, 2])[0]]
for t in ops:
    op = t.op
    print(op.type, end=' ')
    for k in ('T', 'dtype', 'shape', 'N', 'Tidx', 'DstT', 'SrcT', 'transpose_b', 'keep_dims', 'Tshape', 'out_type', 'value', 'no', 'squeeze_dims', 'begin_mask', 'seed', 'Tparams', 'use_locking', 'strides', 'padding', 'shared_name', 'axis', 'num_split', 'Tperm', 'index_type', 'validate_shape', 'message'):
        try: print(k, op.get_attr(k), end='; ')
        except ValueError: pass
    print()
try: x.op.get_attr('no')
except ValueError as e: print(e)
