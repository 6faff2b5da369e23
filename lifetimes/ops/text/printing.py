"""A tensor's value as text, `[0 1 2 ... 7 8 9]`; `tf.print` and `tf.Print`, operations that write it when they run."""

import logging
import pprint
import sys
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.registry import nothing, op, public, same


def summary(value: Array, summarize: int = 3) -> str:
    """Return the value with at most `summarize` elements at each end of each axis; all of them where that is -1."""
    ends = value.size if summarize < 0 else min(summarize, value.size)
    if value.ndim and value.dtype.kind == "c":  # of which TensorFlow shows neither numbers nor rows
        return f"[{' '.join('?' * ends)}{'...' * (ends < value.size)}]"
    return _nested(value, ends, 1) if ends or value.dtype != np.bool_ else ""


def _nested(value: Array, ends: int, depth: int) -> str:
    if value.ndim == 0:
        return scalar_text(value[()])
    items = list(range(len(value)))
    if len(items) > 2 * ends:
        items = [*items[:ends], -1, *items[len(items) - ends :]]
    texts = ["..." if i == -1 else _nested(value[i, ...], ends, depth + 1) for i in items]
    if items and not ends:
        texts.insert(0, "")  # TensorFlow puts the space between rows before the dots even here
    between = " " if value.ndim == 1 else "\n" * (value.ndim - 1) + " " * depth
    return f"[{between.join(texts)}]"


_MARKS: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "'": "\\'", "\\": "\\\\"}
_ESCAPED: Final = str.maketrans({chr(code): f"\\{code:03o}" for code in (*range(32), 127)} | _MARKS)


def scalar_text(value: Any) -> str:
    """Return one element: the fewest digits of 6 or 9 (15 or 17 for float64) that read back as the same number."""
    if isinstance(value, bytes):
        return f'"{value.decode("utf-8", "backslashreplace").translate(_ESCAPED)}"'
    if isinstance(value, (bool, np.bool_)):
        return str(int(value))
    if isinstance(value, np.complexfloating):
        return "?"  # as TensorFlow shows them
    return float_text(value) if isinstance(value, np.floating) else str(value)


def float_text(value: Any) -> str:
    """Return a float in the fewest of two precisions that reads back as the same number."""
    if not np.isfinite(value):
        return "nan" if np.isnan(value) else "inf" if value > 0 else "-inf"
    if isinstance(value, np.float16):
        value = np.float32(value)  # as which TensorFlow shows it
    short, exact = (15, 17) if isinstance(value, np.float64) else (6, 9)
    text = f"{value:.{short}g}"
    return text if type(value)(text) == value else f"{float(value):.{exact}g}"


def listed(array: Any, entries: int = 3) -> str:
    """Return the first entries of an array in one line, as a failed assertion shows them: `1 2 3...`."""
    array = np.asarray(array)
    if not array.ndim:
        item: Any = array[()]
        return str(item.decode("utf-8", "replace") if array.dtype == np.object_ else scalar_text(item))
    count = array.size if entries < 0 else min(entries, array.size)
    return _rows(array, count) + ("..." if array.size > count else "")


def _rows(array: Array, count: int) -> str:
    """Return the first `count` elements, with brackets around each row that is begun and closed where it is whole."""
    if array.ndim == 1:
        return " ".join(scalar_text(value) for value in array[:count])
    parts = []
    for row in array:
        if count > 0:
            parts.append(f"[{_rows(row, min(count, row.size))}{']' * (count >= row.size)}")
        count -= row.size
    return "".join(parts)


# --- tf.print --------------------------------------------------------------------------------------------


def _print(run: Any, node: Any, text: Any) -> Any:
    line: str = text.item().decode("utf-8", "replace") + node.attrs["end"]
    stream: str = node.attrs["output_stream"]
    if stream.startswith("file://"):
        with open(stream.removeprefix("file://"), "a", encoding="utf-8") as file:
            file.write(line)
    elif stream.startswith("log("):
        logging.getLogger("tensorflow").log(_LEVELS[stream], line.rstrip("\n"))
    else:
        getattr(sys, stream).write(line)
    return ()


op("PrintV2", "input:string", _print, nothing, stateful=True, effect=True)
_LEVELS: Final = {"log(info)": logging.INFO, "log(warning)": logging.WARNING, "log(error)": logging.ERROR}
_MARK: Final = "\N{REPLACEMENT CHARACTER}{}"


@public("print")
def print_(
    world: World, *inputs: Any, output_stream: Any = None, summarize: int = 3, sep: str = " ", end: str = "\n",
    name: str | None = None, **unknown: Any,
) -> Any:  # fmt: skip
    """Write the inputs when it runs, to standard error unless `output_stream` says otherwise.

    In a graph this is an operation that a session must run, or that another must wait for.
    """
    if unknown:
        raise ValueError(f"Unrecognized keyword arguments for tf.print: {unknown}")
    stream = _stream(output_stream)
    if len(inputs) == 1 and world.is_tensor(inputs[0]) and inputs[0].dtype == "string" and inputs[0].static_shape == ():
        text = inputs[0]
    else:
        text = formatted(world, inputs, summarize, sep, f"{name}_format" if name else None)
    found = world.apply("PrintV2", text, output_stream=stream, end=end, name=name)
    return None if world.is_eager() else found


def formatted(world: World, inputs: Any, summarize: int, sep: str, name: str | None = None) -> Any:
    """Return the text in which the inputs are printed, as a tensor."""
    tensors: list[Any] = []
    template = sep.join(_template(world, item, tensors) for item in inputs)
    attrs = {"template": template, "placeholder": _MARK, "summarize": summarize}
    return world.apply("StringFormat", *tensors, name=name, **attrs)


def _stream(stream: Any) -> str:
    if stream is None or stream is sys.stderr:
        return "stderr"
    if stream is sys.stdout:
        return "stdout"
    if isinstance(stream, str) and stream.startswith("file://"):
        return stream
    level = getattr(stream, "__name__", stream)
    names = {"info": "log(info)", "warn": "log(warning)", "warning": "log(warning)", "error": "log(error)",
             20: "log(info)", 30: "log(warning)", 40: "log(error)"}  # fmt: skip
    if level in names:
        return names[level]
    raise ValueError(f"Unsupported output stream, logging level, or file.{stream}. Supported streams are sys.stdout, "
                     "sys.stderr, tf.logging.info, tf.logging.warning, tf.logging.error. File needs to be in the form "
                     "of 'file://<filepath>'.")  # fmt: skip


class _Placeholder:
    """Stands for a tensor while the text around it is laid out."""

    def __repr__(self) -> str:
        return _MARK


def _template(world: World, item: Any, tensors: list[Any]) -> str:
    """Return an input as text with a mark where each tensor will be shown."""
    if isinstance(item, str):
        return item
    return pprint.pformat(_marked(world, item, tensors))


def _marked(world: World, item: Any, tensors: list[Any]) -> Any:
    if world.is_tensor(item):
        tensors.append(item)
        return _Placeholder()
    if isinstance(item, Mapping):
        return {key: _marked(world, item[key], tensors) for key in sorted(item)}
    if hasattr(item, "_fields"):
        return type(item)(*[_marked(world, part, tensors) for part in item])
    if isinstance(item, (list, tuple)):
        return type(item)(_marked(world, part, tensors) for part in item)
    return item


# --- tf.Print, the old one -------------------------------------------------------------------------------


def _print_identity(run: Any, node: Any, value: Array, *data: Array) -> Any:
    # How often it has written is state of the session, as a variable's value is.
    printed = run.storage(node.name, dtypes.int64, ())
    count = 0 if printed.value is None else int(printed.value)
    printed.value = np.array(count + 1)
    if node.attrs["first_n"] < 0 or count < node.attrs["first_n"]:
        parts = "".join(f"[{listed(array, node.attrs['summarize'])}]" for array in data)
        sys.stderr.write(f"{node.attrs['message']}{parts}\n")
    return value


op("Print", "input data:*", _print_identity, same, lambda world, node, dy: (dy, *[None] * (len(node.inputs) - 1)),
   stateful=True, effect=True)  # fmt: skip


@public(v1=("Print",))
def Print(
    world: World, input_: Any, data: Any, message: str | None = None, first_n: int | None = None,
    summarize: int | None = None, name: str | None = None,
) -> Any:  # fmt: skip
    """Return the input; when that runs, `data` is written to standard error, the first `first_n` times."""
    first_n, summarize = -1 if first_n is None else first_n, 3 if summarize is None else summarize
    return world.apply("Print", input_, *data, name=name, message=message or "", first_n=first_n, summarize=summarize)
