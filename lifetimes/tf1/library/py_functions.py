"""`tf.py_function` in a graph: a Python function of values that may use operations, and be differentiated.

Its arguments are arrays that have `numpy()` too. Operations that it applies go into a graph of the call's own, and
are run there, so nothing is added to the graph of the program. Source: `tensorflow/python/ops/script_ops.py`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.graph.differentiation import gradients
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Tensor
from lifetimes.ops import Array, dtypes, public
from lifetimes.ops.debugging import python_calls
from lifetimes.tf1.session import Session


class Value(np.ndarray[Any, Any]):
    """An array as the function of a `py_function` gets it."""

    def numpy(self) -> Any:
        """Return the value as NumPy has it."""
        return np.array(self)[()]


def _evaluated(world: Any, make: Callable[[], Sequence[Any]]) -> list[Any]:
    """Return what a function gives. Tensors among it are of a graph of this call, and are run here."""
    with Graph(world).as_default() as graph:
        found = list(make())
        places = [i for i, value in enumerate(found) if isinstance(value, Tensor) and value.graph is graph]
        if places:
            with Session(world, graph=graph) as sess:
                for i, value in zip(places, sess.run([found[i] for i in places]), strict=True):
                    found[i] = value
    return found


def _call(run: Any, node: Any, *arrays: Array) -> Any:
    function, wanted = python_calls.function_of(node), node.attrs["Tout"]
    values = [np.array(array).view(Value) for array in arrays]
    found = _evaluated(node.graph.world, lambda: python_calls.called(function, values))
    python_calls.check_count(python_calls.token_of(node), found, wanted)
    results = [np.asarray(value) for value, _ in zip(found, wanted, strict=False)]
    for result, dtype in zip(results, wanted, strict=False):
        if dtypes.of(result) != dtype and result.dtype.kind != dtype.as_numpy_dtype().dtype.kind:
            raise refuse(f"TypeError: Cannot convert value {result} to EagerTensor of dtype {dtype.name}")
    return [np.asarray(result, dtype.as_numpy_dtype) for result, dtype in zip(results, wanted, strict=True)]


def _call_backwards(run: Any, node: Any, *arrays: Array) -> Any:
    world, function, count = node.graph.world, python_calls.function_of(node), node.attrs["count"]

    def make() -> list[Any]:
        sources = [world.constant(array) for array in arrays[:count]]
        outputs = python_calls.called(function, sources)
        found = gradients(world, outputs, sources, [world.constant(array) for array in arrays[count:]])
        return [np.zeros_like(array) if dx is None else dx for dx, array in zip(found, arrays, strict=False)]

    return [np.asarray(value) for value in _evaluated(world, make)]


python_calls.differentiable("GraphPyFunc", _call, _call_backwards, label="EagerPyFunc")


@public(v1=("py_function",))
@python_calls.decorating("tf.py_function")
def py_function(world: Any, func: Any = None, inp: Any = None, Tout: Any = None, name: str | None = None) -> Any:
    """Return tensors of what a Python function gives for the values of `inp`, each time they are run.

    The graph holds the function, and all that it refers to, as long as it lives itself.
    """
    return python_calls.applied(world, "GraphPyFunc", func, inp, Tout, name)
