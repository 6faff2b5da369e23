"""Many threads, forks, interrupts anywhere, finalizers that call back, and an interpreter that shuts down."""

import contextlib
import dis
import gc
import os
import signal
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

pytestmark = pytest.mark.campaign
PACKAGE = str(Path(tf1.__file__).resolve().parent.parent)


def in_threads(number, work):
    """Run `work(i)` in that many threads at once and return what each gave, or the error that it raised."""
    given = [None] * number
    start = threading.Barrier(number)

    def run(i):
        start.wait()
        try:
            given[i] = work(i)
        except Exception as error:
            given[i] = error

    threads = [threading.Thread(target=run, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


class TestThreads:
    def test_sixteen_threads_have_sixteen_default_graphs(self):
        """Each finds its own variables only, and all of it goes with the threads."""

        def work(i):
            for n in range(50):
                tf1.Variable(float(n), name="w")
            with tf1.Session() as session:
                session.run(tf1.global_variables_initializer())
                total = sum(session.run(tf1.global_variables()))
            return total, len(tf1.global_variables()), weakref.ref(tf1.get_default_graph())

        given = in_threads(16, work)
        gc.collect()

        assert [each[:2] for each in given] == [(sum(range(50)), 50)] * 16
        assert [each[2]() for each in given] == [None] * 16

    def test_one_session_serves_eight_threads(self):
        """Each thread gets what it asked for, whatever the others feed."""
        with tf1.Graph().as_default(), tf1.Session() as session:
            x = tf1.placeholder(tf1.float32, [None])
            y = tf1.reduce_sum(x * x)
            given = in_threads(8, lambda i: [float(session.run(y, {x: [i, n]})) for n in range(100)])

        assert given == [[float(i * i + n * n) for n in range(100)] for i in range(8)]

    def test_one_function_serves_eight_threads(self):
        """Whichever signature each comes with, it is traced once for all of them."""
        f = tf2.function(lambda x: tf2.reduce_sum(x * x))

        given = in_threads(8, lambda i: [float(f(tf2.ones([n % 4 + 1]) * float(i))) for n in range(100)])

        assert given == [[float((n % 4 + 1) * i * i) for n in range(100)] for i in range(8)]
        assert f.experimental_get_tracing_count() == 4

    def test_one_module_serves_eight_threads(self):
        """Its attributes are set, read and dropped at once; in the end nothing is left."""
        m = tf2.Module()
        watches = []

        def work(i):
            for n in range(100):
                setattr(m, f"v{i}", tf2.Variable(float(n)))
                watches.append(weakref.ref(getattr(m, f"v{i}")))
                len(m.variables)
                delattr(m, f"v{i}")

        assert in_threads(8, work) == [None] * 8
        assert m.variables == ()
        assert [w() for w in watches if w() is not None] == []


class TestForks:
    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
    @pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
    def test_a_fork_while_another_thread_builds_leaves_no_lock_taken(self):
        """The child builds in the same graph, runs, and assigns to the same variable."""
        graph, v, stop = tf1.Graph(), tf2.Variable(0.0), threading.Event()

        def build():
            with graph.as_default():
                while not stop.is_set():
                    tf1.constant(1.0, name="c")
                    v.assign_add(1.0)

        thread = threading.Thread(target=build)
        thread.start()
        try:
            for _ in range(50):
                child = os.fork()
                if not child:
                    signal.alarm(20)
                    with graph.as_default():
                        tf1.constant(2.0, name="c")
                    v.assign_add(1.0)
                    os._exit(0)
                assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        finally:
            stop.set()
            thread.join()


class Interrupt:
    """Raises KeyboardInterrupt at the given place of the package, counted from the start of the block.

    The places are those where Python looks for signals: after a call, at the start of a function, where a loop turns.
    """

    def __init__(self, at):
        self.left, self.last = at, {}

    def trace(self, frame, event, argument):
        if not frame.f_code.co_filename.startswith(PACKAGE) or frame.f_code.co_name in self.LEAVING:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            last, self.last[frame] = self.last.get(frame, ""), dis.opname[frame.f_code.co_code[frame.f_lasti]]
            if last.startswith(("CALL", "RESUME", "JUMP_BACKWARD")):
                if not self.left:
                    sys.settrace(None)
                    raise KeyboardInterrupt
                self.left -= 1
        return self.trace

    # Where a block is left, Python itself cannot promise that half of the way is none.
    LEAVING = frozenset({"__exit__", "entered", "enter", "as_default", "put_back", "_put_back", "__del__", "dismantle"})

    def __enter__(self):
        sys.settrace(self.trace)
        return self

    def __exit__(self, kind, *exc):
        sys.settrace(None)
        self.last.clear()
        self.finished = kind is None
        return kind is KeyboardInterrupt


def interrupted_everywhere(prepare, work, check, stride):
    """Do the work again and again, interrupted later each time, until it comes to its end; check after each."""
    at = interrupts = 0
    while True:
        things = prepare()
        with Interrupt(at) as interrupt:
            work(*things)
        check(*things)
        if interrupt.finished:
            return interrupts
        interrupts += 1
        at += stride


class TestInterrupts:
    def test_a_run_that_is_interrupted_leaves_a_session_that_runs(self):
        """The values are those of before or of after."""

        def prepare():
            with tf1.Graph().as_default():
                v = tf1.Variable(1.0)
                session, add, total = tf1.Session(), v.assign_add(1.0), v + v
                session.run(v.initializer)
            return session, v, add, total

        def check(session, v, add, total):
            now = session.run(v)
            assert now in (1.0, 2.0)
            assert session.run(total) == 2 * now
            assert session.run(add) == now + 1.0
            session.close()

        assert interrupted_everywhere(prepare, lambda session, v, add, total: session.run([add]), check, 1) > 20

    def test_building_that_is_interrupted_leaves_the_scopes_as_they_were(self):
        """And a graph in which building goes on."""

        def work(graph):
            with graph.as_default(), tf1.variable_scope("s"), tf1.name_scope("n"):
                tf1.get_variable("w", initializer=1.0) + 1.0

        def check(graph):
            assert tf1.get_default_graph() is not graph
            with graph.as_default():
                assert tf1.get_variable_scope().name == ""
                assert tf1.constant(1.0, name="afterwards").op.name == "afterwards"

        assert interrupted_everywhere(lambda: (tf1.Graph(),), work, check, 1) > 150

    def test_a_trace_that_is_interrupted_leaves_a_function_that_traces(self):
        """The next call is as the first, and the thread is eager again."""

        def prepare():
            v = tf2.Variable(2.0)
            return tf2.function(lambda x: v * x + 1.0), v

        def check(f, v):
            assert tf2.executing_eagerly()
            assert f(tf2.constant(3.0)).numpy() == 7.0

        assert interrupted_everywhere(prepare, lambda f, v: f(tf2.constant(3.0)), check, 1) > 100

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Python's own `with open(...)`
    def test_a_save_that_is_interrupted_leaves_the_last_checkpoint_whole(self, tmp_path):
        """Reading gives the old values or the new ones."""
        path = str(tmp_path / "m")

        def prepare():
            v = tf2.Variable(np.zeros(10, np.float32))
            tf2.train.Checkpoint(v=v).write(path)
            v.assign(np.ones(10, np.float32))
            return (v,)

        def check(v):
            found = tf2.Variable(np.full(10, 9.0, np.float32))
            tf2.train.Checkpoint(v=found).read(path)
            assert found.numpy().tolist() in ([0.0] * 10, [1.0] * 10)

        work = lambda v: tf2.train.Checkpoint(v=v).write(path)  # noqa: E731
        assert interrupted_everywhere(prepare, work, check, 11) > 50


class TestFinalizers:
    def test_a_finalizer_may_use_the_library_while_it_frees(self):
        """It reads, assigns, builds and runs; the statement that freed goes on."""
        v, seen = tf2.Variable(1.0), []

        def last_words():
            v.assign_add(1.0)
            seen.append(float(tf2.function(lambda x: x * 2.0)(v)))
            with tf1.Graph().as_default(), tf1.Session() as session:
                seen.append(float(session.run(tf1.constant(3.0))))

        m = tf2.Module()
        m.v = tf2.Variable(5.0)
        weakref.finalize(m.v, last_words)
        del m

        assert seen == [4.0, 3.0]

    def test_what_is_too_deep_is_an_error_and_nothing_else(self):
        """Modules nested deeper than Python's stack, as TensorFlow says it; a shallower one works afterwards."""
        m = deepest = tf2.Module()
        for _ in range(sys.getrecursionlimit() * 3):
            deepest.child = tf2.Module()
            deepest = deepest.child
        deepest.v = tf2.Variable(1.0)
        with contextlib.suppress(RecursionError, ValueError):
            assert len(m.variables) == 1

        small = tf2.Module()
        small.v = tf2.Variable(1.0)
        assert len(small.variables) == 1


SHUTDOWN = """
import threading
import lifetimes.tf1 as tf1, lifetimes.tf2 as tf2
from lifetimes.observe import watch
lost = [tf1.Variable(float(i)) for i in range(10)]
session = tf1.InteractiveSession()
session.run(tf1.global_variables_initializer())
module = tf2.Module(); module.v = tf2.Variable(1.0); module.parent = module
f = tf2.function(lambda x: module.v * x); f(tf2.constant(1.0))
tape = tf2.GradientTape(persistent=True); tape.__enter__(); module.v * 2.0
lives = watch(tf2.Variable); lives.__enter__(); kept = tf2.Variable(3.0)
scope = tf1.variable_scope("open"); scope.__enter__()
"""


def test_an_interpreter_that_shuts_down_with_everything_alive_says_nothing():
    done = subprocess.run([sys.executable, "-W", "error", "-c", SHUTDOWN], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


KILLED = """
import os, sys, numpy as np
import lifetimes.tf2 as tf
v = tf.Variable(np.zeros(20000, np.float32))
checkpoint = tf.train.Checkpoint(v=v)
print("ready", flush=True)
for step in range(1, 10**6):
    v.assign(np.full(20000, step, np.float32))
    checkpoint.write(sys.argv[1])
"""


def test_a_process_that_is_killed_while_it_saves_leaves_a_checkpoint_that_loads(tmp_path):
    """Two hundred times, each a little later; the values are those of one step, all of them."""
    path, chance = str(tmp_path / "m"), np.random.default_rng(20261129)
    tf2.train.Checkpoint(v=tf2.Variable(np.zeros(20000, np.float32))).write(path)
    for _ in range(200):
        process = subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        threading.Event().wait(float(chance.uniform(0.0, 0.05)))
        process.kill()
        process.wait()
        process.stdout.close()
        found = tf2.Variable(np.full(20000, -1.0, np.float32))
        tf2.train.Checkpoint(v=found).read(path).assert_consumed()
        assert len(set(found.numpy().tolist())) == 1
        assert found.numpy()[0] >= 0.0
