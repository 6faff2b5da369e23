"""Tensors of the new world: an eager one holds its value, a symbolic one belongs to the trace it was made in."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Final

import numpy as np

from lifetimes import labels
from lifetimes.graph import tensor as graph_tensor
from lifetimes.library import load
from lifetimes.numpy_calls import GIVES_ARRAYS
from lifetimes.ops import Array, Shape, dtypes, show
from lifetimes.ops.operators import Operators, binary, index
from lifetimes.ops.registry import FLOATS, NUMBERS, OPS, ORDERED, SIGNED, find, plain
from lifetimes.tf2.context import HERE

CPU = "/job:localhost/replica:0/task:0/device:CPU:0"
_ELSEWHERE = frozenset([
    "graph", "name", "op", "value_index",
    "T", "astype", "ravel", "transpose", "reshape", "clip", "size", "tolist", "data",
])  # fmt: skip


@plain(v2=("Tensor",))
class Tensor(Operators):
    """What `tf.Tensor` names: every eager and every symbolic tensor is one."""

    __slots__ = ()
    _called: ClassVar[str] = "SymbolicTensor"

    def __init__(self, *args: Any) -> None:
        raise TypeError("Tensor() takes no arguments")

    def __getattr__(self, name: str) -> Any:
        if name in _ELSEWHERE:
            raise load("tf2.library.refusals").attribute_elsewhere(self, name)
        raise AttributeError(f"'{self._called}' object has no attribute '{name}'")

    def __eq__(self, other: Any) -> Any:
        return self._world.equal(self, other)

    def __ne__(self, other: Any) -> Any:
        return self._world.not_equal(self, other)

    def __hash__(self) -> int:
        raise TypeError("Tensor is unhashable. Instead, use tensor.ref() as the key.")

    def __round__(self, digits: int | None = None) -> Any:
        return self.__getattr__("astype")


class SymbolicTensor(graph_tensor.Tensor, Tensor):
    """An output of an operation in a trace or a `tf.Graph`. `assign` is set on slices of variables only.

    In a trace it compares by value and is unhashable; in a `tf.Graph` it compares by identity, as in the old world.
    """

    __slots__ = ("assign",)

    def __eq__(self, other: Any) -> Any:
        return Tensor.__eq__(self, other) if self.graph.building_function else self is other

    def __ne__(self, other: Any) -> Any:
        return Tensor.__ne__(self, other) if self.graph.building_function else self is not other

    def __hash__(self) -> int:
        return Tensor.__hash__(self) if self.graph.building_function else id(self)


class EagerTensor(Tensor):
    """A value, computed when its line ran. Immutable; owned by whoever holds it, and gone with the last of them.

    `_id` is what tapes know it by: they follow the trail, and so need not hold the tensor.
    """

    __slots__ = ("__dict__", "__weakref__", "_id", "_value", "assign")
    _called = "tensorflow.python.framework.ops.EagerTensor"
    _world: ClassVar[Any] = None  # type: ignore[misc]  # set once by the world, on the class: a tensor holds nothing but its value
    _symbol = None  # a tensor with a value stands for no symbol of a graph

    def __init__(self, value: Any) -> None:
        self._value: Array = value if type(value) is np.ndarray else array_of(value)
        self._id: Any = None

    def _binary(self, op: str, other: Any, name: str) -> Any:
        if type(other) is not EagerTensor and getattr(other, "_takes_over_operators", False):
            return NotImplemented
        return binary(self._world, op, self, other, name)

    dtype = property(lambda self: dtypes._BY_NUMPY[self._value.dtype])

    @property
    def static_shape(self) -> Shape:
        return self._value.shape  # type: ignore[no-any-return]

    shape: Any = property(lambda self: self._world.shape_class(self._value.shape))

    def get_shape(self) -> Any:
        return self.shape

    ndim = property(lambda self: self._value.ndim)
    device = property(lambda self: CPU)

    backing_device = device
    is_packed = False

    def cpu(self) -> "EagerTensor":
        return self

    def consumers(self) -> Any:
        raise NotImplementedError("Tensor.consumers is undefined when eager execution is enabled.")

    def eval(self, feed_dict: Any = None, session: Any = None) -> Any:
        raise NotImplementedError("eval is not supported when eager execution is enabled, is .numpy() what you're "
                                  "looking for?")  # fmt: skip

    def static_value(self) -> Array:
        return self._value

    def static_value_as_shape(self) -> Shape:
        return tuple(None if size == -1 else int(size) for size in self._value.flat)

    def numpy(self) -> Any:
        """Return the value as a new NumPy array, or as a NumPy scalar (bytes for a string)."""
        return self._value.copy() if self._value.ndim else self._value[()]

    def set_shape(self, shape: Any) -> None:
        if not self.shape.is_compatible_with(shape):
            raise ValueError(f"Tensor's shape {self.shape} is not compatible with supplied shape "
                             f"{self._world.shape_class(shape)}.")  # fmt: skip

    def __bool__(self) -> bool:
        if self._value.size > 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or "
                             "a.all()")  # fmt: skip
        return bool(self._value.reshape(-1)[0]) if self._value.size else False

    def _scalar(self) -> Any:
        if self._value.ndim:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return self._value

    def __int__(self) -> int:
        return int(self._scalar().real)

    def __float__(self) -> float:
        return float(self._scalar().real)

    def __complex__(self) -> complex:
        return complex(self._scalar())

    def __index__(self) -> int:
        return int(self._value[()].__index__())

    def __getitem__(self, key: Any) -> Any:
        """Return that part as a new tensor. Plain positions and slices, unseen by any tape, are read straight off."""
        if HERE.straight is not None and _is_plain(key):
            try:
                part = self._value[key]
                return EagerTensor(part.copy() if type(part) is np.ndarray else part)
            except IndexError:
                pass
        return index(self._world, self, key)

    def __len__(self) -> int:
        if not self._value.ndim:
            raise TypeError("Scalar tensor has no `len()`")
        return len(self._value)

    def __iter__(self) -> Iterator[Any]:
        if not self._value.ndim:
            raise TypeError("Cannot iterate over a scalar tensor.")
        return (self[i] for i in range(len(self._value)))

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError(f"'{self._called}' object does not support item assignment")

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        value: Array = self._value
        if copy or dtype not in (None, value.dtype):
            return np.array(value, dtype)
        view = value.view()
        view.flags.writeable = False  # nobody may change a tensor
        return view

    def __copy__(self) -> "EagerTensor":
        return self

    def __deepcopy__(self, memo: Any) -> "EagerTensor":
        return self

    def __reduce__(self) -> Any:
        return EagerTensor, (self._value,)

    def __str__(self) -> str:
        return f"tf.Tensor({text_of(self._value, False)}, shape={show(self._value.shape)}, dtype={self.dtype.name})"

    def __repr__(self) -> str:
        return (
            f"<tf.Tensor: shape={show(self._value.shape)}, dtype={self.dtype.name}, numpy={text_of(self._value, True)}>"
        )

    def __format__(self, spec: str) -> str:
        return format(self._value, spec)


def _straight(
    op: str, label: str, takes: Iterable[str], ufunc: Any = None, reflected: bool = False
) -> Callable[[EagerTensor, Any], Any]:
    """Return an operator that goes straight to its kernel where two eager tensors, or one and a variable, agree.

    Whatever else there is, and every error, takes the way through the world.
    """
    dtypes_taken = frozenset(np.dtype(dtypes.BY_NAME[name].as_numpy_dtype) for name in takes)
    kernel = ufunc if ufunc is not None and GIVES_ARRAYS else _found_late(op)
    general = "_reflected" if reflected else "_binary"
    if reflected and ufunc not in (np.add, np.multiply):
        kernel = _swapped(kernel)

    def operator(self: EagerTensor, other: Any) -> Any:
        straight, x, kind = HERE.straight, self._value, type(other)
        dtype = x.dtype
        try:
            if straight is not None:
                if kind is EagerTensor:
                    y = other._value
                    fits = y.dtype is dtype
                else:
                    y, fits = other, (kind is float or kind is int) and dtype.kind == "f"
                if fits and dtype in dtypes_taken:
                    made = _new(EagerTensor)  # what the constructor does, without calling it
                    made._value, made._id = straight(kernel, x, y, out=...), None
                    return made
            if not reflected and HERE.place is HERE.eager:
                read = getattr(kind, "_operand", None)
                tensor = other if read is None else read(other)
                if type(tensor) is EagerTensor and tensor._value.dtype is dtype and dtype in dtypes_taken:
                    made = EagerTensor(HERE.quietly(kernel, x, tensor._value, out=...))
                    if HERE.tapes:
                        HERE.eager._record(OPS.get(op) or find(op), (self, tensor), {}, (made,))
                    return made
        except Exception:
            pass
        return getattr(self, general)(op, other, label)

    return operator


def _found_late(op: str) -> Callable[..., Any]:
    """Return a kernel that is looked up when it is first used, as the library may have it."""

    def kernel(x: Array, y: Any, out: Any) -> Any:
        return array_of((OPS.get(op) or find(op)).kernel(x, np.asarray(y, x.dtype)))

    return kernel


def _swapped(kernel: Callable[..., Any]) -> Callable[..., Any]:
    return lambda x, y, out: kernel(y, x, out=out)


_new: Final = object.__new__
for _name, _op, _label, _takes, _ufunc in (
    ("add", "AddV2", "add", NUMBERS, np.add), ("sub", "Sub", "sub", NUMBERS, np.subtract),
    ("mul", "Mul", "mul", NUMBERS, np.multiply), ("truediv", "RealDiv", "truediv", FLOATS, np.divide),
    ("lt", "Less", "Less", ORDERED, np.less), ("le", "LessEqual", "LessEqual", ORDERED, np.less_equal),
    ("gt", "Greater", "Greater", ORDERED, np.greater),
    ("ge", "GreaterEqual", "GreaterEqual", ORDERED, np.greater_equal),
    ("floordiv", "FloorDiv", "floordiv", ORDERED, None), ("mod", "FloorMod", "mod", ORDERED, None),
    ("pow", "Pow", "pow", SIGNED, None),
):  # fmt: skip
    setattr(EagerTensor, f"__{_name}__", _straight(_op, _label, _takes, _ufunc))
    if _name in ("add", "sub", "mul", "truediv"):
        setattr(EagerTensor, f"__r{_name}__", _straight(_op, _label, _takes, _ufunc, reflected=True))


def array_of(value: Any) -> Array:
    """Return what a kernel gave as an array; text stays an object."""
    return np.asarray(value, np.object_ if type(value) in (bytes, str) else None)


def _is_plain(key: Any) -> bool:
    """Return whether NumPy and TensorFlow read a key alike: integers, and slices between integers."""
    if type(key) is tuple:
        return all(map(_is_plain, key))
    if type(key) is slice:
        return key.step != 0 and all(bound is None or type(bound) is int for bound in (key.start, key.stop, key.step))
    return type(key) is int or key is Ellipsis or key is None


def text_of(value: Array, is_repr: bool) -> str:
    """Return the value as the real repr shows it: on a new line where it takes several."""
    if value.ndim:
        text = repr(value) if is_repr else str(value)
    else:
        text = repr(value.item()) if is_repr or value.dtype == np.object_ else str(value[()])
    return "\n" + text if "\n" in text else text


labels.register(EagerTensor, "tensor", nbytes=lambda tensor: tensor._value.nbytes)
