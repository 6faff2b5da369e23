"""Writes the body of a function in the place of its only call, where the function builds or runs a graph.

Many old programs keep all of their state in `main()` or `build()`. What such a function makes is found by what the
whole program does afterwards, so it is read as if it stood there.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import Facts
from lifetimes.upgrade.naming import fresh
from lifetimes.upgrade.reading import names_bound_in, nodes
from lifetimes.upgrade.spelling import argument


def inlined(source: str, facts: Facts) -> str:
    """Return the source with one such function written out, the source itself where there is none."""
    module = cst.parse_module(source)
    wanted = {name for fact in facts.runs for name, _ in fact.chain[1:]}
    wanted |= {op.chain[-1][0] for op in facts.operations.values() if op.kind == "Placeholder" and len(op.chain) > 1}
    for node in module.body:
        if isinstance(node, cst.FunctionDef) and node.name.value in wanted:
            text = Inliner(module, node).inlined()
            if text:
                return text
    return source


class Inliner:
    """Tries to write one function out."""

    def __init__(self, module: cst.Module, function: cst.FunctionDef) -> None:
        self.module, self.function, self.name = module, function, function.name.value

    def inlined(self) -> str:
        """Return the new source, nothing where the function cannot be written out."""
        of_others = {n.attr for n in nodes(self.module) if isinstance(n, cst.Attribute)}
        names = [n for n in nodes(self.module) if isinstance(n, cst.Name) and n.value == self.name]
        uses = [n for n in names if n not in of_others]
        calls = [n for n in nodes(self.module) if isinstance(n, cst.Call) and n.func in uses]
        if len(uses) != 2 or len(calls) != 1 or not self.is_simple():
            return ""
        writer = Written(self.function, calls[0], self.body(calls[0]))
        text = self.module.visit(writer).code
        return text if writer.done else ""

    def is_simple(self) -> bool:
        """Return whether the body means the same at the top level: no early return, no names that clash."""
        function = self.function
        params = function.params
        if function.decorators or params.star_kwarg or isinstance(params.star_arg, cst.Param):
            return False
        body = function.body.body
        inner = [n for n in nodes(function.body) if isinstance(n, (cst.Return, cst.Yield, cst.Global, cst.Nonlocal))]
        functions = any(isinstance(n, (cst.FunctionDef, cst.Lambda, cst.ClassDef)) for n in nodes(function.body))
        last = body[-1].body[0] if isinstance(body[-1], cst.SimpleStatementLine) else None
        return not functions and not [n for n in inner if n is not last]

    def bound(self, node: cst.CSTNode) -> set[str]:
        names = names_bound_in(node, (cst.AssignTarget, cst.For, cst.AugAssign, cst.Param))
        opened = [n.asname for n in nodes(node) if isinstance(n, cst.WithItem) and n.asname]
        return names.union(*(names_bound_in(asname) for asname in opened))

    def bound_elsewhere(self) -> set[str]:
        """Return the names of the top level; those of other functions are their own."""
        elsewhere = [n for n in self.module.body if not isinstance(n, (cst.FunctionDef, cst.ClassDef))]
        return {name for node in elsewhere for name in self.bound(node)}

    def body(self, call: cst.Call) -> list[Any]:
        """Return the statements that stand for the call, parameters bound first; none where arguments are missing."""
        clashing = self.bound(self.function) & self.bound_elsewhere()
        taken = {n.value for n in nodes(self.module) if isinstance(n, cst.Name)}
        renamed = Renamed({name: fresh(name, taken) for name in clashing})
        found: list[Any] = []
        for position, param in enumerate(self.function.params.params):
            value = argument(call, position, param.name.value) or param.default
            if value is None:
                return []
            name = renamed.names.get(param.name.value, param.name.value)
            if not (isinstance(value, cst.Name) and value.value == name):
                found += cst.parse_module(f"{name} = {self.module.code_for_node(value)}").body
        return [*found, *(node.visit(renamed) for node in self.function.body.body)]


class Renamed(cst.CSTTransformer):
    """Gives names of a function another word where the program uses theirs for something else."""

    def __init__(self, names: dict[str, str]) -> None:
        super().__init__()
        self.names = names
        self.kept: Any = None  # an attribute, or a keyword

    def visit_Attribute_attr(self, node: cst.Attribute) -> None:
        self.kept = node.attr

    def visit_Arg_keyword(self, node: cst.Arg) -> None:
        self.kept = node.keyword

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        if original_node is self.kept:
            return updated_node
        return updated_node.with_changes(value=self.names.get(updated_node.value, updated_node.value))


def apart(source: str, names: set[str]) -> str:
    """Return the source with some names, where the top level binds them again, under another word from there on."""
    module = cst.parse_module(source)
    inside = [n for n in nodes(module) if isinstance(n, (cst.FunctionDef, cst.ClassDef, cst.Lambda))]
    names = names - {n.value for function in inside for n in nodes(function) if isinstance(n, cst.Name)}
    taken = {n.value for n in nodes(module) if isinstance(n, cst.Name)}
    now: dict[str, str] = {}

    def written(node: Any) -> Any:
        if isinstance(node, cst.With):
            head = [item.visit(Renamed(now)) for item in node.items]
            return node.with_changes(items=head, body=node.body.with_changes(body=[written(n) for n in node.body.body]))
        part = node.body[0] if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 else None
        if not isinstance(part, cst.Assign):
            return node.visit(Renamed(now))
        value = part.value.visit(Renamed(now))
        for name in names_bound_in(part, (cst.AssignTarget,)) & names:
            now[name] = fresh(name, taken) if name in now else name
            taken.add(now[name])
        targets = [target.visit(Renamed(now)) for target in part.targets]
        return node.with_changes(body=[part.with_changes(targets=targets, value=value)])

    return module.with_changes(body=[written(node) for node in module.body]).code


class Written(cst.CSTTransformer):
    """Replaces the statement of the call by the body, and takes the function away."""

    def __init__(self, function: cst.FunctionDef, call: cst.Call, body: list[Any]) -> None:
        super().__init__()
        self.function, self.call, self.body, self.done = function, call, body, False

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> Any:
        return cst.RemoveFromParent() if original_node is self.function else updated_node

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> Any:
        part: Any = original_node.body[0]
        if not self.body or getattr(part, "value", None) is not self.call:
            return updated_node
        *body, last = self.body
        result = last.body[0] if isinstance(last, cst.SimpleStatementLine) else None
        if isinstance(result, cst.Return):
            body += [last.with_changes(body=[part.with_changes(value=result.value)])] if result.value else []
        elif isinstance(part, cst.Expr):
            body.append(last)
        else:
            return updated_node
        self.done = True
        return cst.FlattenSentinel(body)
