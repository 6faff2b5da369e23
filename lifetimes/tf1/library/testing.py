"""`tf.test`: a test case with a session, and the check of a gradient against differences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from lifetimes.graph.data.protos import ConfigProto
from lifetimes.graph.differentiation import gradients
from lifetimes.graph.graph import Graph
from lifetimes.ops import public
from lifetimes.ops.debugging.assertions import Assertions
from lifetimes.tf1.session import Session, get_default_session


@public(v1=("test.TestCase",))
class TestCase(Assertions):
    """A test with assertions on arrays, and a session on the default graph, which is empty when a test starts."""

    def __init__(self, world: Any, methodName: str = "runTest") -> None:
        super().__init__(methodName)
        self._world = world

    def setUp(self) -> None:
        self._world.reset_default_graph()

    @contextmanager
    def session(self, graph: Graph | None = None, config: Any = None, **unused: Any) -> Iterator[Session]:
        """Open a session for one block."""
        with Session(self._world, graph=graph, config=config or ConfigProto(allow_soft_placement=True)) as sess:
            yield sess

    test_session = cached_session = session

    def evaluate(self, tensors: Any) -> Any:
        session = get_default_session(self._world)
        if session is not None:
            return session.run(tensors)
        with self.session() as session:
            return session.run(tensors)


@public(v1=("test.compute_gradient",))
def compute_gradient(
    world: Any, x: Any, x_shape: Any, y: Any, y_shape: Any, x_init_value: Any = None, delta: float = 1e-3,
    init_targets: Any = None, extra_feed_dict: Any = None,
) -> tuple[Any, Any]:  # fmt: skip
    """Return the Jacobian of y by x twice, as `[elements of x, elements of y]`: by rules, and by differences."""
    session = get_default_session(world)
    start = np.random.random_sample(x_shape) if x_init_value is None else np.asarray(x_init_value)
    start = start.astype(x.dtype.as_numpy_dtype)
    feed = dict(extra_feed_dict or {})
    weight = world.apply("Placeholder", dtype=y.dtype.base_dtype, shape=tuple(y_shape))
    (gradient,) = gradients(world, y, x, grad_ys=weight)
    sizes = int(np.prod(x_shape)), int(np.prod(y_shape))
    by_rules, by_differences = np.zeros(sizes), np.zeros(sizes)
    for j in range(sizes[1]):
        unit = np.zeros(sizes[1])
        unit[j] = 1
        by_rules[:, j] = session.run(gradient, {**feed, x: start, weight: unit.reshape(y_shape)}).reshape(-1)
    for i in range(sizes[0]):
        step = np.zeros(sizes[0], start.dtype)
        step[i] = delta
        ends = [session.run(y, {**feed, x: start + sign * step.reshape(x_shape)}) for sign in (1, -1)]
        by_differences[i] = ((ends[0] - ends[1]) / (2 * delta)).reshape(-1)
    return by_rules, by_differences


@public(v1=("test.compute_gradient_error",))
def compute_gradient_error(world: Any, *arguments: Any, **keywords: Any) -> float:
    """Return the largest difference between the gradient by rules and by differences."""
    by_rules, by_differences = compute_gradient(world, *arguments, **keywords)
    return float(np.abs(by_rules - by_differences).max())
