"""What `get_variable(regularizer=...)` puts in REGULARIZATION_LOSSES: a loss that whoever uses it builds anew.

It holds the variable's handle, and the graph holds it. Source: `_LazyEvalTensor` in
`tensorflow/python/ops/variable_scope.py`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from lifetimes.graph.tensor import Tensor
from lifetimes.ops.operators import Operators
from lifetimes.tf1.graph_collections import GraphKeys

_LOOKED_AT: Final = ["name", "op", "graph", "device", "dtype", "shape", "get_shape", "static_shape", "value_index"]


class LazyLoss(Operators):
    """A loss that is built once to be looked at and run, and again for each operation that takes it."""

    def __init__(self, build: Callable[[], Tensor]) -> None:
        self._build = build
        self._symbol = build()
        self._world = self._symbol.graph.world

    def __getattr__(self, name: str) -> Any:
        if name not in _LOOKED_AT:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(self._symbol, name)

    def eval(self, feed_dict: Any = None, session: Any = None) -> Any:
        """Return the value in the session given, or in the default session, of a loss built for this."""
        return self._build().eval(feed_dict, session)

    def __str__(self) -> str:
        return str(self._symbol)

    def __bool__(self) -> bool:
        return bool(self._build())  # refused there

    def _as_tensor(self, as_ref: bool = False) -> Tensor:
        return self._build()

    def _binary(self, op: str, other: Any, name: str) -> Any:
        return self._build()._binary(op, other, name)

    def _reflected(self, op: str, other: Any, name: str) -> Any:
        return self._build()._reflected(op, other, name)

    # --- a fetch of it is one of the loss that it was built as first ---

    def _tensors(self) -> list[Tensor]:
        return [self._symbol]

    def _with_tensors(self, tensors: Sequence[Any]) -> Any:
        return tensors[0]


LazyLoss.__name__ = LazyLoss.__qualname__ = "_LazyEvalTensor"


def regularize(variable: Any, name: str, regularizer: Callable[[Any], Any]) -> None:
    """Put the loss that a regularizer gives for a new variable into its collection.

    It is asked once whether there is any, and that leaves its operations too.
    """
    graph = variable.graph

    def build() -> Any:
        with graph.as_default(), graph.name_scope(f"{name}/Regularizer/"):
            return regularizer(variable)

    if regularizer(variable) is not None:
        graph.add_to_collection(GraphKeys.REGULARIZATION_LOSSES, LazyLoss(build))
