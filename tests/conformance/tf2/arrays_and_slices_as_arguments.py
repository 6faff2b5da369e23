"""An array of tensors, or a gradient of some rows, is an argument of a function, and its spec tells what it has."""


def attempt(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "|", type(error).__name__, "|", str(error).splitlines()[0].rpartition("}} ")[2])


@tf.function
def stacked(array):
    return array.stack()


for values in ([1.0, 2.0], [1.0, 2.0, 5.0], [[1.0, 2.0], [3.0, 4.0]], [1, 2]):
    kind = tf.constant(values).dtype
    print(stacked(tf.TensorArray(kind, len(values)).unstack(values)))
print(stacked(tf.TensorArray(tf.float32, 2, element_shape=[]).write(1, 3.0)))
print(stacked(tf.TensorArray(tf.float32, 2, element_shape=[])))


print(stacked.experimental_get_tracing_count() > 2)  # one for each dtype and shape


@tf.function
def rows_of(ragged):
    print("tracing", ragged.shape, ragged.flat_values.shape)
    return ragged.row_lengths()


print(rows_of(tf.ragged.constant([[1, 2], []])), rows_of(tf.ragged.constant([[1], [2, 3, 4]])))
print(rows_of(tf.ragged.constant([[1]])), rows_of.experimental_get_tracing_count())
tabled = tf.function(lambda ragged: ragged * 2, input_signature=[tf.RaggedTensorSpec([None, None], tf.int32)])
attempt("a tensor for a ragged one", lambda: tabled(tf.constant([[1]])))
try:
    tabled(tf.constant([[1]]))
except TypeError as error:
    print(str(error))
print(tf.strings.format("{}", tf.constant([1j])))


@tf.function
def grown(array):
    return array.write(2, 7.0).stack()


print(grown(tf.TensorArray(tf.float32, 0, dynamic_size=True).unstack([1.0, 2.0])))

print(tf.TensorArraySpec([2], tf.float32, True), tf.TensorArraySpec(None, tf.int32))
array = tf.TensorArray(tf.float32, 2, element_shape=[3])
print(tf.TensorArraySpec.from_value(array), tf.type_spec_from_value(array))
print(tf.TensorArraySpec([2]) == tf.TensorArraySpec([2]), tf.TensorArraySpec([2]) == tf.TensorArraySpec([3]))

rows = tf.IndexedSlices(tf.constant([[1.0, 2.0]]), tf.constant([1]), tf.constant([3, 2]))
print(tf.IndexedSlicesSpec([None, 2], tf.float32), tf.IndexedSlicesSpec(), tf.type_spec_from_value(rows))
print(
    tf.IndexedSlicesSpec([3, 2]) == tf.IndexedSlicesSpec([3, 2]), tf.IndexedSlicesSpec([3, 2]).is_compatible_with(rows)
)
print(tf.function(lambda given: tf.convert_to_tensor(given) * 2.0)(rows))


# what errors call the branches
def chosen(*branches):
    return lambda: tf.function(lambda i: tf.switch_case(i, list(branches)))(tf.constant(0))


attempt("dtypes", chosen(lambda: 1, lambda: 2.0))
attempt("numbers of results", chosen(lambda: 1, lambda: (2, 3)))
attempt("nothing", chosen(lambda: None, lambda: 2))
attempt("alike", chosen(lambda: 1, lambda: 2, lambda: 3))
branch = tf.function(lambda flag: tf.cond(flag, lambda: 1, lambda: 2))
print(branch(tf.constant([True])))
attempt("two predicates", lambda: branch(tf.constant([True, False])))

x = tf.constant(2.6)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.grad_pass_through(tf.round)(x * 1.5) * 2.0
print(y, tape.gradient(y, x))
