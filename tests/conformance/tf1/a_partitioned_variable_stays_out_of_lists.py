"""A partitioned variable is a tensor by itself, and no element of a list that is made a tensor."""


def told(name, f):
    try:
        found = f()
        print(name, found.shape if hasattr(found, "shape") else [one.shape for one in found])
    except TypeError:
        print(name, "TypeError")


with tf.Graph().as_default():
    first, second = (
        tf.get_variable(name, [4, 2], partitioner=tf.fixed_size_partitioner(2), initializer=tf.ones_initializer())
        for name in ("first", "second")
    )
    told("stack", lambda: tf.stack([first, second]))
    told("add_n", lambda: tf.add_n([first, second]))
    told("concat", lambda: tf.concat([first, tf.zeros([4, 2])], 0))
    told("tuple", lambda: tf.tuple([first, second]))
    told("convert one", lambda: tf.convert_to_tensor(first))
    told("convert", lambda: tf.convert_to_tensor([first, second]))
    told("constant", lambda: tf.constant([first, second]))
    told("identity", lambda: tf.identity([first, second]))
    told("reduce_sum", lambda: tf.reduce_sum([first, second]))
    told("nested", lambda: tf.stack([[first, second]]))
    told("beside a tensor", lambda: tf.convert_to_tensor([first, tf.zeros([4, 2])]) and None)
