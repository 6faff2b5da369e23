"""Checks decided in a trace give nothing, a scalar of unknown rank is refused, and means of segments need no rank told."""


def say(ask):
    try:
        print(ask())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0].split("}} ")[-1].split(" [Op")[0])


def traced(call, kind, shape=None):
    kept = []

    def keep(a):
        kept.append(call(a))
        return tf.constant(1)

    spec = tf.TensorSpec(shape, kind)
    kept.append(tf.function(keep, input_signature=[spec], autograph=False).get_concrete_function().graph)
    return kept


D, v1 = tf.debugging, tf.compat.v1
for check in (D.assert_integer, D.assert_scalar, lambda a: D.assert_type(a, tf.int32)):
    say(lambda: traced(check, tf.int32, [])[0])
    say(lambda: traced(check, tf.int32)[0])
    say(lambda: traced(check, tf.float32, [3])[0])
for check in (v1.assert_integer, v1.assert_scalar, lambda a: v1.assert_type(a, tf.int32)):
    say(lambda: traced(check, tf.int32, [])[0].name)
    say(lambda: traced(check, tf.int32)[0].name)

for f in (tf.math.unsorted_segment_mean, tf.math.unsorted_segment_sqrt_n):
    found, graph = traced(lambda a: f(a, [0, 0], 2), tf.float32)
    print(found.shape, *[(o.name, o.type) for o in graph.get_operations()])
    run = tf.function(lambda a: f(a, [0, 0], 2), input_signature=[tf.TensorSpec(None, tf.float32)], autograph=False)
    print([[round(x, 5) for x in row] for row in run(tf.constant([[1.0, 2.0], [3.0, 4.0]])).numpy().tolist()])

for kind, shape in ((tf.float32, None), (tf.float32, [2]), (tf.int32, None)):
    say(lambda: tf.TensorArray(kind, 2, element_shape=shape).gather([]))

ragged = tf.ragged.constant([[1], [2, 3]])
for places in (-1, 1, 2, [0, -1], [5], [1, 0], [[1], [0]]):
    say(lambda: tf.gather(ragged, places))
print(tf.function(lambda i: tf.gather(ragged, i))(tf.constant(1)).numpy())
