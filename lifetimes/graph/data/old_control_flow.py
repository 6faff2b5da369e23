"""Graphs that TensorFlow 1 wrote: loops and branches whose parts lie among other nodes become calls of functions.

    loop      Enter -> Merge -> Switch -> Exit             While(test, body), its outputs under the names of the Exits
                         ^         `-> ... NextIteration
    branch    Switch -> ... -> Merge                       If(then, other), its outputs under the names of the Merges

A loop is known by its *frame*, which its Enter nodes name. A branch is found from its Merge nodes back to the Switch
nodes of one predicate. What lies between moves into functions; what is inside of another loop or branch is turned when
the function around it is built. In TensorFlow what was not chosen is dead: here nothing of it is left.
Source: `tensorflow/python/ops/control_flow_ops.py`; `tensorflow/compiler/tf2xla/functionalize_control_flow.cc`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from lifetimes.errors import UnimplementedError
from lifetimes.graph.data.op_signatures import definition_of
from lifetimes.graph.data.protos import FunctionDef, NameAttrList, NodeDef

_ENTER, _EXIT = ("Enter", "RefEnter"), ("Exit", "RefExit")
_SWITCH, _MERGE = ("Switch", "RefSwitch"), ("Merge", "RefMerge")
_INPUTS: Final = {
    **dict.fromkeys((*_SWITCH, "TensorArraySizeV3", "TensorArrayConcatV3"), 2), "TensorArrayWriteV3": 4,
    **dict.fromkeys((f"TensorArray{what}V3" for what in ("Read", "Split", "Scatter", "Gather")), 3),
    **dict.fromkeys((*_MERGE, *_ENTER, *_EXIT, "NextIteration", "LoopCond", "Identity", "TensorArrayV3"), 1),
}  # fmt: skip
_FLOAT, _INT32, _BOOL = 1, 3, 10
_CHOSEN: Final = "_chosen"  # by which predicate something is pushed, at what pushes and the Merge that stands for it
AS_GIVEN: Final = "_as_given"  # an argument has the dtype of what is given for it, and where it is set also the shape


def functional(nodes: Sequence[NodeDef], library: dict[str, FunctionDef]) -> list[NodeDef]:
    """Return the nodes with calls in place of loops and branches, if there are any; `library` takes in the functions.

    ValueError names a node whose input is not there, UnimplementedError what TensorFlow 1 does not write.
    """
    if not any(node.op in (*_SWITCH, *_ENTER) for node in nodes):
        return list(nodes)
    for node in nodes:
        if len(node.input) < _INPUTS.get(node.op, 0):
            raise ValueError(f"Node '{node.name}' (op: '{node.op}') has {len(node.input)} inputs, too few")
    try:
        made = _Conversion(nodes, library)
        for frame in dict.fromkeys(path[0] for path in made.frames.values() if path):
            made.turn_loop(frame)
        made.turn_branches()
    except KeyError as error:
        raise ValueError(f"A loop or branch of the graph has an unknown input node {error}") from None
    return list(made.nodes.values())


def node_name(name: str) -> str:
    """Return the name of the node that an input of a node names."""
    return name.removeprefix("^").partition(":")[0]


def _tensor(name: str) -> str:
    """Return the one name for an output that an input names."""
    return name.removesuffix(":0")


class _Conversion:
    """The nodes by their names, as they change."""

    def __init__(self, nodes: Sequence[NodeDef], library: dict[str, FunctionDef]) -> None:
        self.nodes, self._library = {node.name: node for node in nodes}, library
        self._popped: set[str] = set()
        for node in self._of(("StackPushV2",)):
            for switched in [] if _CHOSEN in node.attr else self._choices(node.input[0])[:1]:
                self._choose(node, switched)
        self.frames = self._frames_around()

    def _of(self, kinds: Sequence[str], inside: Iterable[str] | None = None) -> list[NodeDef]:
        names = self.nodes if inside is None else inside
        return [self.nodes[name] for name in names if self.nodes[name].op in kinds]

    def _free(self, name: str) -> str:
        while name in self.nodes or name in self._library:
            name += "_"
        return name

    def _consumers(self) -> dict[str, list[NodeDef]]:
        found: dict[str, list[NodeDef]] = {}
        for node in self.nodes.values():
            for name in node.input:
                found.setdefault(node_name(name), []).append(node)
        return found

    # --- loops ---

    def _frames_around(self) -> dict[str, tuple[str, ...]]:
        """Return the loops in which each node is, the outermost first."""
        consumers = self._consumers()
        sources = (n for n in self.nodes.values() if not any(node_name(name) in self.nodes for name in n.input))
        found: dict[str, tuple[str, ...]] = {node.name: () for node in sources}
        queue = list(found)
        for name in queue:  # grows while it is walked
            node, path = self.nodes[name], found[name]
            path = (*path, _frame(node)) if node.op in _ENTER else path[:-1] if node.op in _EXIT else path
            if len(set(path)) < len(path):
                raise UnimplementedError(None, None, f"Node {name!r} (op: {node.op!r}) is in a loop inside of itself")
            for consumer in consumers.get(name, ()):
                if len(path) > len(found.get(consumer.name, ())) or consumer.name not in found:
                    found[consumer.name] = path  # a constant may be outside, though what reads it is inside
                    queue.append(consumer.name)
        return found

    def turn_loop(self, frame: str) -> None:
        """Put a While in place of a loop."""
        inside = {name: None for name, path in self.frames.items() if path[:1] == (frame,)}
        enters = [node for node in self._of(_ENTER) if _frame(node) == frame and node.name not in inside]
        merges = {node_name(name): node for node in self._of(_MERGE, inside) for name in node.input}
        changing = [enter for enter in enters if enter.name in merges]
        fixed = [enter for enter in enters if enter.name not in merges]
        switches = {node_name(node.input[0]): node for node in self._of(_SWITCH, inside)}
        own = [switches[merges[enter.name].name] for enter in changing if merges[enter.name].name in switches]
        conditions = {node_name(switch.input[1]) for switch in own}
        if len(conditions) != 1:
            raise UnimplementedError(None, None, f"The loop {frame!r} has {len(conditions)} conditions, not one")
        condition = self.nodes[conditions.pop()]
        tested, turned, after, waits = dict[str, str](), dict[str, str](), list[str](), list[str]()
        for number, enter in enumerate([*changing, *fixed]):
            argument = tested[enter.name] = turned[enter.name] = f"input_{number}"
            if number < len(changing):
                merge = merges[enter.name]
                tested[merge.name] = turned[merge.name] = argument
                if merge.name in switches:
                    turned[f"{switches[merge.name].name}:1"] = argument
                back = [self.nodes[node_name(name)].input for name in merge.input if node_name(name) != enter.name]
                after += [names[0] for names in back]
                waits += [name for names in back for name in names[1:]]
            else:
                after.append(enter.name)
        kinds = [enter.attr["T"].type for enter in (*changing, *fixed)]
        name, given = self._free(frame), range(len(changing), len(kinds))
        call = NodeDef(name=name, op="While", input=[enter.input[0] for enter in (*changing, *fixed)])
        call.input.extend({one: None for enter in enters for one in enter.input[1:]})
        call.attr["T"].list.type.extend(kinds)
        call.attr["cond"].func = self._function(f"{name}_cond", condition.input[:1], tested, kinds, [_BOOL], given)
        call.attr["body"].func = self._function(f"{name}_body", after, turned, kinds, kinds, given, waits)
        places = {switches[merges[enter.name].name].name: number for number, enter in enumerate(changing)
                  if merges[enter.name].name in switches}  # fmt: skip
        outputs = [(node, f"{name}:{places[node_name(node.input[0])]}") for node in self._of(_EXIT, inside)
                   if node_name(node.input[0]) in places]  # fmt: skip
        self._replace([*inside, *(enter.name for enter in enters)], call, outputs)

    def _replace(self, gone: Iterable[str], call: NodeDef, outputs: Iterable[tuple[NodeDef, str]]) -> None:
        """Put a call in the place of nodes, and what passes its outputs on under the names of others."""
        for name in gone:
            self.nodes.pop(name, None)
        self.nodes[call.name] = call
        for node, source in outputs:
            made = NodeDef(name=node.name, op="Identity", input=[source])
            made.attr["T"].type = node.attr["T"].type
            self.nodes[node.name] = made

    # --- branches ---

    def _choose(self, push: NodeDef, switched: str) -> None:
        """Put a Merge in place of what a branch of a loop pushes for its gradient, so that it is in the branch.

        It chooses between the two sides of the predicate, of which one waits until it has been pushed.
        """
        pred, side = self.nodes[node_name(switched)].input[1], switched.endswith(":1")
        merge = NodeDef(name=push.name, op="Merge")
        push.name = self._free(f"{push.name}/push")
        push.input = [one for one in push.input if one[0] != "^"]
        switch = NodeDef(name=self._free(f"{merge.name}/pred"), op="Switch", input=[pred, pred])
        merge.input = [switch.name, f"{switch.name}:1"]
        pushed = NodeDef(name=self._free(f"{merge.name}/pushed"), op="Identity", input=[f"^{push.name}"])
        pushed.input.insert(0, merge.input[side])
        merge.input[side] = pushed.name
        for node in (switch, pushed, merge):
            node.attr["T"].type = _BOOL
        for node in (merge, *([push] if _CHOSEN not in push.attr else [])):
            node.attr[_CHOSEN].s = pred.encode()
        self.nodes |= {node.name: node for node in (push, switch, pushed, merge)}
        for outer in self._choices(pred)[:1]:
            self._choose(merge, outer)

    def _choices(self, name: str) -> list[str]:
        """Return the outputs of the Switch nodes of branches, not of loops, in which a node is."""
        found = self._behind(name, within=True)[0].items()
        conditions = [(one, self.nodes.get(node_name(self._source(switch.input[1])))) for one, switch in found]
        return [one for one, node in conditions if node is None or node.op != "LoopCond"]

    def turn_branches(self) -> None:
        """Put an If in place of each branch, inner ones first, and leave out what no Merge chooses from."""
        waiting, numbers = self._of(_MERGE), dict[str, str]()
        while waiting:
            behind = {merge.name: [self._behind(n) for n in merge.input if n[0] != "^"] for merge in waiting}
            nested = {name for name, found in behind.items() for _, between in found for n in between if n in behind}
            scopes = set(map(_scope, nested))
            ready = [merge for merge in waiting if _scope(merge.name) not in scopes]
            ready = ready or [merge for merge in waiting if merge.name not in nested]
            if not ready:
                raise UnimplementedError(None, None, f"Node {waiting[0].name!r} (op: 'Merge') comes of itself")
            for pred, merges in self._together(ready, behind):
                scope = _scope(merges[0].name)
                self._turn_branch(pred, f"{scope}/If" if scope else "If", merges, behind)
                numbers |= {f"{merge.name}:1": pred for merge in merges}
            waiting = [merge for merge in waiting if merge not in ready]
        self._tell_which(numbers)
        dead, consumers = [node.name for node in self._of(_SWITCH)], self._consumers()
        for name in dead:  # grows while it is walked
            dead += [node.name for node in consumers.pop(name, ())]
        for name in dead:
            self.nodes.pop(name, None)

    def _together(self, merges: Sequence[NodeDef], behind: Mapping[str, Any]) -> Iterable[tuple[str, list[NodeDef]]]:
        """Return predicates, each with Merge nodes that choose by it and become one choice.

        Those are of one scope. Where there are stacks, it is all that do not come of each other: a branch pushes and
        pops once for whatever it gives.
        """
        groups: list[tuple[str, list[NodeDef], set[str]]] = []
        stacks = any(node.op in ("StackPushV2", "StackPopV2") for node in self.nodes.values())
        for merge in merges:
            pred, scope = self._predicate(merge, behind[merge.name]), _scope(merge.name)
            before = self._before(merge) if stacks else set()
            for other, group, their in groups:
                alike = stacks or _scope(group[0].name) == scope
                if alike and other == pred and merge.name not in their and before.isdisjoint(n.name for n in group):
                    group.append(merge)
                    their |= before
                    break
            else:
                groups.append((pred, [merge], before))
        return [(pred, group) for pred, group, _ in groups]

    def _before(self, node: NodeDef) -> set[str]:
        """Return the names of all that a node comes of."""
        found, stack = set[str](), [*node.input]
        while stack:
            name = node_name(stack.pop())
            if name not in found and name in self.nodes:
                found.add(name)
                stack += self.nodes[name].input
        return found

    def _behind(self, result: str, within: bool = False) -> tuple[dict[str, NodeDef], set[str]]:
        """Return the outputs of Switch nodes that a tensor comes from, and the names of nodes and arguments between.

        Those `within` one branch or turn begin at its Switch nodes: what comes out of others is from outside.
        """
        found, between, stack = dict[str, NodeDef](), set[str](), [result]
        while stack:
            name = stack.pop()
            node = self.nodes.get(node_name(name))
            if node is None:  # an argument of the function around
                between.add(_tensor(name))
                continue
            if node.op in _SWITCH:
                found[_tensor(name.removeprefix("^"))] = node
            elif node.name not in between and not (within and node.op in _MERGE):
                between.add(node.name)
                stack += node.input
        return found, between

    def _source(self, name: str) -> str:
        """Return the tensor that some Identity nodes pass on."""
        while node_name(name) in self.nodes and self.nodes[node_name(name)].op == "Identity":
            name = self.nodes[node_name(name)].input[0]
        return _tensor(name)

    def _predicate(self, merge: NodeDef, behind: Sequence[tuple[dict[str, NodeDef], set[str]]]) -> str:
        """Return what a Merge chooses by. UnimplementedError where it does not choose between two sides of one."""
        preds = {self._source(switch.input[1]) for found, _ in behind for switch in found.values()}
        sides = [{name.endswith(":1") for name in found} for found, _ in behind]
        if len(preds) != 1 or len(sides) != 2 or len(sides[0]) > 1 or len(sides[1]) > 1 or sides[0] == sides[1]:
            words = f"Node {merge.name!r} (op: 'Merge') does not choose between two sides of one predicate"
            raise UnimplementedError(None, None, words)
        return preds.pop()

    def _turn_branch(self, pred: str, name: str, merges: Sequence[NodeDef], behind: Mapping[str, Any]) -> None:
        name, results = self._free(name), (list[str](), list[str]())
        switches, arguments = dict[str, NodeDef](), dict[str, None]()
        for merge in merges:
            (first, ours), (second, theirs) = behind[merge.name]
            arguments |= dict.fromkeys(sorted(one for one in ours | theirs if one not in self.nodes))
            switches |= {switch.name: switch for switch in (*first.values(), *second.values())}
            is_first = any(one.endswith(":1") for one in first) or any(not one.endswith(":1") for one in second)
            inputs = [one for one in merge.input if one[0] != "^"]
            for side in (False, True):
                results[side].append(inputs[is_first != side])
        kinds = [*(switch.attr["T"].type for switch in switches.values()), *(_FLOAT for _ in arguments)]
        outs = [merge.attr["T"].type for merge in merges]
        call = NodeDef(name=name, op="If", input=[
            pred, *(switch.input[0] for switch in switches.values()), *arguments])  # fmt: skip
        for side, key in ((True, "then_branch"), (False, "else_branch")):
            names = [*(f"{switch}:1" if side else switch for switch in switches), *arguments]
            places = {one: f"input_{number}" for number, one in enumerate(names)}
            given = range(len(kinds))
            call.attr[key].func = self._function(f"{name}_{key}", results[side], places, kinds, outs, given)
        call.attr["Tin"].list.type.extend(kinds)
        call.attr["Tout"].list.type.extend(outs)
        call.attr["Tcond"].type = _BOOL
        self._replace((), call, [(merge, f"{name}:{number}") for number, merge in enumerate(merges)])

    def _tell_which(self, numbers: Mapping[str, str]) -> None:
        """Let those who ask a Merge which input it took, which is its second output, ask the predicate."""
        for node in list(self.nodes.values()):
            for place, asked in enumerate(node.input):
                if asked in numbers:
                    name = f"{node_name(asked)}/value_index"
                    made = self.nodes[name] = NodeDef(name=name, op="Cast", input=[numbers[asked]])
                    made.attr["SrcT"].type, made.attr["DstT"].type = _BOOL, _INT32
                    node.input[place] = name

    # --- functions ---

    def _function(
        self, name: str, results: Sequence[str], places: Mapping[str, str], kinds: Sequence[int], outs: Sequence[int],
        given: Sequence[int], waits: Sequence[str] = (),
    ) -> NameAttrList:  # fmt: skip
        """Take in a function of what results need, up to `places`, where its arguments are, and return its name.

        `given` are the arguments whose shapes are those of what they are given; `waits` run too.
        """
        made, hidden = FunctionDef(signature={"name": self._free(name)}), set(map(node_name, places))
        for number, kind in enumerate(kinds):
            made.signature.input_arg.add(name=f"input_{number}", type=kind)
            made.arg_attr[number].attr[AS_GIVEN].b = number in given
        found, stack = set[str](), [*results, *waits]
        while stack:
            needed = node_name(stack.pop())
            if needed in found or needed in hidden:
                continue
            found.add(needed)
            node = self.nodes[needed].copied()
            if node.op == "StackPopV2" and needed in self._popped:
                raise UnimplementedError(None, None, f"Node {needed!r} (op: 'StackPopV2') is in several branches")
            self._popped.add(needed)
            stack += node.input
            node.input = [places.get(_tensor(n), n) for n in node.input if n[0] != "^" or node_name(n) not in hidden]
            made.node_def.append(node)
            if self._has_effect(node, places):
                made.signature.control_output.append(node.name)
                made.control_ret[node.name] = node.name
        for number, (result, kind) in enumerate(zip(results, outs, strict=True)):
            made.signature.output_arg.add(name=f"output_{number}", type=kind)
            made.ret[f"output_{number}"] = places.get(_tensor(result), result)
        self._library[made.signature.name] = made
        return NameAttrList(name=made.signature.name)

    def _has_effect(self, node: NodeDef, places: Mapping[str, str]) -> bool:
        """Return whether a node of a function has to run, not only a part of it that is in an inner loop or branch."""
        chosen = node.op == "Merge" and _CHOSEN in node.attr
        if len(self.frames.get(node.name, ())) > 1 or not (chosen or definition_of(node.op).effect):
            return False
        return all(one in places for one in self._choices(node.attr[_CHOSEN].s.decode() if chosen else node.name))


def _frame(enter: NodeDef) -> str:
    return str(enter.attr["frame_name"].s.decode(errors="replace"))


def _scope(name: str) -> str:
    return name.rpartition("/")[0]
