"""Rows of different length go through functions, reductions and batches as ragged tensors."""
import gc, weakref, os, tempfile
import numpy as np
def say(label, f):
    try:
        value = f()
        print(label, '=', value)
    except Exception as e:
        lines = [l for l in str(e).split('\n') if l.strip()]
        first = lines[0].strip() if lines else ''
        if first.startswith('Graph execution error') or first.startswith('in user code'):
            first = getattr(getattr(e, 'op', None), 'name', None) or lines[-1].strip()
        print(label, '!', type(e).__name__, first[:180])
r = tf.ragged.constant([[1, 2, 3], [], [4]]); print(r.shape, r.dtype, r.row_lengths().numpy(), r.bounding_shape().numpy(), r.nrows().numpy(), r.ragged_rank)
print(r.to_tensor(), r.to_tensor(-1).numpy().tolist(), r.to_list(), r.values, r.row_splits.numpy())
say('shape', lambda: r.to_tensor(shape=[None, 2]).numpy().tolist()); say('len', lambda: len(r)); say('iterate', lambda: [x.numpy().tolist() for x in r]); say('index', lambda: r[0]); say('index2', lambda: r[0, 1]); say('out', lambda: r[1, 0]); say('slice', lambda: r[:, :1].to_list()); say('last', lambda: r[-1]); say('column', lambda: r[:, 0])
print(tf.reduce_sum(r, axis=1), tf.reduce_sum(r), tf.reduce_sum(r, axis=0), tf.reduce_mean(tf.cast(r, tf.float32), axis=1), tf.reduce_max(r, axis=1))
print(r + 1, r * r, tf.concat([r, r], axis=1).to_list(), tf.concat([r, r], axis=0).to_list(), tf.stack([r, r]).shape)
say('mismatch', lambda: r + tf.ragged.constant([[1], [2], [3]])); say('broadcast', lambda: (r + tf.constant([[1], [2], [3]])).to_list()); say('vector', lambda: r + tf.constant([1, 2]))
say('tensor', lambda: tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], padding=0).to_list()); say('lengths', lambda: tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], lengths=[2, 1])); say('row lengths', lambda: tf.RaggedTensor.from_row_lengths([1, 2, 3], [2, 1])); say('bad lengths', lambda: tf.RaggedTensor.from_row_lengths([1, 2, 3], [2, 2])); say('value ids', lambda: tf.RaggedTensor.from_value_rowids([1, 2, 3], [0, 0, 2], nrows=4)); say('splits', lambda: tf.RaggedTensor.from_row_splits([1, 2, 3], [0, 1])); say('bad ids', lambda: tf.RaggedTensor.from_value_rowids([1, 2], [1, 0]))
traces = []
@tf.function
def f(x): traces.append(1); return tf.reduce_sum(x, axis=1)
print(f(r), f(tf.ragged.constant([[1], [2, 3], [], [5]])), len(traces)); f(tf.ragged.constant([[1.]])); print(len(traces))
@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.int32)])
def g(x): return x.row_lengths(), x.to_tensor()
print(g(r)); say('spec dtype', lambda: g(tf.ragged.constant([[1.]])))
say('map_fn', lambda: tf.map_fn(lambda x: tf.reduce_sum(x), r, fn_output_signature=tf.int32)); say('map ragged', lambda: tf.map_fn(lambda x: x * 2, r, fn_output_signature=tf.RaggedTensorSpec([None], tf.int32))); say('flat', lambda: tf.ragged.map_flat_values(tf.square, r)); say('map_fn bad', lambda: tf.map_fn(lambda x: x, r))
say('gather', lambda: tf.gather(r, [2, 0]).to_list()); say('mask', lambda: tf.ragged.boolean_mask(r, r > 1).to_list()); say('range', lambda: tf.ragged.range([2, 0, 3]).to_list()); say('expand', lambda: tf.expand_dims(r, -1).shape); say('reshape', lambda: tf.reshape(r, [-1])); say('cast', lambda: tf.cast(r, tf.float32).dtype); say('where', lambda: tf.where(r > 1, r, -r).to_list()); say('tile', lambda: tf.tile(r, [1, 2]).to_list()); say('equal', lambda: (r == r).to_list()); say('bool', lambda: bool(r)); say('sparse', lambda: r.to_sparse().indices.shape if hasattr(r, 'to_sparse') else 0) if False else 0
v = tf.Variable([1., 2., 3., 4.])
with tf.GradientTape() as t: y = tf.reduce_sum(tf.RaggedTensor.from_row_splits(v * 2., [0, 1, 4]) ** 2)
print(t.gradient(y, v)); e = tf.Variable([[1., 1.], [2., 2.], [3., 3.]]); say('embedding', lambda: tf.nn.embedding_lookup(e, tf.ragged.constant([[0], [1, 2]])).to_list()); say('matmul', lambda: tf.matmul(tf.ragged.constant([[[1.]], [[2.]]], ragged_rank=1).to_tensor(), [[3.]]).shape)
say('repr', lambda: repr(r)); say('str', lambda: str(r)); say('constant bad', lambda: tf.ragged.constant([[1], 2])); say('empty', lambda: tf.ragged.constant([[], []]).dtype); say('three', lambda: tf.ragged.constant([[[1, 2], [3]], [[4]]]).shape); say('inner', lambda: tf.ragged.constant([[[1, 2]], [[3, 4], [5, 6]]], inner_shape=(2,)).shape); say('bytes', lambda: tf.ragged.constant([['a'], ['b', 'c']])); say('merge', lambda: tf.ragged.constant([[[1], [2, 3]], [[4]]]).merge_dims(0, 1).to_list()); say('spec', lambda: tf.type_spec_from_value(r)); say('with', lambda: r.with_values(r.values * 2).to_list()); say('sum all', lambda: tf.reduce_sum(tf.ragged.constant([[[1, 2], [3]], [[4]]], dtype=tf.int64), axis=[1, 2])); say('rank', lambda: tf.rank(r).numpy()); say('size', lambda: tf.size(r).numpy()); say('stack', lambda: tf.ragged.stack([[1, 2], [3]]).to_list()); say('segment', lambda: tf.strings.split(['a b', 'c']).to_list())
w = weakref.ref(r); wv = weakref.ref(r.values); del r; print('dead', w() is None, wv() is None)
