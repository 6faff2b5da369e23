"""Ops on text. A string is bytes here, as in TensorFlow; only where a unit says so are its characters counted."""

import base64
import re
from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import OutOfRangeError, ShapeError, refuse
from lifetimes.ops import Array, DType, Out, World, dtypes, not_differentiable, op, public
from lifetimes.ops.arithmetic import incompatible
from lifetimes.ops.debugging.wrappers import check_lists, checked, functions_of
from lifetimes.ops.layout.arrays import check_scalars
from lifetimes.ops.layout.shape_rules import alike, always, begins_with, of_rank, several, shaped, without
from lifetimes.ops.math.reductions import folded_axes
from lifetimes.ops.shapes import Shape, brackets, broadcast, merge
from lifetimes.ops.text.fingerprints import fingerprint
from lifetimes.ops.text.printing import summary

_SPACE = b" \t\n\r\v\f"


_TEXT = alike(dtypes.string)


def mapped(function: Callable[..., Any], *arrays: Array, kind: Any = np.object_) -> Array:
    """Return the function of each element, of several arrays together where they broadcast."""
    together = np.broadcast(*arrays) if len(arrays) > 1 else arrays[0]
    result = np.empty(together.shape, kind)
    items = together if len(arrays) > 1 else ((item,) for item in arrays[0].flat)
    result.reshape(-1)[:] = [function(*item) for item in items]
    return result


def _each(
    name: str, inputs: str, function: Callable[..., Any], shape: Any = _TEXT, kind: Any = np.object_, **facts: Any
) -> None:
    op(name, inputs, lambda *arrays, **attrs: mapped(partial(function, **attrs), *arrays, kind=kind), shape,
       not_differentiable, **facts)  # fmt: skip


# --- letters, lengths and parts --------------------------------------------------------------------------


def _cased(method: str, text: bytes, encoding: str) -> bytes:
    if encoding == "utf-8":
        return str(getattr(text.decode(), method)()).encode()
    if encoding:
        raise refuse(f"only utf-8 or '' (no encoding) is supported, received {encoding}")
    return bytes(getattr(text, method)())


def _substring(text: bytes, pos: Any, length: Any, unit: str) -> bytes:
    whole: Any = text if unit == "BYTE" else text.decode()
    lacks = unit != "BYTE" and length < 0  # counted in characters, less than none is none
    if not -len(whole) <= pos <= len(whole) or (lacks and pos < 0):
        raise refuse(f"pos {pos} out of range for string {text!r} at index 0")
    start = pos % len(whole) if pos < 0 else pos
    part = whole[start : start if lacks else start + length if length >= 0 else None]
    return bytes(part if unit == "BYTE" else part.encode())


def _substrings(input: Array, pos: Array, length: Array, unit: str) -> Array:
    if pos.shape != length.shape:
        raise refuse(f"pos and len should have the same shape, got: {brackets(pos.shape)} vs. {brackets(length.shape)}")
    return mapped(partial(_substring, unit=unit), input, pos, length)


_each("StringLower", "input:string", partial(_cased, "lower"), attrs={"encoding": ""})
_each("StringUpper", "input:string", partial(_cased, "upper"), attrs={"encoding": ""})
_each("StringStrip", "input:string", lambda text: text.strip(_SPACE))
_each("StringLength", "input:string",
      lambda text, unit: len(text) if unit == "BYTE" else sum(byte & 0xC0 != 0x80 for byte in text),
      alike(dtypes.int32), np.int32)  # fmt: skip


def _cut(text: Shape, pos: Shape, length: Shape) -> Shape:
    return broadcast(text, merge(of_rank(pos, None if length is None else len(length)), length))


op("Substr", "input:string pos:I=T len:I=T", _substrings, shaped("shape? shape? shape?", _cut, dtypes.string),
   not_differentiable, explain=lambda input, pos, length: incompatible(input, pos))  # fmt: skip


# --- joining and splitting -------------------------------------------------------------------------------


def _join(*inputs: Array, separator: str) -> Array:
    shapes = [one.shape for one in inputs if one.ndim]
    for other in shapes[1:]:
        if other != shapes[0]:
            raise refuse(f"Input shapes do not match: {brackets(shapes[0])} vs. {brackets(other)}")
    if not inputs:
        return np.array(b"", np.object_)
    return mapped(lambda *items: separator.encode().join(items), *inputs)


def _joined(inputs: Any, attrs: dict[str, Any]) -> Out:
    shapes = [one.static_shape for one in inputs]
    if any(shape is None for shape in shapes):
        return dtypes.string, None
    full = [shape for shape in shapes if shape]
    for other in full[1:]:
        if None not in (*other, *full[0]) and other != full[0]:
            raise ShapeError(f"Shapes must be equal, but are {brackets(full[0])} and {brackets(other)}")
    return dtypes.string, full[0] if full else ()


def _reduce_join(inputs: Array, reduction_indices: Array, keep_dims: bool, separator: str) -> Array:
    folded = folded_axes(reduction_indices, inputs.ndim)
    rest = [axis for axis in range(inputs.ndim) if axis not in folded]
    moved = np.transpose(inputs, [*rest, *folded[::-1]])
    rows = moved.reshape(*moved.shape[: len(rest)], prod(moved.shape[len(rest) :]))
    result = np.empty(rows.shape[:-1], np.object_)
    for at in np.ndindex(*result.shape):
        result[at] = separator.encode().join(rows[at])
    kept: Any = without(inputs.shape, folded, keep_dims)
    return result.reshape(kept)


op("StringJoin", "inputs:string*", _join, _joined, not_differentiable)
op("ReduceJoin", "inputs:string reduction_indices:int32", _reduce_join,
   shaped("shape value .keep_dims", lambda shape, axes, keep: without(shape, axes.flat, keep), dtypes.string),
   not_differentiable)  # fmt: skip


@public("strings.join", v1=("string_join",))
def join(world: World, inputs: Any, separator: str = "", name: str | None = None) -> Any:
    """Return the strings of several tensors joined, element by element."""
    check_lists(world, "string_join", 0, inputs=inputs)
    return world.apply("StringJoin", *inputs, separator=checked("separator", separator, str), name=name)


@public("strings.reduce_join", v1=("reduce_join",), scope="ReduceJoin inputs")
def reduce_join(
    world: World, inputs: Any, axis: Any = None, keepdims: Any = False, separator: str = "", name: str | None = None
) -> Any:
    """Return the strings along `axis` joined into one, or all of them."""
    inputs = world.convert(inputs)
    if axis is None and inputs.static_shape is None:
        axis = world.apply("Range", world.apply("Rank", inputs) - 1, -1, -1)
    elif axis is None:
        axis = np.arange(len(inputs.static_shape) - 1, -1, -1, dtype=np.int32)
    return world.apply("ReduceJoin", inputs, axis, keep_dims=checked("keep_dims", keepdims, bool),
                       separator=checked("separator", separator, str))  # fmt: skip


def _segment_join(inputs: Array, segment_ids: Array, num_segments: Array, separator: str) -> Array:
    labels, segments = segment_ids.ravel(), int(num_segments)
    if not segment_ids.ndim:
        raise refuse("Segment_id cannot have rank 0")
    if segment_ids.ndim > inputs.ndim:
        words = f"Invalid segment_id rank {segment_ids.ndim} for input with {inputs.ndim} dimension(s)"
        raise OutOfRangeError(None, None, words)
    if labels.size and not 0 <= labels.min() <= labels.max() < segments:
        raise refuse("segment_ids are not allowed to exceed num_segments or to have negative values.")
    for rank, (given, size) in enumerate(zip(segment_ids.shape, inputs.shape, strict=False)):
        if given != size:
            words = f"while input dimension is {inputs.ndim} in rank {rank}"  # which is not what TensorFlow means
            raise refuse(f"Segment dimension is {given} {words}")
    rest = inputs.shape[segment_ids.ndim :]
    columns = inputs.reshape(labels.size, -1).T
    result = np.empty((segments, len(columns)), np.object_)
    for segment, place in np.ndindex(result.shape):
        result[segment, place] = separator.encode().join(columns[place][labels == segment])
    return result.reshape(segments, *rest)


def _segment_joined(inputs: Any, attrs: dict[str, Any]) -> Out:
    begins_with(inputs[0].static_shape, inputs[1].static_shape)
    return dtypes.string, (None,)


op("UnsortedSegmentJoin", "inputs:string segment_ids:I=Tindices num_segments", _segment_join, _segment_joined,
   not_differentiable)  # fmt: skip


def _pieces(text: bytes, sep: bytes, maxsplit: int) -> list[bytes]:
    parts = text.split(sep or None, maxsplit)
    if not sep and len(parts) == maxsplit > 0:
        parts.append(b"")  # what is left behind the last split, though it be nothing
    return parts


def rows_of(function: Callable[..., list[Any]], kind: Any = np.object_) -> Callable[..., tuple[Array, Array]]:
    """Return a kernel that gives the pieces of all strings in one vector, and how many each string has."""

    def kernel(input: Array, *rest: Array, **attrs: Any) -> tuple[Array, Array]:
        rows = [function(text, *(one[()] for one in rest), **attrs) for text in input.ravel()]
        flat = [piece for row in rows for piece in row]
        values = np.empty(len(flat), kind)
        values[:] = flat
        return values, np.array([len(row) for row in rows], np.int64).reshape(input.shape)

    return kernel


_ROWS = several(always(dtypes.string, None), alike(dtypes.int64))
op("StringPieces", "input:string sep:string", rows_of(_pieces), _ROWS, not_differentiable, label="StringSplitV2",
   outputs=2)  # fmt: skip


def _sparse_pieces(input: Array, sep: Array, maxsplit: int = -1) -> tuple[Array, Array, Array]:
    """Return the pieces as TensorFlow's op does: where each stands, by row and number, and the shape that holds all."""
    values, counts = rows_of(_pieces)(input, sep, maxsplit=maxsplit)
    places = [(row, number) for row, count in enumerate(counts.tolist()) for number in range(count)]
    shape = np.array([len(counts), max(counts.tolist(), default=0)], np.int64)
    return np.array(places, np.int64).reshape(-1, 2), values, shape


op("StringSplitV2", "input:string sep:string", _sparse_pieces,
   lambda inputs, attrs: [(dtypes.int64, (None, 2)), (dtypes.string, (None,)), (dtypes.int64, (2,))],
   not_differentiable, outputs=3)  # fmt: skip
op("StringBytes", "input:string", rows_of(lambda text: [text[i : i + 1] for i in range(len(text))]), _ROWS,
   not_differentiable, outputs=2)  # fmt: skip


def ragged(world: Any, values: Any, lengths: Any) -> Any:
    """Return the pieces of one string as a vector; of several as a row for each."""
    return values if lengths.static_shape == () else world.ragged_rows(values, lengths)


@public(v2=("strings.split",), scope="StringSplit input")
def split(world: World, input: Any, sep: Any = None, maxsplit: int | None = -1, name: str | None = None) -> Any:
    """Return the parts of each string between separators; between any white space where none is given."""
    input = world.convert(input, dtypes.string, name="input")
    limit = -1 if maxsplit is None else maxsplit
    pieces = world.apply("StringPieces", input, "" if sep is None else sep, maxsplit=limit)
    return ragged(world, *pieces)


@public("strings.bytes_split", scope="StringsByteSplit input")
def bytes_split(world: World, input: Any, name: str | None = None) -> Any:
    """Return the bytes of each string."""
    return ragged(world, *world.apply("StringBytes", world.convert(input, dtypes.string)))


# --- patterns --------------------------------------------------------------------------------------------


def _compiled(pattern: bytes) -> re.Pattern[str]:
    """Return the pattern, which matches characters; bytes that are none stand for themselves."""
    try:
        return re.compile(_characters(pattern), re.ASCII)
    except re.error as error:
        raise refuse(f"Invalid pattern: {pattern.decode()}, error: {_in_words_of_re2(error, pattern)}") from None


def _in_words_of_re2(error: re.error, pattern: bytes) -> str:
    """Return what is wrong with a pattern as the library says it that TensorFlow uses; in Python's words else."""
    whole, place = pattern.decode(errors="replace"), error.pos or 0
    words = {"missing )": f"missing ): {whole}", "unbalanced parenthesis": f"unexpected ): {whole}",
             "unterminated character": f"missing ]: {whole[place:]}",
             "nothing to repeat": f"no argument for repetition operator: {whole[place : place + 1]}"}  # fmt: skip
    return next((theirs for ours, theirs in words.items() if error.msg.startswith(ours)), str(error))


def _regex_replace(input: Array, pattern: Any, rewrite: Any, replace_global: bool) -> Array:
    check_scalars("{} must be scalar, but received {}", Pattern=pattern, Rewrite=rewrite)
    found, new = _compiled(_bytes(pattern)), re.sub(r"\\0", r"\\g<0>", _characters(_bytes(rewrite)))
    if any(int(group) > found.groups for group in re.findall(r"\\(\d)", new)):
        return input  # a rewrite with groups that are not there leaves all as it is
    most = 0 if replace_global else 1
    return mapped(lambda text: found.sub(new, _characters(text), most).encode("utf-8", "surrogateescape"), input)


def _characters(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _regex_full_match(input: Array, pattern: Any) -> Array:
    check_scalars("{} must be scalar, but received {}", Pattern=pattern)
    found = _compiled(_bytes(pattern))
    return mapped(lambda text: found.fullmatch(_characters(text)) is not None, input, kind=np.bool_)


for _kind, _pattern, _rewrite in (("Static", "", ""), ("", " pattern:string", " rewrite:string")):
    op(f"{_kind}RegexReplace", f"input:string{_pattern}{_rewrite}", _regex_replace, _TEXT, not_differentiable)
    op(f"{_kind}RegexFullMatch", f"input:string{_pattern}", _regex_full_match, alike(dtypes.bool_), not_differentiable)


def _static(*texts: Any) -> bool:
    return all(isinstance(text, (str, bytes)) for text in texts)


def _bytes(text: Any) -> bytes:
    return text.encode() if isinstance(text, str) else bytes(text[()] if isinstance(text, np.ndarray) else text)


@public("strings.regex_replace", v1=("regex_replace",))
def regex_replace(
    world: World, input: Any, pattern: Any, rewrite: Any, replace_global: bool = True, name: str | None = None
) -> Any:
    r"""Return each string with what matches the pattern rewritten; `\1` stands for the first group."""
    replace_global = checked("replace_global", replace_global, bool)
    if not _static(pattern, rewrite):
        return world.apply("RegexReplace", input, pattern, rewrite, replace_global=replace_global, name=name)
    attrs = {"pattern": _bytes(pattern), "rewrite": _bytes(rewrite), "replace_global": replace_global}
    return world.apply("StaticRegexReplace", input, name=name, **attrs)


@public("strings.regex_full_match")
def regex_full_match(world: World, input: Any, pattern: Any, name: str | None = None) -> Any:
    """Return whether the pattern matches each string from end to end."""
    if not _static(pattern):
        return world.apply("RegexFullMatch", input, pattern, name=name)
    return world.apply("StaticRegexFullMatch", input, pattern=_bytes(pattern), name=name)


# --- numbers as text, text as numbers --------------------------------------------------------------------


def _number(text: bytes, out_type: DType) -> Any:
    try:
        if b"_" in text:
            raise ValueError
        if re.fullmatch(rb"\s*[+-]?0[xX].*", text) and not out_type.is_integer:
            return float.fromhex(text.decode())
        return int(text) if out_type.is_integer else float(text)
    except ValueError:
        raise refuse(f"StringToNumberOp could not correctly convert string: {text.decode()}") from None


def _as_string(input: Array, precision: int, scientific: bool, shortest: bool, width: int, fill: str) -> Array:
    if scientific and shortest:
        raise refuse("Cannot select both scientific and shortest notation")
    if precision >= 0 and input.dtype.kind in "biu":
        raise refuse(f"precision not supported for datatype {dtypes.of(input).name}")
    if (scientific or shortest) and input.dtype.kind in "iu":
        raise refuse(f"scientific and shortest format not supported for datatype {dtypes.of(input).name}")
    style = "e" if scientific else "g" if shortest else "f"
    digits = f".{precision}" if precision >= 0 else ""
    before = f"{'<' if fill == '-' else fill}{width if width >= 0 else ''}"  # as C understands a minus

    def text(item: Any) -> bytes:
        if isinstance(item, bytes):
            return item if width <= 0 else (item if precision < 0 else item[:precision]).rjust(width)
        if isinstance(item, (bool, np.bool_)):
            return f"{str(bool(item)).lower():>{max(width, 0)}}".encode()
        if isinstance(item, np.complexfloating):
            return f"({item.real:{before}{digits}{style}},{item.imag:{before}{digits}{style}})".encode()
        is_float = isinstance(item, np.floating)
        return (f"{float(item):{before}{digits}{style}}" if is_float else f"{item:{before}d}").encode()

    return mapped(text, input)


op("StringToNumber", "string_tensor:string",
   lambda string_tensor, out_type: mapped(lambda text: _number(text, out_type), string_tensor,
                                          kind=out_type.as_numpy_dtype),
   alike("out_type"), not_differentiable)  # fmt: skip
op("AsString", "input", _as_string, _TEXT, not_differentiable,
   attrs={"precision": -1, "scientific": False, "shortest": False, "width": -1, "fill": ""})  # fmt: skip


def _format(*inputs: Array, template: str, placeholder: str, summarize: int) -> Array:
    pieces = template.split(placeholder)
    texts = [summary(one, summarize) for one in inputs]
    whole = "".join(piece + text for piece, text in zip(pieces, [*texts, ""], strict=True))
    return np.array(whole.encode(), np.object_)


op("StringFormat", "inputs:*", _format, always(dtypes.string))


@public("strings.format")
def format(
    world: World, template: str, inputs: Any, placeholder: str = "{}", summarize: int = 3, name: str | None = None
) -> Any:
    """Return the template with each placeholder replaced by a tensor's value. ValueError where their numbers differ."""
    tensors = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
    expected = template.count(placeholder)
    if expected != len(tensors):
        raise ValueError(f"The template expects {expected} tensors, but the inputs only has {len(tensors)}. Please "
                         "ensure the number of placeholders in template matches inputs length.")  # fmt: skip
    attrs = {"template": template, "placeholder": placeholder, "summarize": summarize}
    return world.apply("StringFormat", *tensors, name=name, **attrs)


def _decoded(text: bytes) -> bytes:
    letters = text.rstrip(b"=")
    if len(letters) % 4 == 1:
        raise refuse("Base64 string length cannot be 1 modulo 4.")
    if (letters != text and len(text) % 4) or not re.fullmatch(rb"[A-Za-z0-9_-]*={0,2}", text):
        raise refuse("Invalid character found in base64.")
    return base64.urlsafe_b64decode(letters + b"==")


_each("EncodeBase64", "input:string", lambda text, pad: base64.urlsafe_b64encode(text).rstrip(b"" if pad else b"="),
      attrs={"pad": False})  # fmt: skip
_each("DecodeBase64", "input:string", _decoded)
_each("StringToHashBucketFast", "input:string", lambda text, num_buckets: fingerprint(text) % num_buckets,
      alike(dtypes.int64), np.int64)  # fmt: skip


functions_of("""
StringLower: strings.lower (input, encoding='')
    Return each string in lower case: only ASCII letters, unless the encoding is "utf-8".
StringUpper: strings.upper (input, encoding='')
    Return each string in upper case: only ASCII letters, unless the encoding is "utf-8".
StringStrip: strings.strip v1:string_strip
    Return each string without the white space at its ends.
StringLength: strings.length (input, unit='BYTE')
    Return the length of each string in bytes, or in characters for the unit "UTF8_CHAR".
Substr: strings.substr v1:substr (input, pos, len, unit='BYTE')
    Return the part of each string that starts at `pos`. Raises where that is outside the string.
UnsortedSegmentJoin: strings.unsorted_segment_join (inputs, segment_ids, num_segments, separator='')
    Return the strings with each label joined, in any order of labels.
StringToNumber: strings.to_number v1:string_to_number (input, out_type=dtypes.float32)
    Return the number that each string spells. Raises where one spells none.
AsString: strings.as_string as_string v1:dtypes.as_string
    Return each element as text, as C's printf writes it.
EncodeBase64: io.encode_base64 v1:encode_base64 (input, pad=False)
    Return the bytes of each string in web-safe base64, filled up with `=` where padding is asked for.
DecodeBase64: io.decode_base64 v1:decode_base64 (input)
    Return what each string spells in web-safe base64. Raises where one spells nothing.
StringToHashBucketFast: strings.to_hash_bucket_fast v1:string_to_hash_bucket_fast (input, num_buckets>0)
    Return the bucket of each string: its fingerprint modulo the number of buckets, the same everywhere.
""")
