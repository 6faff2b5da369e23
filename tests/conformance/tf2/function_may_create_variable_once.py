"""A tf.function may create a variable on its first call if it keeps it and makes it only then."""
kept = []


@tf.function
def count(x):
    if not kept:
        kept.append(tf.Variable(10.0))
    return kept[0].assign_add(x)


print(count(tf.constant(1.0)).numpy(), count(tf.constant(1.0)).numpy(), len(kept))
print("another signature:", count(tf.constant(2.0, tf.float32)).numpy(), kept[0].numpy(), kept[0].name)


class Counter:
    def __init__(self):
        self.v = None

    @tf.function
    def __call__(self, x):
        if self.v is None:
            self.v = tf.Variable(x)
        return self.v.assign_add(x)


counter = Counter()
print(counter(tf.constant(5.0)).numpy(), counter(tf.constant(5.0)).numpy(), type(counter.v).__name__)
