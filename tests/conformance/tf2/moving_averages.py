"""tf.train.ExponentialMovingAverage owns its shadows and what it follows; a collection of the graph holds that too."""

import gc
import weakref

Average = tf.train.ExponentialMovingAverage


def attempt(function):
    try:
        return function()
    except TypeError as error:
        return str(error)


v, average = tf.Variable(1.0, name="v"), Average(0.9)
print(average.apply([v]), average.average(v), average.average(v).trainable)
v.assign(2.0)
average.apply([v])
print(round(float(average.average(v)), 4), average.name, average.average_name(v), average.variables_to_restore([v]))
print(average.average(tf.Variable(1.0)), average.apply())

early = Average(0.5, num_updates=3)
pair = tf.Variable([1.0, 2.0], dtype=tf.float64)
early.apply([pair])
pair.assign([3.0, 4.0])
early.apply([pair])
print([round(x, 4) for x in early.average(pair).numpy().tolist()], early.average(pair).dtype)
print(attempt(lambda: early.apply([tf.constant(3.0)])))
print(attempt(lambda: early.apply([tf.Variable(1)])))

w, traced = tf.Variable(1.0), Average(0.9)


@tf.function
def step():
    w.assign_add(1.0)
    traced.apply([w])
    return traced.average(w)


print([round(float(step()), 4) for _ in range(3)])
watched, shadow = weakref.ref(v), weakref.ref(average.average(v))
del v, average
gc.collect()
print(watched() is None, shadow() is None)
print(any(one is watched() for one in tf.compat.v1.get_collection("moving_average_variables")))
