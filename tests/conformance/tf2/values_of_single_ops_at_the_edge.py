"""Single ops give what TensorFlow gives for infinities, NaN, empty inputs, and numbers outside of their domain."""

import numpy as np

inf, nan = np.inf, np.nan


def ask(name, function):
    try:
        found = function()
    except Exception as error:
        print(name, type(error).__name__)
        return
    several = found if isinstance(found, (list, tuple)) else [found]
    shown = [one.to_list() if hasattr(one, "to_list") else np.round(one.numpy(), 3).tolist()
             if one.dtype.is_floating else np.array(one.numpy()).tolist() for one in several]
    print(name, *shown, [one.dtype.name for one in several])


ask("shifts", lambda: [tf.bitwise.left_shift([1, -1, 5], [33, 40, -1]), tf.bitwise.right_shift([1, -8, 5], [33, 40, -1])])
for values in ([1.0, nan, 3.0], [nan, nan], [nan, 1.0], [-inf, -inf], [nan, -1.0]):
    ask(f"argmax {values}", lambda: [tf.argmax(values), tf.argmin(values)])
ask("top_k", lambda: tf.math.top_k([1.0, nan, 3.0], 3))
ask("in_top_k", lambda: tf.math.in_top_k([2, 0], [[nan, -4.0, 0.11], [1.0, 2.0, 3.0]], 3))
ask("floordiv", lambda: tf.math.floordiv([inf, -inf, 1.0, nan, 1.0], [2.0, 2.0, 0.0, 1.0, inf]))
ask("saturate_cast", lambda: [tf.saturate_cast([inf, -inf, 300.0], tf.uint8), tf.saturate_cast([inf, -inf, 3e10], tf.int32)])
ask("saturate_cast of complex", lambda: tf.saturate_cast(tf.constant([2 + 1j]), tf.int32))
ask("zeta", lambda: tf.math.zeta([2.0, 0.5, 1.0, 3.0, 2.0], [1.0, 1.0, 1.0, -1.0, -0.5]))
ask("polygamma", lambda: tf.math.polygamma([0.0, 1.0, -1.0, 1.5], [1.0, 0.0, 1.0, 2.0]))
ask("segments", lambda: [tf.math.segment_min([inf, inf, 1.0], [0, 0, 2]), tf.math.segment_max([-inf, 2.0], [0, 0])])
ask("unsorted segments", lambda: tf.math.unsorted_segment_max([-inf], [1], 2))
ask("segments of empty rows", lambda: tf.math.segment_sum(tf.zeros([2, 0]), [0, 1]))
ask("unsorted mean of integers", lambda: tf.math.unsorted_segment_mean([1, 2], [0, 0], 1))
ask("bincount", lambda: tf.math.bincount([[4, 4, 4], [4, 2, 3]], axis=-1, minlength=6))
ask("bincount of all", lambda: tf.math.bincount([[4, 4, 4], [4, 2, 3]]))
ask("bincount of floats", lambda: tf.math.bincount([2.0, 0.5]))
ask("bincount, binary", lambda: tf.math.bincount([[1, 1], [0, 1]], axis=-1, binary_output=True))
ask("bincount with weights", lambda: tf.math.bincount([1, 1, 0], weights=[0.5, 1.0, 2.0]))
ask("gather_nd", lambda: tf.gather_nd([[1.0, 2.0]], tf.zeros([1, 2, 0], tf.int32)))
ask("moments", lambda: tf.nn.moments(tf.constant([[1 + 1j], [3 - 1j]]), [0]))
ask("squared difference", lambda: tf.math.squared_difference(tf.constant([1 + 1j]), tf.constant([0j])))
ask("substr", lambda: tf.strings.substr(["Hello", "a"], 0, -1))
ask("regex_replace", lambda: [tf.strings.regex_replace(["é"], "(.)", "z"), tf.strings.regex_replace("ab", "a", r"\1")])
ask("split", lambda: tf.strings.split(["a,b", "c", "a b c"], maxsplit=1))
ask("to_number", lambda: tf.strings.to_number(["0x10", " 1 ", "1e3"]))
ask("to_number with a line", lambda: tf.strings.to_number("1_000"))
ask("clip", lambda: tf.clip_by_norm([3.0, 4.0], -1.0))
ask("divide_no_nan", lambda: tf.math.divide_no_nan([1, 2], [0, 3]))
ask("silu", lambda: tf.nn.silu(tf.constant([0.0, -1.0])))
ask("sigmoid", lambda: tf.math.real(tf.sigmoid(tf.constant([1 + 1j]))))
ask("searchsorted", lambda: tf.searchsorted([1.0, 2.0], tf.zeros([0])))
ask("linspace", lambda: [tf.linspace(0.0, 1.0, 0), tf.linspace([0.0, 1.0], 5.0, 1), tf.linspace([0.0], [1.0], 3)])
ask("softmax", lambda: [tf.nn.softmax(tf.zeros([0])), tf.nn.log_softmax(tf.zeros([2, 0]))])
ask("repeat", lambda: tf.repeat([1.0, 2.0], [2, -2]))
ask("reverse of a scalar", lambda: tf.reverse(3.0, [0]))
ask("unravel_index", lambda: tf.unravel_index([5, -2], [2, 3]))
ask("add_n", lambda: tf.add_n(tf.constant([[1, 2], [3, 4]])))
ask("slogdet", lambda: tf.linalg.slogdet([[nan, 1.0], [1.0, 2.0]])[0])
ask("True for 1", lambda: [tf.Variable([1.0, 2.0]) * True, tf.constant([2, 3]) * [True, False], tf.constant(True, tf.float64)])
ask("1 and True", lambda: tf.constant([1, True]))
ask("True and 1", lambda: tf.constant([True, 1]))
variable = tf.Variable([1.0, 2.0])
variable.assign([True, False])
print(variable.numpy())
ask("eig", lambda: [tf.math.real(one) for one in tf.linalg.eig([[2.0, 0.0], [0.0, 3.0]])])


@tf.function
def apart(x, b):
    c = b * 2.0
    return x + c, c


print([tuple(one.shape) for one in apart(tf.zeros([100000]), tf.ones([1]))])
print([tuple(one.shape) for one in apart(tf.zeros([300, 300]), tf.ones([1, 1]))])
