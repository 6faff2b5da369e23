"""Lookup tables in a SavedModel: a resource, and beside it the functions that make it and fill it with its entries.

In the file a table is as empty as a new one; who loads it calls both. Its entries are constants of the second function.
Source: `tensorflow/python/trackable/resource.py`, `tensorflow/python/ops/lookup_ops.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.graph.data.lookup_tables import TABLES
from lifetimes.graph.storage import Storage
from lifetimes.tf2.function import Function
from lifetimes.tf2.world import WORLD


def is_table(value: Any) -> bool:
    """Return whether an object of a model is a table that has its entries."""
    return isinstance(getattr(value, "resource_handle", None), Storage)


def functions_of(table: Any) -> dict[str, Function]:
    """Return what a file needs of a table: how it is made and how it is filled, by TensorFlow's names."""
    storage, kinds = table.resource_handle, (table.key_dtype, table.value_dtype)
    entries = storage.value.item()
    parts = zip((list(entries), list(entries.values())), kinds, strict=True)
    keys, values = (np.array(part, kind.as_numpy_dtype) for part, kind in parts)

    def create_resource() -> Any:
        return WORLD.apply(TABLES[0], key_dtype=kinds[0], value_dtype=kinds[1], shared_name=storage.name)

    def initialize() -> Any:
        WORLD.apply("LookupTableImportV2", storage, WORLD.constant(keys), WORLD.constant(values))
        return WORLD.constant(1)

    found = {
        "_create_resource": create_resource,
        "_initialize": initialize,
        "_destroy_resource": lambda: WORLD.constant(1),
    }
    return {name: Function(call, autograph=False, input_signature=()) for name, call in found.items()}
