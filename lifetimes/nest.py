"""Nested structures: lists, tuples, named tuples, dicts and attrs-like objects of tensors, as `tf.nest` treats them.

Dicts are taken in the order of their sorted keys. None and strings are leaves. A *composite* is one object made
of several tensors (`_tensors()`, and `_with_tensors(...)` to make another of them): a leaf unless it is expanded.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

NESTED: Any = (list, tuple, dict, deque, range, *map(type, ({}.keys(), {}.values(), {}.items())))


def is_nested(structure: Any) -> bool:
    """Return whether the value has parts: a list, tuple, deque, range, mapping, or the keys or values of a dict."""
    if isinstance(structure, NESTED):
        return True
    return hasattr(type(structure), "keys") and isinstance(structure, Mapping)  # the second is slow to ask of a leaf


def _children(structure: Any) -> Sequence[Any]:
    if type(structure) is list or type(structure) is tuple:
        return structure
    if isinstance(structure, Mapping):
        return [structure[key] for key in sorted(structure)]
    return list(structure)


def flatten(structure: Any, expand_composites: bool = False) -> list[Any]:
    """Return the leaves in order; a value without parts is its own only leaf."""
    found: list[Any] = []
    _gather(structure, expand_composites, found)
    return found


def _gather(structure: Any, expand: bool, found: list[Any]) -> None:
    if is_nested(structure):
        for child in _children(structure):
            if expand or is_nested(child):
                _gather(child, expand, found)
            else:
                found.append(child)
    elif expand and hasattr(type(structure), "_with_tensors"):
        found += structure._tensors()
    else:
        found.append(structure)


def leaves_with_paths(structure: Any, expand_composites: bool = False) -> list[tuple[tuple[Any, ...], Any]]:
    """Return each leaf with the keys and positions that lead to it."""
    if is_nested(structure):
        keys = sorted(structure) if isinstance(structure, Mapping) else range(len(structure))
        children = zip(getattr(structure, "_fields", keys), _children(structure), strict=True)
        below = ((key, leaves_with_paths(one, expand_composites)) for key, one in children)
        return [((key, *path), leaf) for key, leaves in below for path, leaf in leaves]
    if expand_composites and hasattr(type(structure), "_with_tensors"):
        return [((type(structure).__name__, position), leaf) for position, leaf in enumerate(structure._tensors())]
    return [((), structure)]


def pack_sequence_as(structure: Any, flat_sequence: Sequence[Any], expand_composites: bool = False) -> Any:
    """Return the leaves put into the shape of `structure`. ValueError where the counts differ."""
    if not is_nested(flat_sequence):
        words = f"into a structure, but found incompatible type `{type(flat_sequence)}` instead."
        raise TypeError(f"Attempted to pack value:\n  {flat_sequence}\n{words}")
    if not is_nested(structure) and not hasattr(structure, "_with_tensors") and len(flat_sequence) != 1:
        words = f"However the input is a sequence ({type(flat_sequence)}) of length {len(flat_sequence)}."
        raise ValueError(f"The target structure is of type `{type(structure)}`\n  {structure}\n{words}")
    count = len(flatten(structure, expand_composites))
    if count != len(flat_sequence):
        raise ValueError(f"Could not pack sequence. Structure had {count} atoms, but flat_sequence had "
                         f"{len(flat_sequence)} items.  Structure: {structure}, flat_sequence: "
                         f"{flat_sequence}.")  # fmt: skip
    return packed(structure, iter(flat_sequence), expand_composites)


def packed(structure: Any, leaves: Iterator[Any], expand: bool = False) -> Any:
    """Return the next leaves put into the shape of `structure`."""
    if is_nested(structure):
        children = _children(structure)
        return rebuild(
            structure,
            [packed(child, leaves, expand) if expand or is_nested(child) else next(leaves) for child in children],
        )
    if expand and hasattr(structure, "_with_tensors"):
        return structure._with_tensors([next(leaves) for _ in structure._tensors()])
    return next(leaves)


def rebuild(structure: Any, children: list[Any]) -> Any:
    """Return a structure of the same type with other children."""
    if type(structure) is list:
        return children
    if isinstance(structure, Mapping):
        by_key = dict(zip(sorted(structure), children, strict=True))
        made = {key: by_key[key] for key in structure}
        return made if type(structure) is dict else _like_mapping(structure, made)
    if hasattr(structure, "_fields"):
        return type(structure)(*children)
    kind = next((kind for kind in (tuple, deque) if isinstance(structure, kind)), list)
    return kind(children)


def _like_mapping(structure: Mapping[Any, Any], made: dict[Any, Any]) -> Any:
    if hasattr(structure, "default_factory"):
        return type(structure)(structure.default_factory, made)  # type: ignore[call-arg]
    return type(structure)(made) if isinstance(structure, dict) else made


def map_structure(func: Callable[..., Any], *structure: Any, **kwargs: Any) -> Any:
    """Return the structure with `func` applied to each leaf, or to corresponding leaves of several."""
    if not callable(func):
        raise TypeError(f"func must be callable, got: {func}")
    if not structure:
        raise ValueError("Must provide at least one structure")
    check_types, expand = kwargs.pop("check_types", True), kwargs.pop("expand_composites", False)
    if kwargs:
        words = f"`{'`, `'.join(kwargs)}`"
        raise ValueError(f"Only valid keyword arguments are `check_types` and `expand_composites`, not: {words}")
    for other in structure[1:]:
        assert_same_structure(structure[0], other, check_types, expand)
    results = [func(*leaves) for leaves in zip(*(flatten(one, expand) for one in structure), strict=True)]
    return pack_sequence_as(structure[0], results, expand)


def assert_same_structure(nest1: Any, nest2: Any, check_types: bool = True, expand_composites: bool = False) -> None:
    """Raise ValueError or TypeError, naming both, where two structures differ."""
    reason = _difference(nest1, nest2, check_types, expand_composites)
    if reason is not None:
        kind, text = reason
        raise kind("The two structures don't have the same nested structure.\n\nFirst structure: "
                   f"{_shown(nest1)}\n\nSecond structure: {_shown(nest2)}\n\nMore specifically: {text}\nEntire first "
                   f"structure:\n{_dotted(nest1)}\nEntire second structure:\n{_dotted(nest2)}")  # fmt: skip


class _Dot:
    """What stands for any leaf where a structure is shown."""

    def __repr__(self) -> str:
        return "."


def _shown(structure: Any) -> str:
    return f"type={type(structure).__name__} str={structure!s}"


def _dotted(structure: Any) -> str:
    return str(map_structure(lambda leaf: _Dot(), structure))


def _difference(a: Any, b: Any, check_types: bool, expand: bool) -> tuple[type[Exception], str] | None:
    parted = [is_nested(one) or (expand and hasattr(type(one), "_with_tensors")) for one in (a, b)]
    if parted[0] != parted[1]:
        nested, plain = (a, b) if parted[0] else (b, a)
        return ValueError, f'Substructure "{_shown(nested)}" is a sequence, while substructure "{_shown(plain)}" is not'
    if not is_nested(a):
        return None
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        if set(a) != set(b):
            mine, other = (_shown(sorted(one)) for one in (a, b))
            words = f"First structure has keys {mine}, while second structure has keys {other}"
            return ValueError, f"The two dictionaries don't have the same set of keys. {words}"
    elif check_types and type(a) is not type(b):
        kinds = [f"{_shown(one)} has type {type(one).__name__}" for one in (a, b)]
        words = "The two namedtuples don't have the same sequence type. First structure {}, while second structure {}"
        return TypeError, words.format(*kinds)
    first, second = _children(a), _children(b)
    if len(first) != len(second):
        words = "The two structures don't have the same number of elements. First structure: {}. Second structure: {}"
        return ValueError, words.format(_shown(a), _shown(b))
    differences = (_difference(x, y, check_types, expand) for x, y in zip(first, second, strict=True))
    return next((found for found in differences if found is not None), None)


PUBLIC = (assert_same_structure, flatten, is_nested, map_structure, pack_sequence_as)
"""What `tf.nest` has in both worlds."""
