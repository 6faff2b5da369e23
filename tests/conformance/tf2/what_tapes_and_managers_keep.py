"""A tape keeps what the rule of an op or the gradient of a function reads, numbers too; a manager keeps a counter for intervals alone."""
import gc
import tempfile
import weakref

gc.disable()
x = tf.Variable(2.0)
watches = []


def watched(t):
    watches.append(weakref.ref(t))
    return t


def alive():
    return [w() is not None for w in watches]


def persistent():
    with tf.GradientTape(persistent=True) as tape:
        a = watched(x * x)
        b = watched(tf.exp(a))
        c = watched(tf.sin(b))
        watched(tf.negative(c) * 3.0)
    print("a tape that goes on:", alive())
    return tape


tape = persistent()
del tape
print("gone:", alive())
watches.clear()


@tf.custom_gradient
def twice(t):
    return t * 2.0, lambda dy: dy * 2.0


with tf.GradientTape() as tape:
    tape.watch(one := tf.constant(1.0))
    watched(twice(one))
print("a result of one's own gradient:", alive())
watches.clear()
double = tf.function(lambda t: t * x)
plus = tf.function(lambda t: t + 1.0)
with tf.GradientTape() as tape:
    watched(double(one))
    watched(plus(watched(x * [1.0, 2.0])))
    watched(twice(watched(x * 2.0)))
print("what goes into functions and comes out:", alive())
watches.clear()
exp = tf.function(lambda t: tf.exp(t))
with tf.GradientTape() as tape:
    watched(exp(watched(x * 2.0)))
print("a result that the gradient reads:", alive())
del tape
watches.clear()

checkpoint = tf.train.Checkpoint(x=x)
for interval in (None, 2):
    counter = tf.Variable(1)
    watches.append(weakref.ref(counter))
    manager = tf.train.CheckpointManager(checkpoint, tempfile.mkdtemp(), 1, step_counter=counter, checkpoint_interval=interval)
    del counter
    print("interval", interval, alive())
    del manager
    print("gone", alive())
