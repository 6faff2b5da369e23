"""A plan does once what need not be done each time: prune, fold, share, rename, fuse, free."""

import gc
import tracemalloc
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.fusing import chains
from lifetimes.graph.plan import Plan, Run


def plan_of(function, *arguments):
    return tf2.function(function).get_concrete_function(*arguments).plan()


def kinds(plan):
    return [link[0].type for step in plan.steps for link in getattr(step.kernel, "links", [(step.operation,)])]


ONE = tf2.TensorSpec([], tf2.float32)
MANY = tf2.TensorSpec([None], tf2.float32)


def test_what_nobody_needs_is_pruned():
    def f(x):
        tf2.exp(x)
        return tf2.sin(x)

    assert kinds(plan_of(f, ONE)) == ["Sin"]


def test_what_is_only_waited_for_is_left_out_unless_it_checks_or_is_fetched():
    with tf1.Graph().as_default(), tf1.Session() as session:
        x = tf1.placeholder(tf1.float32, [])
        with tf1.control_dependencies([tf1.exp(x), tf1.check_numerics(x, "bad")]):
            y = x * 2.0
        session.run([y, tf1.sin(x).op], {x: 1.0})
        (plan,) = session._plans.values()

    assert sorted(kinds(plan)) == ["CheckNumerics", "Mul", "Sin"]


def test_what_depends_on_a_known_shape_alone_is_folded():
    """The gradient of a mean begins with ones, spread over the shape: both are known while nothing has run."""

    def f(x):
        with tf2.GradientTape() as tape:
            tape.watch(x)
            y = tf2.reduce_mean(tf2.sin(x))
        return tape.gradient(y, x)

    assert kinds(plan_of(f, tf2.ones((2, 3)))) == ["Cos", "Mul"]
    assert "Spread" in kinds(tf2.function(f).get_concrete_function(tf2.TensorSpec([None, 3])).plan())


def test_what_depends_on_constants_alone_is_folded():
    plan = plan_of(lambda x: x + tf2.square(tf2.constant(3.0)) * 2.0, ONE)

    assert kinds(plan) == ["AddV2"]
    assert plan.saved["folded"] == 2


def test_a_constant_expression_that_fails_is_left_to_fail_when_it_runs():
    f = tf2.function(lambda: tf2.gather(tf2.constant([1, 2]), tf2.constant(7)))

    try:
        f()
    except tf2.errors.InvalidArgumentError as error:
        assert "GatherV2" in str(error)
    else:
        raise AssertionError("the failing operation was folded away")


def test_the_same_computation_is_done_once():
    plan = plan_of(lambda x: tf2.sin(x) * tf2.sin(x), ONE)

    assert kinds(plan) == ["Sin", "Mul"]
    assert plan.saved["shared"] == 1


def test_equal_literals_are_one_constant_and_what_is_made_of_them_is_done_once():
    plan = plan_of(lambda x: tf2.exp(x * 2.0) + tf2.exp(x * 2.0), ONE)

    assert kinds(plan) == ["Mul", "Exp", "AddV2"]


def test_constants_that_differ_in_dtype_shape_or_sign_of_zero_are_not_one():
    plan = plan_of(lambda x: [x / 0.0, x / -0.0, x * tf2.constant([0.0])], ONE)

    assert kinds(plan) == ["RealDiv", "RealDiv", "Mul"]


def test_random_numbers_are_never_shared():
    plan = plan_of(lambda x: tf2.random.uniform([2]) - tf2.random.uniform([2]) + x, ONE)

    assert kinds(plan).count("RandomUniform") == 2


def test_assignments_stay_in_the_order_in_which_they_were_written():
    v = tf2.Variable(1.0)

    @tf2.function
    def f():
        v.assign_add(1.0)
        v.assign(v * 10.0)
        return v.read_value()

    assert f().numpy() == 20.0


def test_every_intermediate_is_freed_after_its_last_use():
    plan = plan_of(lambda x: tf2.reduce_sum(tf2.matmul(tf2.matmul(x, x), x)), tf2.TensorSpec([2, 2], tf2.float32))

    deaths = {life.name: life.death for life in plan.lives()}

    assert list(deaths.values()).count(None) == 1
    assert all(death is None or death <= len(plan.steps) for death in deaths.values())


def test_a_plan_can_be_read_and_drawn():
    plan = plan_of(lambda x: tf2.nn.relu(x) * 2.0, ONE)

    assert "step" in str(plan).splitlines()[0]
    assert plan.to_svg().startswith("<svg") and plan.to_svg() == plan.to_svg()


SPELLED_OUT = {
    "a mean of squares": ("of_mean_square", lambda x, y: tf1.reduce_mean(tf1.square(x))),
    "a mean of squares of broadcast": ("sum_like", lambda x, y: tf1.reduce_mean(tf1.square(x - y))),
    "broadcast on the left": ("sum_like", lambda x, y: tf1.exp(y * x)),
    "another mean": ("evenly", lambda x, y: tf1.reduce_mean(tf1.exp(x))),
}


@pytest.mark.parametrize("rows", [3, 1, 0])
@pytest.mark.parametrize("case", SPELLED_OUT)
def test_what_is_spelled_out_in_small_ops_is_done_at_once_and_is_the_same(case, rows, monkeypatch):
    name, function = SPELLED_OUT[case]
    rng = np.random.RandomState(1)
    fed = [rng.randn(rows, 2).astype("f"), rng.randn(1, 2).astype("f")]
    with tf1.Graph().as_default():
        x, y = (tf1.placeholder(tf1.float32, [None, None]) for _ in fed)
        loss = function(x, y)
        gradients = [one for one in tf1.gradients(loss, [x, y]) if one is not None]
        plans = [Plan(gradients, [x, y])]
        monkeypatch.setattr(chains, "_SHORTCUTS", ())
        plans.append(Plan(gradients, [x, y]))

    short, long = ([value.tolist() for value in plan.run(fed, Run())] for plan in plans)
    used = [[step.kernel.__name__ for step in plan.steps if hasattr(step.kernel, "__name__")] for plan in plans]

    assert repr(short) == repr(long)
    assert name in used[0] and name not in used[1] and len(plans[0].steps) < len(plans[1].steps)


class TestAFusedChain:
    def chain(self, x):
        for _ in range(6):
            x = tf2.tanh(x * 1.5 - 0.25)
        return x

    def test_is_one_step(self):
        plan = plan_of(self.chain, MANY)

        assert len(plan.steps) == 1

    def test_gives_the_numbers_of_its_ops_one_by_one(self):
        values = np.linspace(-3, 3, 5 * chains.BLOCK + 7, dtype=np.float32)

        together = tf2.function(self.chain)(tf2.constant(values)).numpy()

        assert np.array_equal(together, self.chain(tf2.constant(values)).numpy())

    def test_keeps_what_somebody_else_still_needs(self):
        def f(x):
            half = x * 0.5
            return half + 1.0, half

        more, half = tf2.function(f)(tf2.constant(np.ones(4 * chains.BLOCK, np.float32)))

        assert more.numpy()[0] == 1.5 and half.numpy()[-1] == 0.5

    def test_broadcasts_like_its_ops(self):
        f = tf2.function(lambda x, y: (x + y) * 2.0)
        x = np.ones((2 * chains.BLOCK, 3), np.float32)

        assert f(tf2.constant(x), tf2.constant([1.0, 2.0, 3.0])).numpy()[-1].tolist() == [4.0, 6.0, 8.0]

    def test_names_the_op_that_failed(self):
        @tf2.function
        def f(x, y):
            return tf2.exp((x + 1.0) * y)

        try:
            f.get_concrete_function(MANY, MANY)(tf2.constant([1.0, 2.0]), tf2.constant([1.0, 2.0, 3.0]))
        except tf2.errors.InvalidArgumentError as error:
            assert "Detected at node mul " in error.message and f'"{__file__}"' in error.message
        else:
            raise AssertionError("shapes that do not fit were accepted")


class TestAFusedChainOfLargeArrays:
    """It is one function over scratch buffers, which gives what the ops give block by block, each in a new array."""

    size = 3 * chains.BLOCK + 5

    def mixed(self, x, y):
        kept = tf2.abs(x) * 3.0
        near = tf2.sigmoid(kept - y) * tf2.nn.tanh(x)
        return near * near + tf2.round(y), kept, tf2.exp(near * y) * y - near

    def large(self, seed=0):
        return np.random.RandomState(seed).randn(self.size).astype(np.float32)

    def only_chain(self, function, *arguments):
        (step,) = plan_of(function, *(tf2.constant(argument) for argument in arguments)).steps
        return step.kernel

    def agrees(self, chain, *arrays):
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
        pairs = zip(chain(*arrays), chain.plainly(arrays, shape), strict=True)
        return all(np.array_equal(a, b) and (a.dtype, a.shape) == (b.dtype, b.shape) for a, b in pairs)

    def test_gives_what_it_gives_plainly(self):
        chain = self.only_chain(self.mixed, self.large(), self.large(1))
        arrays = [*(self.large(seed) for seed in range(len(chain.inputs) - 1)), np.array(2.0, np.float32)]

        assert self.agrees(chain, *arrays)
        assert chain._written is not None

    def test_takes_one_element_where_many_are_wanted(self):
        chain = self.only_chain(
            lambda x, y, z: (tf2.exp(x * y), y * z), self.large(), np.ones((1,), np.float32), np.float32(2)
        )

        assert self.agrees(chain, self.large(), np.full((1,), 2.0, np.float32), np.float32(0.5).reshape(()))
        assert self.agrees(chain, *(np.full(shape, 2.0, np.float32) for shape in ((5, self.size), (1, 1), ())))

    def test_gives_the_same_on_several_threads(self):
        chain = self.only_chain(lambda x, y: tf2.exp(x * y) - y, self.large(), self.large())
        with ThreadPoolExecutor(3) as threads:
            found = list(threads.map(lambda seed: self.agrees(chain, self.large(), self.large(seed)), range(12)))

        assert found == [True] * 12
        assert len(chain._written[1]._scratch) == 1

    def test_writes_in_place_where_an_input_is_read_for_the_last_time(self):
        chain = self.only_chain(lambda x, y: tf2.abs((x * y + y) * x), self.large(), self.large())
        chain(self.large(), self.large())

        assert chain._written[1].source.splitlines()[1:] == [
            "    Mul(x0, x1, scratch0)",
            "    AddV2(scratch0, x1, scratch0)",
            "    Mul(scratch0, x0, scratch0)",
            f"    Abs(scratch0, result{chain.outputs[0]})",
        ]

    def test_goes_through_scratch_that_begins_where_a_line_of_the_cache_does(self):
        chain = self.only_chain(lambda x, y: tf2.exp(x * y) - y, self.large(), self.large())
        chain(self.large(), self.large())

        assert [buffer.ctypes.data % 64 for buffer in chain._written[1]._scratch[0]] == [0]

    def test_takes_memory_for_its_result_and_a_few_blocks(self):
        function = tf2.function(lambda x: TestAFusedChain.chain(self, x))
        x = tf2.constant(np.zeros(64 * chains.BLOCK, np.float32))
        function(x)
        tracemalloc.start()

        function(x)

        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < x.numpy().nbytes + 16 * 4 * chains.BLOCK

    def test_holds_nothing_that_passes_through_it(self):
        chain = self.only_chain(lambda x, y: tf2.exp(x * y) - y, self.large(), self.large())
        x, y = self.large(), self.large(1)
        watched = [weakref.ref(array) for array in (x, y, *chain(x, y))]

        del x, y

        assert [watch() for watch in watched] == [None, None, None]

    def test_keeps_no_more_scratch_than_ran_at_once_and_dies_with_its_plan(self):
        function = tf2.function(lambda x: tf2.exp(x * 2.0) - x)
        x = tf2.constant(self.large())
        plan = function.get_concrete_function(x).plan()
        function(x), function(x)
        written = plan.steps[0].kernel._written[1]
        assert len(written._scratch) == 1
        watch = weakref.ref(written)

        del written, plan, function

        assert watch() is None

    def test_says_which_op_fails_in_a_late_block(self):
        function = tf2.function(lambda x, y: (x + 1) ** y)
        x = np.ones(self.size, np.int32)
        y = np.ones(self.size, np.int32)
        y[-1] = -1

        try:
            function(tf2.constant(x), tf2.constant(y))
        except tf2.errors.InvalidArgumentError as error:
            assert "{{node pow}}" in error.message and "negative integer powers" in error.message
        else:
            raise AssertionError("a negative power of an integer was accepted")


def test_a_session_keeps_its_plans_no_longer_than_itself():
    """Compiled plans live in their session: dropping it frees what they hold."""
    gc.collect()
    with tf1.Graph().as_default():
        y = tf1.constant(np.zeros(100_000, np.float32)) + 1.0
        session = tf1.Session()
        session.run(y)
    watch = weakref.ref(session)

    del session

    assert watch() is None


class TestWhatIsSpelledOut:
    """The gradients of the old world's graphs run by shortcuts, which do what their nodes say, and only that."""

    def test_the_gradient_of_a_mean_goes_on_to_large_arrays(self):
        x = np.linspace(0, 1, 3 * chains.BLOCK, dtype=np.float32)
        with tf1.Graph().as_default(), tf1.Session() as session:
            fed = tf1.placeholder(tf1.float32, [None])
            (slope,) = tf1.gradients(tf1.reduce_mean(tf1.square(fed) * fed), fed)

            assert np.allclose(session.run(slope, {fed: x}), 3 * x * x / x.size)

    def test_tiles_that_are_divided_by_other_sizes_stay_so(self):
        y = np.zeros((2, 3), np.float32)
        with tf1.Graph().as_default(), tf1.Session() as session:
            fed = tf1.placeholder(tf1.float32, [None, None])
            sizes, x = tf1.shape(fed), tf1.placeholder(tf1.float32, [None, None])
            rows = tf1.cast(tf1.reduce_prod(tf1.gather(sizes, [0])), tf1.float32)
            shares = tf1.tile(x, sizes) / rows

            assert session.run(shares, {fed: y, x: [[6.0]]}).tolist() == [[3.0] * 3] * 2
            assert session.run(shares, {fed: y, x: [[2.0, 4.0]]}).tolist() == [[1.0, 2.0] * 3] * 2

    def test_a_sum_along_the_axes_of_the_other_shape_stays_one(self):
        with tf1.Graph().as_default() as graph, tf1.Session() as session:
            shape, other = (tf1.placeholder(tf1.int32, [2]) for _ in range(2))
            value = tf1.placeholder(tf1.float32, [None, None])
            stretched = graph.world.apply("BroadcastGradientArgs", shape, other)
            sums = [tf1.reshape(tf1.reduce_sum(value, axes), shape) for axes in stretched]
            fed = {shape: [2, 1], other: [1, 2], value: [[1.0, 2.0], [3.0, 4.0]]}

            assert [found.tolist() for found in session.run(sums, fed)] == [[[3.0], [7.0]], [[4.0], [6.0]]]


def test_a_session_keeps_no_more_plans_than_it_may(monkeypatch):
    """However many combinations are asked for, by objects or by names; what is asked for again is planned again."""
    monkeypatch.setattr("lifetimes.tf1.session.MOST_PLANS", 10)
    with tf1.Graph().as_default(), tf1.Session() as session:
        numbers = [tf1.constant(float(n)) for n in range(8)]
        kept = []
        for x in numbers * 2:
            for y in numbers:
                assert session.run([x, y]) == [session.run(x), session.run(y.name)]
                kept.append(len(session._plans))

    assert max(kept) <= 2 * 10


def test_a_session_that_is_to_log_devices_prints_each_operation_once(capsys):
    with tf1.Graph().as_default():
        x = tf1.placeholder(tf1.float32, [], name="x")
        total = tf1.add(x, x, name="total")
        with tf1.Session(config=tf1.ConfigProto(log_device_placement=True)) as session:
            session.run(total, {x: 1.0})
            session.run([total, total * 2.0], {x: 1.0})

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "total: (AddV2): /job:localhost/replica:0/task:0/device:CPU:0"
    assert [line.split(":")[0] for line in lines] == ["total", "mul"]
