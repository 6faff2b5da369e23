"""How a variable is written: as a whole, by slices, by rows and by places. The object stays, its value changes."""

from typing import Any

from lifetimes.errors import refuse
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops import compatible, show
from lifetimes.ops.operators import Operators, bounds_of
from lifetimes.ops.scatter_methods import add_scatter_methods


class Updates(Operators):
    """The writing half of `tf.Variable`. Each method returns a view that reads the value of now; None if not wanted."""

    __slots__ = ()

    name: Any
    shape: Any
    _handle: Any
    _dtype: Any
    _shape: Any

    def _note_use(self) -> None:
        raise NotImplementedError

    def _written(self, operation: Any, read_value: bool) -> Any:
        raise NotImplementedError

    def assign(self, value: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        """Put another value in. ValueError for another shape or dtype; the old value stays then."""
        value = self._world.convert(value, self._dtype)
        if not compatible(self._shape, value.static_shape):
            raise ValueError(f"Cannot assign value to variable ' {self.name}': Shape mismatch.The variable shape "
                             f"{show(self._shape)}, and the assigned value shape {show(value.static_shape)} are "
                             "incompatible.")  # fmt: skip
        return self._write("AssignVariableOp", value, name=name, read_value=read_value)

    def assign_add(
        self, delta: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> Any:
        """Add to the value. The shapes must be equal: nothing is broadcast."""
        return self._combined("AssignAddVariableOp", delta, name, read_value)

    def assign_sub(
        self, delta: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> Any:
        """Subtract from the value. The shapes must be equal: nothing is broadcast."""
        return self._combined("AssignSubVariableOp", delta, name, read_value)

    def load(self, value: Any, session: Any = None) -> None:
        """Assign, as programs of TensorFlow 1 call it."""
        self.assign(value)

    def _combined(self, op: str, delta: Any, name: str | None, read_value: bool) -> Any:
        """Compute with the value. InvalidArgumentError for text and truths, of which there are no sums."""
        value = self._world.convert(delta, self._dtype)
        if not self._dtype.is_numeric:
            node = f"Op '{op}' used by {{{{node {op}}}}} with these attrs: [dtype={self._dtype.enum_name}]"
            raise refuse(f"No OpKernel was registered to support {node}")
        return self._write(op, value, name=name, read_value=read_value)

    def _write(self, op: str, *inputs: Any, name: str | None = None, read_value: bool = True, **attrs: Any) -> Any:
        self._note_use()
        operation = self._world.apply(op, self._handle, *inputs, name=name, **attrs)
        return self._written(operation, read_value)

    def _assign_slice(self, key: Any, value: Any) -> Any:
        """Write to the part that `key` selects, as in `v[1:3].assign([1, 2])`."""
        bounds, masks = bounds_of(self._world, key)
        attrs: dict[str, Any] = dict(masks)
        value = self._world.convert(value, self._dtype)
        return self._write("ResourceStridedSliceAssign", *bounds, value, **attrs)

    # --- by rows and by places ---

    def _scatter(self, kind: str, slices: Any, name: str | None) -> Any:
        if not isinstance(slices, IndexedSlices):
            raise TypeError(f"Argument `sparse_delta` must be a `tf.IndexedSlices`. Received arg: {slices}")
        values = self._world.convert(slices.values, self._dtype)
        return self._write(f"ResourceScatter{kind}", slices.indices, values, name=name)

    def _scatter_nd(self, kind: str, indices: Any, updates: Any, name: str | None) -> Any:
        values = self._world.convert(updates, self._dtype)
        return self._write(f"ResourceScatterNd{kind}", indices, values, name=name)


add_scatter_methods(
    Updates,
    ("Add", "Sub", "Mul", "Div", "Max", "Min", "Update", "BatchUpdate"),
    ("Add", "Sub", "Max", "Min", "Update"),
)


# --- `+=` and its like, which neither assign nor rebind --------------------------------------------------


def _refused(sign: str, method: str | None = None, shown: str = "") -> Any:
    words = (
        f"`var {sign}= value` with `tf.Variable`s is not supported. Use `var.assign(var {sign} value)` to "
        f"modify the variable, or `out = var {sign} value` if you need to get a new output Tensor."
    )
    if method is not None:
        words = (
            f"`variable {sign}= value` with `tf.Variable`s is not supported. Use `variable.{method}(value)` to modify "
            f"the variable, or `out = variable {shown} value` if you need to get a new output Tensor."
        )

    def refuse(self: Any, other: Any) -> Any:
        raise RuntimeError(words)

    return refuse


for _name, _refusal in {
    "iadd": ("+", "assign_add", "+"), "isub": ("-", "assign_sub", "*"),
    "imul": ("*",), "itruediv": ("/",), "ipow": ("**",),
}.items():  # fmt: skip
    setattr(Updates, f"__{_name}__", _refused(*_refusal))
