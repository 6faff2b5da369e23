"""What a Python function raises in a trace is told by its class and its text, whatever other attributes it has."""


class Refused(Exception):
    message = "not this"


class Numbered(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.message = None


def raising(error):
    def function(*arguments):
        raise error

    return function


for error in (Refused("given"), Numbered(3), ValueError("v"), tf.errors.NotFoundError(None, None, "gone")):
    for make in (tf.numpy_function, tf.py_function):
        try:
            tf.function(lambda: make(raising(error), [], tf.float32))()
        except tf.errors.OpError as found:
            told = next(line for line in found.message.split("\n") if f"{type(error).__name__}: " in line)
            print(type(found).__name__, told.rpartition("}} ")[2])
