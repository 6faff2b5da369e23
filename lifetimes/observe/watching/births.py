"""How births are seen: `__init__` is wrapped while somebody listens, and put back exactly as it was.

The wrapper is the only thing that a watch ever changes in a program.  It calls what it found, passes on every
argument, result and exception, and then tells its listeners of the object and of the frame that asked for it.
Classes written in C refuse it: their instances are found by looking at the heap (`instances`).
"""

import functools
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from types import FrameType
from typing import Any

from lifetimes.labels import attached, describe, traits

from ..heap.attributes import class_namespace, may_refer, mro
from ..heap.looking import hide

Listener = Callable[[object, FrameType | None], None]

_ABSENT = object()

_hooks: dict[int, "_Hook"] = {}
"""The wrapped classes by id, since a metaclass may define its own hash; empty whenever no watch is on."""

_being_built: set[int] = set()
"""Ids of objects inside their outermost wrapped `__init__`."""


class Kinds:
    """What a watch is for: instances of the given classes, or whatever is labelled as a variable.

    A class that does not exist yet can be given by its name.  With `module`, what that module defines is
    meant as well as variables.
    """

    def __init__(self, types: Iterable[type | str], module: str | None = None) -> None:
        self.types = tuple(cls if isinstance(cls, str) else _meant(cls) for cls in types)
        self.module = module

    def __str__(self) -> str:
        names = [cls if isinstance(cls, str) else cls.__name__ for cls in self.types]
        return ", ".join(dict.fromkeys(names)) or (
            "variables" if self.module is None else "variables and objects of its own classes"
        )

    def may_include(self, cls: type) -> bool:
        """Whether instances of the class can be meant."""
        if not self.types:
            return self._is_of_module(cls) or traits(cls).kind is not None
        return any(
            _is_named(base, wanted) if isinstance(wanted, str) else base is wanted
            for base in mro(cls)
            for wanted in self.types
        )

    def include(self, obj: object) -> bool:
        """Whether this object is meant; asks the object itself nothing."""
        cls = type(obj)
        if not self.may_include(cls) or cls.__weakrefoffset__ == 0:
            return False
        if self.types or self._is_of_module(cls):
            return True
        label = describe(obj)
        return label is not None and label.kind == "variable"

    def _is_of_module(self, cls: type) -> bool:
        return self.module is not None and class_namespace(cls).get("__module__") == self.module

    def classes(self, since: tuple[int, ...] = ()) -> list[type]:
        """The classes whose `__init__` tells of a birth, those that define one and the topmost: all, or as `instances`
        those made since."""
        top = [object] if not self.types or any(isinstance(cls, str) for cls in self.types) else self.types
        return [
            cls
            for cls in (_of_classes(_young(since), _is_metaclass) if _is_told(since) else _all_classes(top))
            if self.may_include(cls)
            and ("__init__" in class_namespace(cls) or not any(map(self.may_include, mro(cls)[1:])))
        ]


def _meant(cls: object) -> type:
    """The class whose instances are meant: another one where this class says that it only stands for it."""
    if not isinstance(cls, type):
        raise TypeError(f"watch takes classes, not {cls!r}\npass its class, as in `watch({type(cls).__name__})`")
    meant: type = class_namespace(cls).get("_stands_for", cls)
    if meant.__weakrefoffset__ == 0:
        name = meant.__name__
        raise TypeError(f"instances of {name!r} allow no weak reference, so watching would keep them alive\n"
                        f"watch a class that holds them, or a subclass: `class Seen({name}): ...`")  # fmt: skip
    return meant


def _is_named(cls: type, wanted: str) -> bool:
    name = type.__dict__["__qualname__"].__get__(cls)
    return wanted.endswith(name) and wanted in (name, f"{class_namespace(cls).get('__module__')}.{name}")


def _all_classes(top: Iterable[Any]) -> Iterator[type]:
    """These classes and all that inherit from them."""
    seen: set[int] = set()
    stack = list(top)
    while stack:
        cls = stack.pop()
        if id(cls) not in seen:
            seen.add(id(cls))
            yield cls
            stack.extend(reversed(type.__subclasses__(cls)))


def _is_metaclass(cls: type) -> bool:
    return issubclass(cls, type)


def _of_classes(objects: list[Any], passes: Callable[[type], bool]) -> Iterator[Any]:
    """Those of the objects whose class passes; in C as far as it goes, since there may be millions: by its id."""
    of_class = dict(zip(map(id, map(type, objects)), map(type, objects), strict=True))
    passed = {key for key, cls in of_class.items() if passes(cls)}
    return compress(objects, map(passed.__contains__, map(id, map(type, objects))))


def ages() -> tuple[int, ...]:
    """How often each generation was collected and a class labelled; nothing while an object is being built, or where
    the oldest is collected in parts."""
    tells = not _being_built and sys.version_info < (3, 14)
    return (*(stats["collections"] for stats in gc.get_stats()), attached()) if tells else ()


def _is_told(since: tuple[int, ...]) -> bool:
    """Whether what was born since then is still young."""
    return since != () and since[1:] == ages()[1:]


def _young(since: tuple[int, ...]) -> list[object]:
    """What was born since then, with what is as young."""
    older = gc.get_objects(generation=1) if since != ages() else []
    return gc.get_objects(generation=0) + older


def instances(kinds: Kinds, since: tuple[int, ...] = ()) -> list[object]:
    """Every living object that is meant and whole, also those that the collector does not track.

    Objects are born into the youngest generation, and leave it only when it is collected. So who has seen all there
    were, with the `ages()` before that, is given those born since and few others.
    """
    is_tracked = all(may_refer(cls) for cls in kinds.types if not isinstance(cls, str))
    everything = _young(since) if is_tracked and _is_told(since) else gc.get_objects()
    if not is_tracked:
        everything += gc.get_referents(*everything)
    chosen = _of_classes(everything, kinds.may_include)
    found = {id(obj): obj for obj in chosen if id(obj) not in _being_built and kinds.include(obj)}
    return list(found.values())


def listen(classes: Iterable[type], listener: Listener) -> list[type]:
    """Tell the listener of every object that is born; gives the classes that allowed it."""
    hooked = []
    for cls in classes:
        hook = _hooks.get(id(cls)) or _Hook(cls)
        if hook.install():
            hook.listeners.append(listener)
            hooked.append(cls)
    return hooked


def unlisten(classes: Iterable[type], listener: Listener) -> None:
    """Stop telling; a class that nobody listens to any more is what it was before."""
    for cls in classes:
        hook = _hooks[id(cls)]
        hook.listeners.remove(listener)
        if not hook.listeners:
            hook.remove()


class _Hook:
    """One wrapped class: what stood in its namespace, and who listens."""

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.found = class_namespace(cls).get("__init__", _ABSENT)
        self.listeners: list[Listener] = []
        self.wrapper = _wrapper(self)
        hide(self)  # so that a class is not found alive because we have wrapped it

    def install(self) -> bool:
        """Wrap the class; False when it cannot be changed, as classes written in C cannot."""
        if id(self.cls) not in _hooks:
            try:
                type.__setattr__(self.cls, "__init__", self.wrapper)
            except TypeError:
                return False
            _hooks[id(self.cls)] = self
        return True

    def remove(self) -> None:
        """Put back what was found, unless somebody else has put something else there since."""
        del _hooks[id(self.cls)]
        if class_namespace(self.cls).get("__init__") is not self.wrapper:
            return
        if self.found is _ABSENT:
            type.__delattr__(self.cls, "__init__")
        else:
            type.__setattr__(self.cls, "__init__", self.found)

    def call(self, obj: Any, args: Any, kwargs: Any) -> None:
        """Initialise as the class would have done without us."""
        if self.found is not _ABSENT:
            self.found.__get__(obj, type(obj))(*args, **kwargs)
            return
        cls: Any = type(obj)
        following: Any = super(self.cls, obj).__init__  # type: ignore[arg-type]
        if getattr(following, "__objclass__", None) is not object:
            following(*args, **kwargs)
        elif (args or kwargs) and cls.__new__ is object.__new__:
            raise TypeError(f"{cls.__name__}() takes no arguments")


def _wrapper(hook: _Hook) -> Callable[..., None]:
    original = hook.cls.__init__  # type: ignore[misc]

    @functools.wraps(original)
    def __init__(self: Any, /, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        if id(self) in _being_built:
            hook.call(self, args, kwargs)
            return
        _being_built.add(id(self))
        try:
            hook.call(self, args, kwargs)
        finally:
            _being_built.discard(id(self))
        for listener in tuple(hook.listeners):
            listener(self, sys._getframe(1))

    return __init__
