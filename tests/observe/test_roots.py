"""Where a path starts: a module, a running frame of any thread, a thread, a context, an exception, a signal handler."""

from __future__ import annotations

import atexit
import contextvars
import runpy
import signal
import sys
import threading
import weakref

import pytest

from lifetimes import labels
from lifetimes.observe import why_alive

request = contextvars.ContextVar("request")
shared = threading.local()
kept_globally = None


class Thing:
    def __call__(self, *args):
        return None


@pytest.fixture
def parked():
    """Run a function in a thread up to its call of `park`, where it stays until the test ends."""
    arrived, leave = threading.Event(), threading.Event()

    def park():
        arrived.set()
        leave.wait()

    def start(work, *args):
        thread = threading.Thread(target=work, args=(park, *args), name="worker")
        thread.start()
        arrived.wait()
        threads.append(thread)

    threads = []
    yield start
    leave.set()
    for thread in threads:
        thread.join()


def first_path(reference):
    return why_alive(reference).paths[0]


def test_a_global_is_found_in_its_module():
    global kept_globally
    kept_globally = Thing()

    path = first_path(weakref.ref(kept_globally))
    kept_globally = None

    assert (path.root.text, path.steps[-1].edge) == (f"module {__name__}", ".kept_globally")
    assert path.expression == f"sys.modules[{__name__!r}].kept_globally"


def test_a_local_of_the_caller_names_function_and_line():
    thing = Thing()

    path = why_alive(weakref.ref(thing)).paths[0]

    here = "test_a_local_of_the_caller_names_function_and_line() at test_roots.py:"
    assert path.root.text.startswith(here)
    assert (path.steps[-1].edge, path.expression) == ("local thing", "thing")


def test_an_argument_is_told_from_a_local():
    def ask(held):
        return first_path(weakref.ref(held))

    assert ask(Thing()).steps[-1].edge == "argument held"


def test_an_entry_of_sys_modules_that_is_no_module_is_named_by_its_key():
    sys.modules["no module at all"] = thing = Thing()
    reference = weakref.ref(thing)
    del thing

    path = first_path(reference)
    del sys.modules["no module at all"]

    assert (path.root.text, path.steps[-1].edge) == ("sys.modules", "['no module at all']")


def test_a_local_of_another_threads_running_function_names_the_thread(parked):
    def work(park):
        held = Thing()
        references.append(weakref.ref(held))
        park()

    references = []
    parked(work)

    path = first_path(references[0])

    assert path.root.text.startswith("work() at test_roots.py:")
    assert path.root.text.endswith("in thread 'worker'")
    assert path.steps[-1].edge == "local held"


def test_a_value_of_another_thread_in_a_thread_local_is_named(parked):
    def work(park):
        shared.held = Thing()
        references.append(weakref.ref(shared.held))
        park()

    references = []
    parked(work)

    path = first_path(references[0])

    assert (path.root.text, path.steps[-1].edge) == (f"module {__name__}", ".held of another thread")


def test_a_context_variable_is_named():
    token = request.set(Thing())

    path = first_path(weakref.ref(request.get()))
    request.reset(token)

    assert path.root.text == "context of thread 'MainThread'"
    assert path.steps[-1].edge == "context variable request"


def test_a_context_variable_of_another_thread_is_named(parked):
    def work(park):
        request.set(Thing())
        references.append(weakref.ref(request.get()))
        park()

    references = []
    parked(work)

    path = first_path(references[0])

    assert path.root.text == "context of another thread"
    assert path.steps[-1].edge == "context variable request"


def test_an_argument_of_a_thread_not_yet_running_is_held_by_the_thread():
    thing = Thing()
    reference = weakref.ref(thing)
    thread = threading.Thread(target=print, args=(thing,))
    del thing

    path = first_path(reference)

    assert [step.edge for step in path.steps] == ["local thread", "._args", "[0]"]
    assert thread.name


def test_the_arguments_of_a_finalizer_are_named():
    subject, thing = Thing(), Thing()
    reference = weakref.ref(thing)
    weakref.finalize(subject, str, thing)
    del thing

    path = first_path(reference)

    assert path.root.text == "module weakref"
    assert [step.edge for step in path.steps][-2:] == [".args", "[0]"]


def test_an_exception_being_handled_holds_the_locals_of_its_frames():
    def fail():
        held = Thing()
        references.append(weakref.ref(held))
        raise ValueError

    references = []
    try:
        fail()
    except ValueError:
        path = first_path(references[0])

    assert path.root.text == "exception handled in thread 'MainThread'"
    assert path.steps[-1].edge.startswith("local held of fail() at test_roots.py:")


def test_a_signal_handler_is_a_root():
    thing = Thing()
    reference = weakref.ref(thing)
    before = signal.signal(signal.SIGUSR1, thing)
    del thing

    path = first_path(reference)
    signal.signal(signal.SIGUSR1, before)

    assert path.root.text == f"handler of signal {int(signal.SIGUSR1)}"


def test_a_function_that_only_runs_holds_what_its_cells_hold():
    def outer():
        def inner():
            return first_path(weakref.ref(held))

        held = Thing()
        return inner()

    assert outer().steps[-1].edge in ("local held", "argument held")


def test_what_atexit_was_given_is_held_from_c():
    """A limit: the interpreter shows nobody what it will call at its end."""
    thing = Thing()
    reference = weakref.ref(thing)
    atexit.register(thing)
    del thing

    why = why_alive(reference)
    atexit.unregister(reference())

    assert why.state == "held from C"
    assert why.paths[0].root.text.startswith("C code, or a value on the stack of a running frame, holds Thing")


def test_a_declared_root_wins_over_the_module_that_holds_it():
    """Whatever holds the registry, the program reaches it by the call that was declared."""
    global kept_globally
    kept_globally = {"things": [Thing()]}
    elsewhere = [kept_globally]
    labels.register_root("the registry", "get_registry()", lambda: kept_globally)
    reference = weakref.ref(kept_globally["things"][0])

    why = why_alive(reference)
    labels.unregister("the registry")

    assert [path.root.text for path in why.paths] == ["the registry"]
    assert why.expression == "get_registry()['things'][0]"
    assert eval(why.expression, {"get_registry": lambda: kept_globally}) is reference()
    assert elsewhere.pop() is kept_globally
    kept_globally = None


def test_a_declared_root_that_is_an_owner_owns_what_it_holds():
    class Registry:
        pass

    registry = labels.register_owner(Registry(), "the registry")
    registry.thing = Thing()
    labels.register_root("the one registry", "get_registry()", weakref.ref(registry))

    why = why_alive(weakref.ref(registry.thing))
    labels.unregister("the one registry")

    assert (why.state, why.owner) == ("lost", "Registry 'the registry'")
    assert str(why.paths[0]).splitlines()[0] == "the one registry: Registry 'the registry'  (owner)"


def test_a_global_of_a_script_is_reached_through_its_module(tmp_path):
    """And not through the frames of `runpy`, which runs it."""
    script = tmp_path / "script.py"
    script.write_text(
        "import weakref\n"
        "from lifetimes.observe import why_alive\n"
        "class Thing: pass\n"
        "kept = [Thing()]\n"
        "answer = str(why_alive(weakref.ref(kept[0])))\n"
    )

    answer = runpy.run_path(str(script), run_name="__main__")["answer"]

    assert answer.splitlines()[1].strip() == "module __main__"
    assert "runpy" not in answer


def test_one_module_under_two_names_is_one_root(monkeypatch):
    global kept_globally
    kept_globally = Thing()
    monkeypatch.setitem(sys.modules, "the_same_again", sys.modules[__name__])

    why = why_alive(weakref.ref(kept_globally), paths=5)
    kept_globally = None

    assert [path.root.text for path in why.paths] == [f"module {__name__}"]
