"""A page on functions: traces by signature, rules, side effects, iterators, leaked state, recursion and where variables go."""


@tf.function
def add(a, b):
    return a + b


print(repr(add(tf.ones([2, 2]), tf.ones([2, 2]))))
v = tf.Variable(1.0)
with tf.GradientTape() as tape:
    result = add(v, 1.0)
print(tape.gradient(result, v))


@tf.function
def double(a):
    print("Tracing with", a)
    return a + a


print(double(tf.constant(1)))
print()
print(double(tf.constant(1.1)))
print()
print(double(tf.constant("a")))
print()
print(double.pretty_printed_concrete_signatures())
print("Obtaining concrete trace")
double_strings = double.get_concrete_function(tf.constant("a"))
print("Executing traced function")
print(double_strings(tf.constant("a")))
print(double_strings(a=tf.constant("b")))
print(double.get_concrete_function(tf.TensorSpec(shape=[], dtype=tf.string)) is double_strings)
print(double_strings)
print(double_strings.structured_input_signature)
print(double_strings.structured_outputs)


@tf.function(input_signature=(tf.TensorSpec(shape=[None], dtype=tf.int32),))
def next_collatz(x):
    print("Tracing with", x)
    return tf.where(x % 2 == 0, x // 2, 3 * x + 1)


print(next_collatz(tf.constant([1, 2])))
try:
    next_collatz(tf.constant([[1, 2], [3, 4]]))
except TypeError as e:
    print(f"{type(e).__name__}: {e}")


@tf.function
def train(num_steps):
    print("Tracing with num_steps = ", num_steps)
    for _ in tf.range(num_steps):
        pass


train(10)
train(20)
train(tf.constant(10))
train(tf.constant(20))


@tf.function
def f(x):
    print("Traced with", x)


f(1)
f(1)
f(2)
external_list = []


@tf.function
def side_effect(x):
    external_list.append(x)


side_effect(1)
side_effect(1)
side_effect(1)
print(len(external_list))
leaked = None


@tf.function
def leaky(a):
    global leaked
    leaked = a
    return a + 1


print(leaky(tf.constant(1)).numpy(), leaked)
try:
    leaked + 1
except TypeError as e:
    print(type(e).__name__)


@tf.function
def bad(x):
    v = tf.Variable(1.0)
    return x + v


try:
    bad(1.0)
except ValueError as e:
    print(f"{type(e).__name__}: {e}".splitlines()[0])


class Count(tf.Module):
    def __init__(self):
        self.count = None

    @tf.function
    def __call__(self):
        if self.count is None:
            self.count = tf.Variable(0)
        return self.count.assign_add(1)


c = Count()
print(c())
print(c())
print(repr(c.count))
