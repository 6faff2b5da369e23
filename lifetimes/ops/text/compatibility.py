"""`tf.compat` itself: text as bytes and back, paths as text, and the sizes of the old world's shapes as numbers."""

import os
from typing import Any, Final

from lifetimes.ops import publish
from lifetimes.ops.layout.tensor_shape import Dimension


def as_bytes(bytes_or_text: Any, encoding: str = "utf-8") -> bytes:
    """Return text as bytes; bytes as they are. TypeError for anything else."""
    if isinstance(bytes_or_text, (bytes, bytearray)):
        return bytes(bytes_or_text)
    return as_text(bytes_or_text, encoding).encode(encoding)


def as_text(bytes_or_text: Any, encoding: str = "utf-8") -> str:
    """Return bytes as text; text as it is. TypeError for anything else."""
    if isinstance(bytes_or_text, str):
        return bytes_or_text
    if isinstance(bytes_or_text, bytes):
        return bytes_or_text.decode(encoding)
    raise TypeError(f"Expected binary or unicode string, got {bytes_or_text!r}")


def as_str_any(value: Any) -> str:
    """Return bytes as text, and `str()` of anything else."""
    return as_text(value) if isinstance(value, bytes) else str(value)


def path_to_str(path: Any) -> Any:
    return as_str_any(os.fspath(path)) if hasattr(path, "__fspath__") else path


def dimension_value(dimension: Any) -> Any:
    """Return the size that a Dimension stands for; a number as it is."""
    return dimension.value if isinstance(dimension, Dimension) else dimension


def dimension_at_index(shape: Any, index: int) -> Dimension:
    """Return one size of a shape as a Dimension."""
    return Dimension(None) if shape.rank is None else Dimension(dimension_value(shape[index]))


HELPERS: Final = {
    "as_bytes": as_bytes, "as_str": as_text, "as_str_any": as_str_any, "as_text": as_text,
    "dimension_at_index": dimension_at_index, "dimension_value": dimension_value, "path_to_str": path_to_str,
}  # fmt: skip
for _name, _helper in HELPERS.items():
    publish(_helper, f"compat.{_name}", v1=(_name,) if "dimension" in _name else ())
