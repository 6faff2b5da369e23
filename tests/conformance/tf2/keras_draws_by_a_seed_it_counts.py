"""What Keras draws depends on a seed and a count that the layer owns: a dropout repeats itself with its seed."""

layers, random = tf.keras.layers, tf.keras.random
ones = tf.ones([2, 4])

dropout = layers.Dropout(0.5, seed=1)
print(dropout.variables, dropout.weights, dropout.non_trainable_variables == dropout.variables)
for _ in range(2):
    print(dropout(ones, training=True).numpy().tolist(), dropout.seed_generator.state.numpy())
print(dropout(ones).numpy().tolist(), dropout.get_config())
again = layers.Dropout(0.5, seed=1)
print(again(ones, training=True).numpy().tolist(), layers.Dropout(0.0).variables)
print(layers.Dropout(0.5, noise_shape=(None, 1), seed=3)(ones, training=True).numpy().tolist())
function = tf.function(lambda x: again(x, training=True))
print(function(ones).numpy().tolist(), function(ones).numpy().tolist(), again.seed_generator.state.numpy())
tf.keras.utils.set_random_seed(3)
print("without a seed it is drawn too:", layers.Dropout(0.3)(ones, training=True).numpy().round(4).tolist())

model = tf.keras.Sequential([tf.keras.Input((3,)), layers.Dense(2), layers.Dropout(0.5)])
print([variable.path.split("/")[-1] for variable in model.variables], len(model.weights), model.count_params())

generator = random.SeedGenerator(1337)
print(generator.next(), generator.next(), generator.state.numpy(), generator.get_config())
print(random.normal((2,), seed=1).numpy(), random.normal((2,), 1.0, 2.0, seed=generator).numpy())
print(random.uniform((2,), seed=1).numpy(), random.truncated_normal((2,), seed=5).numpy())
print(random.dropout(tf.ones([4]), 0.5, seed=2).numpy(), random.normal((1,)).shape)
for bad in ("a", 1.5):
    for draw in (random.SeedGenerator, lambda seed: random.normal((1,), seed=seed)):
        try:
            draw(bad)
        except ValueError as error:
            print(error)


class Noisy(layers.Layer):
    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate, self.seed_generator = rate, random.SeedGenerator(7)

    def call(self, x, training=None):
        return random.dropout(x, self.rate, seed=self.seed_generator) if training else x


noisy = Noisy(0.5)
print(noisy(ones).numpy().tolist(), noisy(ones, training=True).numpy().tolist(), noisy.variables)

print("nothing drawn")
empty = [tf.random.normal([0]), tf.random.normal([0, 2], dtype=tf.float64), tf.random.truncated_normal([0])]
print([value.shape for value in empty], tf.random.Generator.from_seed(1).normal([0]).shape)
print(tf.unique([float("nan"), 1.0, float("nan")]))
