"""Characters of text: strings taken apart into code points or single characters, and put together again."""

import sys
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, DType, World, dtypes, not_differentiable, op, public, publish_as
from lifetimes.ops.debugging.wrappers import checked, function_of, parameters_of, taking
from lifetimes.ops.layout.shape_rules import alike, always, several, shaped
from lifetimes.ops.text.strings import mapped, ragged, rows_of


def _text(raw: bytes, encoding: str, errors: str, replacement: int) -> str:
    """Return the text that bytes spell; what spells nothing is replaced, left out or refused."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        if errors == "strict":
            raise refuse("Invalid formatting on input string") from None
    mark = chr(replacement) if errors == "replace" else ""
    return raw.decode(encoding, "replace").replace("\ufffd", mark)


def _how(title: str, encoding: Any, errors: Any, replacement: Any) -> dict[str, Any]:
    """Return how characters are read or written. TypeError for words that are no text, or a character no number."""
    return {"encoding": checked(title, encoding, str), "errors": checked("errors", errors, str),
            "replacement": checked("replacement_char", replacement, int)}  # fmt: skip


def _publish_taken_apart(op_name: str, title: str, kernel: Any, kind: DType, what: str) -> None:
    op(op_name, "input:string", kernel, several(always(kind, None), alike(dtypes.int64)), not_differentiable, outputs=2)

    def call(
        world: World, input: Any, input_encoding: Any, errors: Any, replacement_char: Any, name: Any, **ignored: Any
    ) -> Any:
        with world.name_scope(name, op_name):
            input = world.convert(input, name="input")
            how = _how("input_encoding", input_encoding, errors, replacement_char)
            return ragged(world, *world.apply(op_name, input, **how))

    more = "replace_control_characters=False" if kind == dtypes.int32 else ""
    takes = f"input input_encoding errors='replace' replacement_char=65533 {more} name=None"
    publish_as(f"strings.{title}", taking(title, parameters_of(takes), call), f"Return the {what} of each string.")


_publish_taken_apart("UnicodeDecode", "unicode_decode",
                     rows_of(lambda raw, **how: [ord(c) for c in _text(raw, **how)], np.int32),
                     dtypes.int32, "code points")  # fmt: skip
_publish_taken_apart("UnicodeSplit", "unicode_split",
                     rows_of(lambda raw, **how: [c.encode(how["encoding"]) for c in _text(raw, **how)]),
                     dtypes.string, "characters")  # fmt: skip


# --- put together ----------------------------------------------------------------------------------------


def _encode_kernel(values: Array, lengths: Array, encoding: str, errors: str, replacement: int) -> Array:
    text = [_character(int(point), errors, replacement) for point in values]
    ends = np.cumsum(lengths.ravel(), dtype=np.int64)
    return mapped(lambda end, size: "".join(text[end - size : end]).encode(encoding), ends.reshape(lengths.shape),
                  lengths)  # fmt: skip


def _character(point: int, errors: str, replacement: int) -> str:
    if 0 <= point <= sys.maxunicode and not 0xD800 <= point <= 0xDFFF:
        return chr(point)
    if errors == "strict":
        raise refuse("Code point is out of range for Unicode, or a noncharacter.")
    return chr(replacement) if errors == "replace" else ""


op("UnicodeEncode", "values:int32 lengths:int64", _encode_kernel, alike(dtypes.string, 1), not_differentiable)


@public("strings.unicode_encode")
def unicode_encode(
    world: World, input: Any, output_encoding: str, errors: str = "replace", replacement_char: int = 65533,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return a string for each row of code points."""
    if hasattr(input, "row_lengths"):
        if hasattr(input.values, "row_lengths"):
            return input.with_values(unicode_encode(world, input.values, output_encoding, errors, replacement_char))
        how = _how("output_encoding", output_encoding, errors, replacement_char)
        return world.apply("UnicodeEncode", input.values, input.row_lengths(), name=name, **how)
    input = world.convert(input, hint=dtypes.int32)
    if input.static_shape == ():
        raise ValueError("input_tensor's rank must be at least 1.")
    how = _how("output_encoding", output_encoding, errors, replacement_char)
    sizes = world.apply("Shape", input, out_type=dtypes.int64)
    lengths = world.apply("Fill", sizes[:-1], sizes[-1])
    return world.apply("UnicodeEncode", world.apply("Reshape", input, [-1]), lengths, name=name, **how)


op("UnicodeTranscode", "input:string",
   lambda input, encoding, errors, replacement, output: mapped(
       lambda raw: _text(raw, encoding, errors, replacement).encode(output), input),
   alike(dtypes.string), not_differentiable)  # fmt: skip


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
            words = f"element {position} has size {sizes[0]} != {size}"
            raise refuse(f"DecodeRaw requires input strings to all be the same size, but {words}")
        if size % kind.itemsize:
            words = f"that is not a multiple of {kind.itemsize}, the size of {out_type.name}"
            raise refuse(f"Input to DecodeRaw has length {size} {words}")
    found = np.frombuffer(b"".join(input.flat), kind if little_endian else kind.newbyteorder(">")).astype(kind)
    return found.reshape((*input.shape, -1)) if sizes else np.empty((*input.shape, 0), kind)


op("DecodeRaw", "bytes:string", _decode_raw, shaped("shape", lambda shape: (*shape, None), "out_type"),
   not_differentiable)  # fmt: skip
function_of(
    "DecodeRaw", "io.decode_raw v1:decode_raw",
    "Return the numbers that the bytes of each string are; all strings have one length.",
    "input_bytes out_type little_endian=True -fixed_length=None",
    attributes="out_type=as_dtype(out_type), little_endian=checked('little_endian', little_endian, bool)")  # fmt: skip
