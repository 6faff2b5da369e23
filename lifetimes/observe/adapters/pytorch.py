"""PyTorch: what a tensor keeps alive through C++, and what a storage weighs.

A result keeps its whole history: `loss.grad_fn` is a node that saves the tensors its backward step needs, and
leads to the nodes before it. All of it is C++, so a list of losses looks like a list of small numbers to the
collector. The classes of the nodes are made by PyTorch as it goes; each is registered when its first node is
met.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from lifetimes import labels

__all__: list[str] = []

_node_types: set[int] = set()


def _plainly() -> AbstractContextManager[Any]:
    """Subclasses of Tensor can take over every attribute; within this they are read as tensors."""
    torch: Any = sys.modules["torch"]
    plain: AbstractContextManager[Any] = torch._C.DisableTorchFunctionSubclass()
    return plain


def _name(tensor: Any) -> str:
    with _plainly():
        sizes = ", ".join(map(str, tensor.shape))
        return f"{str(tensor.dtype).removeprefix('torch.')}[{sizes}]"


def _bytes(tensor: Any) -> int:
    with _plainly():
        return int(tensor.nbytes)


def _storage(tensor: Any) -> tuple[object, int]:
    """Views and detached tensors share a storage; its address tells."""
    with _plainly():
        storage = tensor.untyped_storage()
        return ("torch storage", storage.data_ptr()), int(storage.nbytes())


def _tensor_holds(tensor: Any) -> Iterator[tuple[str, object]]:
    with _plainly():
        node, base = tensor.grad_fn, tensor._base
        gradient = tensor.grad if tensor.is_leaf else None
    if node is not None:
        _meet(node)
        yield ".grad_fn", node
    if base is not None:
        yield "._base", base
    if gradient is not None:
        yield ".grad", gradient


def _meet(node: Any) -> None:
    if id(type(node)) not in _node_types:
        _node_types.add(id(type(node)))
        labels.register(type(node), "autograd node", name=lambda node: type(node).__name__, holds=_node_holds)


def _node_holds(node: Any) -> Iterator[tuple[str, object]]:
    """The tensors a node saved for its backward step, the leaf it adds gradients to, and the nodes before it."""
    for name in dir(type(node)):
        if name.startswith("_saved_") or name in ("variable", "saved_tensors"):
            yield from _tensors(f".{name}", _read(node, name))
    for position, (following, _) in enumerate(node.next_functions):
        if following is not None:
            _meet(following)
            yield f".next_functions[{position}][0]", following


def _read(node: Any, name: str) -> object:
    try:
        return getattr(node, name)
    except RuntimeError:  # freed by backward(): it saves nothing any more
        return None


def _tensors(text: str, value: Any) -> Iterator[tuple[str, object]]:
    kind = sys.modules["torch"].Tensor
    if isinstance(value, kind):
        yield text, value
    elif type(value) in (tuple, list):
        for position, part in enumerate(value):
            if isinstance(part, kind):
                yield f"{text}[{position}]", part


labels.register("torch.Tensor", "tensor", name=_name, nbytes=_bytes, holds=_tensor_holds, buffer=_storage)
labels.register("torch.nn.parameter.Parameter", "parameter")
labels.register("torch.nn.modules.module.Module", "module", name=lambda module: type(module).__name__)
labels.register("torch.optim.optimizer.Optimizer", "optimizer", name=lambda optimizer: type(optimizer).__name__)
