"""A Keras layer takes regularizers by name, the shape of its input, and no argument that it does not know."""

layers = tf.keras.layers


def refused(make):
    try:
        make()
        print("taken")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Scale(layers.Layer):
    def __init__(self, factor=2.0, **options):
        super().__init__(**options)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor


for wrong in (
    lambda: layers.Dense(3, unit=4),
    lambda: layers.Flatten(data="x", name="flat"),
    lambda: Scale(3.0, scale=1),
    lambda: layers.Dense(2.0),
    lambda: layers.Dense(-1, unit=4),
    lambda: layers.Dropout(1.5),
    lambda: layers.Dense(3, kernel_regularizer="l3"),
):
    refused(wrong)

dense = layers.Dense(3, kernel_initializer="ones", kernel_regularizer="l2", activity_regularizer="l1")
dense(tf.ones([2, 2]))
print(dense.name, [round(float(loss), 5) for loss in dense.losses])
print(type(dense.kernel_regularizer).__name__, type(dense.activity_regularizer).__name__)

scale = Scale(activity_regularizer=lambda x: tf.reduce_sum(x) * 0.5)
scale(tf.ones([4, 3]))
print([float(loss) for loss in scale.losses])

for first in (layers.Dense(3, input_shape=(2,)), layers.Dense(3, input_dim=5)):
    model = tf.keras.Sequential([first, layers.Dense(1)])
    print(model.built, model.input_shape, model.output_shape, [tuple(weight.shape) for weight in model.weights])
