"""Optimizer: finds the variables to train through a global collection, and leaves everything it makes in the graph.

    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

Nobody says which variables: every trainable one of the graph is taken, lost ones too. The slots that a rule
needs are variables of the same graph. The optimizer object may go; what it made stays. Source:
`tensorflow/python/training/optimizer.py`.
"""

from collections.abc import Iterable
from typing import Any

from lifetimes import labels, nest
from lifetimes.graph.control.ordering import after, tuple_
from lifetimes.graph.data.colocation import near
from lifetimes.graph.differentiation import gradients, walk_back
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Tensor
from lifetimes.ops import plain, public
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.dtypes import int32
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library.slots import create_slot, is_resource
from lifetimes.tf1.scopes import init_scope
from lifetimes.tf1.variable import variable

_EXPECTED = "[tf.float32, tf.float64, tf.float16, tf.bfloat16]"
_VALID = ("float16", "float32", "float64", "resource")


@plain(v1=("AggregationMethod",))
class AggregationMethod:
    """In which way gradients that meet are added up: taken as TensorFlow's, and always done at once."""

    ADD_N = DEFAULT = 0
    EXPERIMENTAL_TREE, EXPERIMENTAL_ACCUMULATE_N = 1, 2


@public(v1=("train.Optimizer",))
class Optimizer:
    """What all optimizers share. A rule says which slots it needs and which op takes its step."""

    GATE_NONE, GATE_OP, GATE_GRAPH = 0, 1, 2

    def __init__(self, world: Any, use_locking: bool, name: str) -> None:
        if not name:
            raise ValueError("Must specify the optimizer name")
        self._world, self._use_locking, self._name = world, use_locking, name
        self._slots: dict[str, dict[Any, Any]] = {}
        self._others: dict[tuple[str, int], Any] = {}

    def get_name(self) -> str:
        return self._name

    # --- the three steps ---

    def minimize(
        self, loss: Any, global_step: Any = None, var_list: Any = None, gate_gradients: int = GATE_OP,
        aggregation_method: Any = None, colocate_gradients_with_ops: bool = False, name: str | None = None,
        grad_loss: Any = None,
    ) -> Any:  # fmt: skip
        """Return an operation that takes one step. ValueError where no variable has a gradient."""
        pairs = self.compute_gradients(
            loss, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss
        )
        if all(gradient is None for gradient, _ in pairs):
            raise ValueError("No gradients provided for any variable, check your graph for ops that do not support "
                             f"gradients, between variables {[str(v) for _, v in pairs]} and loss {loss}.")  # fmt: skip
        return self.apply_gradients(pairs, global_step, name)

    def compute_gradients(
        self, loss: Any, var_list: Any = None, gate_gradients: int = GATE_OP, aggregation_method: Any = None,
        colocate_gradients_with_ops: bool = False, grad_loss: Any = None,
    ) -> list[tuple[Any, Any]]:  # fmt: skip
        """Return (gradient, variable) pairs: of `var_list`, or of every trainable variable of the graph."""
        taped = callable(loss)
        loss = loss() if taped else loss
        if gate_gradients not in (self.GATE_NONE, self.GATE_OP, self.GATE_GRAPH):
            raise ValueError("gate_gradients must be one of: Optimizer.GATE_NONE, Optimizer.GATE_OP, "
                             f"Optimizer.GATE_GRAPH.  Not {gate_gradients}")  # fmt: skip
        self._assert_valid_dtypes([loss] if grad_loss is None else [loss, grad_loss])
        graph = self._world.current_graph()
        found = graph.get_collection(GraphKeys.TRAINABLE_VARIABLES) if var_list is None else nest.flatten(var_list)
        if taped:  # TensorFlow's tape sees no references
            found = [var for var in found if is_resource(var)]
        elif not [var.op for var in found]:
            raise ValueError("No variables to optimize.")
        if taped:
            pairs = walk_back(self._world, [loss], found, None if grad_loss is None else [grad_loss])
        else:
            gated = gate_gradients == self.GATE_OP
            pairs = gradients(
                self._world, loss, found, grad_loss, gate_gradients=gated, aggregation_method=aggregation_method
            )
        if gate_gradients == self.GATE_GRAPH:
            pairs = tuple_(self._world, pairs)
        self._assert_valid_dtypes([v for g, v in zip(pairs, found, strict=True) if g is not None])
        every = list(zip(pairs, found, strict=True))
        return [pair for pair in every if pair[0] is not None] if taped and var_list is None else every

    def apply_gradients(
        self, grads_and_vars: Iterable[tuple[Any, Any]], global_step: Any = None, name: str | None = None
    ) -> Any:
        """Return an operation that applies the gradients, and then counts `global_step` up where one is given."""
        pairs, world = self._checked(grads_and_vars), self._world
        with init_scope(world):
            self._create_slots([v for _, v in pairs])
        with world.name_scope(name, self._name) as scope:
            self._prepare()
            updates = [self._update(g, v) for g, v in pairs]
            step: Any
            if global_step is None:
                step = self._finish(updates, scope)
            else:
                graph = world.current_graph()
                with graph.control_dependencies([self._finish(updates, "update")]):
                    step = self._count(global_step, scope)
        step = step.op if isinstance(step, Tensor) else step
        kept = world.current_graph().get_collection_ref(GraphKeys.TRAIN_OP)
        if step not in kept:
            kept.append(step)
        return step

    def _checked(self, grads_and_vars: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        """Return the pairs that have a gradient. ValueError where there is none."""
        given = [(g if g is None else self._as_gradient(g), v) for g, v in grads_and_vars]
        if not [is_resource(v) or v.op for _, v in given]:
            raise ValueError("No variables provided.")
        pairs = [(g, v) for g, v in given if g is not None]
        if not pairs:
            raise ValueError(f"No gradients provided for any variable: {[str(v) for _, v in given]}.")
        return pairs

    def _as_gradient(self, gradient: Any) -> Any:
        if isinstance(gradient, IndexedSlices):
            return gradient
        try:
            return self._world.convert(gradient)
        except TypeError:
            raise TypeError(f"Gradient must be convertible to a Tensor or IndexedSlices, or None: {gradient}") from None

    def _update(self, gradient: Any, var: Any) -> Any:
        with self._world.name_scope(f"update_{var.op.name}"), near(self._world, var):
            if isinstance(var, Tensor):
                raise NotImplementedError("Trying to update a Tensor ", var)
            return self._moved(gradient, var)

    def _moved(self, gradient: Any, var: Any) -> Any:
        """Take the step of one variable, and then hold it to its constraint."""
        if isinstance(gradient, IndexedSlices):
            step = self._apply_sparse_duplicate_indices(gradient, var)
        else:
            step = (self._resource_apply_dense if is_resource(var) else self._apply_dense)(gradient, var)
        if getattr(var, "constraint", None) is None:
            return step
        with after(self._world, [step]):
            return var.assign(var.constraint(var))

    def _count(self, global_step: Any, scope: str) -> Any:
        if is_resource(global_step):
            return global_step.assign_add(1, name=scope, read_value=False)
        kind = _base(global_step)
        with near(self._world, global_step):
            one = self._world.convert(1, kind, "value")
            return self._world.apply("AssignAdd", global_step, one, name=scope)

    def _assert_valid_dtypes(self, tensors: Iterable[Any]) -> None:
        for tensor in tensors:
            dtype = tensor.dtype.base_dtype
            if dtype.name not in _VALID:
                name = getattr(tensor, "name", tensor)
                raise ValueError(f"Invalid type {dtype!r} for {name}, expected: {_EXPECTED}.")

    # --- what a rule says ---

    def _create_slots(self, var_list: list[Any]) -> None:
        """Make the variables that the rule keeps for each trained one."""

    def _prepare(self) -> None:
        """Make tensors of the rule's numbers."""

    def _apply_dense(self, grad: Any, var: Any) -> Any:
        raise NotImplementedError

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Any:
        raise NotImplementedError

    def _resource_apply_dense(self, grad: Any, handle: Any) -> Any:
        raise NotImplementedError

    def _resource_apply_sparse(self, grad: Any, handle: Any, indices: Any) -> Any:
        raise NotImplementedError

    def _apply_sparse_duplicate_indices(self, grad: IndexedSlices, var: Any) -> Any:
        """Take a step on some rows, each of them once: what belongs to one index is summed."""
        indices, places = self._world.apply("Unique", grad.indices, out_idx=int32)
        count = shape_of(self._world, indices)[0]
        values = self._world.apply("UnsortedSegmentSum", grad.values, places, count)
        if is_resource(var):
            return self._resource_apply_sparse(values, var, indices)
        return self._apply_sparse(IndexedSlices(values, indices, grad.dense_shape), var)

    def _finish(self, update_ops: list[Any], name_scope: str) -> Any:
        return self._grouped(update_ops, name_scope)

    def _grouped(self, operations: list[Any], name: str) -> Any:
        return group(self._world, *operations, name=name)

    # --- slots ---

    def get_slot(self, var: Any, name: str) -> Any:
        """Return the slot variable of that name; None where there is none."""
        return self._slots.get(name, {}).get(self._key(var))

    def _key(self, var: Any) -> Any:
        """Return what tells a variable from others: every handle on one is the same. Its slots keep its graph alive."""
        return id(var.graph), var.op.name

    def _trackable_children(self) -> dict[str, Any]:
        """Return what a checkpoint saves beside the slots: the variables of the rule in the default graph."""
        graph = id(self._world.current_graph())
        return {name: made for (name, key), made in sorted(self._others.items()) if key == graph}

    def get_slot_names(self) -> list[str]:
        return sorted(self._slots)

    def variables(self) -> list[Any]:
        """Return the variables that this optimizer made in the default graph, in the order of their names."""
        graph = self._world.current_graph()
        made = [v for (_, key), v in self._others.items() if key == id(graph)]
        made += [slot for slots in self._slots.values() for slot in slots.values() if slot.graph is graph]
        return sorted(made, key=lambda v: str(v.name))

    def _slot(self, var: Any, slot_name: str, op_name: str, initializer: Any = None) -> Any:
        """Return the slot of a variable; at the first use make it, under `<name of the variable>/<op_name>`."""
        slots = self._slots.setdefault(slot_name, {})
        key = self._key(var)
        if key not in slots:
            slots[key] = self._new_slot(var, op_name, initializer)
        return slots[key]

    def _new_slot(self, var: Any, op_name: str, initializer: Any) -> Any:
        return create_slot(self._world, var, op_name, initializer)

    _zeros_slot = _slot

    def _get_or_make_slot(self, var: Any, val: Any, slot_name: str, op_name: str) -> Any:
        return self._slot(var, slot_name, op_name, val)

    def _get_or_make_slot_with_initializer(
        self, var: Any, initializer: Any, shape: Any, dtype: Any, slot_name: str, op_name: str
    ) -> Any:
        return self._slot(var, slot_name, op_name, initializer)

    def _create_non_slot_variable(self, initial_value: Any, name: str, colocate_with: Any) -> Any:
        return self._other(name, initial_value, colocate_with)

    def _get_non_slot_variable(self, name: str, graph: Any = None) -> Any:
        return self._others.get((name, id(graph)))

    def _call_if_callable(self, param: Any) -> Any:
        return param() if callable(param) else param

    def _other(self, name: str, value: Any, beside: Any) -> Any:
        """Return the variable that the rule keeps once per graph; made at the first use."""
        key = (name, id(beside.graph))
        if key not in self._others:
            with near(self._world, beside):
                self._others[key] = variable(
                    self._world, value, trainable=False, name=name, use_resource=is_resource(beside)
                )
        return self._others[key]


def _base(value: Any) -> Any:
    return value.dtype.base_dtype


labels.register(Optimizer, "optimizer", name=lambda optimizer: optimizer.get_name())
