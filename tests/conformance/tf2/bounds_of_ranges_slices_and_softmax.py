"""A bound that is no scalar, a slice of another rank and an axis outside are refused in words, eagerly and traced."""


def everywhere(name, act, *given):
    for function in (act, tf.function(act)):
        try:
            print(name, function(*given).numpy().tolist())
        except (tf.errors.InvalidArgumentError, ValueError) as error:
            print(name, type(error).__name__, [line for line in str(error).split("\n") if "must" in line or "Expected" in line][0].split("}} ")[-1].split(" for '")[0].split(" [Op:")[0].strip())


x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
everywhere("softmax", lambda x: tf.nn.softmax(x, axis=5), x)
everywhere("log_softmax", lambda x: tf.nn.log_softmax(x, axis=-3), x)
everywhere("softmax", lambda x: tf.nn.softmax(x, axis=0), x)
everywhere("limit", lambda x: tf.range(x), x)
everywhere("delta", lambda x: tf.range(0.0, 5.0, x), x)
everywhere("slice", lambda x: tf.slice(x, [0], [1]), x)
everywhere("slice", lambda x: tf.slice(x, [0, 0], [1, 2]), x)


def refused(call):
    try:
        print(call().numpy().tolist())
    except (tf.errors.InvalidArgumentError, ValueError) as error:
        print(type(error).__name__, str(error).split("\n")[0].split("}} ")[-1].split(" [Op:")[0].strip())


refused(lambda: tf.linalg.diag_part(tf.constant([1.0, 2.0])))
refused(lambda: tf.linalg.set_diag(tf.constant([1.0, 2.0]), tf.constant([1.0])))
refused(lambda: tf.math.unsorted_segment_sum([[1], [2]], [0, 1], [[3, 4]]))
refused(lambda: tf.math.invert_permutation(tf.constant(0)))
refused(lambda: tf.math.igammac([1.0, 2.0], [1.0, 2.0, 3.0]))
refused(lambda: tf.tensordot([[1.0]], [[1.0]], [0]))
refused(lambda: tf.tensordot([[1.0]], [[1.0]], None))
refused(lambda: tf.tensordot([[1.0, 2.0]], [[3.0, 4.0]], tf.constant([[1], [1]]).numpy()))
refused(lambda: tf.unstack(tf.constant(1.0), 1))
refused(lambda: tf.math.floordiv(tf.constant([], tf.int32), tf.constant([2, 2, 0])))
refused(lambda: tf.math.mod(tf.zeros([3, 0, 3], tf.int32), [[[0, 1, 0]]]))
refused(lambda: tf.math.floordiv([1, 2], [1, 0]))
