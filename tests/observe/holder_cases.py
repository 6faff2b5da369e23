"""The ways a Python program holds an object: each builds one holder and says how its last edge reads.

A case takes the object and returns what the caller must keep; the object itself is then held by nothing else.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import contextvars
import dataclasses
import functools
import itertools
import queue
import threading
import types
import weakref
from collections.abc import Callable
from typing import NamedTuple


class Thing:
    """What is held. It has a weak reference and nothing else."""


class Plain:
    pass


class Chatty:
    def __init__(self, thing):
        self.thing = thing


class Slotted:
    __slots__ = ("thing",)


class Pair(NamedTuple):
    left: object
    right: object


@dataclasses.dataclass
class Record:
    thing: object


class Cached:
    def __init__(self, thing):
        self.make = [thing]

    @functools.cached_property
    def thing(self):
        return self.make.pop()


class Bound(Thing):
    def method(self):
        return self


class MyDict(dict):
    pass


class MyList(list):
    pass


@types.coroutine
def pause():
    yield


CASES: dict[str, tuple[Callable, str]] = {}
NUMPY_CASES: dict[str, tuple[Callable, str]] = {}  # asked in a process that has imported NumPy, and only there


def case(edge: str, cases=CASES):
    """Register a builder under its name, with the nearest edge it must be given."""

    def enter(build):
        cases[build.__name__] = (build, edge)
        return build

    return enter


@case(".thing")
def attribute(thing):
    return Chatty(thing)


@case(".anything")
def attribute_set_from_outside(thing):
    kept = Plain()
    kept.anything = thing
    return kept


@case(".odd_name_7")
def attribute_set_by_a_made_up_name(thing):
    kept = Plain()
    setattr(kept, "odd_name_" + str(7), thing)
    return kept


@case(".thing")
def attribute_of_an_instance_with_a_dictionary(thing):
    kept = Chatty(thing)
    assert kept.__dict__
    return kept


@case(".thing")
def slot(thing):
    kept = Slotted()
    kept.thing = thing
    return kept


@case("['k']")
def dict_value(thing):
    return {"a": 1, "k": thing}


@case("[('a', 1)]")
def dict_value_under_a_tuple(thing):
    return {("a", 1): thing}


@case("key <Fresh>")
def dict_key(thing):
    return {"a": 1, thing: 1}


@case("['k']")
def dict_subclass(thing):
    return MyDict(k=thing)


@case("[1]")
def list_item(thing):
    return [0, thing]


@case("[1]")
def list_subclass(thing):
    return MyList([0, thing])


@case("[2]")
def tuple_item(thing):
    return (0, 1, thing)


@case(".right")
def named_tuple(thing):
    return Pair(0, thing)


@case(".thing")
def dataclass(thing):
    return Record(thing)


@case("a set item")
def set_item(thing):
    return {1, thing}


@case("a frozenset item")
def frozenset_item(thing):
    return frozenset([thing])


@case("[1]")
def deque(thing):
    return collections.deque([0, thing])


@case("['k']")
def defaultdict(thing):
    kept = collections.defaultdict(list)
    kept["k"] = thing
    return kept


@case("['k']")
def ordered_dict(thing):
    return collections.OrderedDict(k=thing)


@case("[0]")
def chain_map(thing):
    return collections.ChainMap({"k": [thing]})


@case("closure variable thing")
def closure(thing):
    return lambda: thing


@case("default of argument held")
def default_argument(thing):
    def kept(first, held=thing):
        pass

    return kept


@case("default of argument held")
def keyword_default(thing):
    def kept(*, held=thing):
        pass

    return kept


@case(".note")
def function_attribute(thing):
    def kept():
        pass

    kept.note = thing
    return kept


@case(".__annotations__['first']")
def function_annotation(thing):
    def kept(first):
        pass

    kept.__annotations__["first"] = thing
    return kept


@case(".args[0]")
def partial_argument(thing):
    return functools.partial(print, thing)


@case(".keywords['end']")
def partial_keyword(thing):
    return functools.partial(print, end=thing)


@case("cached result for 5")
def lru_cache(thing):
    things = [thing]
    kept = functools.lru_cache(lambda number: things.pop())
    kept(5)
    return kept


@case("cached result [5]")
def unbounded_cache(thing):
    things = [thing]
    kept = functools.cache(lambda number: things.pop())
    kept(5)
    return kept


@case(".thing")
def cached_property(thing):
    kept = Cached(thing)
    assert kept.thing
    return kept


@case(".shared")
def class_attribute(thing):
    class Kept:
        shared = thing

    return Kept


@case("local held of generator make")
def generator_local(thing):
    def make():
        held = things.pop()
        yield
        print(held)

    things = [thing]
    kept = make()
    next(kept)
    return kept


@case("local held of generator make")
def generator_local_shared_with_a_closure(thing):
    def make():
        held = things.pop()
        yield
        print(lambda: held)

    things = [thing]
    kept = make()
    next(kept)
    return kept


@case("local held of coroutine work")
def coroutine_local(thing):
    async def work():
        held = things.pop()
        await pause()
        print(held)

    things = [thing]
    kept = work()
    kept.send(None)
    return kept


@case("local held of async generator make")
def async_generator_local(thing):
    async def make():
        held = things.pop()
        yield
        print(held)

    things = [thing]
    kept = make()
    with contextlib.suppress(StopIteration):
        kept.asend(None).send(None)
    return kept


@case("local held of fail()")
def traceback_frame_local(thing):
    def fail(held):
        raise ValueError("seen")

    try:
        fail(thing)
    except ValueError as error:
        return error.__traceback__.tb_next


@case(".args[1]")
def exception_argument(thing):
    return ValueError("bad", thing)


@case(".args[0]")
def exception_context(thing):
    error = ValueError("later")
    error.__context__ = KeyError(thing)
    return error


@case(".__self__")
def bound_method(thing):
    return types.MethodType(print, thing)


@case("context variable request")
def context_variable_in_a_copy(thing):
    variable = contextvars.ContextVar("request")
    context = contextvars.copy_context()
    context.run(variable.set, thing)
    return context


@case(".thing")
def thread_local(thing):
    kept = threading.local()
    kept.thing = thing
    return kept


@case("input [0] of zip")
def zip_iterator(thing):
    return zip(iter_of(thing))


def iter_of(thing):
    thing.__class__.__iter__ = lambda self: self
    thing.__class__.__next__ = lambda self: self
    return thing


@case("input [0] of map")
def map_iterator(thing):
    return map(print, iter_of(thing))


@case("[0]")
def list_iterator(thing):
    return iter([thing])


@case("input of chain")
def chain_iterator(thing):
    return itertools.chain.from_iterable(iter_of(thing))


@case("[<weak Plain>]")
def weak_key_dictionary_value(thing):
    key = Plain()
    kept = weakref.WeakKeyDictionary({key: thing})
    kept.keep_key = key
    return kept


@case("[0]")
def queue_item(thing):
    kept = queue.Queue()
    kept.put(thing)
    return kept


@case("queued item")
def simple_queue_item(thing):
    kept = queue.SimpleQueue()
    kept.put(thing)
    return kept


@case(".thing")
def simple_namespace(thing):
    return types.SimpleNamespace(thing=thing)


@case(".fget")
def property_getter(thing):
    return property(thing)


@case(".__func__")
def static_method(thing):
    return staticmethod(thing)


@case("['k']")
def mapping_proxy(thing):
    return types.MappingProxyType({"k": thing})


@case(".cell_contents")
def cell(thing):
    return types.CellType(thing)


@case(".value")
def stop_iteration_value(thing):
    return StopIteration(thing)


@case(".__callback__")
def weak_reference_callback(thing):
    kept = Plain()
    return kept, weakref.ref(kept, thing)


@case("closure variable thing")
def closure_in_a_decorated_function(thing):
    @functools.wraps(print)
    def kept():
        return thing

    return kept


@case("[0]")
def enclosed_several_deep(thing):
    return {"a": [Chatty((thing,))]}


@case(".stop")
def slice_bound(thing):
    return slice(thing)


@case("._result")
def future_result(thing):
    loop = asyncio.new_event_loop()
    kept = loop.create_future()
    kept.set_result(thing)
    loop.close()
    return kept


@case(".__dict__['class']")
def attribute_called_like_a_keyword(thing):
    kept = Plain()
    setattr(kept, "class", thing)
    return kept


@case("[nan]")
def key_that_is_not_a_number(thing):
    return {float("nan"): thing}


@case("[(1, inf)]")
def key_that_no_literal_writes(thing):
    return {(1, float("inf")): thing}


@case("['k']")
def entry_of_a_dict_that_answers_otherwise(thing):
    class Answering(dict):
        def __getitem__(self, key):
            raise KeyError(key)

        __iter__ = keys = values = items = __getitem__

    return Answering(k=thing)


@case("[0]")
def item_of_a_list_that_answers_otherwise(thing):
    class Answering(list):
        def __getitem__(self, key):
            return None

    return Answering([thing])


@case("a Answering item")
def item_of_a_set_that_answers_otherwise(thing):
    class Answering(set):
        def __iter__(self):
            return iter(())

    return Answering([thing])


@case(".thing")
def descriptor_in_a_class(thing):
    class Lazy(Thing):
        def __get__(self, instance, cls):
            raise AttributeError("not to be asked")

    kept = type("Kept", (), {"lazy": Lazy()})
    kept.__dict__["lazy"].thing = thing
    return kept


@case(".thing")
def attribute_behind_a_property(thing):
    class Kept:
        thing = property(lambda self: None)

    kept = Kept()
    vars(kept)["thing"] = thing
    return kept


@case(".thing")
def attribute_of_an_object_that_answers_otherwise(thing):
    class Kept:
        def __getattribute__(self, name):
            return None

    kept = Kept()
    kept.thing = thing
    return kept


@case(".thing")
def slot_behind_a_property(thing):
    class Kept(Slotted):
        thing = property(lambda self: None)
        __slots__ = ()

    kept = Kept()
    Slotted.thing.__set__(kept, thing)
    return kept


@case("argument 0 (self) of the cached call `Called.method`")
def argument_of_a_cached_call(thing):
    class Called:
        @functools.cache  # noqa: B019
        def method(self, other, *, key=None):
            return 1

    Called.method(thing, 2)
    return Called.method


@case("argument key of the cached call `Called.method`")
def keyword_of_a_cached_call(thing):
    class Called:
        @functools.lru_cache(maxsize=4)  # noqa: B019
        def method(self, other, *, key=None):
            return 1

    Called.method(1, 2, key=thing)
    return Called.method


@case("callback [0]")
def callback_of_a_future(thing):
    loop = asyncio.new_event_loop()
    kept = loop.create_future()
    kept.add_done_callback(thing)
    loop.close()
    return kept


@case("callback [1]")
def second_callback_of_a_future(thing):
    loop = asyncio.new_event_loop()
    kept = loop.create_future()
    kept.add_done_callback(print)
    kept.add_done_callback(thing)
    loop.close()
    return kept


@case(".thing")
def object_whose_method_is_a_callback(thing):
    class Seen(list):
        pass

    seen = Seen()
    seen.thing = thing
    return [seen.append]


@case("[1, 2]", NUMPY_CASES)
def object_array(thing):
    import numpy as np

    kept = np.empty((2, 3), dtype=object)
    kept[1, 2] = thing
    return kept


@case("[0]", NUMPY_CASES)
def beside_an_array(thing):
    import numpy as np

    return {"a": np.zeros(3), "k": [thing]}
