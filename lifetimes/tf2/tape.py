"""GradientTape: remembers what ran, and walks it back.

What a tape owns, and until when:

- every variable that it watched, until the tape goes or is reset, even after `gradient()`;
- of each op that ran on what it watches, the values that the derivative needs: until `gradient()` unless it
  is persistent, and then until its own end.

It follows tensors by their *trails* (`tape_memory`), so watching a tensor keeps the trail alive, not the tensor.
Source: `guide/autodiff`; `tensorflow/python/eager/backprop.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from lifetimes import labels, nest
from lifetimes.graph.differentiation import connected
from lifetimes.graph.gradients import backprop
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation
from lifetimes.library import load, load_if_here
from lifetimes.ops import dtypes, not_differentiable, plain
from lifetimes.ops.variable_options import UnconnectedGradients
from lifetimes.tf2.context import HERE
from lifetimes.tf2.eager import trail_so_far
from lifetimes.tf2.tape_memory import trail_of
from lifetimes.tf2.tensor import EagerTensor, Tensor
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


@plain(v2=("GradientTape", "autodiff.GradientTape"))
class GradientTape:
    """Records ops on what it watches while its block is open; `gradient()` differentiates them."""

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self._persistent = persistent
        self._watches_variables = watch_accessed_variables
        self._records: list[Any] | None = None
        self._followed: set[Any] = set()
        self._watched: list[Any] = []
        self._recording = False
        self._place: Any = HERE.eager  # where it was opened

    # --- recording ---

    def __enter__(self) -> "GradientTape":
        if self._recording:
            raise ValueError("Tape is still recording, This can happen if you try to re-enter an already-active tape.")
        if self._records is None:
            self._records = []
            self._place = HERE.place
        self._push()
        return self

    def __exit__(self, *exc: Any) -> None:
        if self._recording:
            self._pop()

    def _push(self) -> None:
        HERE.heard_by((*HERE.tapes, self))
        self._recording = True

    def _pop(self) -> None:
        if not self._recording:
            raise ValueError("Tape is not recording.")
        HERE.heard_by(tuple([tape for tape in HERE.tapes if tape is not self]))
        self._recording = False

    def follows(self, inputs: Sequence[Any]) -> bool:
        """Return whether any of the inputs depends on something watched."""
        return not self._followed.isdisjoint(map(trail_so_far, inputs))

    def record(self, call: Any) -> None:
        """Remember an op that ran on something that is followed, and follow its results."""
        if self._records is not None:
            self._records.append(call)
            for output in call.outputs:
                trail = trail_of(output)
                if (output._value if type(output) is EagerTensor else output).dtype.kind in "fcrv":
                    self._followed.add(trail)

    def record_node(self, node: Operation) -> None:
        """Remember an operation that was added to the graph in which this tape was opened."""
        if node.graph is not self._place.graph or node.definition.gradient is not_differentiable:
            return
        if any(id(tensor) in self._followed for tensor in node.inputs) and self._records is not None:
            self._records.append(node)
            self._followed.update(id(out) for out in node.outputs if is_differentiable(out.dtype.base_dtype))

    def variable_accessed(self, variable: Any) -> None:
        """Watch a trainable variable that was read, unless told not to."""
        if self._watches_variables and getattr(variable._handle, "_id", None) not in self._followed:
            self._watch_variable(variable)

    def _watch_variable(self, variable: Any) -> None:
        key = trail_of(self._place.found_inside(variable._handle))
        if key not in self._followed:
            self._watched.append(variable)
            self._followed.add(key)

    def watch(self, tensor: Any) -> None:
        """Follow tensors or variables from here on. ValueError for anything else."""
        for item in nest.flatten(tensor, expand_composites=True):
            if not WORLD.is_tensor(item):
                raise ValueError(f"Passed in object {item} of type {type(item).__name__!r}, not tf.Tensor or "
                                 "tf.Variable or ExtensionType.")  # fmt: skip
            if isinstance(item, Variable):
                self._watch_variable(item)
            elif is_differentiable(item.dtype):
                self._followed.add(trail_of(self._inside(item)))

    @contextmanager
    def stop_recording(self) -> Iterator[None]:
        """Leave out what runs inside the block."""
        if self._records is None:
            raise RuntimeError("Trying to stop recording a tape which is not recording.")
        self._pop()
        try:
            yield
        finally:
            self._push()

    def reset(self) -> None:
        """Forget everything: what was recorded, and the variables that were watched."""
        self._pop()
        self._records, self._followed, self._watched = [], set(), []
        self._push()

    def watched_variables(self) -> tuple[Any, ...]:
        """Return the variables that were watched, in the order in which they were made."""
        return tuple(sorted(self._watched, key=lambda variable: variable._serial))

    def _inside(self, value: Any) -> Any:
        """Return a variable's handle, or the tensor; in a trace, the symbol that stands for it there."""
        if not isinstance(value, Tensor):
            value = getattr(value, "_handle", value)
        return self._place.found_inside(value)

    # --- differentiating ---

    def gradient(
        self, target: Any, sources: Any, output_gradients: Any = None,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
    ) -> Any:  # fmt: skip
        """Return the gradient of the targets, added up, to each source, in the structure of the sources.

        RuntimeError where a tape that is not persistent was asked before.
        """
        self._begin()
        found = None
        if HERE.straight and output_gradients is None and unconnected_gradients is UnconnectedGradients.NONE:
            straight = load_if_here("tf2.library.straight_gradients")
            found = straight and straight.straight_gradient(self._records, self._followed, target, sources)
        if found is None:
            targets = _targets(target)
            seeds = _seeds(targets, output_gradients)
            flat = self.walk([self._inside(one) for one in targets], seeds, sources, unconnected_gradients)
            found = nest.packed(sources, iter(flat))
        self._end()
        return found

    def _begin(self) -> None:
        """Stop recording for good, unless the tape is persistent. RuntimeError where it was used up before."""
        if self._records is None:
            raise RuntimeError("A non-persistent GradientTape can only be used to compute one set of gradients (or "
                               "jacobians)")  # fmt: skip
        if self._recording and not self._persistent:
            self._pop()

    def _end(self) -> None:
        """Forget everything, unless the tape is persistent."""
        if not self._persistent:
            self._records, self._followed = None, set()

    def walk(
        self, targets: Sequence[Any], seeds: Sequence[Any], sources: Any, unconnected: UnconnectedGradients | str
    ) -> list[Any]:
        """Return the gradient to each flat source, given one gradient for each target."""
        assert self._records is not None
        flat = nest.flatten(sources)
        _check_dtypes(flat, lambda item: item if item is None or isinstance(item, str) else item.dtype)
        sides = [self._inside(source) for source in flat]
        trails = [trail_of(side) for side in sides]
        watched = {trail: side for trail, side in zip(trails, sides, strict=True) if trail in self._followed}
        key = self._place.trail
        found = backprop(WORLD, self._records, targets, seeds, [*watched.values()], key=key)
        known = dict(zip(watched, found, strict=True))
        for target, seed in zip(targets, seeds, strict=True):
            known.setdefault(key(target), seed)  # not watched, but it changes as itself
        return connected(WORLD, [*map(known.get, trails)], flat, unconnected)

    def jacobian(
        self, target: Any, sources: Any, unconnected_gradients: Any = UnconnectedGradients.NONE,
        parallel_iterations: int | None = None, experimental_use_pfor: bool = True,
    ) -> Any:  # fmt: skip
        """Return the derivative of each element of the target to each element of the sources."""
        return self._matrix("jacobian", target, sources, unconnected_gradients)

    def batch_jacobian(
        self, target: Any, source: Any, unconnected_gradients: Any = UnconnectedGradients.NONE,
        parallel_iterations: int | None = None, experimental_use_pfor: bool = True,
    ) -> Any:  # fmt: skip
        """Return the jacobian of each example of a batch to the same example of the source."""
        return self._matrix("batch_jacobian", target, source, unconnected_gradients)

    def _matrix(self, kind: str, target: Any, sources: Any, unconnected_gradients: Any) -> Any:
        """Return a derivative of many rows, each a walk of its own."""
        self._begin()
        derive = getattr(load("tf2.library.jacobians"), kind)
        inside = self._inside(_targets(target)[0])
        found = derive(WORLD, self, inside, sources, unconnected_gradients)
        self._end()
        return found


def is_differentiable(dtype: Any) -> bool:
    """Return whether derivatives flow through values of a dtype."""
    return dtype.kind in "fcrv"


def _check_dtypes(items: Sequence[Any], whose: Callable[[Any], Any]) -> None:
    """Raise as TensorFlow does where a target or source is not a tensor."""
    for item in items:
        if type(getattr(item, "dtype", None)) is not dtypes.DType:
            dtypes.as_dtype(whose(item))


def _targets(target: Any) -> list[Any]:
    if target is None:
        raise TypeError("Argument `target` should be a list or nested structure of Tensors, Variables or "
                        "CompositeTensors to be differentiated, but received None.")  # fmt: skip
    flat: list[Any] = []
    for leaf in nest.flatten(target):
        flat += [leaf] if isinstance(leaf, IndexedSlices) else nest.flatten(leaf, expand_composites=True)
    _check_dtypes(flat, lambda item: item)
    return flat


def _seeds(targets: Sequence[Any], given: Any) -> list[Any]:
    """Return the gradients to begin with: those given, and ones for the rest; None for a text, which has none."""
    flat: list[Any] = [] if given is None else nest.flatten(given)
    seeds: list[Any] = []
    for place, one in enumerate(targets):
        dtype = dtypes.as_dtype(one.dtype).base_dtype
        if dtype.kind == "s":
            seeds.append(None)
        elif place < len(flat):
            seeds.append(WORLD.convert(flat[place], hint=dtype))
        else:
            seeds.append(WORLD.apply("OnesLike", one))
    return seeds


labels.register(GradientTape, "tape")
