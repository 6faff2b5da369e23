"""`tf.lookup`: tables from keys to values. A table is a resource, as a variable is: its entries lie in a Storage.

The new world's table belongs to its object, and to the traces that captured its storage. The old world's is a node
of the graph: every session has entries of its own, and none before `tf.tables_initializer()` ran.
Source: `tensorflow/python/ops/lookup_ops.py`.
"""

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import numpy as np

from lifetimes.errors import FailedPreconditionError, refuse
from lifetimes.graph.data.files import worded
from lifetimes.graph.storage import Storage
from lifetimes.object_graph import PARTS, TABLE
from lifetimes.ops import Array, World, brackets, dtypes, not_differentiable, nothing, op, plain, public
from lifetimes.ops.layout.shape_rules import always
from lifetimes.ops.layout.static_values import get_static_value

TABLES: Final = ("HashTableV2", "MutableHashTableV2")


@plain("lookup.TextFileIndex")
class TextFileIndex:
    """Which part of a line is meant: the whole line, its number, or a column from 0 on."""

    WHOLE_LINE: Final = -2
    LINE_NUMBER: Final = -1


def _entries(storage: Any) -> dict[Any, Any]:
    if storage.value is None:
        raise FailedPreconditionError(None, None, "Table not initialized.")
    return storage.value.item()  # type: ignore[no-any-return]


def _table(run: Any, node: Any) -> Any:
    storage = run.storage(node.name, node.attrs.get("value_dtype", dtypes.string), ())
    storage.key_dtype = node.attrs.get("key_dtype", dtypes.string)
    if node.type == TABLES[1] and storage.value is None:
        storage.value = np.array({}, object)
    return storage


def _filled(old: dict[Any, Any], keys: Array, values: Array, fixed: bool) -> Array:
    """Return the cell with the old entries and these. FailedPreconditionError where a fixed key gets two values."""
    if keys.shape != values.shape[: keys.ndim]:
        raise refuse(f"Expected shape {brackets(keys.shape)} for value, got {brackets(values.shape)}")
    entries = dict(old)
    for key, value in zip(keys.reshape(-1).tolist(), values.reshape(-1).tolist(), strict=True):
        if fixed and entries.get(key, value) != value:
            message = f"has different value for same key. Key {_shown(key)} has {_shown(entries[key])}"
            raise FailedPreconditionError(None, None, f"HashTable {message} and trying to add value {_shown(value)}")
        entries[key] = value
    return np.array(entries, object)


def _shown(item: Any) -> str:
    return item.decode(errors="replace") if isinstance(item, bytes) else str(item)


def _write(run: Any, node: Any, storage: Any, keys: Array, values: Array) -> tuple[()]:
    fixed = node.type == "LookupTableImportV2"
    storage.value = _filled({} if fixed else _entries(storage), keys, values, fixed)
    return ()


def _read_file(run: Any, node: Any, storage: Any, filename: Array) -> tuple[()]:
    """Fill a table of a graph from a file, as its initializer says."""
    indices = [node.attrs[f"{part}_index"] for part in ("key", "value")]
    kinds = [dtypes.int64 if index == TextFileIndex.LINE_NUMBER else kind
             for kind, index in zip((storage.key_dtype, storage.value_dtype), indices, strict=True)]  # fmt: skip
    size, delimiter = node.attrs.get("vocab_size", -1), node.attrs.get("delimiter", "\t")
    parts = read_lines(filename.item(), indices, kinds, None if size < 0 else size, delimiter)
    if indices[1] == TextFileIndex.LINE_NUMBER:
        parts[1] = [value + node.attrs.get("offset", 0) for value in parts[1]]
    keys, values = (np.array(part, kind.as_numpy_dtype) for part, kind in zip(parts, kinds, strict=True))
    storage.value = _filled({}, keys, values, fixed=True)
    return ()


def read_lines(
    filename: Any, indices: Sequence[int], kinds: Sequence[Any], size: int | None, delimiter: str
) -> list[list[Any]]:
    """Return for each index a part of every line of a file, at most of so many lines."""
    path = os.fsdecode(filename)
    with worded(path), open(path, "rb") as file:
        lines = file.read().splitlines()[:size]
    if size is not None and len(lines) < size:
        raise refuse(f"Invalid vocab_size in {path}: expected {size} but got {len(lines)}")
    return [[_part(path, line, number, index, kind, delimiter) for number, line in enumerate(lines)]
            for index, kind in zip(indices, kinds, strict=True)]  # fmt: skip


def _remove(run: Any, node: Any, storage: Any, keys: Array) -> tuple[()]:
    gone = set(keys.reshape(-1).tolist())
    left = {key: value for key, value in _entries(storage).items() if key not in gone}
    storage.value = np.array(left, object)
    return ()


def _find(run: Any, node: Any, storage: Any, keys: Array, default: Array) -> Array:
    entries, other = _entries(storage), default.item()
    found = np.empty(keys.shape, default.dtype)
    found.reshape(-1)[:] = [entries.get(key, other) for key in keys.reshape(-1).tolist()]
    return found


def parts_of(storage: Any, *kinds: Any) -> list[Array]:
    """Return the keys and the values of a table, each of its dtype."""
    entries = _entries(storage)
    parts = zip((list(entries), list(entries.values())), kinds, strict=True)
    return [np.array(part, kind.as_numpy_dtype) for part, kind in parts]


for _name in TABLES:
    op(_name, "", _table, always(dtypes.resource), not_differentiable, stateful=True)
for _name, _change, _inputs in (("Import", _write, "keys values"), ("Insert", _write, "keys values"),
                                ("Remove", _remove, "keys")):  # fmt: skip
    op(f"LookupTable{_name}V2", f"table_handle {_inputs}", _change, nothing, stateful=True, effect=True)
op("InitializeTableFromTextFileV2", "table_handle filename", _read_file, nothing, stateful=True, effect=True)
op("LookupTableFindV2", "table_handle keys default_value", _find,
   lambda inputs, attrs: (inputs[2].dtype.base_dtype, inputs[1].static_shape), not_differentiable,
   stateful=True)  # fmt: skip
op("LookupTableSizeV2", "table_handle", lambda run, node, storage: np.array(len(_entries(storage)), np.int64),
   always(dtypes.int64), not_differentiable, stateful=True)  # fmt: skip
op("LookupTableExportV2", "table_handle",
   lambda run, node, storage: parts_of(storage, node.attrs["Tkeys"], node.attrs["Tvalues"]),
   lambda inputs, attrs: [(attrs["Tkeys"], (None,)), (attrs["Tvalues"], (None,))], not_differentiable,
   stateful=True, outputs=2)  # fmt: skip


def _is_owned(world: World) -> bool:
    """Return whether a table belongs to its object: in eager code and in a trace. Any other graph has a node for it."""
    return world.is_eager() or (world.runs_effects and world.current_graph().building_function)


def _now(world: World, tensor: Any) -> Array:
    """Return the value that a new world's table takes over when it is made. ValueError where there is none."""
    found = get_static_value(world, tensor)
    if found is None:
        raise ValueError(f"A table is filled when it is made, and {tensor.name} has no value then. Make it outside.")
    return found  # type: ignore[no-any-return]


def empty_table(node: Any) -> Storage:
    """Return the place of a table that a node of a file makes: one of its own, without entries."""
    made = Storage(node.name, dtypes.as_dtype(node.attr["value_dtype"].type), ())
    made.key_dtype = dtypes.as_dtype(node.attr["key_dtype"].type)
    if node.op == TABLES[1]:
        made.value = np.array({}, object)
    return made


@public("lookup.KeyValueTensorInitializer")
class KeyValueTensorInitializer:
    """Keys and values, of one shape, from which a table begins."""

    _label = "key_value_init"

    def __init__(
        self, world: World, keys: Any, values: Any, key_dtype: Any = None, value_dtype: Any = None,
        name: str | None = None,
    ) -> None:  # fmt: skip
        self._keys = world.convert(keys, key_dtype and dtypes.as_dtype(key_dtype), name="keys")
        self._values = world.convert(values, value_dtype and dtypes.as_dtype(value_dtype), name="values")
        self.key_dtype, self.value_dtype, self._name = self._keys.dtype, self._values.dtype, name or self._label

    def fill(self, table: "StaticHashTable") -> Any:
        """Return the operation that fills a table of a graph."""
        return table._apply("Import", self._keys, self._values, name=self._name)


@public("lookup.TextFileInitializer")
class TextFileInitializer(KeyValueTensorInitializer):
    """One entry for each line of a file: key and value are the line, its number, or a column of it."""

    _label = "text_file_init"

    def __init__(
        self, world: World, filename: Any, key_dtype: Any, key_index: int, value_dtype: Any, value_index: int,
        vocab_size: int | None = None, delimiter: str = "\t", name: str | None = None, value_index_offset: int = 0,
    ) -> None:  # fmt: skip
        if isinstance(filename, str) and not filename:
            raise ValueError("`filename` argument required for tf.lookup.TextFileInitializer")
        kinds = dtypes.as_dtype(key_dtype), dtypes.as_dtype(value_dtype)
        for part, index, kind in (("key", key_index, kinds[0]), ("value", value_index, kinds[1])):
            _check_part(part, index, kind)
        if vocab_size is not None and vocab_size <= 0:
            raise ValueError(f"`vocab_size` should be > 0, received: {vocab_size}")
        if _is_owned(world):
            keys, values = read_lines(filename, (key_index, value_index), kinds, vocab_size, delimiter)
            if value_index == TextFileIndex.LINE_NUMBER:
                values = [value + value_index_offset for value in values]
            super().__init__(world, keys, values, *kinds, name=name)
            return
        self.key_dtype, self.value_dtype, self._name = *kinds, name or self._label
        self._filename = world.convert(filename, dtypes.string, name="asset_path")
        self._attrs = {"key_index": key_index, "value_index": value_index, "vocab_size": vocab_size or -1,
                       "delimiter": delimiter, "offset": value_index_offset}  # fmt: skip

    def fill(self, table: "StaticHashTable") -> Any:
        """Return the operation that fills a table of a graph from the file, which a saved model takes with it."""
        world, file = table._world, self._filename
        with world.name_scope(self._name):
            made = world.node("InitializeTableFromTextFileV2", (table.resource_handle, file), self._attrs, None)
        if file.static_value() is not None:
            world.current_graph().add_to_collection("asset_filepaths", file)
        return made


def _check_part(part: str, index: int, kind: Any) -> None:
    if index < TextFileIndex.WHOLE_LINE:
        raise ValueError(f"`{part}_index` should be >= -2, received: {index}{'.' * (part == 'key')}")
    if index == TextFileIndex.LINE_NUMBER and kind != dtypes.int64:
        where = "if `key_index` is" if part == "key" else "for `value_index`"
        raise ValueError(f"`{part}_dtype` must be int64 {where} {index}, received: {kind}")
    if index == TextFileIndex.WHOLE_LINE and not kind.is_integer and kind != dtypes.string:
        raise ValueError(f"`{part}_dtype` should be either integer or string for `{part}_index` {index}, "
                         f"received: {kind}")  # fmt: skip


def _part(path: str, line: bytes, number: int, index: int, kind: Any, delimiter: str) -> Any:
    if index == TextFileIndex.LINE_NUMBER:
        return number
    columns = line.split(delimiter.encode()) if index != TextFileIndex.WHOLE_LINE else [line]
    place, shown = max(index, 0), line.decode(errors="replace")
    if place >= len(columns):
        words = f"Invalid number of columns in {path} line {number} ({shown}) : expected at least {place + 1} got"
        raise refuse(f"{words} {len(columns)}")
    try:
        return columns[place] if kind == dtypes.string else kind.as_numpy_dtype(columns[place])
    except ValueError:
        words = f"Field {columns[place].decode(errors='replace')} in line {number} is not a valid {kind.cpp_name}."
        raise refuse(words) from None


def _of_dtype(keys: Any, dtype: Any) -> Any:
    """Return the keys that are looked up. TypeError where they are of another dtype."""
    if keys.dtype.base_dtype != dtype:
        raise TypeError(f"Dtype of argument `keys` must be {dtype}, received: {keys.dtype}")
    return keys


class _Table:
    """What the tables share: a handle, the dtypes, and the default value."""

    _is_trackable = True
    _scopes: ClassVar = {"Find": "Lookup", "Size": "Size", "Export": "export_values", "Import": "init"}
    _op: str
    _label: str
    resource_handle: Any

    def __init__(self, world: World, key_dtype: Any, value_dtype: Any, default_value: Any, name: str | None) -> None:
        self._world, self._owned = world, _is_owned(world)
        self.key_dtype, self.value_dtype = dtypes.as_dtype(key_dtype), dtypes.as_dtype(value_dtype)
        self.default_value = world.convert(default_value, self.value_dtype)
        if self._owned:
            self._default = self.default_value if world.is_eager() else _now(world, self.default_value)
            self.name = None
            self.resource_handle = Storage(name or self._label, self.value_dtype, ())
            self.resource_handle.key_dtype = self.key_dtype
        else:
            self._default = self.default_value
            kinds = {"key_dtype": self.key_dtype, "value_dtype": self.value_dtype}
            self.resource_handle = world.apply(self._op, name=name or self._label, **kinds)
            self.name = self.resource_handle.op.name

    def lookup(self, keys: Any, name: str | None = None) -> Any:
        """Return the value of each key, in the shape of the keys; the default value where there is none."""
        if hasattr(keys, "with_flat_values"):
            return keys.with_flat_values(self.lookup(keys.flat_values, name))
        return self._apply("Find", self._checked(keys), self._default, name=name)

    def _checked(self, keys: Any) -> Any:
        return _of_dtype(keys, self.key_dtype)

    __getitem__ = lookup

    def size(self, name: str | None = None) -> Any:
        """Return the number of entries, int64."""
        return self._apply("Size", name=name)

    def export(self, name: str | None = None) -> Any:
        """Return all keys and all values, two tensors of one length."""
        return self._apply("Export", Tkeys=self.key_dtype, Tvalues=self.value_dtype, name=name)

    def _apply(self, action: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        scope = f"{self.name}_{self._scopes[action]}"
        with self._world.name_scope(name, scope):
            return self._world.apply(f"LookupTable{action}V2", self.resource_handle, *inputs, **attrs)


@public("lookup.StaticHashTable")
class StaticHashTable(_Table):
    """A table that an initializer fills once. FailedPreconditionError where a key is given two values."""

    _op, _label = "HashTableV2", "hash_table"

    def __init__(
        self, world: World, initializer: Any, default_value: Any, name: str | None = None,
        experimental_is_anonymous: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(world, initializer.key_dtype, initializer.value_dtype, default_value, name)
        if self._owned:
            keys, values = (_now(world, part) for part in (initializer._keys, initializer._values))
            self.resource_handle.value = _filled({}, keys, values, fixed=True)
            return
        self.initializer = self.init = initializer.fill(self)
        world.current_graph().add_to_collection("table_initializer", self.initializer)


@public("lookup.StaticVocabularyTable")
class StaticVocabularyTable:
    """A table to int64 whose missing keys get one of `num_oov_buckets` numbers behind those of the entries, if any."""

    def __init__(
        self, world: World, initializer: Any, num_oov_buckets: int, lookup_key_dtype: Any = None,
        name: str | None = None, experimental_is_anonymous: bool = False,
    ) -> None:  # fmt: skip
        if num_oov_buckets <= 0:
            raise ValueError("`num_oov_buckets` must be > 0; use StaticHashTable.")
        self._world, self._buckets, self._table, self.value_dtype = world, num_oov_buckets, None, dtypes.int64
        self.name: str | None = name or "hash_bucket"
        self.key_dtype = dtypes.as_dtype(lookup_key_dtype or dtypes.string)
        if initializer is None:
            return
        if initializer.value_dtype != dtypes.int64:
            kinds = dtypes.int64, initializer.value_dtype
            raise TypeError("Invalid `value_dtype`, expected {} but got {}.".format(*kinds))
        self._table = StaticHashTable(world, initializer, -1)
        self.key_dtype, self.name = self._table.key_dtype, name or self._table.name

    def lookup(self, keys: Any, name: str | None = None) -> Any:
        """Return the number of each key."""
        world, table = self._world, self._table
        _of_dtype(keys, self.key_dtype)
        with world.name_scope(name, f"{self.name}_Lookup"):
            text = keys if keys.dtype == dtypes.string else world.apply("AsString", keys)
            bucket = world.apply("StringToHashBucketFast", text, num_buckets=self._buckets, name="hash_bucket")
            if table is None:
                return bucket
            found = table.lookup(keys)
            bucket = world.apply("AddV2", bucket, table.size(), name="Add")
            return world.apply("SelectV2", world.apply("NotEqual", found, table._default), found, bucket)

    __getitem__ = lookup

    def size(self, name: str | None = None) -> Any:
        """Return the number of entries and of buckets, int64."""
        with self._world.name_scope(name, f"{self.name}_Size"):
            entries = self._world.constant(0, dtypes.int64) if self._table is None else self._table.size()
            return self._world.apply("AddV2", entries, self._buckets)


class SavedEntries:
    """A table whose entries a checkpoint has: its keys under one key, its values under another."""

    _attribute, _is_saved = TABLE, True
    resource_handle: Any
    key_dtype: Any
    value_dtype: Any

    def _entries_under(self, key: str) -> dict[str, Array]:
        parts = parts_of(self.resource_handle, self.key_dtype, self.value_dtype)
        return {f"{key}-{name}": part for name, part in zip(PARTS, parts, strict=True)}

    def _restored(self, bundle: Any, key: str) -> tuple[Any, Array]:
        """Return the place of the entries, and those that a checkpoint has."""
        keys, values = (bundle.read(f"{key}-{name}") for name in PARTS)
        return self.resource_handle, _filled({}, keys, values, fixed=True)


class _SavedPart:
    """One of the two tensors that a Saver writes of a table in a graph."""

    def __init__(self, saved: "Saveable", name: str, tensor: Any) -> None:
        self._saved, self.name, self._tensor = saved, name, tensor
        self.dtype, self.static_shape = tensor.dtype, tensor.static_shape

    _shared_name = property(lambda self: self.name)

    def _as_graph_element(self) -> Any:
        return self._tensor

    def restored(self, value: Any) -> Any:
        """Take a restored tensor, and return the operation that fills the table once both are there."""
        self._saved.found[self.name] = value
        return self._saved.fill() if len(self._saved.found) == len(PARTS) else value.op


class Saveable:
    """What a Saver saves of a table in a graph: it is among the collection SAVEABLE_OBJECTS."""

    def __init__(self, table: _Table) -> None:
        self._table, self.name, self.found = table, table.name, dict[str, Any]()
        self.specs = [_SavedPart(self, f"{table.name}-{name}", tensor)
                      for name, tensor in zip(PARTS, table.export(), strict=True)]  # fmt: skip

    def fill(self) -> Any:
        values = [self.found.pop(spec.name) for spec in self.specs]
        return self._table._apply("Import", *values, name=f"{self.name}_table_restore")


@public("lookup.experimental.MutableHashTable")
class MutableHashTable(_Table, SavedEntries):
    """A table that is empty at first and changed by `insert` and `remove`."""

    _op, _label = "MutableHashTableV2", "MutableHashTable"
    _scopes = _Table._scopes | {part: f"lookup_table_{part.lower()}" for part in ("Find", "Insert", "Remove")}
    _scopes["Export"] = "lookup_table_export_values"

    def __init__(
        self, world: World, key_dtype: Any, value_dtype: Any, default_value: Any, name: str = "MutableHashTable",
        checkpoint: bool = True, experimental_is_anonymous: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(world, key_dtype, value_dtype, default_value, name)
        if self._owned:
            self.resource_handle.value = np.array({}, object)
        elif checkpoint:
            world.current_graph().add_to_collection("saveable_objects", Saveable(self))

    def _checked(self, keys: Any) -> Any:
        return self._world.convert(keys, self.key_dtype, name="keys")

    def insert(self, keys: Any, values: Any, name: str | None = None) -> Any:
        """Set the value of each key."""
        keys = self._checked(keys)
        values = self._world.convert(values, self.value_dtype, name="values")
        return self._apply("Insert", keys, values, name=name) or None

    def remove(self, keys: Any, name: str | None = None) -> Any:
        """Take the keys out, those that are there."""
        return self._apply("Remove", self._checked(keys), name=name) or None
