"""PyTorch: what a tensor keeps alive through C++, and what a storage weighs.

A result keeps its whole history: `loss.grad_fn` is a node that saves the tensors its backward step needs, and
leads to the nodes before it. All of it is C++, so a list of losses looks like a list of small numbers to the
collector. The classes of the nodes are made by PyTorch as it goes; each is registered when its first node is
met.

Everything is read through PyTorch's own C attributes. What a node saved is read raw: unpacking it would run the
hooks of the user's, and under `torch.utils.checkpoint` the whole forward pass again.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from lifetimes import labels

from ..heap.attributes import c_value, class_namespace, mro, type_name
from ..heap.looking import hide

_node_types: set[int] = set()


def _plainly() -> AbstractContextManager[Any]:
    """Subclasses of Tensor can take over every attribute; within this they are read as tensors."""
    torch: Any = sys.modules["torch"]
    plain: AbstractContextManager[Any] = torch._C.DisableTorchFunctionSubclass()
    return plain


def _name(tensor: Any) -> str:
    with _plainly():
        sizes = ", ".join(map(str, c_value(tensor, "shape")))
        return f"{str(c_value(tensor, 'dtype')).removeprefix('torch.')}[{sizes}]"


def _bytes(tensor: Any) -> int:
    with _plainly():
        return int(c_value(tensor, "nbytes"))


def _storage(tensor: Any) -> tuple[object, int]:
    """Views and detached tensors share a storage; its address tells. The object that asking makes of a storage is
    kept by C++ from then on, and left out of every answer where nobody else has asked for it."""
    with _plainly():
        storage = sys.modules["torch"]._C.TensorBase.untyped_storage(tensor)
        if sys.getrefcount(storage) == 3:  # C++, this name, and the argument of getrefcount
            hide(storage)
        return ("torch storage", storage.data_ptr()), int(storage.nbytes())


def _tensor_holds(tensor: Any) -> Iterator[tuple[str, object]]:
    names = ["grad_fn", "_base", "_backward_hooks", "_post_accumulate_grad_hooks"]
    with _plainly():
        if c_value(tensor, "is_leaf") or c_value(tensor, "retains_grad"):  # of another, asking would warn
            names.append("grad")
        held = [(name, c_value(tensor, name)) for name in names]
    for name, value in held:
        if value is not None:
            if name == "grad_fn":
                _meet(value)
            yield f".{name}", value


def _meet(node: Any) -> None:
    if id(type(node)) not in _node_types:
        _node_types.add(id(type(node)))
        labels.register(type(node), "autograd node", name=lambda node: type_name(type(node)), holds=_node_holds)


def _node_holds(node: Any) -> Iterator[tuple[str, object]]:
    """What a node saved for its backward step, the leaf it adds gradients to, and the nodes before it."""
    for name in sorted({name for cls in mro(type(node)) for name in class_namespace(cls)}):
        if name == "variable":
            leaf = c_value(node, name)
            if leaf is not None:
                yield ".variable", leaf
        elif name.startswith("_raw_saved_"):
            yield from _saved(name, c_value(node, name))
    for position, (following, _) in enumerate(c_value(node, "next_functions") or ()):
        if following is not None:
            _meet(following)
            yield f".next_functions[{position}][0]", following


def _saved(name: str, saved: Any) -> Iterator[tuple[str, object]]:
    """What was saved: the tensor itself, or what a hook packed it into, and the hook that will unpack it."""
    unpacked = ".saved_tensors" if name == "_raw_saved_tensors" else "." + name.removeprefix("_raw")
    many = type(saved) in (tuple, list)
    for position, one in enumerate(saved if many else (saved,)):
        place = f"[{position}]" if many else ""
        hook, data = getattr(one, "unpack_hook", None), getattr(one, "data", None)
        if hook is not None:
            yield f".{name}{place}.unpack_hook", hook
        if data is not None:
            yield f"{unpacked}{place}" if hook is None else f".{name}{place}.data", data


labels.register("torch.Tensor", "tensor", name=_name, nbytes=_bytes, holds=_tensor_holds, buffer=_storage)
labels.register("torch.nn.parameter.Parameter", "parameter")
labels.register("torch.nn.modules.module.Module", "module", name=lambda module: type_name(type(module)))
labels.register("torch.optim.optimizer.Optimizer", "optimizer", name=lambda optimizer: type_name(type(optimizer)))
