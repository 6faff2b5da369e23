"""A creator of variables is told Keras's plain names, and a saved model takes variables by names of scopes alone."""
import tempfile


def creator(next_creator, **arguments):
    variable = next_creator(**arguments)
    print(arguments["name"], variable.name)
    return variable


with tf.variable_creator_scope(creator):
    tf.keras.layers.Dense(2, name="mine")(tf.zeros([1, 3]))
    tf.keras.metrics.Mean(name="average")
    tf.keras.optimizers.SGD(0.1, momentum=0.9, name="steps").build([tf.Variable(1.0, name="a/b")])
for name in ("bad scope/in", "_under", "é", "good/_under"):
    module = tf.Module()
    module.variable = tf.Variable(1.0, name=name)
    try:
        tf.saved_model.save(module, tempfile.mkdtemp())
        print(module.variable.name, "is saved")
    except ValueError as error:
        print(error)
