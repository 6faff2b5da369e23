"""Counting a snapshot: objects and bytes of each type and of each kind of label, and the difference of two counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .heap.record import Record
from .naming.words import bytes_text

__all__ = ["Census", "Growth", "Row", "census_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a count: `count` objects of `nbytes` together."""

    name: str
    count: int
    nbytes: int

    def __str__(self) -> str:
        return f"{self.count:>12,}  {bytes_text(self.nbytes):>12}  {self.name}"


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows by type (shallow bytes) and by kind of label (the bytes the label tells), most bytes first."""

    types: tuple[Row, ...]
    kinds: tuple[Row, ...]

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


class Growth(_Table):
    """What there is more or less of; false when nothing changed."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return bool(self.types or self.kinds)

    def __str__(self) -> str:
        return _Table.__str__(self) if self else "nothing grew"


def census_of(record: Record) -> Census:
    """Count the nodes of a record, the roots' own node left out."""
    counts: Counter[int] = Counter(record.type_numbers[1:])
    sizes: Counter[int] = Counter()
    for number, size in zip(record.type_numbers[1:], record.sizes[1:], strict=True):
        sizes[number] += size
    kind_counts: Counter[str] = Counter()
    kind_sizes: Counter[str] = Counter()
    for node, label in record.labels.items():
        kind_counts[label.kind] += 1
        kind_sizes[label.kind] += record.sizes[node] if label.nbytes is None else label.nbytes
    names = record.type_names
    by_name: Counter[str] = Counter()
    bytes_by_name: Counter[str] = Counter()
    for number, count in counts.items():
        by_name[names[number]] += count
        bytes_by_name[names[number]] += sizes[number]
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
