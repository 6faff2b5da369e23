"""What a layer expects of its inputs, checked before it is called."""

from collections.abc import Iterator
from typing import Any

from lifetimes import nest
from lifetimes.ops import dtypes, plain


@plain(v2=("keras.InputSpec", "keras.layers.InputSpec"))
class InputSpec:
    """What a layer expects of one input: a dtype, a shape, a rank, the sizes of some axes."""

    def __init__(
        self, dtype: Any = None, shape: Any = None, ndim: int | None = None, max_ndim: int | None = None,
        min_ndim: int | None = None, axes: dict[int, int] | None = None, allow_last_axis_squeeze: bool = False,
        name: str | None = None, optional: bool = False,
    ) -> None:  # fmt: skip
        self.dtype = None if dtype is None else dtypes.as_dtype(dtype).name
        self.shape = None if shape is None else tuple(shape)
        self.ndim = ndim if shape is None else len(self.shape or ())
        self.max_ndim, self.min_ndim, self.axes = max_ndim, min_ndim, axes or {}
        self.allow_last_axis_squeeze, self.name, self.optional = allow_last_axis_squeeze, name, optional

    def misfits(self, value: Any) -> Iterator[str]:
        """Yield what is expected and was not found, in words."""
        shape = tuple(value.shape)
        whole = f". Full shape received: {shape}"
        if self.ndim is not None and not self.allow_last_axis_squeeze and len(shape) != self.ndim:
            yield f"ndim={self.ndim}, found ndim={len(shape)}{whole}"
        if self.max_ndim is not None and len(shape) > self.max_ndim:
            yield f"max_ndim={self.max_ndim}, found ndim={len(shape)}"
        if self.min_ndim is not None and len(shape) < self.min_ndim:
            yield f"min_ndim={self.min_ndim}, found ndim={len(shape)}{whole}"
        if self.dtype is not None and (found := dtypes.as_dtype(value.dtype).name) != self.dtype:
            yield f"dtype={self.dtype}, found dtype={found}"
        for axis, size in self.axes.items():
            if shape[axis] not in (None, size):
                yield f"axis {axis} of input shape to have value {size}, but received input with shape {shape}"
        squeezed = [one[:-1] if self.allow_last_axis_squeeze and one[-1:] == (1,) else one
                    for one in (self.shape or (), shape)]  # fmt: skip
        if any(None not in sizes and sizes[0] != sizes[1] for sizes in zip(*squeezed, strict=False)):
            yield f"shape={self.shape}, found shape={shape}"

    def __repr__(self) -> str:
        words = ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes")
        return f"InputSpec({', '.join(f'{word}={given}' for word in words if (given := getattr(self, word)))})"


def check(specs: Any, inputs: Any, layer: str) -> None:
    """Raise ValueError where an input is not what one of the specs, or the only one, expects."""
    wanted: list[InputSpec] = nest.flatten(specs)
    names = [spec.name for spec in wanted]
    if isinstance(inputs, dict) and all(names):
        inputs = by_name(inputs, names)
    values = nest.flatten(inputs)
    if len(values) != len(wanted):
        if all(names):
            hint = f"Pass inputs as a dict, e.g. `layer({{{', '.join(f'{name!r}: ...' for name in names)}}})`."
            raise ValueError(f'Layer "{layer}" expects {len(wanted)} named input(s) with keys {names}, but it received '
                             f"{len(values)} input tensors. {hint}")  # fmt: skip
        raise ValueError(f'Layer "{layer}" expects {len(wanted)} input(s), but it received {len(values)} input '
                         f"tensors. Inputs received: {values}")  # fmt: skip
    for number, (value, spec) in enumerate(zip(values, wanted, strict=True)):
        for words in spec.misfits(value):
            raise ValueError(f"Input {number} with name '{spec.name}' of layer '{layer}' is incompatible with the "
                             f"layer: expected {words}")  # fmt: skip


def by_name(inputs: dict[Any, Any], names: list[Any]) -> list[Any]:
    """Return the inputs in the order of their names. ValueError for one that is missing."""
    missing = next((name for name in names if name not in inputs), None)
    if missing is not None:
        raise ValueError(f'Missing data for input "{missing}". You passed a data dictionary with keys '
                         f"{list(inputs)}. Expected the following keys: {names}")  # fmt: skip
    return [inputs[name] for name in names]
