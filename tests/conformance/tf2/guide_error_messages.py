"""What common mistakes say, printed as class and message as pages of the guide do."""
import contextlib


@contextlib.contextmanager
def assert_raises(error_class):
    try:
        yield
    except error_class as e:
        print("Caught expected exception \n  {}:".format(error_class.__name__))
        print(f"{type(e).__name__}: {str(e).splitlines()[0].split('}} ')[-1]}")
    except Exception as e:
        raise e
    else:
        raise Exception("Expected {} to be raised but no error was raised!".format(error_class))


with assert_raises(tf.errors.InvalidArgumentError):
    tf.matmul(tf.ones([2, 3]), tf.ones([2, 3]))
with assert_raises(tf.errors.InvalidArgumentError):
    tf.constant([1, 2]) + tf.constant([1, 2, 3])
with assert_raises(tf.errors.InvalidArgumentError):
    tf.add(tf.constant(1), tf.constant(1.0))
with assert_raises(ValueError):
    tf.Variable([1.0, 2.0]).assign([1.0])
with assert_raises(ValueError):
    tf.Variable(1.0).assign(tf.constant(1))
with assert_raises(TypeError):
    tf.constant([1, 2])["a"]
with assert_raises(TypeError):
    tf.zeros("a")
with assert_raises(tf.errors.InvalidArgumentError):
    tf.debugging.assert_equal(1, 2, message="not equal")
with assert_raises(ValueError):
    tf.Variable(lambda: None)
with assert_raises(TypeError):
    tf.function(5)(1)
with assert_raises(ValueError):
    tf.Module(name="not a name")
with assert_raises(TypeError):
    tf.GradientTape().gradient()
with assert_raises(TypeError):
    tf.cast("text", "nothing")
