"""Names and the call in progress. `clear_session` resets what is kept for all: the counts of names, and the seeds.

`dense`, `dense_1`, `dense_2`: an automatic name is the class in snake_case, numbered for the whole process.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from inspect import signature
from typing import Any, Final, NamedTuple, Self

from lifetimes.ops import plain, publish

_counts: Final[dict[str, int]] = {}
FOR_ALL: Final[dict[str, Any]] = {}
"""What is made once and used by all, until `clear_session`."""


def auto_name(kind: str) -> str:
    """Return the next free automatic name for objects of that kind."""
    base = snake_case(kind)
    number = _counts.get(base, 0)
    _counts[base] = number + 1
    return base if number == 0 else f"{base}_{number}"


def snake_case(name: str) -> str:
    name = re.sub(r"\W+", "", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)).lower()


def checked_name(name: Any, received: str = "") -> Any:
    """Return a name. ValueError where it is a path or no text."""
    if name is None or (isinstance(name, str) and "/" not in name):
        return name
    raise ValueError("Argument `name` must be a string and cannot contain character `/`. "
                     f"Received: name={name}{received}")  # fmt: skip


@plain(v2=("keras.backend.clear_session", "keras.utils.clear_session"))
def clear_session(free_memory: bool = True) -> None:
    """Forget which automatic names and seeds were given out. Layers and models were never held here."""
    _counts.clear()
    FOR_ALL.clear()


_late: Final[ContextVar[list[Any] | None]] = ContextVar("keras_late", default=None)


@contextmanager
def values_later() -> Iterator[None]:
    """Make the variables of the block without values: they get these when the outermost such block ends."""
    if _late.get() is not None:
        yield
        return
    made: list[Callable[[], None]] = []
    token = _late.set(made)
    try:
        yield
    finally:
        _late.reset(token)
        for start in made:
            start()


def only_tried() -> bool:
    """Return whether a call is only tried: what it says of losses and values is not kept."""
    return _late.get() is not None


def now_or_later(start: Callable[[], None]) -> bool:
    """Give a variable its value, now unless a block postpones it. Returns whether that was done."""
    late = _late.get()
    if late is None:
        start()
    else:
        late.append(start)
    return late is None


class Call(NamedTuple):
    """What a layer that is called by another learns of it: the path for names, and whether this is training."""

    path: str
    training: bool | None


_SHARED: Final = ("initializers", "losses", "metrics", "optimizers")
_OUTSIDE: Final = Call("", None)
_call: Final[ContextVar[Call]] = ContextVar("keras_call", default=_OUTSIDE)


def current() -> Call:
    return _call.get()


@contextmanager
def inside(name: str, training: bool | None = None) -> Iterator[Call]:
    """Put the names of variables made in the block under `name`."""
    outer = _call.get()
    token = _call.set(Call(f"{outer.path}{name}/", outer.training if training is None else training))
    try:
        yield _call.get()
    finally:
        _call.reset(token)


def within(name: str) -> AbstractContextManager[Any]:
    """Put the names of variables made in the block under `name`, unless they are put there already."""
    return nullcontext() if current().path.split("/")[-2:-1] == [name] else inside(name)


def choose(table: dict[str, Any], identifier: Any, what: str) -> Any:
    """Return what a name, a description, a class or a function stands for. ValueError for anything else."""
    found, options = table.get(identifier) if isinstance(identifier, str) else identifier, {}
    if isinstance(identifier, dict):
        found, options = table.get(identifier["class_name"]), identifier.get("config", {})
    if not callable(found):
        raise ValueError(f"Could not interpret {what} identifier: {identifier}")
    if not isinstance(found, type):
        return found
    return found.from_config(options) if hasattr(found, "from_config") else found(**options)


class Configured:
    """What says of which arguments it is made, and can be made of them again."""

    def get_config(self) -> dict[str, Any]:
        words = list(signature(type(self).__init__).parameters)[1:]
        return {word: getattr(self, word) for word in words if hasattr(self, word)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        return cls(**config)


def chooser(table: dict[str, Any], what: str, default: Any = None) -> Callable[[Any], Any]:
    """Return the function `get` of a module of Keras."""

    def get(identifier: Any) -> Any:
        """Return what a name, a description, a class or a function stands for; the default for None."""
        return default if identifier is None else choose(table, identifier, what)

    return get


def described(module: str | None, class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """Return the description of an object as a configuration has it."""
    return {"module": module, "class_name": class_name, "config": config, "registered_name": None}


def _serialized(place: str, thing: Any) -> Any:
    """Return the description of an object, or the name of a function."""
    if not hasattr(thing, "get_config"):
        return thing.__name__
    return described(f"keras.{place}", type(thing).__name__, thing.get_config())


for _name, _value in {"backend": "tensorflow", "epsilon": 1e-7, "floatx": "float32"}.items():
    publish(lambda value=_value: value, v2=[f"keras.{place}.{_name}" for place in ("backend", "config")])


def published(place: str, table: Mapping[str, Any]) -> None:
    """Publish what a table names, as `tf.keras.<place>.<name>`, and where TensorFlow has the place too, there."""
    get = table.get("get", lambda config: choose(dict(table), config, place))
    ways = {"deserialize": get, "serialize": partial(_serialized, place)}
    for name, value in ((ways if "get" in table or "." in place else {}) | dict(table)).items():
        publish(value, v2=[f"{root}{place}.{name}" for root in ("keras.", "")[: 1 + place.startswith(_SHARED)]])
