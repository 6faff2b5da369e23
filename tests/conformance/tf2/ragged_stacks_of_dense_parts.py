"""Ragged stacks want parts of one rank, and dense parts joined along their last axes are a dense tensor; row splits are integers in a row."""
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0].rpartition("}} ")[2][:200])
t=tf.constant
for n,f in enumerate([lambda: tf.ragged.stack([]), lambda: tf.ragged.stack([], axis=1), lambda: tf.ragged.stack([t(2.),t(3.)]), lambda: tf.ragged.stack([t(2),0.5,[[1.]]]), lambda: tf.ragged.stack([t([1.,2.]),[3.]]), lambda: tf.ragged.stack([t([1.,2.]),t(3.)]), lambda: tf.ragged.stack([tf.ragged.constant([[1],[2,3]]),[[4,5]]]), lambda: tf.ragged.stack([[1,2],[3,4]],axis=1), lambda: tf.ragged.stack([tf.ragged.constant([[1],[2,3]]),[4]]), lambda: tf.ragged.stack([[[1,2]],[[3,4]]]), lambda: tf.ragged.stack([[[1,2]],[[3,4]]],axis=2), lambda: tf.ragged.stack([[[1,2]],[[3,4]]],axis=-1), lambda: tf.ragged.row_splits_to_segment_ids([0,2,3]), lambda: tf.ragged.row_splits_to_segment_ids([0.,2.]), lambda: tf.ragged.row_splits_to_segment_ids('a'), lambda: tf.ragged.row_splits_to_segment_ids([[0,1]]), lambda: tf.ragged.row_splits_to_segment_ids(tf.constant([],tf.int64))]):
    err(n,f)
