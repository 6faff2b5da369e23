"""How an object tells its kind, its name, its bytes, and whether it owns what it holds.

This is all that `lifetimes.observe` knows of any framework. A world registers its classes here and the
instrument asks here; neither imports the other. The registry keeps nothing alive: classes and owners are held
weakly, and what cannot be held weakly (a plain dict that serves as a cache) is let go as soon as nobody else
holds it.

    # A name waits until that module is imported; a class speaks for its instances; an object for itself.
    register("torch.Tensor", "tensor", nbytes=lambda t: t.nbytes)
    register(Graph, "graph", name=lambda g: g.title, owner=True)
    register_owner(thumbnails, "thumbnails")
"""

import sys
import weakref
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple, TypeVar, cast

__all__ = [
    "Label", "Traits", "await_library", "buffer_of", "describe", "full_name", "holds", "is_owner", "owners", "register",
    "register_owner", "register_root", "register_table", "resolve_names", "roots", "tables", "traits", "unregister",
]  # fmt: skip

T = TypeVar("T")
Holds = Callable[[Any], Iterable[tuple[str, object]]]
"""Yields (edge, target) for references that the garbage collector cannot see, as `(".base", array)`."""

# Read from `type` itself: a metaclass can replace the attributes of its classes, and must not be called for
# this.
_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__
_name = type.__dict__["__name__"].__get__
_module = type.__dict__["__module__"].__get__
_qualified_name = type.__dict__["__qualname__"].__get__


class Label(NamedTuple):
    """What an object says of itself: `Label("variable", "w:0", 4000000, owner=False)`. Sizes are bytes."""

    kind: str
    name: str | None = None
    nbytes: int | None = None
    owner: bool = False

    def __str__(self) -> str:
        return self.kind if self.name is None else f"{self.kind} {self.name!r}"


class Traits(NamedTuple):
    """What is registered for a class: all that its instances have in common. Of most it is nothing."""

    kind: str | None = None
    name: Callable[[Any], object] | None = None
    nbytes: Callable[[Any], int | None] | None = None
    owner: bool = False
    holds: tuple[Holds, ...] = ()
    buffer: Callable[[Any], tuple[object, int] | None] | None = None


_NOTHING = Traits()


class _Owner(NamedTuple):
    """One declared owner, held weakly where its type allows it."""

    name: str | None
    weak: weakref.ref[object] | None = None
    strong: object = None

    def live(self) -> object | None:
        if self.weak is not None:
            return self.weak()
        held_by_us_alone = sys.getrefcount(self.strong) <= 2
        return None if held_by_us_alone else self.strong


# A class holds its rule itself: a function of the rule may speak of the class, and would keep it from a table.
# Tables are keyed by id, since a metaclass or an owner may define its own hash; the weak reference tells whether the
# id still counts, and takes the entry out when the class dies.
_RULE = "__lifetimes_rule__"
_rules: dict[int, tuple[weakref.ref[type], Traits | None]] = {}
_awaited: dict[str, Traits] = {}
_adapters: dict[str, str] = {}
_owners: dict[int, _Owner] = {}
_failed: dict[int, str] = {}
_roots: dict[str, tuple[str, Callable[[], object | None], str]] = {}
_tables: dict[str, tuple[tuple[str, str], ...]] = {}
_modules_at_last_look = 0
_attached = 0


def register(
    cls: type | str, kind: str, *, name: Callable[[Any], object] | None = None,
    nbytes: Callable[[Any], int | None] | None = None, owner: bool = False, holds: Holds | None = None,
    buffer: Callable[[Any], tuple[object, int] | None] | None = None,
) -> None:  # fmt: skip
    """Label every instance of a class and of its subclasses; the nearest class that says something wins.

    A string as `"package.module.Class"` waits until that module is imported, and never imports it. The
    callables take the object. A subclass inherits `name`, `nbytes` and `buffer` where its own registration leaves them
    out; edges from `holds` add up.
    """
    rule = Traits(kind, name, nbytes, owner, () if holds is None else (holds,), buffer)
    if isinstance(cls, str):
        _awaited[cls] = rule
        resolve_names()
    else:
        resolve_names()
        _attach(cls, rule)


def register_owner(owner: T, name: str | None = None) -> T:
    """Declare that an object, or each instance of a class, owns what is reached through it; gives it back.

    What every path reaches only through owners is *lost*, not named. The object is held weakly. One that
    allows no weak reference (a plain dict or list) is held only as long as somebody else holds it too.
    """
    if _is_class(owner):
        _own_all_instances(owner, name)
        return owner
    try:
        _owners[id(owner)] = _Owner(name, weak=weakref.ref(owner))
    except TypeError:
        _owners[id(owner)] = _Owner(name, strong=owner)
    return owner


def register_root(text: str, expression: str, find: Callable[[], object | None], advice: str = "") -> None:
    """Declare how a program reaches an object that some module holds for it: in words, and as Python.

    `find` gives the object, or None while there is none, and makes nothing. A path to what this object holds
    begins with it, and not with the module: `register_root("the default graph of this thread",
    "tf1.get_default_graph()", graphs.present)`. `advice` says how all that it holds is let go.
    """
    _roots[text] = (expression, find, advice)


def register_table(cls: str, attribute: str, method: str) -> None:
    """Declare that an entry of a dictionary that instances of a class have is read by a method, with its key.

    After `register_table("train.Registry", "models", "get")` a path says `registry.get('encoder')`.
    """
    _tables[cls] = (*_tables.get(cls, ()), (attribute, method))


def tables(cls: type) -> Iterator[tuple[str, str]]:
    """The attributes of instances that are such dictionaries, each with its method."""
    for base in _mro(cls) if _tables else ():
        yield from _tables.get(full_name(base), ())


def full_name(cls: type) -> str:
    """`package.module.Class`, past whatever the class says of itself; of one without a module the rest."""
    try:
        module = _module(cls)
    except AttributeError:
        module = ""
    return f"{module if type(module) is str else ''}.{_qualified_name(cls).rpartition('<locals>.')[2]}"


def roots() -> list[tuple[str, str, object, str]]:
    """The words, the expression, the object and the advice of each declared root that there is now."""
    found = [(text, code, _ask(find, "root")[0], advice) for text, (code, find, advice) in list(_roots.items())]
    return [root for root in found if root[2] is not None]


def unregister(subject: object) -> None:
    """Forget a class, a class name, an owner or the words of a root; unknown ones are no error."""
    if type(subject) is str:
        _awaited.pop(subject, None)
        _roots.pop(subject, None)
    if _rules.pop(id(subject), (None, True))[1] is None:
        type.__delattr__(cast(type, subject), _RULE)
    _owners.pop(id(subject), None)


def describe(obj: object) -> Label | None:
    """The label of an object, or None when nothing is registered for it.

    Only what was registered is called, never the object's own `__class__` or `__getattr__`. What a callable
    raises is shown in the label and not raised.
    """
    rule, declared = traits(type(obj)), _declared_owner(obj)
    if rule.kind is None:
        return None if declared is None else Label(str(_name(type(obj))), declared.name, None, owner=True)
    name, trouble = _ask(rule.name, "name", obj)
    nbytes, more_trouble = _ask(rule.nbytes, "nbytes", obj)
    if declared is not None and declared.name is not None:
        name = declared.name
    failures = [_failed[id(more)] for more in rule.holds if id(more) in _failed]
    text = " ".join(str(part) for part in (name, trouble, more_trouble, *failures) if part is not None)
    size = nbytes if type(nbytes) is int else None
    return Label(rule.kind, text or None, size, rule.owner or declared is not None)


def holds(obj: object) -> list[tuple[str, object]]:
    """The (edge, target) pairs that the object's registrations add to what the collector sees."""
    pairs: list[tuple[str, object]] = []
    for more in traits(type(obj)).holds:
        try:
            pairs.extend(more(obj))
        except Exception as error:
            # A broken adapter costs its own edges only; the labels of its objects say so from now on.
            _failed[id(more)] = f"(holds raised {type(error).__name__})"
    return pairs


def tellers() -> Iterator[type]:
    """The classes whose registrations add to what the collector sees."""
    for reference, _ in list(_rules.values()):
        cls = reference()
        if cls is not None and (_rule(cls) or _NOTHING).holds:
            yield cls


def buffer_of(obj: object) -> tuple[object, int] | None:
    """The key and the bytes of memory behind an object that no Python object shows, or None."""
    found, _ = _ask(traits(type(obj)).buffer, "buffer", obj)
    return found if type(found) is tuple else None


def traits(cls: type) -> Traits:
    """What is registered for a class and for those that it inherits from, the nearest first."""
    _resolve_what_came()
    return _merge([rule for base in _mro(cls) if id(base) in _rules and (rule := _rule(base)) is not None])


def attached() -> int:
    """How often a class was given a registration by now."""
    _resolve_what_came()
    return _attached


def is_owner(obj: object) -> bool:
    """Whether this very object, or its class, was declared an owner."""
    return traits(type(obj)).owner or _declared_owner(obj) is not None


def owners() -> list[tuple[object, str | None]]:
    """The live objects declared one by one with `register_owner`, and their names; the dead are forgotten here."""
    found: list[tuple[object, str | None]] = []
    for key, entry in list(_owners.items()):
        owner = entry.live()
        if owner is None:
            _owners.pop(key, None)
        else:
            found.append((owner, entry.name))
    return found


def await_library(library: str, adapter: str) -> None:
    """Import a module of registrations once the program has imported the library that they speak of.

    What others register for the same classes counts for more, whoever came first.
    """
    _adapters[library] = adapter


def resolve_names() -> None:
    """Attach the registrations that wait for a class to the classes that exist by now; imports no library."""
    global _modules_at_last_look
    _modules_at_last_look = len(sys.modules)
    for library in [name for name in _adapters if name in sys.modules]:
        waiting, adapter = dict(_awaited), _adapters.pop(library, None)
        if adapter is not None:  # an adapter that was imported meanwhile has looked here itself
            import_module(adapter)
            _awaited.update(waiting)
    for path, rule in list(_awaited.items()):
        cls = _find_class(path)
        if cls is not None:
            del _awaited[path]
            _attach(cls, rule)


def _resolve_what_came() -> None:
    if (_awaited or _adapters) and len(sys.modules) != _modules_at_last_look:
        resolve_names()


def registry() -> Iterator[object]:
    """The registry's own parts that may hold an owner, or grow because somebody looks: what a walk leaves out."""
    yield _NOTHING
    for table in (_owners, _failed):
        yield table
        yield from table.values()


def _attach(cls: type, rule: Traits) -> None:
    """Let a class hold what is registered for it; one of C that takes no attribute stays for good."""
    global _attached
    key, kept, _attached = id(cls), None, _attached + 1
    try:
        type.__setattr__(cls, _RULE, rule)
    except TypeError:
        kept = rule
    _rules[key] = (weakref.ref(cls, lambda _: _rules.pop(key, None)), kept)


def _rule(cls: type) -> Traits | None:
    """Return what is registered for this very class."""
    entry = _rules.get(id(cls))
    return None if entry is None or entry[0]() is not cls else entry[1] or _namespace(cls).get(_RULE)


def _is_class(obj: object) -> bool:
    return issubclass(type(obj), type)


def _own_all_instances(cls: Any, name: str | None) -> None:
    known = _rule(cls)
    if known is not None:
        _attach(cls, known._replace(owner=True, kind=name or known.kind))
    else:
        register(cls, name or str(_name(cls)), owner=True)


def _declared_owner(obj: object) -> _Owner | None:
    entry = _owners.get(id(obj))
    if entry is None or (entry.strong if entry.weak is None else entry.weak()) is not obj:
        return None
    return entry


def _merge(rules: list[Traits]) -> Traits:
    """One rule out of those along the method resolution order, nearest first."""
    if len(rules) < 2:
        return rules[0] if rules else _NOTHING
    return Traits(
        rules[0].kind, next((rule.name for rule in rules if rule.name is not None), None),
        next((rule.nbytes for rule in rules if rule.nbytes is not None), None), rules[0].owner,
        tuple(more for rule in rules for more in rule.holds),
        next((rule.buffer for rule in rules if rule.buffer is not None), None),
    )  # fmt: skip


def _ask(question: Callable[..., object] | None, what: str, *subject: object) -> tuple[object, str | None]:
    """The answer, or None and a note of what was raised instead; one whose attributes are not set yet has none."""
    if question is None:
        return None, None
    try:
        return question(*subject), None
    except AttributeError:
        return None, None
    except Exception as error:
        return None, f"({what} raised {type(error).__name__})"


def _find_class(path: str) -> type | None:
    """The class of this dotted name, if its module is imported; reads dictionaries only, so nothing lazy wakes up."""
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        found: object = sys.modules.get(".".join(parts[:cut]))
        if found is None:
            continue
        for attribute in parts[cut:]:
            space = _namespace(found) if _is_class(found) else getattr(found, "__dict__", {})
            found = space.get(attribute)
        if _is_class(found):
            return found  # type: ignore[return-value]
    return None
