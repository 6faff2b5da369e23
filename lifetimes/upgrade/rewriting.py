"""Writes one piece of the old program in the words of the new one: names, calls, variables, runs, feeds."""

from __future__ import annotations

from typing import Any

import libcst as cst
from libcst.metadata import ExpressionContext

from lifetimes.upgrade.facts import LISTS
from lifetimes.upgrade.items import CHECK, DECIDE, REFUSED, Left
from lifetimes.upgrade.proving import mark
from lifetimes.upgrade.reading import names_bound_in
from lifetimes.upgrade.saving import checkpoint
from lifetimes.upgrade.shapes import size_of
from lifetimes.upgrade.spelling import NEW_NAMES, argument, exists, respelled, short_name

REFUSED_NAMES = ("contrib", "estimator", "train.import_meta_graph", "train.batch", "train.shuffle_batch", "FIFOQueue",
                 "train.MonitoredTrainingSession", "train.Supervisor", "train.string_input_producer", "TFRecordReader",
                 "train.start_queue_runners", "train.Coordinator", "import_graph_def")  # fmt: skip


COUNTERS = ("train.get_or_create_global_step", "train.create_global_step", "train.get_global_step")


class Rewrite(cst.CSTTransformer):
    """Converts one piece. `owner` is the owner whose method the piece goes into, None at the top level."""

    def __init__(self, converter: Any, before: int, owner: Any, local: set[int], stores: bool = False) -> None:
        super().__init__()
        self.converter, self.before, self.owner, self.local = converter, before, owner, local
        self.program, self.tf, self.stores = converter.program, converter.tf, stores
        self.names: dict[str, str] = {}  # inside of a function: what it knows by another name now
        self.inner_names: set[str] = set(converter.local_names)  # what it knows by its own
        self.sizes: dict[tuple[str, int], str] = {}
        self.labels: dict[Any, str] = {}
        self.holder = owner.holder if owner is not None else None
        self.hoisted: list[str] = []  # what has to be computed under the tape first

    def again(self) -> Rewrite:
        """Return another one for the same place: a tree is walked with one at a time."""
        made = Rewrite(self.converter, self.before, self.owner, self.local)
        for part in ("names", "inner_names", "sizes", "labels", "holder"):
            setattr(made, part, getattr(self, part))
        return made

    # --- names ---

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        context = self.program.contexts.get(original_node)
        if context is ExpressionContext.STORE and self.stores:
            attribute = self.owner.attributes.get((self.before, original_node.value))
            return cst.parse_expression(f"self.{attribute}") if attribute else updated_node
        if context is not ExpressionContext.LOAD:
            return updated_node
        if original_node.value in self.names:
            return cst.parse_expression(self.names[original_node.value])
        if original_node.value in self.inner_names:
            return updated_node
        found = self.converter.meaning(original_node.value, self.before, self.owner, self.local)
        return updated_node if found == original_node.value else cst.parse_expression(found)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        name = short_name(original_node, self.tf)
        if name:
            new = NEW_NAMES.get(name, name)
            return cst.parse_expression(f"{self.tf}.{new}") if exists(new) else updated_node
        value = original_node.value
        if original_node.attr.value == "name" and isinstance(value, cst.Attribute) and value.attr.value == "op":
            assert isinstance(updated_node.value, cst.Attribute)
            return cst.parse_expression(f'{self.program.code(updated_node.value.value)}.name.split(":")[0]')
        if original_node.attr.value == "value" and isinstance(value, cst.Subscript):
            return updated_node.value  # a dimension of a shape is a number now
        return updated_node

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        return size_of(node) not in self.sizes

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> Any:
        size = size_of(original_node)
        return cst.Name(self.sizes[size]) if size in self.sizes else updated_node

    def enter(self, node: Any) -> None:
        """Take in the names that a comprehension or a function binds for itself."""
        self.inner_names = self.inner_names | names_bound_in(node, (cst.CompFor, cst.Param))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_Lambda = enter  # noqa: N815

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.inner_names = self.inner_names | names_bound_in(node)

    def visit_Arg(self, node: cst.Arg) -> bool:
        return not self.hands_on_session(node)

    def hands_on_session(self, node: cst.Arg) -> bool:
        """Return whether an argument is a session, in whose place the owner of the values is handed on."""
        value = node.value
        known = isinstance(value, cst.Name) and value.value not in self.inner_names
        return known and self.program.kind(value.value, self.before)[:1] == ("session",)  # type: ignore[attr-defined]

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> Any:
        if not self.hands_on_session(original_node):
            return updated_node
        _, number = self.program.kind(original_node.value.value, self.before)  # type: ignore[attr-defined]
        return updated_node.with_changes(value=cst.parse_expression(self.converter.instance_of(number)))

    # --- calls ---

    def visit_Call(self, node: cst.Call) -> bool:
        if self.converter.functions.is_maker(node):
            return False
        return node not in self.program.places and node not in self.program.savings

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        place = self.program.places.get(original_node)
        if place is not None:
            return cst.parse_expression(self.converter.result(place))
        if original_node in self.program.savings:
            return cst.parse_expression(checkpoint(self.converter, original_node, self.before))
        made = self.converter.functions.call(original_node, self)
        if made is not None:
            return cst.parse_expression(made)
        new: Any = updated_node
        name = short_name(original_node.func, self.tf)
        if name in ("Variable", "get_variable"):
            new = self.variable(original_node, updated_node, name)
        elif name in COUNTERS:
            new = self.counter(name)
        elif name in LISTS:
            new = self.listed(original_node)
        elif name == "gradients":
            new = self.gradient(updated_node)
        elif name:
            new = self.respelled(original_node, updated_node, name)
        elif isinstance(new.func, cst.Attribute) and new.func.attr.value in ("initialized_value", "read_value"):
            new = new.func.value
        return self.marked(original_node, new)

    def counter(self, name: str) -> Any:
        """Return the global step: a variable like any other, where it was the graph's own."""
        if name != "train.get_global_step":
            start = f'{self.tf}.Variable(0, trainable=False, name="global_step", dtype={self.tf}.int64)'
            return cst.parse_expression(start)
        graphs = [graph for graph, variable in self.converter.facts.variables if variable == "global_step"]
        found = self.converter.variable_expression((graphs[0], "global_step"), self.owner) if graphs else ""
        if not found:
            raise Left("the global step has no name that holds it")
        return cst.parse_expression(found)

    def listed(self, call: cst.Call) -> Any:
        """Return the list of the variables that a collection gave."""
        keys = self.converter.facts.lists.get(self.program.span(call))
        found = [self.converter.variable_expression(key, self.owner) for key in keys or ()]
        if keys is None or not all(found):
            raise Left("a collection gives what no name holds; make a list of it where it is filled")
        text = f"a collection became a list: {', '.join(name for _, name in keys)}"
        self.converter.items.add(CHECK, self.program.span(call)[0], text)
        return cst.parse_expression(f"[{', '.join(found)}]")

    def respelled(self, original: cst.Call, updated: cst.Call, name: str) -> Any:
        for refused in REFUSED_NAMES:
            if f"{name}.".startswith(f"{refused}."):
                raise Left(f"{self.tf}.{name} has no place in the new world", REFUSED)
        try:
            return respelled(updated.with_changes(func=original.func), name, self.tf)
        except LookupError as error:
            raise Left(str(error.args[0]), DECIDE) from None

    def gradient(self, call: cst.Call) -> Any:
        """Return a question to the tape; `tf.gradients` always gave a list."""
        of, by, given = argument(call, 0, "ys"), argument(call, 1, "xs"), argument(call, 2, "grad_ys")
        if len(call.args) > 2 + (given is not None) or self.owner is None:
            raise Left("gradients with more than ys, xs and grad_ys, or outside of a run, are left")
        code = self.program.code
        what = code(of)
        if not isinstance(of, cst.Name):
            self.hoisted.append(f"objective = {what}")
            what = "objective"
        text = f"tape.gradient({what}, {code(by)}{f', {code(given)}' if given is not None else ''})"
        return cst.parse_expression(text if isinstance(by, (cst.List, cst.Tuple)) else f"[{text}]")

    # --- variables ---

    def born(self, node: cst.Call) -> list[Any]:
        """Return the variables that a call at the top level of the program made."""
        span = self.program.span(node)
        return [op for op in self.converter.facts.operations.values() if op.spans and op.spans[0] == span]

    def marked(self, original: cst.Call, new: Any) -> Any:
        """Return a call that made one variable, marked with the name that this had in its graph."""
        born = self.born(original) if self.program.statements[self.before].role == "variable" else []
        if len(born) != 1:
            return new
        name = mark(*born[0].key)
        return cst.parse_expression(f"__variable__({name!r}, {self.program.code(new)})")

    def variable(self, original: cst.Call, call: cst.Call, name: str) -> Any:
        """Return the variable's construction under the name that it had in the graph."""
        code, born = self.program.code, self.born(original)
        label = self.labels.get(self.program.span(original)) or (f'"{born[0].name}"' if len(born) == 1 else None)
        if name == "Variable":
            kept = [a for a in call.args if a.keyword is None or a.keyword.value not in ("name", "collections")]
            more = [a for a in kept if a.keyword is None][1:]
            if len(more) > 1:
                raise Left("arguments of a Variable beyond its initial value are given by position; name them")
            kept = [a for a in kept if a not in more or code(a.value) in ("True", "False")]  # else a dtype: it was true
            given = argument(call, -1, "name")
            parts = [code(a.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for a in kept]
            label = label or (code(given) if given is not None else None)
            return cst.parse_expression(f"{self.tf}.Variable({', '.join(parts + [f'name={label}'] * bool(label))})")
        return self.got_variable(call, label or code(argument(call, 0, "name")))

    def got_variable(self, call: cst.Call, label: str) -> Any:
        """Return a variable made outright, where the old program asked its scope for one."""
        code = self.program.code
        shape, dtype = argument(call, 1, "shape"), argument(call, 2, "dtype")
        start, trainable = argument(call, 3, "initializer"), argument(call, 5, "trainable")
        if argument(call, 4, "regularizer") is not None:
            raise Left("a regularizer puts a loss in a collection; add it to the loss")
        kind = f", {code(dtype)}" if dtype is not None else ""
        if shape is None:
            value = code(start)
        else:
            maker = f"{self.tf}.keras.initializers.GlorotUniform()" if start is None else code(start)
            if isinstance(start, cst.Attribute):
                maker += "()"
            size = f"[{code(shape)}]" if isinstance(shape, cst.Integer) else code(shape)
            value = f"{maker}({size}{kind})"
        more = f", trainable={code(trainable)}" if trainable is not None else ""
        return cst.parse_expression(f"{self.tf}.Variable({value}{more}, name={label})")

    # --- feeds ---

    def visit_Dict(self, node: cst.Dict) -> bool:
        return not self.feeds(node)

    def feeds(self, node: cst.Dict) -> bool:
        keys = [e.key for e in node.elements if isinstance(e, cst.DictElement)]
        found = [self.program.definition(k.value, self.before) for k in keys if isinstance(k, cst.Name)]
        return bool(found) and all(s is not None and s.role == "placeholder" for s in found)

    def leave_Dict(self, original_node: cst.Dict, updated_node: cst.Dict) -> Any:
        if not self.feeds(original_node):
            return updated_node
        pairs = [f'"{self.program.code(e.key)}": {self.converter.convert(e.value, self.before, self.owner)}'
                 for e in original_node.elements if isinstance(e, cst.DictElement)]  # fmt: skip
        return cst.parse_expression("{" + ", ".join(pairs) + "}")
