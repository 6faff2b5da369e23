"""An object gives traces a type of its own: equal types have one trace, which owns the type and what that holds."""

import gc
import weakref

gc.disable()
types = tf.types.experimental
traced = []


@tf.function
def mixed(a, b):
    traced.append("mixed")
    return a.flavor + b.flavor


class Plain:
    flavor = tf.constant([1, 2])


mixed(Plain(), Plain())
mixed(Plain(), Plain())
print("two objects without a type of their own:", len(traced), "traces for two calls")


class FruitType(types.TraceType):
    def __init__(self, fruit):
        self.kind, self.fruit = type(fruit), fruit

    def is_subtype_of(self, other):
        return type(other) is FruitType and self.kind is other.kind

    def most_specific_common_supertype(self, others):
        return self if all(self == other for other in others) else None

    def placeholder_value(self, placeholder_context=None):
        return self.fruit

    def __eq__(self, other):
        return type(other) is FruitType and self.kind == other.kind

    def __hash__(self):
        return hash(self.kind)


class Apple:
    flavor = tf.constant([1, 2])

    def __tf_tracing_type__(self, context):
        return FruitType(self)


class Mango(Apple):
    flavor = tf.constant([3, 4])


del traced[:]
apple = Apple()
watched = weakref.ref(apple)
print(mixed(apple, Mango()).numpy(), mixed(Apple(), Mango()).numpy(), len(traced))
print(mixed(Mango(), Apple()).numpy(), len(traced))
del apple
print("the trace keeps the first apple:", watched() is not None)
print(isinstance(Apple(), types.SupportsTracingProtocol), isinstance(Plain(), types.SupportsTracingProtocol))


class UpTo(types.TraceType):
    def __init__(self, n):
        self.n = n

    def is_subtype_of(self, other):
        return isinstance(other, UpTo) and self.n <= other.n

    def most_specific_common_supertype(self, others):
        return UpTo(max([self.n] + [other.n for other in others]))

    def placeholder_value(self, placeholder_context=None):
        return Limit(self.n)

    def __eq__(self, other):
        return isinstance(other, UpTo) and self.n == other.n

    def __hash__(self):
        return hash(self.n)


class Limit:
    def __init__(self, n):
        self.n = n

    def __tf_tracing_type__(self, context):
        return UpTo(self.n)


@tf.function
def times(limit, x):
    traced.append(limit.n)
    return x * limit.n


del traced[:]
x = tf.constant(1)
print([int(times(Limit(n), x)) for n in (5, 3, 5, 7, 6)], traced, times.experimental_get_tracing_count())


class Wrong:
    def __tf_tracing_type__(self, context):
        return 3

    def __repr__(self):
        return "Wrong()"


for attempt in (lambda: times(Wrong(), x), types.TraceType):
    try:
        print(attempt())
    except TypeError as error:
        print(str(error).split(" with")[0])
print(
    isinstance(times, types.GenericFunction),
    isinstance(times.get_concrete_function(Limit(1), x), types.ConcreteFunction),
)
