"""What is fed is converted to the placeholder's dtype as np.asarray would: 3.7 fed to an integer is 3, "1.5" is 1.5.

Only a Python integer that does not survive its way through the dtype is refused."""
import numpy as np

whole, real, flag, text, anything = (tf.placeholder(d, name=n) for d, n in ((tf.int32, "whole"), (tf.float32, "real"), (tf.bool, "flag"), (tf.string, "text"), (tf.float64, "anything")))
with tf.Session() as sess:
    def fed(p, value):
        try:
            result = sess.run(tf.identity(p), {p: value})
            return result.tolist() if hasattr(result, "tolist") else result
        except (ValueError, TypeError, tf.errors.OpError) as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0].split(' is not compatible')[0][:70]}"
    for p, value in ((whole, 3), (whole, 3.0), (whole, 3.7), (whole, np.float64(2.5)), (whole, [1.5, 2.5]), (whole, np.array([1.5, 2.0])), (whole, True), (whole, "3"), (whole, 2 ** 40),
                     (real, 3), (real, np.float64(0.1)), (real, [1, 2.5]), (real, True), (real, "1.5"), (real, [[1], [2, 3]]), (real, None), (flag, 1), (flag, [0, 2]), (flag, "a"),
                     (text, "é"), (text, b"x"), (text, ["a", "b"]), (text, 5), (anything, np.float32(0.5)), (real, []), (real, range(3)), (real, (1.0, 2.0))):
        print(p.op.name, type(value).__name__, fed(p, value))
