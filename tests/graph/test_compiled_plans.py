"""A plan that runs again and again is one straight function, which does what the loop over its steps does."""

import weakref
from contextvars import ContextVar
from threading import Thread

import numpy as np
import pytest
from python_calls import python_calls

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.compiled import straight
from lifetimes.graph.plan import WORTH_WRITING, Run


def run_often(function, *arguments):
    """Run until a function stands in place of the loop, and return what the last run gave."""
    for _ in range(WORTH_WRITING):
        result = function(*arguments)
    return result


def written(function, *arguments):
    """Return the plan of a traced function, for which a function has been written."""
    run_often(function, *arguments)
    plan = function.get_concrete_function(*arguments).plan()
    assert plan._straight is not None
    return plan


def network(tf, x, y, w, b):
    return tf.reduce_mean(tf.square(tf.nn.relu(tf.matmul(x, w) + b) - y))


def training_step():
    rng = np.random.RandomState(0)
    x, y = tf2.constant(rng.randn(4, 3).astype("f")), tf2.constant(rng.randn(4, 2).astype("f"))
    w, b = tf2.Variable(rng.randn(3, 2).astype("f")), tf2.Variable([0.0, 0.0])

    @tf2.function
    def step():
        with tf2.GradientTape() as tape:
            loss = network(tf2, x, y, w, b)
        for variable, gradient in zip((w, b), tape.gradient(loss, (w, b)), strict=True):
            variable.assign_sub(0.1 * gradient)
        return loss

    return step


def test_it_can_be_read():
    function = tf2.function(lambda x, y: tf2.exp(tf2.matmul(x, y)) * 2.0)
    plan = written(function, tf2.eye(2), tf2.eye(2))

    assert plan.source.splitlines() == [
        "def plan(run, nodes, feeds, mul_y=mul_y, Exp_kernel=Exp_kernel, Mul_kernel=Mul_kernel):",
        "    x, y = feeds",
        "    MatMul = x.dot(y)",
        "    del x, y",
        "    part = Exp_kernel(MatMul)",
        "    mul = Mul_kernel(part, mul_y)",
        "    del part",
        "    del MatMul",
        "    return [mul]",
    ]


MATRIX = np.array([[1, -2, 3], [-4, 5, 0]])
EXPRESSIONS = {
    "matmul": (lambda x: tf2.matmul(x, x, transpose_b=True) + tf2.matmul(x, x, transpose_a=True)[0, 0], MATRIX, ".T)"),
    "relu": (tf2.nn.relu, MATRIX, "maximum("),
    "relu of a scalar": (tf2.nn.relu, MATRIX[0, 0], "Relu_kernel("),
    "gate of relu": (lambda x: tf2.gradients(tf2.nn.relu(x), x), MATRIX, "ReluGrad_kernel("),
    "sum of an axis": (lambda x: tf2.reduce_sum(x, -1), MATRIX, "total(x, 1, "),
    "sum that keeps the axis": (lambda x: tf2.reduce_sum(x, 0, keepdims=True), MATRIX, ", None, True)"),
    "sum of all": (tf2.reduce_sum, MATRIX, "Sum_kernel("),
    "mean of all": (tf2.reduce_mean, MATRIX, ", count, out"),
    "mean that keeps the axes": (lambda x: tf2.reduce_mean(x, keepdims=True), MATRIX, ", count, out"),
    "mean of nothing": (tf2.reduce_mean, MATRIX[:0], ", count, out"),
    "mean of an axis": (lambda x: tf2.reduce_mean(x, 0), MATRIX, "Mean_kernel("),
    "reshape": (lambda x: tf2.reshape(x, [-1]), MATRIX, "x.reshape((6,))"),
    "a row": (lambda x: x[1], MATRIX, "x[index]"),
    "columns from behind": (lambda x: x[:, tf2.newaxis, -1:0:-2], MATRIX, "x[index]"),
    "an element": (lambda x: x[1, 2], MATRIX, "StridedSlice_kernel("),
    "gradient of a bias": (lambda x: tf2.gradients(tf2.square(x + x[0]), x), MATRIX, "total("),
    "gradient of a column": (lambda x: tf2.gradients(tf2.square(x + x[:, :1]), x), MATRIX, "SumToShape_kernel("),
}  # fmt: skip


@pytest.mark.parametrize("rows", [None, "known"])
@pytest.mark.parametrize("case", EXPRESSIONS)
def test_an_expression_in_place_of_a_kernel_gives_what_the_kernel_gives(case, rows):
    function, given, text = EXPRESSIONS[case]
    x = tf2.constant(given, tf2.float32)
    shape = x.shape if rows or not x.shape.rank else [None, *x.shape[1:]]
    traced = tf2.function(function, input_signature=[tf2.TensorSpec(shape, tf2.float32, "x")])
    plan = written(traced, x)

    with np.errstate(all="ignore"):
        quick, plain = (run([x.numpy()], Run()) for run in (plan._straight.run, plan.plainly))

    assert [(a.dtype, a.shape, str(a)) for a in quick] == [(a.dtype, a.shape, str(a)) for a in plain]
    if rows:
        assert text in plan.source


def test_an_expression_that_fails_says_what_the_kernel_says():
    product = tf2.function(tf2.matmul, input_signature=[tf2.TensorSpec([None, None])] * 2)
    run_often(product, tf2.eye(2), tf2.eye(2))

    with pytest.raises(
        tf2.errors.InvalidArgumentError, match=r"Matrix size-incompatible: In\[0\]: \[2,2\], In\[1\]: \[3,3\]"
    ):
        product(tf2.eye(2), tf2.eye(3))


def test_training_goes_on_as_it_went_in_the_loop():
    step, slow = training_step(), training_step()
    plan = slow.get_concrete_function().plan()
    plan.loop = plan.plainly

    assert [step().numpy() for _ in range(8)] == [slow().numpy() for _ in range(8)]
    assert step.get_concrete_function().plan()._straight is not None and plan._straight is None


def test_branches_loops_calls_and_several_outputs_give_what_they_gave():
    inner = tf2.function(lambda x: (x + 1.0, x * 2.0))

    @tf2.function
    def outer(x):
        more, twice = inner(x)
        parts = tf2.split(more, 2)
        while tf2.reduce_sum(twice) < 50.0:
            twice = twice * 2.0 if tf2.reduce_sum(twice) > 20.0 else twice + parts[0][0]
        return twice, parts[1]

    x = tf2.constant([1.0, 2.0])
    first = [value.numpy().tolist() for value in outer(x)]

    assert [value.numpy().tolist() for value in run_often(outer, x)] == first == [[40.0, 48.0], [3.0]]


def test_a_small_chain_keeps_what_is_read_again():
    def chain(x, y):
        near = x * y
        return tf2.exp(near * y) * y - near, near + y

    x, y = tf2.constant([1.0, 2.0]), tf2.constant([0.5, 0.25])

    values = [value.numpy().tolist() for value in run_often(tf2.function(chain), x, y)]

    assert values == [value.numpy().tolist() for value in chain(x, y)]


def test_a_session_gives_what_it_gave():
    with tf1.Graph().as_default(), tf1.Session() as session:
        x = tf1.placeholder(tf1.float32, [None])
        v = tf1.Variable(1.0)
        with tf1.control_dependencies([v.assign_add(1.0)]):
            read = v.read_value() * x
        session.run(v.initializer)

        values = [session.run([read, v], {x: [1.0, 10.0]}) for _ in range(5)]

    assert [(a.tolist(), b) for a, b in values] == [([n, 10.0 * n], n) for n in (2.0, 3.0, 4.0, 5.0, 6.0)]


@pytest.mark.parametrize("size", [3, 200_000])
def test_an_error_names_the_op_and_its_line_in_a_chain_too(size):
    @tf2.function
    def power(x, y):
        shifted = x + 1
        return shifted**y * 2

    x, y = (tf2.constant(np.ones(size, np.int32)) for _ in range(2))
    run_often(power, x, y)

    with pytest.raises(tf2.errors.InvalidArgumentError, match="negative integer powers") as caught:
        power(x, -y)

    line = power.python_function.__code__.co_firstlineno + 3
    assert (
        "Detected at node pow " in caught.value.message
        and f'"{__file__}", line {line}, in power' in caught.value.message
    )


def test_an_error_inside_a_branch_keeps_the_name_of_the_op_inside():
    @tf2.function
    def rows(x, at):
        return tf2.gather(x, at) if tf2.reduce_sum(x) > 0.0 else x[:1]

    x = tf2.constant([1.0, 2.0])
    run_often(rows, x, tf2.constant([1]))

    with pytest.raises(tf2.errors.InvalidArgumentError, match="Detected at node if_exp/GatherV2 ") as caught:
        rows(x, tf2.constant([7]))

    assert caught.value.message.count("Graph execution error") == 1


@pytest.mark.parametrize("words", [None, 3])
def test_an_error_whose_message_is_no_text_is_located_too(words, monkeypatch):
    def fails(*arguments):
        raise tf1.errors.OutOfRangeError(None, None, words)

    monkeypatch.setattr("lifetimes.ops.debugging.python_calls.called", fails)
    with tf1.Graph().as_default(), tf1.Session() as session:
        failing = tf1.py_func(fails, [1.0], tf1.float32)
        for _ in range(WORTH_WRITING + 1):
            with pytest.raises(tf1.errors.OutOfRangeError, match=f"{words}"):
                session.run(failing)


def test_an_uninitialised_variable_is_refused_as_before():
    with tf1.Graph().as_default(), tf1.Session() as session:
        v = tf1.Variable(1.0, name="v")
        w = v + 1.0
        session.run(v.initializer)
        run_often(session.run, w)
        session._run.storages["v"].value = None

        with pytest.raises(tf1.errors.FailedPreconditionError, match="Attempting to use uninitialized value v"):
            session.run(w)


def test_it_dies_with_its_function_the_collector_off():
    step = training_step()
    watch = weakref.ref(written(step)._straight)

    del step

    assert watch() is None


def test_it_holds_no_value_between_runs():
    @tf2.function
    def doubled(x):
        return tf2.exp(x) * 2.0

    given = tf2.constant([1.0])
    made = run_often(doubled, given)
    watches = [weakref.ref(given._value), weakref.ref(made._value)]

    del given, made

    assert [watch() for watch in watches] == [None, None]


def test_an_error_that_was_handled_leaves_no_value_behind():
    double = tf2.function(lambda x, y: tf2.matmul(x, y) * 2.0, autograph=False, reduce_retracing=False)
    spec = tf2.TensorSpec([None, None], tf2.float32)
    concrete = double.get_concrete_function(spec, spec)
    x, y = tf2.ones([2, 2]), tf2.ones([3, 3])
    run_often(concrete, x, x)
    watch = weakref.ref(y._value)

    with pytest.raises(tf2.errors.InvalidArgumentError) as caught:
        concrete(x, y)
    del caught, y

    assert watch() is None


def test_a_very_long_plan_goes_on_in_the_loop(monkeypatch):
    monkeypatch.setattr(straight, "LONGEST", 2)
    f = tf2.function(lambda x: tf2.matmul(tf2.matmul(tf2.matmul(x, x), x), x))

    assert run_often(f, tf2.eye(2)).numpy().tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert f.get_concrete_function(tf2.eye(2)).plan()._straight is None


def test_a_step_enters_few_python_functions():
    """As many as its kernels have, and a handful around them."""
    step = training_step()
    run_often(step)

    assert python_calls(step) <= 31


def test_a_thread_that_runs_quietly_keeps_no_variable_of_its_context():
    """Each thread has a context with NumPy's warnings off; it is an empty one, not a copy of that of the first run."""
    mine, alive = ContextVar("mine"), []

    class Value:
        pass

    def work():
        token = mine.set(Value())
        watch = weakref.ref(mine.get())
        with tf1.Graph().as_default(), tf1.Session() as session:
            session.run(tf1.constant(1.0))
        tf2.constant(1.0) + 1.0
        mine.reset(token)
        del token
        alive.append(watch() is not None)

    thread = Thread(target=work)
    thread.start()
    thread.join()

    assert alive == [False]
