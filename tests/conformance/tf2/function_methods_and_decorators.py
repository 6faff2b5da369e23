"""tf.function works on methods, static and class methods, lambdas, partials, callables and nested definitions, and keeps name and docstring."""
import functools


class Thing:
    scale = 3

    @tf.function
    def method(self, x):
        """A method."""
        return x * self.scale

    @staticmethod
    @tf.function
    def static(x):
        return x + 1

    @classmethod
    def make(cls):
        return cls()

    @tf.function
    def __call__(self, x):
        return -x


t = Thing.make()
print(t.method(tf.constant(2)).numpy(), Thing.static(tf.constant(2)).numpy(), t(tf.constant(2)).numpy(), Thing.method.__name__, Thing.method.__doc__)
print(Thing.method(t, tf.constant(5)).numpy(), tf.function(functools.partial(lambda a, b: a - b, b=1))(tf.constant(5)).numpy())


class Callable:
    def __call__(self, x):
        return x * 10


print(tf.function(Callable())(tf.constant(1)).numpy())


@tf.function
def outer(x):
    @tf.function
    def inner(y):
        return y * x
    return inner(x) + inner(x)


print(outer(tf.constant(3)).numpy(), outer.__name__, outer.python_function.__name__, callable(outer), repr(outer).startswith("<tensorflow") or "function" in repr(outer).lower())
f = tf.function()
print(f(lambda x: x + 1)(1).numpy(), tf.function(func=lambda x: x)(2).numpy())
