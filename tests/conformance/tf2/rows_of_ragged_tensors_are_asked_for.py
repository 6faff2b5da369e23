"""Ragged ranges, row splits, masks, stacks and crosses take what fits and refuse the rest in words."""
def shown(call):
    try:
        print(call())
    except (AssertionError, IndexError, TypeError, ValueError, tf.errors.OpError) as error:
        print(type(error).__name__, str(error).partition("\n")[0].rpartition("}} ")[2].partition(" [Op:")[0])


shown(lambda: tf.ragged.range(tf.constant([2.5, 0.]), row_splits_dtype=tf.int32).row_splits)
shown(lambda: tf.ragged.range(tf.constant([0, 1]), 4, [1, 2]))
shown(lambda: tf.ragged.range(tf.constant([], tf.float32)))
shown(lambda: tf.ragged.range(tf.constant([2, 1]), dtype=tf.float32))
shown(lambda: tf.ragged.range([[1]]))
shown(lambda: tf.ragged.range([1, 2], [1, 2, 3]))
shown(lambda: tf.ragged.range([1, 2], deltas=0))
shown(lambda: tf.ragged.range(tf.constant(["a"])))
shown(lambda: tf.function(lambda x: tf.ragged.range(x))(tf.constant([2, 3])))
shown(lambda: tf.ragged.segment_ids_to_row_splits([0, 0, 2]))
shown(lambda: tf.ragged.segment_ids_to_row_splits(tf.constant([0, 0, 2]), num_segments=2))
shown(lambda: tf.ragged.segment_ids_to_row_splits([0, 2], out_type=tf.float32))
shown(lambda: tf.ragged.boolean_mask(1., False))
shown(lambda: tf.ragged.boolean_mask([1., 2.], [[True, False]]))
shown(lambda: tf.ragged.boolean_mask(tf.ones([2, 1, 2]), [[[True, False]], [[False, False]]]))
shown(lambda: tf.ragged.boolean_mask(tf.ones([3, 0, 3]), tf.ones([3, 0, 3], tf.bool)))
shown(lambda: tf.ragged.stack(2.5))
shown(lambda: tf.ragged.stack(tf.constant([True])))
shown(lambda: tf.ragged.stack([1., 2.], axis=3))
shown(lambda: tf.ragged.cross([]))
shown(lambda: tf.ragged.cross([[1, 2], [3, 4]]).shape)
