"""Characters of text: strings taken apart into code points or single characters, and put together again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.arrays import refuse
from lifetimes.ops.registry import Out, not_differentiable, op, public
from lifetimes.ops.text.strings import mapped, ragged, rows_of
from lifetimes.ops.world import World

_CODECS = {"UTF-16-BE": "utf-16-be", "UTF-32-BE": "utf-32-be"}


def _codec(encoding: str) -> str:
    return _CODECS.get(encoding, encoding)


def _text(raw: bytes, encoding: str, errors: str, replacement: int) -> str:
    """Return the text that bytes spell; what spells nothing is replaced, left out or refused."""
    try:
        return raw.decode(_codec(encoding))
    except UnicodeDecodeError:
        if errors == "strict":
            raise refuse("Invalid formatting on input string") from None
    mark = chr(replacement) if errors == "replace" else ""
    return raw.decode(_codec(encoding), "replace").replace("\ufffd", mark)


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(_codec(encoding))


def _points_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    return [(dtypes.int32, (None,)), (dtypes.int64, inputs[0].static_shape)]


def _characters_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    return [(dtypes.string, (None,)), (dtypes.int64, inputs[0].static_shape)]


op("UnicodeDecode", "input:string", rows_of(lambda raw, **how: [ord(c) for c in _text(raw, **how)], np.int32),
   _points_shape, not_differentiable, outputs=2)  # fmt: skip
op("UnicodeSplit", "input:string",
   rows_of(lambda raw, **how: [_encoded(c, how["encoding"]) for c in _text(raw, **how)]), _characters_shape,
   not_differentiable, outputs=2)  # fmt: skip


def _taken_apart(op_name: str) -> Callable[..., Any]:
    def call(
        world: World, input: Any, input_encoding: str, errors: str = "replace", replacement_char: int = 65533,
        replace_control_characters: bool = False, name: str | None = None,
    ) -> Any:  # fmt: skip
        how: dict[str, Any] = {"encoding": input_encoding, "errors": errors, "replacement": replacement_char}
        with world.name_scope(name, op_name):
            return ragged(world, *world.apply(op_name, input, **how))

    return call


_decode, _split = _taken_apart("UnicodeDecode"), _taken_apart("UnicodeSplit")
_decode.__name__, _decode.__doc__ = "unicode_decode", "Return the code points of each string."
_split.__name__, _split.__doc__ = "unicode_split", "Return the characters of each string."
public("strings.unicode_decode")(_decode)
public("strings.unicode_split")(_split)


# --- put together ----------------------------------------------------------------------------------------


def _encode_kernel(values: Array, lengths: Array, encoding: str, errors: str, replacement: int) -> Array:
    text = [_character(int(point), errors, replacement) for point in values]
    ends = np.cumsum(lengths.ravel(), dtype=np.int64)
    made = np.empty(lengths.size, np.object_)
    made[:] = [
        _encoded("".join(text[end - size : end]), encoding) for end, size in zip(ends, lengths.ravel(), strict=True)
    ]
    return made.reshape(lengths.shape)


def _character(point: int, errors: str, replacement: int) -> str:
    if 0 <= point <= sys.maxunicode and not 0xD800 <= point <= 0xDFFF:
        return chr(point)
    if errors == "strict":
        raise refuse("Code point is out of range for Unicode, or a noncharacter.")
    return chr(replacement) if errors == "replace" else ""


def _encoded_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.string, inputs[1].static_shape


op("UnicodeEncode", "values:int32 lengths:int64", _encode_kernel, _encoded_shape, not_differentiable)


@public("strings.unicode_encode")
def unicode_encode(
    world: World, input: Any, output_encoding: str, errors: str = "replace", replacement_char: int = 65533,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return a string for each row of code points."""
    how = {"encoding": output_encoding, "errors": errors, "replacement": replacement_char}
    if hasattr(input, "row_lengths"):
        if hasattr(input.values, "row_lengths"):
            return input.with_values(unicode_encode(world, input.values, output_encoding, errors, replacement_char))
        return world.apply("UnicodeEncode", input.values, input.row_lengths(), name=name, **how)
    input = world.convert(input, dtypes.int32 if not world.is_tensor(input) else None)
    sizes = world.apply("Shape", input, out_type=dtypes.int64)
    lengths = world.apply("Fill", sizes[:-1], sizes[-1])
    return world.apply("UnicodeEncode", world.apply("Reshape", input, [-1]), lengths, name=name, **how)


def _transcode_kernel(input: Array, encoding: str, errors: str, replacement: int, output: str) -> Array:
    return mapped(lambda raw: _encoded(_text(raw, encoding, errors, replacement), output), input)


def _same_text(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.string, inputs[0].static_shape


op("UnicodeTranscode", "input:string", _transcode_kernel, _same_text, not_differentiable)


@public("strings.unicode_transcode")
def unicode_transcode(
    world: World, input: Any, input_encoding: str, output_encoding: str, errors: str = "replace",
    replacement_char: int = 65533, replace_control_characters: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return each string in another encoding."""
    how = {"encoding": input_encoding, "errors": errors, "replacement": replacement_char}
    return world.apply("UnicodeTranscode", input, output=output_encoding, name=name, **how)


# --- raw bytes -------------------------------------------------------------------------------------------


def _decode_raw(input: Array, out_type: Any, little_endian: bool) -> Array:
    kind = np.dtype(out_type.as_numpy_dtype)
    sizes = [len(raw) for raw in input.flat]
    for position, size in enumerate(sizes):
        if size != sizes[0]:
            words = "DecodeRaw requires input strings to all be the same size"
            raise refuse(f"{words}, but element {position} has size {sizes[0]} != {size}")
        if size % kind.itemsize:
            words = f"that is not a multiple of {kind.itemsize}, the size of {out_type.name}"
            raise refuse(f"Input to DecodeRaw has length {size} {words}")
    found = np.frombuffer(b"".join(input.flat), kind if little_endian else kind.newbyteorder(">")).astype(kind)
    return found.reshape((*input.shape, -1)) if sizes else np.empty((*input.shape, 0), kind)


def _raw_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = inputs[0].static_shape
    return attrs["out_type"], None if shape is None else (*shape, None)


op("DecodeRaw", "bytes:string", _decode_raw, _raw_shape, not_differentiable)


@public("io.decode_raw", v1=("decode_raw",))
def decode_raw(
    world: World, input_bytes: Any, out_type: Any, little_endian: bool = True, fixed_length: None = None,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return the numbers that the bytes of each string are; all strings have one length."""
    kind = dtypes.as_dtype(out_type)
    return world.apply("DecodeRaw", input_bytes, out_type=kind, little_endian=little_endian, name=name)
