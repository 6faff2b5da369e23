"""A plan as one straight function: a local variable for each value, constants and kernels as defaults, frees as `del`.

    print(concrete.plan().source)

The function calls what the plan's loop calls, in the same order, and looks nothing up while it runs. It is written when
a plan has shown that it runs again and again. A chain of elementwise ops stands in it twice: as one call for large
arrays, and op by op for small ones.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.graph.compiled.inline import inline
from lifetimes.graph.compiled.source import Source
from lifetimes.graph.failures import is_located, located
from lifetimes.graph.fusing.blocks import BLOCK
from lifetimes.graph.fusing.chains import Chain
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Plan, Run
from lifetimes.graph.planning import Step, read
from lifetimes.graph.tensor import Operation
from lifetimes.numpy_calls import GIVES_ARRAYS
from lifetimes.ops.arithmetic import add
from lifetimes.ops.registry import OPS, unchanged
from lifetimes.ops.shapes import is_small

LONGEST: Final = 4000
"""Steps of the longest plan for which a function is written: that takes some twenty microseconds for each."""


def straight(plan: Plan) -> "Straight | None":
    """Return the function of a plan; None for a plan so long that the loop over its table does as well."""
    return Straight(plan) if len(plan.steps) <= LONGEST else None


class Straight:
    """What runs in place of the plan's loop. It holds what the plan holds: operations, kernels and constants."""

    __slots__ = ("__weakref__", "_calls", "_function", "_nodes", "source")

    def __init__(self, plan: Plan) -> None:
        writer = _Writer(plan)
        self._calls, self._nodes = writer.calls, tuple(writer.nodes)
        self.source = writer.source.text("plan", ["run", "nodes", "feeds"])
        self._function = writer.source.compiled("plan", self.source)

    def run(self, feeds: Sequence[Any], run: Run) -> list[Any]:
        """Run the plan. An error names the operation and the line of the program that made it."""
        try:
            return self._function(run, self._nodes, feeds)  # type: ignore[no-any-return]
        except Exception as error:
            if is_located(error) or not self._failed(error):
                raise
            raise located(error, *self._failed(error)) from error  # no local name: that would be a cycle too

    def _failed(self, error: Exception) -> tuple[Any, ...]:
        """Return the operation that failed and what it was given; nothing where no operation did."""
        here = error.__traceback__
        inside = None if here is None else here.tb_next
        if inside is None or inside.tb_lineno not in self._calls:
            return ()
        operation, names = self._calls[inside.tb_lineno]
        values = inside.tb_frame.f_locals
        return operation, [values[name] for name in names]


class _Writer:
    """Writes the steps of one plan. `calls` says which operation a line calls, on which names.

    `nodes` are the parts of the graph that kernels are given, and their names. They are arguments: as defaults they
    would be held by a function, of which nobody could tell whether it is the plan's own.
    """

    def __init__(self, plan: Plan) -> None:
        self.source, self.calls = Source(), dict[int, tuple[Operation, list[str]]]()
        self.nodes: dict[Any, str] = {}
        self._plan, self._names = plan, dict[int, str]()
        feeds = [self.name(slot) for slot in range(len(plan.feeds))]
        for step in plan.steps:
            self._step(step)
            if step.frees:
                self.source.lines.append(f"del {', '.join(map(self.name, step.frees))}")
        results = ["None" if slot is None else self.name(slot) for slot in plan.results]
        self.source.lines.append(f"return [{', '.join(results)}]")
        given = {"nodes": [*self.nodes.values()], "feeds": feeds}
        head = [f"{', '.join(names)}{',' * (len(names) == 1)} = {part}" for part, names in given.items() if names]
        self.source.lines[:0] = head
        self.calls = {line + len(head): call for line, call in self.calls.items()}

    def name(self, slot: int) -> str:
        """Return the name of the local variable, or of the default argument, that stands for a slot."""
        if slot not in self._names:
            plan = self._plan
            wanted = plan.names[slot].removesuffix(":0")
            if slot in plan.constants:
                self._names[slot] = self.source.named(plan.constants[slot], wanted)
            else:
                self._names[slot] = self.source.unique(wanted)
        return self._names[slot]

    def _line(self, text: str, operation: Operation, given: list[str]) -> None:
        self.source.lines.append(text)
        self.calls[len(self.source.lines) + 1] = operation, given  # the first line of the function is its head

    def _step(self, step: Step) -> None:
        given = [self.name(slot) for slot in step.inputs]
        made = [self.name(slot) for slot in step.outputs]
        if isinstance(step.kernel, Chain):
            self._chain(step.kernel, step, given, made)
            return
        call = self._call(step.operation, step.kernel, given, step.stateful)
        source = step.operation  # a reading of a variable is another name of its place
        while source.definition.kernel is unchanged and source.inputs:
            source = source.inputs[0].op
        if step.kernel is read and source.type == "VariableV2" and step.inputs[0] >= len(self._plan.feeds):
            call = f"{given[0]}.read()"  # no value was fed in its place
        if step.operation.definition.outputs == -1 and made:
            call += f"[:{len(made)}]"  # it hands on more once gradients go through it
        target = f"{', '.join(made)}{',' * (not step.single)} = " if made else ""
        self._line(f"{target}{call}", step.operation, given)

    def _call(self, operation: Operation, kernel: Any, given: list[str], stateful: bool = False) -> str:
        """Return the call of a kernel as text; the shortest ones stand in place of their call."""
        if kernel is OPS["ReadVariableOp"].kernel:
            called = f"{self.source.named(kernel, 'reading')}(run, {self._node(operation, operation.name)}, {given[0]})"
            return f"{called} if {given[0]}.value is None else {given[0]}.value"
        if kernel is OPS["VariableV2"].kernel:
            facts = (operation.name, operation.attrs["dtype"], operation.attrs["shape"])
            name, *others = (self._literal(fact, "fact") for fact in facts)
            return f"run.storages.get({name}) or run.storage({name}, {', '.join(others)})"
        own = operation.definition.kernel
        # Not where a shortcut, which reads other inputs, stands in place of the op's own kernel.
        if kernel is own or (type(kernel) is partial and kernel.func is getattr(own, "func", own)):
            expression = inline(operation, self.source.named, given)
            if expression is not None:
                return expression
        arguments = ["run", self._node(operation, operation.name), *given] if stateful else list(given)
        if kernel is add and operation.outputs[0].dtype.is_numeric:
            kernel = np.add
        if type(kernel) is partial and not kernel.args:
            arguments += [f"{key}={self._literal(value, key)}" for key, value in kernel.keywords.items()]
            kernel = kernel.func
        if GIVES_ARRAYS and type(kernel) is np.ufunc and not operation.outputs[0].static_shape:
            arguments.append("out=...")  # an array without axes: a scalar would have to become one again
        called = self.source.named(kernel, "read" if kernel is read else f"{operation.type}_kernel")
        return f"{called}({', '.join(arguments)})"

    def _literal(self, value: Any, wanted: str) -> str:
        if type(value) in (bool, int, str, type(None)):
            return repr(value)
        return self._node(value, wanted) if isinstance(value, Graph) else self.source.named(value, wanted)

    def _node(self, part: Any, wanted: str) -> str:
        if part not in self.nodes:
            self.nodes[part] = self.source.unique(f"{wanted}_node")
        return self.nodes[part]

    # --- chains ---

    def _chain(self, chain: Chain, step: Step, given: list[str], made: list[str]) -> None:
        """Write a chain: as one call where an array is large, else op by op."""
        lines = self.source.lines
        indent = ""
        constants = self._plan.constants
        large = [name for slot, name in zip(step.inputs, given, strict=True)
                 if slot not in constants or np.size(constants[slot]) > BLOCK]  # fmt: skip
        sizes = " or ".join(f"{name}.size > {BLOCK}" for name in large)
        if sizes and not all(is_small(link[0].outputs[0].static_shape, BLOCK) for link in chain.links):
            lines.append(f"if {sizes}:")
            name = self.source.named(chain, f"{'_'.join(link[0].type for link in chain.links[:3])}_chain")
            self._line(f"    {', '.join(made)}, = {name}({', '.join(given)})", step.operation, given)
            lines.append("else:")
            indent = "    "
        spare: list[str] = []
        last = {slot: link[3] for link in chain.links for slot in link[2]}
        names = dict(zip((*step.inputs, *step.outputs), (*given, *made), strict=True))
        own: set[str] = set()
        for operation, kernel, inputs, output in chain.links:
            arguments = [names[slot] for slot in inputs]
            spare += [names[slot] for slot in dict.fromkeys(inputs) if last[slot] == output and names[slot] in own]
            if output not in names:
                names[output] = spare.pop() if spare else self.source.unique("part")
                own.add(names[output])
            self._line(f"{indent}{names[output]} = {self._call(operation, kernel, arguments)}", operation, arguments)
        if own:
            lines.append(f"{indent}del {', '.join(sorted(own))}")
