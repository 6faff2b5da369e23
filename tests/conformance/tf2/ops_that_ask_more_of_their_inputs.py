"""parallel_stack is for graphs and whole shapes, ensure_shape for some shape, confusion_matrix for columns too."""


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, [line.strip() for line in str(error).splitlines() if line.strip()][-1][:90])


one, other = tf.constant([1, 2]), tf.constant([3, 4])
stacked = tf.function(lambda *values: tf.parallel_stack(values, name="p"))
show(lambda: tf.parallel_stack([one, other]))
show(lambda: stacked(one, other).numpy().tolist())
show(lambda: [(node.name, node.type) for node in stacked.get_concrete_function(one, other).graph.get_operations()])
show(lambda: stacked.get_concrete_function(tf.TensorSpec([None]), tf.TensorSpec([None])))
show(lambda: tf.function(lambda x: tf.gradients(tf.parallel_stack([x, x]), x))(tf.constant([1.0])))
show(lambda: tf.function(lambda x: tf.ensure_shape(x, None)).get_concrete_function(tf.TensorSpec([None])))
show(lambda: tf.function(lambda x: tf.ensure_shape(x, None)).get_concrete_function(tf.TensorSpec(None)).output_shapes)
show(lambda: tf.ensure_shape(one, None).numpy())
show(lambda: tf.math.confusion_matrix([[0], [1]], [0, 1], num_classes=3).numpy().tolist())
show(lambda: tf.math.confusion_matrix([0, 1], [[0], [1]]).numpy().tolist())
