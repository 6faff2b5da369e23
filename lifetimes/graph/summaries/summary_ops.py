"""Ops that turn tensors into summaries: bytes that a FileWriter writes and TensorBoard shows."""

import struct
import zlib
from typing import Final

import numpy as np

from lifetimes.errors import refuse
from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.protos import HistogramProto, Summary, SummaryMetadata
from lifetimes.ops import Array, brackets, dtypes, not_differentiable, op
from lifetimes.ops.layout.shape_rules import always

_NUMBERS: Final = (
    "float32", "float64", "int32", "uint8", "int16", "int8", "int64", "uint16", "float16", "uint32", "uint64",
)  # fmt: skip


def _summary(*values: Summary.Value) -> Array:
    return np.array(Summary(value=values).SerializeToString(), np.object_)


def _text(tag: Array) -> str:
    return str(tag.item().decode())


def _scalar(tags: Array, values: Array) -> Array:
    if tags.shape != values.shape:
        which = f" (tag '{_text(tags)}')" if not tags.shape else ""
        words = f"tags and values are not the same shape: {brackets(tags.shape)} != {brackets(values.shape)}{which}"
        raise refuse(words)
    pairs = zip(tags.flat, values.flat, strict=True)
    return _summary(*(Summary.Value(tag=tag.decode(), simple_value=float(value)) for tag, value in pairs))


def _tensor(tag: Array, tensor: Array, serialized_summary_metadata: Array) -> Array:
    value = Summary.Value(tag=_text(tag), metadata=SummaryMetadata.FromString(serialized_summary_metadata.item()))
    value.tensor.dtype = dtypes.of(tensor)
    value.tensor.tensor_shape = shape_proto(tensor.shape)
    if tensor.dtype == np.object_:
        value.tensor.string_val = list(tensor.flat)
    else:
        value.tensor.tensor_content = tensor.tobytes()
    return _summary(value)


def _merge(*inputs: Array) -> Array:
    values = [value for data in inputs for item in data.flat for value in Summary.FromString(item).value]
    tags = [value.tag for value in values]
    for i, tag in enumerate(tags):
        if tag in tags[:i]:
            raise refuse(f"Duplicate tag {tag} found in summary inputs ")
    return _summary(*values)


def _limits() -> Array:
    """Return TensorFlow's limits: each a tenth larger than the one before, mirrored at zero."""
    positive, limit = [], 1e-12
    while limit < 1e20:
        positive.append(limit)
        limit *= 1.1
    ends = np.array([*positive, np.finfo(np.float64).max])
    return np.concatenate([-ends[::-1], [0.0], ends])


_LIMITS: Final = _limits()


def _histogram(tag: Array, values: Array) -> Array:
    values = values.astype(np.float64).reshape(-1)
    for name, bad in (("Nan", np.isnan(values)), ("Infinity", np.isinf(values))):
        if bad.any():
            raise refuse(f"{name} in summary histogram for: {_text(tag)}")
    return _summary(Summary.Value(tag=_text(tag), histo=_counted(values)))


def _counted(values: Array) -> HistogramProto:
    """Return how many values lie below each limit and above the one before; runs of empty buckets are one."""
    counts = np.bincount(np.searchsorted(_LIMITS, values, side="right"), minlength=len(_LIMITS))
    filled = counts > 0
    shown = filled | np.append(filled[1:], True)
    ends = (values.min(), values.max()) if values.size else (_LIMITS[-1], _LIMITS[0])
    return HistogramProto(
        min=float(ends[0]), max=float(ends[1]), num=float(values.size), sum=float(values.sum()),
        sum_squares=float(np.square(values).sum()), bucket_limit=_LIMITS[shown].tolist(), bucket=counts[shown].tolist(),
    )  # fmt: skip


def _image(tag: Array, tensor: Array, max_images: int) -> Array:
    if tensor.ndim != 4 or tensor.shape[3] not in (1, 3, 4):
        raise refuse(f"Tensor must be 4-D with last dim 1, 3, or 4, not {brackets(tensor.shape)}")
    values = []
    for i, picture in enumerate(tensor[:max_images]):
        height, width, colors = picture.shape
        value = Summary.Value(tag=f"{_text(tag)}/image/{i}" if max_images > 1 else f"{_text(tag)}/image")
        value.image.height, value.image.width, value.image.colorspace = height, width, colors
        value.image.encoded_image_string = _png(picture if picture.dtype == np.uint8 else _scaled(picture))
        values.append(value)
    return _summary(*values)


def _scaled(picture: Array) -> Array:
    """Return floats as bytes: the largest is 255, or, where some are negative, zero is 128; a pixel with NaN is red."""
    finite = np.isfinite(picture).all(axis=2)
    known = picture[finite]
    largest = np.abs(known).max(initial=0.0)
    negative = known.min(initial=0.0) < 0
    scale = 0.0 if largest < 1e-6 else (127.0 if negative else 255.0) / largest
    out = np.zeros(picture.shape, np.uint8)
    out[finite] = (known * scale + (128.0 if negative else 0.0)).astype(np.uint8)
    out[~finite] = np.array([255, 0, 0, 255], np.uint8)[: picture.shape[2]]
    return out


def _png(picture: Array) -> bytes:
    """Return a picture of `[height, width, colors]` bytes as a PNG file."""
    height, width, colors = picture.shape
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[colors], 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    parts = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


_BYTES: Final = always(dtypes.string)
op("ScalarSummary", "tags:string values:T", _scalar, _BYTES, not_differentiable, allow=_NUMBERS)
op("HistogramSummary", "tag:string values:T", _histogram, _BYTES, not_differentiable, allow=_NUMBERS)
op("ImageSummary", "tag:string tensor:T", _image, _BYTES, not_differentiable,
   allow=("uint8", "float32", "float16", "float64"))  # fmt: skip
op("TensorSummaryV2", "tag:string tensor serialized_summary_metadata:string", _tensor, _BYTES, not_differentiable)
op("MergeSummary", "inputs:string*", _merge, _BYTES, not_differentiable)
