"""Without a seed Keras draws by one generator for all: a new one after `set_random_seed` and after `clear_session`."""

import random as python_random

random = tf.keras.random


def begin(begin_again):
    python_random.seed(5)
    begin_again()
    return random.normal((2,), mean=1.0, stddev=2.0).numpy().round(4).tolist()


first = begin(tf.keras.utils.clear_session)
print(first, begin(tf.keras.utils.clear_session) == first, begin(list) == first)
print(random.uniform((2,), minval=1.0, maxval=2.0).numpy().round(4).tolist(), random.SeedGenerator(1).name)
for _ in range(2):
    tf.keras.utils.set_random_seed(3)
    print(random.truncated_normal((2,), mean=1.0, stddev=2.0).numpy().round(4).tolist(), random.SeedGenerator(1).name)
tf.keras.backend.clear_session()
python_random.seed(5)
drawn = tf.function(lambda: random.uniform((2,)))
print([one.numpy().round(4).tolist() for one in (drawn(), drawn(), random.uniform((2,)))])
