"""Counting a snapshot: objects and bytes of each type and of each kind of label, and the difference of two counts."""

from __future__ import annotations

import gc
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .heap.attributes import full_type_name
from .heap.record import Record
from .naming.holders import Holders, holders, living
from .naming.words import bytes_text, count_text

__all__ = ["Census", "Growth", "Row", "census_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a count: `count` objects of `nbytes` together."""

    name: str
    count: int
    nbytes: int

    def __str__(self) -> str:
        return f"{self.count:>12,}  {bytes_text(self.nbytes):>12}  {self.name}"


@dataclass(frozen=True, slots=True, repr=False)
class _Table:
    """Rows by type (shallow bytes) and by kind of label (the bytes the label tells), most bytes first."""

    types: tuple[Row, ...]
    kinds: tuple[Row, ...]

    def __repr__(self) -> str:
        objects, nbytes = (sum(getattr(row, what) for row in self.types) for what in ("count", "nbytes"))
        counts = f"{count_text(objects, 'object')}, {bytes_text(nbytes)}, {count_text(len(self.types), 'type')}"
        return f"<{type(self).__name__} of {counts}>"

    def __getitem__(self, name: str) -> Row:
        """The row of a type or a kind; zero when there is none."""
        return next((row for row in (*self.types, *self.kinds) if row.name == name), Row(name, 0, 0))

    def __str__(self) -> str:
        lines = [f"{'objects':>12}  {'bytes':>12}  type", *map(str, self.types[:20])]
        if self.kinds:
            lines += [f"{'objects':>12}  {'bytes':>12}  kind", *map(str, self.kinds[:20])]
        return "\n".join(lines)


class Census(_Table):
    """What there is."""

    __slots__ = ()

    def __sub__(self, older: Census) -> Growth:
        return Growth(_difference(self.types, older.types), _difference(self.kinds, older.kinds))


@dataclass(frozen=True, slots=True, weakref_slot=True, repr=False)
class Growth(_Table):
    """What there is more or less of; false when nothing changed. `growth.why("Session")` says who holds the new ones.

    Of two snapshots it knows where the new instances lie (numbers, no object is held); of two counts it does not.
    """

    _places: Mapping[str, array[int]] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.types or self.kinds)

    def __str__(self) -> str:
        return _Table.__str__(self) if self else "nothing grew"

    def instances(self, cls: type | str) -> list[object]:
        """The new objects of a type that are still there: those at places where none of the type was before."""
        name = self._grown(cls)
        return list(living(gc.get_objects(), dict.fromkeys(self._places[name], name)).values())

    def why(self, cls: type | str) -> Holders:
        """Who holds the new objects of a type, one path for each reason.

        The type is the class, or its name with or without its module. Raises LookupError when it did not grow.
        """
        name = self._grown(cls)
        return holders(dict.fromkeys(self._places[name], name))[name]

    def reasons(self, limit: int = 10) -> list[Holders]:
        """The same for each class that is not Python's own and grew, most objects first: up to `limit` of them."""
        names = sorted(filter(is_telling, self._places), key=lambda name: -self[name].count)[:limit]
        found = holders({place: name for name in names for place in self._places[name]})
        return [found[name] for name in names]

    def _grown(self, cls: type | str) -> str:
        names = matching(cls, self._places)
        if len(names) == 1:
            return names[0]
        name = cls if isinstance(cls, str) else full_type_name(cls)
        what = f"several types that grew are called {cls!r}" if names else f"no {name!r} grew"
        known = ", ".join(names or sorted(self._places)[:20]) or "none: nothing grew"
        raise LookupError(f"{what}\nchoose one of {known}")


_PLAIN_MODULES = ("builtins.", "collections.", "types.", "functools.", "_thread.", "weakref.")


def is_telling(name: str) -> bool:
    """Whether a type by its full name is of the user's or a library, and not one of Python's own building blocks."""
    return "." in name and not name.startswith(_PLAIN_MODULES)


def matching(cls: type | str, names: Iterable[str]) -> list[str]:
    """Which of the full names of types mean this class, given itself or by its name with or without its module."""
    wanted = cls if isinstance(cls, str) else full_type_name(cls)
    found = [name for name in names if name == wanted]
    return found or [name for name in names if isinstance(cls, str) and name.endswith(f".{wanted}")]


def growth_of(new: Record, old: Record) -> Growth:
    """What one record has more of than an older one, and where."""
    rows = census_of(new) - census_of(old)
    grown = {row.name for row in rows.types if row.count > 0}
    before, now = places_of(old, grown), places_of(new, grown)
    new_places = {name: array("Q", sorted(places - before.get(name, set()))) for name, places in now.items()}
    return Growth(rows.types, rows.kinds, new_places)


def places_of(record: Record, names: set[str]) -> dict[str, set[int]]:
    """The identities of the objects of some types."""
    wanted = {number: kind.name for number, kind in enumerate(record.kinds) if kind.name in names}
    found: dict[str, set[int]] = {name: set() for name in wanted.values()}
    for identity, number in zip(record.identities, record.type_numbers, strict=True):
        if number in wanted:
            found[wanted[number]].add(identity)
    return found


def census_of(record: Record) -> Census:
    """Count the nodes of a record, the roots' own node left out."""
    names = [kind.name for kind in record.kinds]
    by_name = Counter(map(names.__getitem__, record.type_numbers[1:]))
    bytes_by_name: Counter[str] = Counter()
    for number, size in zip(record.type_numbers[1:], record.sizes[1:], strict=True):
        bytes_by_name[names[number]] += size
    kind_counts: Counter[str] = Counter()
    kind_sizes: Counter[str] = Counter()
    for node, label in record.labels.items():
        kind_counts[label.kind] += 1
        kind_sizes[label.kind] += record.sizes[node] if label.nbytes is None else label.nbytes
    return Census(_rows(by_name, bytes_by_name), _rows(kind_counts, kind_sizes))


def _rows(counts: Counter[str], sizes: Counter[str]) -> tuple[Row, ...]:
    return _most_first(Row(name, count, sizes[name]) for name, count in counts.items())


def _difference(new: tuple[Row, ...], old: tuple[Row, ...]) -> tuple[Row, ...]:
    before, after = ({row.name: row for row in rows} for rows in (old, new))
    rows = []
    for name in before.keys() | after.keys():
        now, then = after.get(name, Row(name, 0, 0)), before.get(name, Row(name, 0, 0))
        if now != then:
            rows.append(Row(name, now.count - then.count, now.nbytes - then.nbytes))
    return _most_first(rows)


def _most_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.nbytes, row.name)))
