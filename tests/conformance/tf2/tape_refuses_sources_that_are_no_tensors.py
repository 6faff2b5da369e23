"""A tape that is asked for the gradient to an object that holds variables refuses: it knows tensors and variables only."""

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1, kernel_initializer="ones")])
module, x = tf.Module(), tf.Variable([[1.0, 2.0]])
module.x = x
with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_sum(model(x) * module.x)


def show(what, sources):
    try:
        print(what, tape.gradient(loss, sources))
    except Exception as error:
        print(what, "!", type(error).__name__, error)


show("a model", model)
show("a layer among variables", [x, model.layers[0]])
show("a variable", x)
show("a dict", {"x": x})
show("its weights", [weight.value for weight in model.weights[:1]])
show("another variable", tf.Variable(1.0))
show("nothing", [])
