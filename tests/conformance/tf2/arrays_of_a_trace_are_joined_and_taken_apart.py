"""In a trace what nobody wrote is joined as zeros, shapes are learned from rows and pieces, and gradients fill in."""

TA = tf.TensorArray


def say(function, *arguments):
    try:
        print(function.__name__, tf.function(function, autograph=False)(*arguments).numpy().tolist())
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n")]
        words = ("merge", "List contains", "Trying to concat", "All except", "Concat saw", "Inconsistent", "Shapes must")
        print(function.__name__, type(error).__name__, [line.split(" for '")[0] for line in lines if any(word in line for word in words)])


def empty():
    return TA(tf.float32, 0, element_shape=[None, 2]).concat()


def empty_of_full_shape():
    return TA(tf.float32, 0, element_shape=[3, 2]).concat()


def empty_of_unknown_shape():
    return TA(tf.float32, 0).concat()


def empty_of_a_known_rank():
    return TA(tf.float32, 0, element_shape=[None, None]).concat()


def unwritten():
    return TA(tf.float32, 3).write(1, [1.0, 2.0]).concat()


def unwritten_beside_others():
    return TA(tf.float32, 3, infer_shape=False).write(0, [1.0]).write(1, [1.0, 2.0]).concat()


def nothing_written():
    return TA(tf.float32, 2, element_shape=[3, 2]).concat()


def nothing_written_of_any_length():
    return TA(tf.float32, 2, element_shape=[None, 2]).concat()


def nothing_written_of_unknown_shape():
    return TA(tf.float32, 2).concat()


def scalars():
    return TA(tf.float32, 2, infer_shape=False).write(0, 1.0).write(1, 2.0).concat()


def scalars_by_shape():
    return TA(tf.float32, 0, element_shape=[]).concat()


def of_two_ranks():
    return TA(tf.float32, 2, infer_shape=False).write(0, [[1.0, 3.0]]).write(1, [2.0]).concat()


def of_two_widths():
    return TA(tf.float32, 2, infer_shape=False).write(0, [[1.0, 3.0]]).write(1, [[2.0]]).concat()


def texts():
    array = TA(tf.string, 3).write(1, ["a", "b"])
    return tf.concat([array.concat(), array.read(0), tf.reshape(array.stack(), [-1])], 0)


def stacked_of_two_ranks():
    return TA(tf.float32, 2, infer_shape=False).write(0, [[1.0]]).write(1, [1.0]).stack()


def rows_that_do_not_fit(x):
    return TA(tf.float32, 2, element_shape=[3]).unstack(x).stack()


def pieces_that_do_not_fit(x):
    return TA(tf.float32, 2, element_shape=[3, 4]).split(x, [1, 1]).stack()


for function in (empty, empty_of_full_shape, empty_of_unknown_shape, empty_of_a_known_rank, unwritten, unwritten_beside_others,
                 nothing_written, nothing_written_of_any_length, nothing_written_of_unknown_shape, scalars,
                 scalars_by_shape, of_two_ranks, of_two_widths, texts, stacked_of_two_ranks):
    say(function)
for function in (rows_that_do_not_fit, pieces_that_do_not_fit):
    say(function, tf.zeros([2, 4]))


@tf.function
def learned(x):
    print(TA(tf.float32, 2).split(x, [1, 1]).element_shape, TA(tf.float32, 2).split(x, [2, 0]).element_shape)
    print(TA(tf.float32, 2, infer_shape=False).unstack(x).element_shape, TA(tf.float32, 2).unstack(x).element_shape)
    print(TA(tf.float32, 2).write(0, x).write(1, x).concat().shape, TA(tf.float32, 2).split(x, [2, 0]).concat().shape)


learned(tf.zeros([2, 4]))


def slope(function):
    def gradient(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum(function(x) ** 3)
        return tape.gradient(y, x)

    spec = tf.TensorSpec([None], tf.float32)
    return tf.function(gradient, input_signature=[spec])


four, none = tf.constant([1.0, 2.0, 3.0, 4.0]), tf.zeros([0])
print(slope(lambda x: TA(tf.float32, 2).split(x, [1, 3]).read(0))(four).numpy().tolist())
print(slope(lambda x: TA(tf.float32, 2).split(x, [1, 3]).concat())(four).numpy().tolist())
print(slope(lambda x: TA(tf.float32, 3).write(1, x).concat())(four).numpy().tolist())
print(slope(slope(lambda x: TA(tf.float32, 2).split(x, [2, 2]).concat()))(four).numpy().tolist())
print(slope(lambda x: TA(tf.float32, 0, element_shape=[]).unstack(x).stack())(none).numpy().tolist())
