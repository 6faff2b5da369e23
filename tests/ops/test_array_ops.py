"""What array ops compute, refuse and are called: the facts are those of real TensorFlow 2.21."""

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.ops.text.fingerprints import fingerprint
from lifetimes.ops.text.printing import summary

MATRIX = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]

NODES = {
    "sum": (lambda x: tf1.reduce_sum(x), "Const Sum"),
    "sum_axis": (lambda x: tf1.reduce_sum(x, 1), "Sum/reduction_indices Sum"),
    "named_mean": (lambda x: tf1.reduce_mean(x, name="m"), "Const m"),
    "zeros": (lambda x: tf1.zeros([2, 3]), "zeros"),
    "large_zeros": (lambda x: tf1.zeros([200, 30]), "zeros/shape_as_tensor zeros/Const zeros"),
    "concat": (lambda x: tf1.concat([x, x], 0), "concat/axis concat"),
    "transpose": (lambda x: tf1.transpose(x), "transpose/perm transpose"),
    "argmax": (lambda x: tf1.argmax(x, 1), "ArgMax/dimension ArgMax"),
    "expand": (lambda x: tf1.expand_dims(x, 0), "ExpandDims/dim ExpandDims"),
    "split": (lambda x: tf1.split(x, 3, 1), "split/split_dim split"),
    "gather": (lambda x: tf1.gather(x, [0]), "GatherV2/indices GatherV2/axis GatherV2"),
    "known_shape": (lambda x: tf1.shape(x), "Shape"),
    "batch_matmul": (lambda x: tf1.matmul(tf1.stack([x, x]), x, transpose_b=True), "stack MatMul"),
    "stitch": (
        lambda x: tf1.dynamic_stitch([[0], [1]], [[5], [6]]),
        "DynamicStitch/indices_0 DynamicStitch/indices_1 DynamicStitch/data_0 DynamicStitch/data_1 DynamicStitch",
    ),
}


@pytest.mark.parametrize("name", NODES)
def test_a_function_adds_the_nodes_that_tensorflow_adds(name):
    build, expected = NODES[name]
    graph = tf1.Graph()
    with graph.as_default():
        x = tf1.constant(MATRIX, name="x")
        build(x)

    assert " ".join(operation.name for operation in graph.get_operations()[1:]) == expected


OLD_AND_NEW = {
    "keep_dims": ({"reduction_indices": 1, "keep_dims": True}, "reduce_sum", {"axis": 1, "keepdims": True}),
    "dimension": ({"dimension": 1}, "argmax", {"axis": 1}),
    "dim": ({"dim": 1}, "expand_dims", {"axis": 1}),
    "squeeze_dims": ({"squeeze_dims": [0]}, "squeeze", {"axis": [0]}),
}


@pytest.mark.parametrize("name", OLD_AND_NEW)
def test_the_old_world_takes_the_old_words(name):
    old, function, new = OLD_AND_NEW[name]
    with tf1.Graph().as_default(), tf1.Session() as session:
        value = np.ones((1, 3), np.float32)
        first, second = session.run([getattr(tf1, function)(value, **old), getattr(tf1, function)(value, **new)])

    assert first.tolist() == second.tolist()


def test_an_old_and_a_new_word_together_are_refused():
    with tf1.Graph().as_default(), pytest.raises(ValueError, match="Cannot specify both 'keep_dims' and 'keepdims'"):
        tf1.reduce_sum([1.0], keepdims=True, keep_dims=True)


def test_the_order_of_arguments_is_each_worlds_own():
    """The third argument of argmax is a name in TensorFlow 1 and a dtype in TensorFlow 2."""
    with tf1.Graph().as_default():
        named = tf1.argmax(MATRIX, 0, "here")

    assert named.name == "here:0"
    assert tf2.argmax(MATRIX, 0, tf2.int32).dtype == tf2.int32


REFUSED = {
    "Cannot reshape a tensor with 6 elements to shape [4] (4 elements)": lambda x: tf1.reshape(x, [4]),
    "Dimensions must be equal, but are 3 and 2": lambda x: tf1.matmul(x, x),
    "Can not squeeze dim[1], expected a dimension of 1, got 3": lambda x: tf1.squeeze(x, [1]),
    "Invalid reduction dimension 5 for input with 2 dimensions.": lambda x: tf1.reduce_sum(x, 5),
    "Dimension size must be evenly divisible by 2 but is 3": lambda x: tf1.split(x, 2, 1),
    "Shape must be at least rank 3 but is rank 2": lambda x: tf1.concat([x, x], 2),
    "Shape must be rank 1 but is rank 0": lambda x: tf1.broadcast_dynamic_shape(tf1.shape(x), 3),
    "Shapes (2,) and (3,) are incompatible": lambda x: tf1.boolean_mask(x, [True, False, True]),
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_graph_refuses_misfits_while_it_is_built(words):
    with tf1.Graph().as_default(), pytest.raises(ValueError) as caught:
        REFUSED[words](tf1.constant(MATRIX))

    assert str(caught.value).startswith(words)


WRONG_NOW = {
    "indices[0] = 5 is not in [0, 2) [Op:GatherV2]": lambda x: tf2.gather(x, [5]),
    "but the requested shape has 4 [Op:Reshape]": lambda x: tf2.reshape(x, [4]),
    "Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul] name: ": lambda x: tf2.matmul(x, x),
    "Input matrix must be square. [Op:MatrixInverse] name: ": lambda x: tf2.linalg.inv(x),
    "Requires start <= limit when delta > 0: 3/1 [Op:Range] name: ": lambda x: tf2.range(3, 1),
    "limit must be a scalar, not shape [2] [Op:Range] name: ": lambda x: tf2.range([3], [4, 5]),
    "limit must be a scalar, not shape [2] [Op:LinSpace] name: ": lambda x: tf2.linspace(0.0, 1.0, [2, 3]),
    "Expected size[0] in [0, 1], but got 5 [Op:Slice]": lambda x: tf2.slice(x, [1, 0], [5, 1]),
    "Expected multiples to be 1-D, but got shape [] [Op:Tile] name: ": lambda x: tf2.tile(x, 2),
    "Expected multiples to be 1-D, but got shape [1,2] [Op:Tile]": lambda x: tf2.tile(x, [[1, 2]]),
    "In[1] must be a vector.[] [Op:BroadcastArgs] name: ": lambda x: tf2.broadcast_dynamic_shape(tf2.shape(x), 3),
    "is not consistent with the specified d_lower, d_upper, and diagonal. [Op:MatrixDiagV3] name: ": lambda x: (
        tf2.linalg.diag(x, num_rows=4, num_cols=4)
    ),
}


@pytest.mark.parametrize("words", WRONG_NOW)
def test_an_eager_op_refuses_misfits_when_it_runs(words):
    with pytest.raises(tf2.errors.InvalidArgumentError) as caught:
        WRONG_NOW[words](tf2.constant(MATRIX))

    assert str(caught.value).endswith(words)


def test_a_variable_is_a_list_of_its_rows_and_a_number_is_none():
    assert tf2.dynamic_stitch([1, 0], tf2.Variable([[1.0], [2.0]])).numpy().tolist() == [[2.0], [1.0]]
    with pytest.raises(TypeError, match="Expected list for 'data' argument to 'dynamic_stitch' Op, not 2"):
        tf2.dynamic_stitch([0, 1], 2.0)


def test_a_vector_of_one_number_bounds_a_range_as_well():
    assert tf2.range([1], [3]).numpy().tolist() == [1, 2]
    assert tf2.linspace(0.0, 1.0, [2]).numpy().tolist() == [0.0, 1.0]


@pytest.mark.parametrize("function", [tf2.reduce_sum, tf2.reduce_prod, tf2.reduce_mean, tf2.cumsum, tf2.sort])
def test_integers_keep_their_dtype(function):
    assert function(tf2.constant([3, -2, 2])).dtype == tf2.int32


def test_the_mean_of_integers_is_cut_towards_zero():
    assert tf2.reduce_mean([-1, -2]).numpy() == -1


def test_an_unknown_rank_is_reduced_over_a_range():
    with tf1.Graph().as_default(), tf1.Session() as session:
        x = tf1.placeholder(tf1.float32)
        total = tf1.reduce_sum(x)

        assert [total.shape.as_list(), session.run(total, {x: MATRIX})] == [[], 21.0]


def test_unknown_sizes_stay_unknown_and_known_ones_known():
    with tf1.Graph().as_default():
        x = tf1.placeholder(tf1.float32, [None, 3])
        shapes = [
            tf1.concat([x, x], 1).shape.as_list(),
            tf1.reshape(x, [-1, 1]).shape.as_list(),
            tf1.reshape(x, tf1.shape(x)).shape.as_list(),
            tf1.tile(x, [2, 2]).shape.as_list(),
            tf1.matmul(x, tf1.ones([3, 5])).shape.as_list(),
        ]

    assert shapes == [[None, 6], [None, 1], [None, 3], [None, 6], [None, 5]]


def test_the_gradient_of_a_gather_touches_only_the_rows_it_read():
    with tf1.Graph().as_default(), tf1.Session() as session:
        table = tf1.constant(MATRIX)
        gradient = tf1.gradients(tf1.gather(table, [1, 1]), table)[0]
        whole = session.run(tf1.convert_to_tensor(gradient))

    assert type(gradient).__name__ == "IndexedSlices"
    assert whole.tolist() == [[0.0, 0.0, 0.0], [2.0, 2.0, 2.0]]


def test_gradients_through_rows_read_twice_add_up():
    v = tf2.Variable(MATRIX)
    with tf2.GradientTape() as tape:
        y = tf2.reduce_sum(tf2.gather(v, [0, 1, 0]) * [[1.0], [2.0], [4.0]])

    assert tf2.convert_to_tensor(tape.gradient(y, v)).numpy().tolist() == [[5.0] * 3, [2.0] * 3]


def test_strings_fall_into_the_buckets_of_tensorflow():
    """The numbers come from `tf.strings.to_hash_bucket_fast`, for lengths on every path of the hash."""
    texts = ["Hello", "TensorFlow", "2.x", "", "a" * 10, "b" * 20, "c" * 40, "d" * 70, "e" * 200, "xyz" * 43]

    found = [fingerprint(text.encode()) % 1000003 for text in texts]

    assert found == [184354, 387482, 628455, 377723, 627046, 564375, 595207, 422062, 903432, 876566]


def test_a_summary_shows_both_ends_of_each_axis():
    assert summary(np.arange(10)) == "[0 1 2 ... 7 8 9]"
    assert summary(np.arange(20).reshape(10, 2)) == "[[0 1]\n [2 3]\n [4 5]\n ...\n [14 15]\n [16 17]\n [18 19]]"
    assert summary(np.array(1 / 3, np.float32)) == "0.333333343"


def test_text_is_joined_in_the_order_of_the_axes_given():
    words = [["a", "b"], ["c", "d"]]

    assert tf2.strings.reduce_join(words, [0, 1]).numpy() == b"acbd"
    assert tf2.strings.reduce_join(words, [1, 0]).numpy() == b"abcd"
