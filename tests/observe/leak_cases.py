"""Leaks as people report them, each with the answer that ends the search: holder, state, and what to do.

A case builds one leak and gives a weak reference to what leaked, and the cure: what the advice says, as a call. After
the cure the object is gone; that is how the advice is known to be right. The module is imported as `leak_cases`, so
that its globals are found where a program's are.
"""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import contextvars
import functools
import gc
import logging
import logging.handlers
import queue
import signal
import sys
import threading
import types
import unittest.mock
import weakref
from collections.abc import Callable
from typing import NamedTuple


class Expected(NamedTuple):
    """The build of a case, the path in words, how the advice begins, and the state."""

    build: Callable
    path: str
    advice: str
    state: str


class Thing:
    """What leaks, by whatever name it has in the report: a model, a connection, a request."""

    def close(self):
        return self


CASES: dict[str, Expected] = {}
app = types.SimpleNamespace()
"""The program's one global, where a case keeps what its program would keep."""


def leak(path: str, advice: str, state: str = "named"):
    """Register a case under its name."""

    def enter(build):
        CASES[build.__name__] = Expected(build, path, advice, state)
        return build

    return enter


def fresh():
    thing = Thing()
    return thing, weakref.ref(thing)


# Plain Python -----------------------------------------------------------------------------------------------


@leak("module leak_cases .app .results [0]", "take it out of `leak_cases.app.results` (1 item); does it only grow?")
def a_list_that_only_grows():
    thing, reference = fresh()
    app.results = [thing]
    return reference, app.results.clear


@leak("module leak_cases .Pool .instances [0]", "take it out of `leak_cases.Pool.instances` (1 item)")
def a_list_of_a_class_that_all_instances_share():
    thing, reference = fresh()
    Pool.instances.append(thing)
    return reference, Pool.instances.clear


class Pool:
    instances: list = []  # noqa: RUF012  the leak itself


@leak("module leak_cases .collect default of argument seen [0]", "a default stays with its function: drop that")
def a_list_as_default_argument():
    thing, reference = fresh()
    collect(thing)
    return reference, collect.__defaults__[0].clear


def collect(thing, seen=[]):  # noqa: B006  the leak itself
    seen.append(thing)


@leak(
    "module leak_cases .app .listeners [0] .__self__", "take the method Thing.close out of `leak_cases.app.listeners`"
)
def a_listener_that_nobody_removed():
    thing, reference = fresh()
    app.listeners = [thing.close]
    return reference, app.listeners.clear


@leak("module leak_cases .app .on_exit closure variable thing", "set `leak_cases.app.on_exit` to None")
def a_callback_that_closes_over_its_maker():
    thing, reference = fresh()
    app.on_exit = lambda: thing
    return reference, functools.partial(setattr, app, "on_exit", None)


@leak("module leak_cases .app .jobs [0] .args[0]", "take the partial out of `leak_cases.app.jobs` (1 item)")
def a_partial_in_a_list_of_jobs():
    thing, reference = fresh()
    app.jobs = [functools.partial(print, thing)]
    return reference, app.jobs.clear


def fails():
    thing, app.reference = fresh()
    raise ValueError(thing.close)


@leak(
    "module leak_cases .app .error .__traceback__ .tb_next local thing of fails()",
    "an error keeps the locals of each call it passed: drop it when it is handled",
)
def an_error_that_is_kept_for_later():
    """And with it every local of every call that it passed."""
    try:
        fails()
    except ValueError as error:
        error.args = ()
        app.error = error
    return app.__dict__.pop("reference"), functools.partial(setattr, app, "error", None)


@leak(
    "module sys .last_traceback .tb_next local thing of fails()",
    "the interpreter keeps the last error that nobody caught: `del sys.last_traceback`",
)
def an_error_at_the_prompt():
    """ipython/ipython#11572: the last error that nobody caught is kept for the debugger."""
    try:
        fails()
    except ValueError as error:
        error.args = ()
        sys.last_traceback = error.__traceback__
    return app.__dict__.pop("reference"), functools.partial(delattr, sys, "last_traceback")


@leak(
    "module leak_cases .app .rows local thing of generator rows()",
    "let the generator end, or `leak_cases.app.rows.close()`",
)
def a_generator_that_was_not_read_to_its_end():
    def rows():
        thing, app.reference = fresh()
        yield 1
        yield thing

    app.rows = rows()
    next(app.rows)
    return app.__dict__.pop("reference"), app.rows.close


@leak("a cycle that nothing reaches: Thing .parent .child", "let the cycle collector run, or break the cycle",
      "cyclic garbage")  # fmt: skip
def a_child_that_knows_its_parent():
    thing, reference = fresh()
    thing.parent = types.SimpleNamespace(child=thing)
    return reference, gc.collect


@leak("C code, or a value on the stack of a running frame, holds method Thing.close .__self__",
      "end the expression or close the extension that holds it; was it given to atexit.register?",
      "held from C")  # fmt: skip
def a_method_to_be_called_at_exit():
    thing, reference = fresh()
    atexit.register(thing.close)
    return reference, lambda: atexit.unregister(reference().close)


@leak("module weakref .finalize ._registry [<finalize>] .func .__self__",
      "detach() the finalizer, or give it a function that does not hold the method Thing.close")  # fmt: skip
def a_finalizer_that_holds_what_it_waits_for():
    thing, reference = fresh()
    app.finalizer = weakref.finalize(thing, thing.close)
    return reference, app.finalizer.detach


@leak("handler of signal 10 .args[0]", "`signal.signal(10, signal.SIG_DFL)`")
def a_handler_of_a_signal():
    thing, reference = fresh()
    signal.signal(10, functools.partial(print, thing))
    return reference, functools.partial(signal.signal, 10, signal.SIG_DFL)


# Caches and registries --------------------------------------------------------------------------------------


class Model(Thing):
    @functools.cache  # noqa: B019  the leak itself
    def predict(self):
        return 1

    @functools.lru_cache(maxsize=8)  # noqa: B019
    def best(self, count):
        return count

    @functools.cached_property
    def summary(self):
        thing, app.reference = fresh()
        return thing


@leak("module leak_cases .Model .predict argument 0 (self) of the cached call `Model.predict`",
      "`leak_cases.Model.predict.cache_clear()`; a cache on a method keeps every `self`")  # fmt: skip
def a_cache_on_a_method():
    """PyCQA/flake8#1573, pytest-dev/pytest#9148: the key of each cached call holds `self`."""
    model = Model()
    model.predict()
    return weakref.ref(model), Model.predict.cache_clear


@leak("module leak_cases .Model .best argument 0 (self) of the cached call `Model.best`",
      "`leak_cases.Model.best.cache_clear()`; a cache on a method keeps every `self`")  # fmt: skip
def a_bounded_cache_on_a_method():
    model = Model()
    model.best(count=3)
    return weakref.ref(model), Model.best.cache_clear


@leak("module leak_cases .load cached result ['w']", "`leak_cases.load.cache_clear()`")
def a_cached_result():
    reference = weakref.ref(load("w"))
    return reference, load.cache_clear


@functools.cache
def load(name):
    return Thing()


@leak("module leak_cases .app .model .summary", "set `leak_cases.app.model.summary` to None")
def a_property_that_is_kept_with_its_object():
    app.model = Model()
    reference = weakref.ref(app.model.summary)
    del app.reference
    return reference, lambda: delattr(app.model, "summary")


@leak("module leak_cases .app .sizes key <Thing>", "pop it from `leak_cases.app.sizes`, where it is a key")
def a_dictionary_with_objects_as_keys():
    thing, reference = fresh()
    app.sizes = {thing: 1}
    return reference, app.sizes.clear


@leak("module leak_cases .app .extra .data [<weak Thing>] .close .__self__",
      "an entry goes with its key: let no value of `leak_cases.app.extra` lead back to that")  # fmt: skip
def a_weak_dictionary_whose_value_leads_back_to_its_key():
    thing, reference = fresh()
    app.extra = weakref.WeakKeyDictionary()
    app.extra[thing] = types.SimpleNamespace(close=thing.close)
    return reference, lambda: app.extra[reference()].__dict__.clear()


@leak("module leak_cases .app .plugins ['a']", "`del leak_cases.app.plugins['a']`")
def a_registry_by_name():
    thing, reference = fresh()
    app.plugins = {"a": thing}
    return reference, app.plugins.clear


@leak("module leak_cases .app .api ._mock_call_args [0] [0]", "`leak_cases.app.api.reset_mock()`")
def a_mock_that_remembers_its_calls():
    thing, reference = fresh()
    app.api = unittest.mock.Mock()
    app.api(thing)
    return reference, app.api.reset_mock


@leak("module leak_cases .app .answers ._mock_return_value",
      "`leak_cases.app.answers.reset_mock(return_value=True)`")  # fmt: skip
def a_mock_that_returns_it():
    """Without the keyword only the calls are forgotten."""
    thing, reference = fresh()
    app.answers = unittest.mock.Mock(return_value=thing)
    return reference, lambda: app.answers.reset_mock(return_value=True)


@leak("module unittest.mock ._patch ._active_patches [0] .temp_original", "stop() the patch, and drop it")
def a_patch_that_was_not_stopped():
    """What stop() would put back."""
    thing, reference = fresh()
    app.service = types.SimpleNamespace(client=thing)
    unittest.mock.patch.object(app.service, "client", None).start()
    return reference, lambda: (unittest.mock.patch.stopall(), setattr(app.service, "client", None))


# Threads ----------------------------------------------------------------------------------------------------


def in_a_thread(work, name):
    """Run something in a thread that then waits, and give what ends it."""

    def run():
        work()
        ready.set()
        leave.wait()

    ready, leave = threading.Event(), threading.Event()
    thread = threading.Thread(target=run, name=name)
    thread.start()
    ready.wait()
    return lambda: (leave.set(), thread.join())


@leak("module leak_cases .app .local .thing of another thread", "it stays as long as that thread")
def a_value_of_a_thread_that_goes_on():
    def work():
        app.local.thing = Thing()
        app.reference = weakref.ref(app.local.thing)

    app.local = threading.local()
    end = in_a_thread(work, "pool-1")
    return app.__dict__.pop("reference"), end


@leak("thread 'Timer' .function .__self__", "cancel() the timer")
def a_timer_that_has_not_run():
    thing, reference = fresh()
    timer = threading.Timer(1000, thing.close)
    timer.name, timer.daemon = "Timer", True
    timer.start()
    return reference, lambda: [(one.cancel(), one.join()) for one in threading.enumerate() if one.name == "Timer"]


@leak("context of another thread context variable request", "reset the variable with the token that its set() gave")
def a_context_variable_of_a_thread():
    def work():
        REQUEST.set(Thing())
        app.reference = weakref.ref(REQUEST.get())

    end = in_a_thread(work, "pool-2")
    return app.__dict__.pop("reference"), end


REQUEST: contextvars.ContextVar = contextvars.ContextVar("request")


@leak("module leak_cases .app .futures [0] ._result", "drop the future when its result is taken")
def a_future_that_is_kept_with_its_result():
    app.futures = [concurrent.futures.Future()]
    app.futures[0].set_result(Thing())
    return weakref.ref(app.futures[0].result()), app.futures.clear


@leak("module leak_cases .app .tasks .queue [0]", "`leak_cases.app.tasks.get()` takes it out; bound the queue")
def a_queue_that_nobody_reads():
    app.tasks = queue.Queue()
    app.tasks.put(Thing())
    return weakref.ref(app.tasks.queue[0]), app.tasks.get


# asyncio ----------------------------------------------------------------------------------------------------


def asynchronous(program):
    """A case of one coroutine function, run in a loop that the program keeps."""

    @functools.wraps(program)
    def build():
        app.loop = asyncio.new_event_loop()
        answer = app.loop.run_until_complete(program())
        return answer[0], lambda: (answer[1](), app.loop.run_until_complete(turns()), app.loop.close())

    return build


async def turns():
    for _ in range(3):
        await asyncio.sleep(0)


async def waits(thing):
    await asyncio.get_running_loop().create_future()
    return thing


LOOP = "module leak_cases .app .loop"


@leak(f"{LOOP} ._scheduled [0] ._callback .__self__", "cancel() the timer: it is what call_later() gave")
@asynchronous
async def a_timer_of_the_loop():
    """MagicStack/uvloop#240, ArchiveTeam/wpull#166: a timer keeps its callback until it is due."""
    thing, reference = fresh()
    handle = asyncio.get_running_loop().call_later(1000, thing.close)
    return reference, handle.cancel


@leak("module leak_cases .app .task ._coro local thing of coroutine waits()", "await the task 'fetch', or cancel() it")
@asynchronous
async def a_task_that_waits_for_ever():
    thing, reference = fresh()
    app.task = asyncio.create_task(waits(thing), name="fetch")
    await asyncio.sleep(0)
    return reference, lambda: app.__dict__.pop("task").cancel()


@leak("module leak_cases .app .future callback [0] .__self__ [0]",
      "`leak_cases.app.future.remove_done_callback(...)`, or give the Future its result")  # fmt: skip
@asynchronous
async def a_callback_of_a_future():
    thing, reference = fresh()
    seen = [thing]
    app.future = asyncio.get_running_loop().create_future()
    app.future.add_done_callback(seen.append)
    return reference, lambda: app.future.set_result(None)


@leak("module leak_cases .app .task context of the task context variable request",
      "reset the variable with the token that its set() gave")  # fmt: skip
@asynchronous
async def a_context_that_a_task_copied():
    """run-llama/llama-agents#486: what runs later keeps all context variables of when it was made."""
    thing, reference = fresh()
    token = REQUEST.set(thing)
    app.task = asyncio.create_task(waits(None), name="watcher")
    REQUEST.reset(token)
    return reference, lambda: (app.task.cancel(), delattr(app, "task"))


@leak("module leak_cases .app .task ._result", "drop the task 'fetch' when its result is taken")
@asynchronous
async def a_task_that_is_kept_with_its_result():
    async def fetch():
        thing, app.reference = fresh()
        return thing

    app.task = asyncio.create_task(fetch(), name="fetch")
    await asyncio.sleep(0)
    return app.__dict__.pop("reference"), lambda: delattr(app, "task")


@leak("module leak_cases .app .task traceback of its error .tb_next local thing of fails()",
      "await the task 'fetch', or drop it: nobody has seen its error")  # fmt: skip
@asynchronous
async def a_task_whose_error_nobody_has_seen():
    async def fetch():
        fails()

    app.task = asyncio.create_task(fetch(), name="fetch")
    await asyncio.sleep(0)
    app.task._exception.args = ()
    return app.__dict__.pop("reference"), lambda: delattr(app, "task")


# Logging ----------------------------------------------------------------------------------------------------


class Handler(logging.Handler):
    def emit(self, record):
        pass


@leak("the loggers .loggerDict['connection.7'] .handlers [0] .connection",
      "`logging.root.manager.getLogger('connection.7').removeHandler(...)`")  # fmt: skip
def a_logger_for_each_connection():
    """DIRACGrid/DIRAC#5280, github/annotated-logger#83: loggers stay for good, and their handlers with them."""
    logger, handler = logging.getLogger("connection.7"), Handler()
    logger.addHandler(handler)
    handler.connection, reference = fresh()
    return reference, lambda: logger.removeHandler(logger.handlers[0])


@leak("the loggers .loggerDict['buffered'] .handlers [0] .buffer [0] .args [0]",
      "`logging.root.manager.getLogger('buffered').handlers[0].flush()`")  # fmt: skip
def a_record_in_a_handler_that_buffers():
    thing, reference = fresh()
    logger = logging.getLogger("buffered")
    logger.addHandler(logging.handlers.MemoryHandler(100, target=Handler()))
    logger.warning("not done: %r", thing)
    return reference, logger.handlers[0].flush


# NumPy ------------------------------------------------------------------------------------------------------


@leak("module leak_cases .app .row .base", "a view keeps the whole array: keep a copy() of the part")
def a_row_of_a_large_array():
    import numpy as np

    whole = np.zeros((1000, 10))
    app.row = whole[0]
    return weakref.ref(whole), lambda: setattr(app, "row", app.row.copy())


@leak("module leak_cases .app .column [1]", "set `leak_cases.app.column` to None")
def an_array_of_objects():
    import numpy as np

    thing, reference = fresh()
    app.column = np.array([None, thing], dtype=object)
    return reference, lambda: app.column.fill(None)


@leak("module leak_cases .app .table ['owner'][1]", "set `leak_cases.app.table` to None")
def a_field_of_an_array_of_records():
    import numpy as np

    thing, reference = fresh()
    app.table = np.zeros(2, dtype=[("id", int), ("owner", object)])
    app.table[1] = 7, thing
    return reference, lambda: app.table.fill(0)
