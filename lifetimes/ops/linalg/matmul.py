"""Linear algebra: products of matrices and of tensors."""

from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import FailedPreconditionError, ShapeError, refuse
from lifetimes.ops import Array, Shape, World, brackets, broadcast, dtypes
from lifetimes.ops.arithmetic import conj, shape_of, sum_to
from lifetimes.ops.debugging.wrappers import checked, function_of
from lifetimes.ops.layout.shape_rules import at_least, equal, of_rank, shaped
from lifetimes.ops.linalg import rounding
from lifetimes.ops.math.arithmetic import conjugate
from lifetimes.ops.math.reductions import reduce_prod
from lifetimes.ops.operators import pair
from lifetimes.ops.registry import FLOATS, INDEX, ORDERED, Out, op, operator, public, same, told

# --- the product of two matrices -------------------------------------------------------------------------


def _matmul(a: Array, b: Array, transpose_a: bool, transpose_b: bool) -> Any:
    if a.ndim != 2 or b.ndim != 2:
        raise ValueError("not matrices")
    return (a.T if transpose_a else a).dot(b.T if transpose_b else b)  # of matrices the same as matmul, and quicker


def _matmul_shape(a: Shape, b: Shape, turn_a: bool, turn_b: bool) -> Shape:
    of_rank(a, 2)
    of_rank(b, 2)
    return _rows_and_columns(a or (None, None), b or (None, None), turn_a, turn_b)


def _rows_and_columns(a: Any, b: Any, turn_a: bool, turn_b: bool) -> tuple[Any, Any]:
    """Return the sizes of a product of matrices, of which each may be turned. ShapeError where they do not fit."""
    rows, inner = a[-2:][::-1] if turn_a else a[-2:]
    other, columns = b[-2:][::-1] if turn_b else b[-2:]
    equal(inner, other)
    return rows, columns


def _matmul_words(a: Array, b: Array) -> str:
    if a.dtype == np.float32 and (a.ndim < 2 or b.ndim < 2):  # what multiplies these has words of its own
        return f"In[{0 if a.ndim < 2 else 1}] ndims must be >= 2"
    if a.ndim != b.ndim:
        return f"In[0] and In[1] has different ndims: {brackets(a.shape)} vs. {brackets(b.shape)}"
    if a.ndim != 2:
        return f"In[0] and In[1] ndims must be == 2: {a.ndim}"
    return _other_sizes(a, b)


def _other_sizes(a: Array, b: Array) -> str:
    return f"Matrix size-incompatible: In[0]: {brackets(a.shape)}, In[1]: {brackets(b.shape)}"


def _of_factors(product: Any, a: Any, b: Any, dy: Any, turn_a: bool, turn_b: bool) -> tuple[Any, Any]:
    """Return the gradients of both factors of a product; `product` is told which of its own are turned."""
    of_a = product(b, dy, turn_b, True) if turn_a else product(dy, b, False, not turn_b)
    return of_a, product(dy, a, True, turn_a) if turn_b else product(a, dy, not turn_a, False)


def _matmul_gradient(world: World, node: Any, dy: Any) -> Any:
    def product(x: Any, y: Any, transpose_a: bool, transpose_b: bool) -> Any:
        return lambda: world.apply("MatMul", x, y, transpose_a=transpose_a, transpose_b=transpose_b)

    a, b = conj(world, node.inputs[0]), conj(world, node.inputs[1])
    return _of_factors(product, a, b, dy, node.attrs["transpose_a"], node.attrs["transpose_b"])


op("MatMul", "a:T b:T", _matmul, shaped("shape? shape? .transpose_a .transpose_b", _matmul_shape), _matmul_gradient,
   allow=(*FLOATS, *INDEX), explain=_matmul_words, attrs={"transpose_a": False, "transpose_b": False}, reads="inputs",
   wrapper="adapts converts", shown={"grad_a": False, "grad_b": False})  # fmt: skip


def adjoint_of(x: Array) -> Array:
    """Return the conjugate transpose of the last two axes."""
    return np.conj(np.swapaxes(x, -1, -2))


def _batch_matmul(x: Array, y: Array, adj_x: bool, adj_y: bool) -> Any:
    if x.ndim < 2 or y.ndim < 2:
        raise ValueError("not matrices")
    return rounding.product(np.conj(x) if adj_x else x, np.conj(y) if adj_y else y, adj_x, adj_y)


def _batch_matmul_shape(x: Any, y: Any, adj_x: bool, adj_y: bool) -> Shape:
    at_least(x, 2)
    at_least(y, 2)
    if x is None or y is None:
        return None
    sizes = _rows_and_columns(x, y, adj_x, adj_y)
    return *(broadcast(x[:-2], y[:-2]) or ()), *sizes


def _batch_words(x: Array, y: Array) -> str:
    for i, array in enumerate((x, y)):
        if array.ndim < 2:
            return f"In[{i}] ndims must be >= 2: {array.ndim}"
    try:
        np.broadcast_shapes(x.shape[:-2], y.shape[:-2])
    except ValueError:
        return f"In[0] and In[1] must have compatible batch dimensions: {brackets(x.shape)} vs. {brackets(y.shape)}"
    return _other_sizes(x, y)


def _batch_matmul_gradient(world: World, node: Any, dy: Any) -> Any:
    x, y = node.inputs

    def product(a: Any, b: Any, adj_a: bool, adj_b: bool) -> Any:
        return world.apply("BatchMatMulV2", a, b, adj_x=adj_a, adj_y=adj_b)

    dx, dy_ = _of_factors(product, x, y, dy, node.attrs["adj_x"], node.attrs["adj_y"])
    return sum_to(world, dx, x), sum_to(world, dy_, y)


op("BatchMatMulV2", "x:T y:T", _batch_matmul,
   shaped("shape? shape? .adj_x .adj_y", _batch_matmul_shape), _batch_matmul_gradient, label="MatMul",
   attrs={"adj_x": False, "adj_y": False}, allow=(*FLOATS, "int16", *INDEX), explain=_batch_words, reads="inputs",
   wrapper="converts")  # fmt: skip


def product(world: World, a: Any, b: Any, adjoint_a: bool = False, adjoint_b: bool = False) -> Any:
    """Return the product of matrices that go through several steps: each rounds as in TensorFlow, in batches or not."""
    return world.apply("BatchMatMulV2", a, b, adj_x=adjoint_a, adj_y=adjoint_b)


@public("matmul", "linalg.matmul")
def matmul(
    world: World, a: Any, b: Any, transpose_a: bool = False, transpose_b: bool = False, adjoint_a: bool = False,
    adjoint_b: bool = False, a_is_sparse: bool = False, b_is_sparse: bool = False, output_type: Any = None,
    grad_a: bool = False, grad_b: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return the matrix product of a `[..., n, k]` and b `[..., k, m]`. Raises where the inner sizes differ."""
    tensors = world.is_tensor(a) and world.is_tensor(b)
    plainly = transpose_a is transpose_b is adjoint_a is adjoint_b is a_is_sparse is b_is_sparse is False
    if tensors and plainly and not (_many(a) or _many(b)):
        return world.apply("MatMul", a, b, name=name)
    for side, transpose, adjoint in (("a", transpose_a, adjoint_a), ("b", transpose_b, adjoint_b)):
        if transpose and adjoint:
            received = f"Received `transpose_{side}`={transpose}, `adjoint_{side}`={adjoint}."
            raise ValueError(f"Only one of `transpose_{side}` and `adjoint_{side}` can be True. {received}")
    if not tensors:
        with world.name_scope(name, "MatMul") as name:
            a, b = pair(world, a, b, "ab")
    if _many(a) or _many(b):
        a, adjoint_a = _as_adjoint(world, a, transpose_a, adjoint_a)
        b, adjoint_b = _as_adjoint(world, b, transpose_b, adjoint_b)
        adjoint_a, adjoint_b = checked("adj_x", adjoint_a, bool), checked("adj_y", adjoint_b, bool)
        return world.apply("BatchMatMulV2", a, b, adj_x=adjoint_a, adj_y=adjoint_b, name=name)
    a, b = conjugate(world, a) if adjoint_a else a, conjugate(world, b) if adjoint_b else b
    left = checked("transpose_a", True if adjoint_a else transpose_a, bool)
    right = checked("transpose_b", True if adjoint_b else transpose_b, bool)
    if (a_is_sparse or b_is_sparse) and a.dtype.base_dtype == b.dtype.base_dtype == dtypes.float32:
        checked("a_is_sparse", a_is_sparse, bool)
        checked("b_is_sparse", b_is_sparse, bool)
    return world.apply("MatMul", a, b, transpose_a=left, transpose_b=right, name=name)


@operator("MatMul")
def _product(world: World, a: Any, b: Any, name: str) -> Any:
    return matmul(world, a, b, name=name)


def _many(tensor: Any) -> bool:
    """Return whether the tensor is, or may be, a batch of matrices."""
    shape = tensor.static_shape
    return shape is None or len(shape) > 2


def _as_adjoint(world: World, tensor: Any, transpose: bool, adjoint: bool) -> tuple[Any, bool]:
    return (conj(world, tensor), True) if transpose else (tensor, adjoint)


@public("linalg.matvec", scope="MatVec a b")
def matvec(
    world: World, a: Any, b: Any, transpose_a: bool = False, adjoint_a: bool = False, a_is_sparse: bool = False,
    b_is_sparse: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return the product of matrix a `[..., n, k]` and vector b `[..., k]`."""
    column = world.apply("ExpandDims", b, -1)
    return world.apply("Squeeze", matmul(world, a, column, transpose_a, adjoint_a=adjoint_a), axis=(-1,))


# --- sums of products over any axes ----------------------------------------------------------------------


def _einsum(*inputs: Array, equation: str) -> Any:
    """Return the sum; refuse a letter that stands for two sizes: NumPy would stretch a size of 1."""
    found: dict[str, int] = {}
    terms = equation.partition("->")[0].replace(" ", "").split(",")
    for place, (term, value) in enumerate(zip(terms, inputs, strict=True)):
        before, dots, after = term.partition("...")
        places = [*enumerate(before), *((i - len(after), letter) for i, letter in enumerate(after))]
        if len(before) + len(after) > value.ndim or (not dots and len(term) != value.ndim):
            raise refuse(f"Expected input {place} to have rank {len(term)} but got: {value.ndim}")
        for axis, letter in places:
            size = value.shape[axis]
            if found.setdefault(letter, size) != size:
                raise refuse(f"Expected dimension {found[letter]} at axis {axis % value.ndim} of the input shaped "
                             f"{brackets(value.shape)} but got dimension {size}")  # fmt: skip
    return np.asarray(np.einsum(equation, *inputs, optimize=len(inputs) > 1))


def _terms(equation: str, ranks: list[int | None]) -> tuple[list[str], str]:
    """Return one letter per axis of each input and of the result; `...` becomes capital letters from the right."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if not arrow:
        letters = left.replace(",", "").replace("...", "")
        once = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
        right = ("..." if "..." in left else "") + once
    dots = [0 if r is None or "..." not in t else r - len(t) + 3 for t, r in zip(terms, ranks, strict=True)]
    free = [c for c in "ZYXWVUTSRQPONMLKJIHGFEDCBA" if c not in equation][: max(dots)][::-1]
    spelled = [t.replace("...", "".join(free[len(free) - d :])) for t, d in zip(terms, dots, strict=True)]
    return spelled, right.replace("...", "".join(free))


def _einsum_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shapes = [one.static_shape for one in inputs]
    dtype = inputs[0].dtype.base_dtype
    if any(shape is None for shape in shapes):
        return dtype, None
    terms, result = _terms(attrs["equation"], [len(shape) for shape in shapes])
    found: dict[str, int | None] = {}
    for place, (term, shape) in enumerate(zip(terms, shapes, strict=True)):
        if len(shape) != len(term):
            words = f"Shape must be rank {len(term)} but is rank {len(shape)}"
            raise ShapeError(f"{words}\n\t for {place}th input and equation: {attrs['equation']}")
        for letter, size in zip(term, shape, strict=True):
            known = found.get(letter)
            if known != 1 and size != 1:
                equal(known, size)
            found[letter] = size if known in (None, 1) else known
    return dtype, tuple(found[letter] for letter in result)


def _einsum_gradient(world: World, node: Any, dy: Any) -> Any:
    """Return the gradient of each input: dy times the other inputs, summed to the letters of that input.

    Letters that only this input has were summed away; a letter that it has twice picks a diagonal.
    """
    terms, result = _terms(node.attrs["equation"], [len(one.static_shape) for one in node.inputs])
    found, shapes = [], [shape_of(world, tensor) for tensor in node.inputs]
    for i, (term, shape) in enumerate(zip(terms, shapes, strict=True)):
        rest = [result, *terms[:i], *terms[i + 1 :]]
        present = "".join(dict.fromkeys(letter for letter in term if any(letter in other for other in rest)))
        others = [conj(world, other) for other in (*node.inputs[:i], *node.inputs[i + 1 :])]
        part = world.apply("Einsum", dy, *others, equation=f"{','.join(rest)}->{present}")
        spread = present != term
        found.append(world.apply("EinsumSpread", part, shape, present=present, term=term) if spread else part)
    return found


def _einsum_spread(part: Array, shape: Array, present: str, term: str) -> Array:
    whole = np.zeros(tuple(shape), part.dtype)
    letters = "".join(dict.fromkeys(term))
    view = np.einsum(f"{term}->{letters}", whole)
    sizes = [part.shape[present.index(c)] if c in present else 1 for c in letters]
    view[...] = np.transpose(part, [present.index(c) for c in letters if c in present]).reshape(sizes)
    return whole


op("Einsum", "inputs:T*", _einsum, _einsum_shape, _einsum_gradient, allow=(*FLOATS, *INDEX))
op("EinsumSpread", "part shape", _einsum_spread, told(0, 1),
   lambda w, n, dy: (w.apply("Einsum", dy, equation=f"{n.attrs['term']}->{n.attrs['present']}"), None))  # fmt: skip


@public("einsum", "linalg.einsum")
def einsum(world: World, equation: str, *inputs: Any, **kwargs: Any) -> Any:
    """Return the sum of products that the equation describes, as `ij,jk->ik` describes a matrix product."""
    with world.name_scope(kwargs.pop("name", None), "einsum"):
        tensors = [world.convert(one) for one in inputs]
        count = equation.partition("->")[0].count(",") + 1
        if len(tensors) != count:
            raise ValueError(f'Got {len(tensors)} inputs for equation "{equation}", expecting {count}')
        left, _, right = equation.partition("->")
        for label in right.replace("...", "").replace(" ", ""):
            if label not in left:
                raise ValueError(f"Output subscripts contain the label {label} not present in the input subscripts.")
        return world.apply("Einsum", *tensors, equation=equation, name="Einsum")


@public("tensordot", "linalg.tensordot", scope="Tensordot +a +b")
def tensordot(world: World, a: Any, b: Any, axes: Any, name: str | None = None) -> Any:
    """Return the sum of products over the axes of a and b that `axes` pairs, or the last and first `axes` of them."""
    mine, theirs = _paired(world, a, axes)
    left, rows, first = _as_matrix(world, a, mine, last=True)
    right, columns, second = _as_matrix(world, b, theirs, last=False)
    product = matmul(world, left, right, name="MatMul")
    if isinstance(rows, list) and isinstance(columns, list):
        sizes = rows + columns
        if not sizes and not world.is_eager():
            world.constant_from(np.zeros(0, np.float32), "shape")  # what an empty list is taken for at first
        fits = product.static_shape == tuple(sizes)
        return product if fits else world.apply("Reshape", product, np.array(sizes, np.int32), name=name)
    rows, columns = world.convert(rows, dtypes.int32), world.convert(columns, dtypes.int32)
    result = world.apply("Reshape", product, world.apply("ConcatV2", rows, columns, 0), name=name)
    if first is not None and second is not None:
        result.set_shape([*first, *second])
    return result


def _as_matrix(world: World, tensor: Any, axes: Any, last: bool) -> tuple[Any, Any, Any]:
    """Return the tensor as a matrix with the axes folded into its last or first axis.

    The sizes of the axes that are left follow, as a list or a tensor, and what is known of them.
    """
    shape = tensor.static_shape
    if shape is None or not isinstance(axes, list):
        sizes, rank = world.apply("Shape", tensor), world.apply("Rank", tensor)
        axes = world.convert(axes, dtypes.int32, name="axes")
        axes = world.apply("Select", axes >= 0, axes, axes + rank)
        free, known = world.apply("ListDiff", world.apply("Range", 0, rank, 1), axes, out_idx=dtypes.int32)[0], None
    else:
        shape, axes = list(shape), [axis + len(shape) if axis < 0 else axis for axis in axes]
        free = [axis for axis in range(len(shape)) if axis not in axes]
        known = [shape[axis] for axis in free]
        if None not in shape:
            sizes = [prod(one or 0 for one in known), prod(shape[axis] or 0 for axis in axes)]
            order = [*free, *axes] if last else [*axes, *free]
            in_place = order == list(range(len(shape)))
            turned = tensor if in_place else world.apply("Transpose", tensor, order, name="transpose")
            wanted = tuple(sizes if last else sizes[::-1])
            return turned if turned.static_shape == wanted else world.apply("Reshape", turned, wanted), known, known
        axes = world.convert(np.array(axes, np.int32), name="axes")
        free = world.convert(np.array(free, np.int32), name="free")
        sizes = world.apply("Shape", tensor)
    left, folded = world.apply("GatherV2", sizes, free, 0), world.apply("GatherV2", sizes, axes, 0)
    pairs = [(free, reduce_prod(world, left)), (axes, reduce_prod(world, folded))]
    (before, rows), (after, columns) = pairs if last else pairs[::-1]
    order, wanted = world.apply("ConcatV2", before, after, 0), world.apply("Pack", rows, columns)
    turned = world.apply("Transpose", tensor, order, name="transpose")
    return world.apply("Reshape", turned, wanted), left, known


def _paired(world: World, tensor: Any, axes: Any) -> tuple[Any, Any]:
    """Return the axes of both factors. ValueError where there are more than `tensor` has, or their numbers differ."""
    axes = axes.static_value().tolist() if hasattr(axes, "static_value") else axes
    if isinstance(axes, int):
        if axes < 0:
            raise ValueError(f"`axes` must be at least 0. Received: {axes}.")
        if tensor.static_shape is None:
            rank = world.apply("Rank", tensor)
            return world.apply("Range", rank - axes, rank, 1), world.apply("Range", 0, axes, 1)
        rank = len(tensor.static_shape)
        if axes > rank:
            words = f"`axes` must not be larger than the number of dimensions of tensor {tensor}."
            raise ValueError(f"{words}  Received {axes}, vs tensor dimensions {rank}.")
        return list(range(rank - axes, rank)), list(range(axes))
    if axes is None:
        raise ValueError(f"Attempt to convert a value ({axes}) with an unsupported type ({type(axes)}) to a Tensor.")
    if len(axes) != 2:
        raise ValueError(f"`axes` must be an integer or have length 2. Received {axes}.")
    mine, theirs = ([one] if isinstance(one, int) else list(one) for one in axes)
    if len(mine) != len(theirs):
        raise ValueError(f"Different number of contraction axes `a` and `b`, {len(mine)} != {len(theirs)}.")
    return mine, theirs


def _cross(a: Array, b: Array) -> Any:
    if a.shape != b.shape:
        raise refuse(f"Both inputs must be of same shape: {brackets(a.shape)} vs. {brackets(b.shape)}")
    if a.shape[-1:] != (3,):
        raise FailedPreconditionError(None, None, "Cross-products are only defined for 3-element vectors.")
    return np.cross(a, b)


op("Cross", "a:T b:T", _cross, same,
   lambda w, n, dy: (w.apply("Cross", n.inputs[1], dy), w.apply("Cross", dy, n.inputs[0])), allow=ORDERED)  # fmt: skip


function_of("Cross", "linalg.cross v1:cross", "Return the cross product of vectors of three elements.")
