"""An error raised while tracing keeps its class where that takes a message alone, and is a StagingError where not."""
class My(ValueError): pass
class Mine(Exception): pass
class Two(Exception):
    def __init__(self, a, b): super().__init__(a)
for kind, args in ((My, "x"), (Mine, "x"), (Two, "xy"), (IndexError, "x"), (KeyError, "x"), (ZeroDivisionError, "x"),
                   (OSError, "x"), (StopIteration, "x"), (AssertionError, "x"), (Exception, "x"), (RecursionError, "x"),
                   (tf.errors.NotFoundError, (None, None, "x")), (KeyboardInterrupt, "x")):
    @tf.function
    def g(x): raise kind(*args)
    try: g(1)
    except BaseException as e: print(kind.__name__, type(e).__name__, e.__cause__ is None, e.__cause__ is e, str(e)[:13])
@tf.function
def h(x):
    def inner(): raise ValueError("in a branch")
    return tf.cond(x > 0, inner, lambda: x)
try: h(tf.constant(1.))
except ValueError as e: print(e.__cause__ is e, e.__context__ is e, str(e)[:13])
@tf.function
def k(x):
    return tf.cond(x > 0, lambda: tf.gather([1., 2.], tf.cast(x, tf.int32)), lambda: x)
try: k(tf.constant(5.))
except Exception as e: print(type(e).__name__, e.__cause__ is e, e.__context__ is e)
@tf.function
def m(x): return tf.exp(tf.reshape(x, [2]) * 2.) + 1.
try: m(tf.constant([1., 2., 3.])) 
except Exception as e: print(type(e).__name__, e.__cause__ is e, e.__context__ is e)
@tf.function(input_signature=[tf.TensorSpec(None), tf.TensorSpec(None)])
def n(x, y): return tf.exp(x + y) * 2.
try: n(tf.ones([2]), tf.ones([3])) 
except Exception as e: print(type(e).__name__, e.__cause__ is e, e.__context__ is e)
