"""Leaks by way of the standard library, as `leak_cases` has those of a program's own containers and callbacks."""

from __future__ import annotations

import asyncio
import collections
import concurrent.futures
import contextlib
import contextvars
import ctypes
import dataclasses
import enum
import functools
import gc
import io
import itertools
import logging
import multiprocessing.pool
import os
import pickle
import re
import sched
import selectors
import signal
import socket
import sys
import threading
import types
import unittest
import warnings
import weakref
from xml.etree import ElementTree

from leak_cases import Expected, Thing, fresh

CASES: dict[str, Expected] = {}
app = types.SimpleNamespace()
HERE = "module leak_cases_library .app"
CODE = "leak_cases_library.app"
variable = contextvars.ContextVar("variable")


def leak(path: str, advice: str, state: str = "named"):
    def enter(build):
        CASES[build.__name__] = Expected(build, path, advice, state)
        return build

    return enter


def unset(name):
    return lambda: (delattr(app, name), gc.collect())


# Functions and classes --------------------------------------------------------------------------------------


@leak(f"{HERE} .describe .registry key <type>", "a singledispatch function keeps all that is registered")
def a_class_registered_for_dispatch():
    app.describe = functools.singledispatch(str)
    local = type("Local", (), {})
    app.describe.register(local, repr)
    return weakref.ref(local), unset("describe")


@leak(f"{HERE} .describe .registry [<type>] .__self__", "a singledispatch function keeps all that is registered")
def a_method_registered_for_dispatch():
    thing, reference = fresh()
    app.describe = functools.singledispatch(str)
    app.describe.register(type("Local", (), {}), thing.close)
    return reference, unset("describe")


@leak(f"{HERE} .watched .__callback__ .__self__", f"drop `{CODE}.watched`, or give it a callback that does not hold")
def a_callback_of_a_weak_reference():
    thing, reference = fresh()
    app.target = Thing()
    app.watched = weakref.ref(app.target, thing.close)
    return reference, unset("watched")


@leak(f"{HERE} .pending input [0] of map input of list_iterator [0]", f"set `{CODE}.pending` to None")
def a_list_that_an_iterator_goes_over():
    thing, reference = fresh()
    app.pending = map(str, [thing])
    return reference, unset("pending")


@leak(f"{HERE} .Registry .known ['Plugin']", f"`del {CODE}.Registry.known['Plugin']`")
def a_class_that_its_metaclass_has_registered():
    def enter(meta, name, bases, space):
        meta.known[name] = made = type.__new__(meta, name, bases, space)
        return made

    app.Registry = type("Registry", (type,), {"known": {}, "__new__": enter})
    return weakref.ref(app.Registry("Plugin", (), {})), lambda: (app.Registry.known.clear(), gc.collect())


@leak(f"{HERE} .Settings .model", f"set `{CODE}.Settings.model` to None")
def a_default_of_a_dataclass():
    thing, reference = fresh()
    app.Settings = dataclasses.make_dataclass("Settings", [("model", object, thing)])
    return reference, unset("Settings")


@leak(f"{HERE} .View .model .fget closure variable thing", f"set `{CODE}.View.model` to None")
def a_property_that_closes_over_an_object():
    thing, reference = fresh()
    app.View = type("View", (), {"model": property(lambda view: thing)})
    return reference, unset("View")


@leak(f"{HERE} .readers [1] input of _tee input of _tee_dataobject", f"set `{CODE}.readers` to None")
def what_one_of_two_readers_has_not_read():
    thing, reference = fresh()
    app.readers = itertools.tee(iter((thing,)))
    next(app.readers[0])
    return reference, unset("readers")


@leak(f"{HERE} .layers .maps [1] ['model']", f"`del {CODE}.layers.maps[1]['model']`")
def an_entry_in_a_layer_of_settings():
    thing, reference = fresh()
    app.layers = collections.ChainMap({}, {"model": thing})
    return reference, app.layers.maps[1].clear


@leak(
    f"{HERE} .subject ['changed'] a set item .__self__",
    f"discard the method Thing.close from `{CODE}.subject['changed']`",
)
def an_observer_in_a_set():
    thing, reference = fresh()
    app.subject = collections.defaultdict(set)
    app.subject["changed"].add(thing.close)
    return reference, app.subject["changed"].clear


@leak(f"{HERE} .root .children [0]", f"take it out of `{CODE}.root.children` (1 item)")
def a_widget_that_its_parent_lists():
    widget = Thing()
    app.root, widget.children = Thing(), []
    widget.parent, app.root.children = app.root, [widget]
    return weakref.ref(widget), app.root.children.clear


# Contexts and errors ----------------------------------------------------------------------------------------


@leak(f"{HERE} .stack ._exit_callbacks [0] [1] .__wrapped__ .__self__", f"`{CODE}.stack.close()`")
def a_stack_of_contexts_that_stays_open():
    thing, reference = fresh()
    app.stack = contextlib.ExitStack()
    app.stack.callback(thing.close)
    return reference, app.stack.close


@contextlib.contextmanager
def opened(thing):
    yield thing.close


@leak(f"{HERE} .block .gen local thing of generator opened()", f"let the generator end, or `{CODE}.block.gen.close()`")
def a_block_that_was_not_left():
    thing, reference = fresh()
    app.block = opened(thing)
    app.block.__enter__()
    return reference, lambda: app.block.gen.close()


@leak(
    "context of thread 'MainThread' context variable variable", "reset the variable with the token that its set() gave"
)
def a_context_variable_that_was_not_reset():
    thing, reference = fresh()
    token = variable.set(thing)
    return reference, lambda: variable.reset(token)


@leak(f"{HERE} .context context variable variable", "reset the variable with the token that its set() gave")
def a_copy_of_a_context():
    thing, reference = fresh()
    token = variable.set(thing)
    app.context = contextvars.copy_context()
    variable.reset(token)
    return reference, lambda: app.context.run(variable.set, None)


@leak(
    f"{HERE} .error .__cause__ .__traceback__ .tb_next local thing of fails()", "an error keeps the locals of each call"
)
def the_cause_of_an_error():
    def fails():
        thing, app.reference = fresh()
        raise KeyError(thing.close())

    try:
        try:
            fails()
        except KeyError as error:
            error.args = ()
            raise ValueError from error
    except ValueError as error:
        app.error = error.with_traceback(None)
    return app.__dict__.pop("reference"), unset("error")


@leak("module sys .excepthook closure variable thing", "`sys.excepthook = sys.__excepthook__`")
def a_hook_for_errors():
    thing, reference = fresh()
    sys.excepthook = lambda *error: thing
    return reference, lambda: setattr(sys, "excepthook", sys.__excepthook__)


@leak("module sys .unraisablehook .__self__", "`sys.unraisablehook = sys.__unraisablehook__`")
def a_hook_for_errors_that_nobody_can_catch():
    thing, reference = fresh()
    sys.unraisablehook = thing.close
    return reference, lambda: setattr(sys, "unraisablehook", sys.__unraisablehook__)


class Loader:
    @staticmethod
    @functools.cache
    def load(key):
        return key


@leak("module leak_cases_library .Loader .load .__func__ cached result [<tuple>]",
      "`leak_cases_library.Loader.load.cache_clear()`")  # fmt: skip
def a_cache_on_a_static_method():
    """In the class lies what wraps the function, and an attribute of the class is the function."""
    thing, reference = fresh()
    Loader.load(thing)
    return reference, Loader.load.cache_clear


@dataclasses.dataclass(frozen=True)
class Settings:
    thing: object


@leak(f"{HERE} .settings .thing", f"set `{CODE}.settings` to None")
def a_frozen_dataclass():
    """Its own attribute nobody can set."""
    thing, reference = fresh()
    app.settings = Settings(thing)
    return reference, unset("settings")


@leak(f"{HERE} .pointer ._objects", "the py_object points to it: drop that")
def a_pointer_of_ctypes():
    thing, reference = fresh()
    app.pointer = ctypes.py_object(thing)
    return reference, unset("pointer")


@leak(f"{HERE} .reader .raw .thing", f"set `{CODE}.reader.raw.thing` to None")
def a_file_below_a_reader():
    class Raw(io.RawIOBase):
        def readable(self):
            return True

    raw = Raw()
    raw.thing, reference = fresh()
    app.reader = io.BufferedReader(raw)
    return reference, lambda: delattr(app.reader.raw, "thing")


@leak(f"{HERE} .begun local thing of generator later()",
      f"let the generator end, or `{CODE}.begun.close()` and drop it")  # fmt: skip
def a_generator_that_never_began():
    """Since Python 3.12 close() alone does not empty it."""

    def later(thing):
        yield thing

    thing, reference = fresh()
    app.begun = later(thing)
    return reference, lambda: (app.begun.close(), delattr(app, "begun"))


class Text(str):
    """One that allows weak references."""


@leak(f"{HERE} .match .string", f"set `{CODE}.match` to None")
def a_text_that_was_searched():
    text = Text("abc")
    app.match = re.match("a", text)
    return weakref.ref(text), unset("match")


@leak(f"{HERE} .wrapper .__wrapped__ .__self__", f"set `{CODE}.wrapper` to None")
def a_method_that_was_decorated():
    """The closure of the wrapper has it too."""

    def decorated(function):
        @functools.wraps(function)
        def wrapper():
            return function()

        return wrapper

    thing, reference = fresh()
    app.wrapper = decorated(thing.close)
    return reference, unset("wrapper")


@leak("module gc .callbacks [0] .__self__", "take the method Thing.close out of `gc.callbacks` (1 item)")
def a_callback_of_the_collector():
    thing, reference = fresh()
    gc.callbacks.append(thing.close)
    return reference, gc.callbacks.clear


@leak(f"{HERE} .warned [0] .source", f"set `{CODE}.warned[0].source` to None")
def the_source_of_a_warning():
    thing, reference = fresh()
    with warnings.catch_warnings(record=True) as app.warned:
        warnings.simplefilter("always")
        warnings.warn("unclosed", ResourceWarning, stacklevel=1, source=thing)
    return reference, app.warned.clear


@leak(f"{HERE} .records [0] .args [0]", f"set `{CODE}.records[0].args` to None")
def an_argument_of_a_record():
    thing, reference = fresh()
    app.records = [logging.LogRecord("app", 20, __file__, 1, "%s", (thing,), None)]
    return reference, lambda: setattr(app.records[0], "args", None)


# What runs later --------------------------------------------------------------------------------------------


@leak(f"{HERE} .clock ._queue [0] .action .__self__", f"`{CODE}.clock.cancel(...)` the event that enter() gave")
def an_event_of_a_scheduler():
    thing, reference = fresh()
    app.clock = sched.scheduler()
    app.clock.enter(1000, 1, thing.close)
    return reference, lambda: app.clock.cancel(app.clock.queue[0])


@leak(f"{HERE} .selector ._fd_to_key [99] .data", f"`{CODE}.selector.unregister(...)`")
def what_a_selector_waits_for():
    thing, reference = fresh()
    app.selector = selectors.SelectSelector()
    app.selector.register(os.dup2(os.pipe()[0], 99), selectors.EVENT_READ, thing)
    return reference, lambda: app.selector.unregister(99)


@leak(f"{HERE} .inbox ._queue [0]", f"`{CODE}.inbox.get()` takes it out")
def a_queue_of_the_loop():
    thing, reference = fresh()
    app.inbox = asyncio.Queue()
    app.inbox.put_nowait(thing)
    return reference, app.inbox.get_nowait


@leak(
    f"{HERE} .result ._done_callbacks [0] closure variable thing", "a callback stays as long as its future: drop the "
)
def a_callback_of_a_future_of_threads():
    """python/cpython#89380 and others: it is not forgotten when it has been called."""
    thing, reference = fresh()
    app.result = concurrent.futures.Future()
    app.result.add_done_callback(lambda done: thing)
    app.result.set_result(None)
    return reference, unset("result")


@leak(f"{HERE} .pool ._initargs [0]", "drop the pool when it is closed and joined")
def what_the_workers_of_a_pool_begin_with():
    thing, reference = fresh()
    app.pool = multiprocessing.pool.ThreadPool(1, initializer=id, initargs=(thing,))
    app.pool.close()
    app.pool.join()
    return reference, unset("pool")


@leak(f"{HERE} .later local thing of coroutine later()", "await the coroutine, or cancel the task that runs it")
def a_coroutine_that_nobody_awaits():
    async def later(thing):
        return thing

    thing, reference = fresh()
    app.later = later(thing)
    return reference, lambda: asyncio.run(app.later)


class Case(unittest.TestCase):
    def test(self):
        pass


@leak(f"{HERE} .case ._cleanups [0] [0] .__self__", f"`{CODE}.case.doCleanups()`")
def a_cleanup_of_a_test():
    thing, reference = fresh()
    app.case = Case("test")
    app.case.addCleanup(thing.close)
    return reference, app.case.doCleanups


# Functions, classes and hooks that keep what they were given ------------------------------------------------


@leak(f"{HERE} .train .__annotations__['layer']", f"set `{CODE}.train.__annotations__['layer']` to None")
def a_class_in_an_annotation():
    """Up to Python 3.13 nobody has asked for them yet, and they lie in a tuple."""
    space = {"Local": type("Local", (), {})}
    exec(compile("def train(layer: Local): ...", "train.py", "exec", dont_inherit=True), space)
    app.train = space["train"]
    return weakref.ref(space.pop("Local")), unset("train")


@leak(f"{HERE} .thing .__class__", f"set `{CODE}.thing` to None")
def a_class_that_an_instance_keeps():
    app.thing = type("Local", (), {})()
    return weakref.ref(type(app.thing)), unset("thing")


@leak(f"{HERE} .colour ._value2member_map_ key <Thing>", "an enumeration keeps the values of its members: drop")
def the_value_of_a_member():
    thing, reference = fresh()
    app.colour = enum.Enum("Colour", {"RED": thing})
    return reference, unset("colour")


class Rows(list):
    """A list with more to it than its items."""


@leak(f"{HERE} .rows .source", f"set `{CODE}.rows.source` to None")
def an_attribute_of_a_list():
    thing, reference = fresh()
    app.rows = Rows()
    app.rows.source = thing
    return reference, lambda: setattr(app.rows, "source", None)


@leak(f"{HERE} .area argument radius of the cached call `area`", f"`{CODE}.area.cache_clear()`")
def an_argument_by_name_of_a_cached_function():
    @functools.lru_cache(maxsize=4)
    def area(*, radius):
        return 1

    thing, reference = fresh()
    area(radius=thing)
    app.area = area
    return reference, area.cache_clear


@leak(f"{HERE} .setting default of the variable", f"set `{CODE}.setting` to None")
def a_default_of_a_context_variable():
    thing, reference = fresh()
    app.setting = contextvars.ContextVar("setting", default=thing)
    return reference, unset("setting")


@leak(f"{HERE} .local .thing", "it stays as long as that thread")
def a_value_of_this_thread():
    """Which the values of other threads beside it are not."""
    thing, reference = fresh()
    app.local = threading.local()
    app.local.thing = thing
    return reference, unset("local")


@leak("module logging ._logRecordFactory .__self__", "`logging.setLogRecordFactory(logging.LogRecord)`")
def a_factory_of_records():
    thing, reference = fresh()
    logging.setLogRecordFactory(thing.close)
    return reference, lambda: logging.setLogRecordFactory(logging.LogRecord)


@leak("module threading .excepthook .__self__", "`threading.excepthook = threading.__excepthook__`")
def a_hook_for_errors_of_threads():
    thing, reference = fresh()
    threading.excepthook = thing.close
    return reference, lambda: setattr(threading, "excepthook", threading.__excepthook__)


# Files and loops --------------------------------------------------------------------------------------------


@leak(f"{HERE} .feed [0] [0] .attrib ['item']", f"`{CODE}.feed[0].clear()` when it is read")
def a_tree_that_was_read_piece_by_piece():
    thing, reference = fresh()
    app.feed = ElementTree.fromstring("<feed><page><item/></page></feed>")
    app.feed[0][0].attrib["item"] = thing
    return reference, lambda: app.feed[0].clear()


@leak(f"{HERE} .writer reference held by Pickler", f"`{CODE}.writer.clear_memo()`")
def what_a_pickler_remembers():
    app.writer = pickle.Pickler(io.BytesIO())
    thing, reference = fresh()
    app.writer.dump(thing)
    return reference, app.writer.clear_memo


@leak(f"{HERE} .loop ._signal_handlers [<Signals>] ._callback .__self__", f"`{CODE}.loop.remove_signal_handler(...)`")
def a_handler_of_a_signal_in_a_loop():
    thing, reference = fresh()
    app.loop = asyncio.new_event_loop()
    app.loop.add_signal_handler(signal.SIGUSR2, thing.close)
    return reference, lambda: (app.loop.remove_signal_handler(signal.SIGUSR2), app.loop.close())


@leak(f"{HERE} .soon ._ready [0] ._callback .args[0]", "it waits to be called: run the loop, or cancel() the handle")
def a_call_that_a_loop_has_not_made():
    thing, reference = fresh()
    app.soon = asyncio.new_event_loop()
    app.soon.call_soon(functools.partial(id, thing))
    return reference, lambda: (app.soon.run_until_complete(asyncio.sleep(0)), app.soon.close())


class Connection(asyncio.Protocol):
    """One that has attributes."""


@leak(f"{HERE} .transport ._protocol .thing", "close() the transport")
def a_protocol_of_a_connection():
    async def connect():
        app.transport, protocol = await app.server.create_connection(Connection, sock=ours)
        protocol.thing = thing

    async def close():
        app.transport.close()

    (ours, theirs), app.server = socket.socketpair(), asyncio.new_event_loop()
    thing, reference = fresh()
    app.server.run_until_complete(connect())
    return reference, lambda: (app.server.run_until_complete(close()), app.server.close(), theirs.close())
