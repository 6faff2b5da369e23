"""Puts the new program together: what stays in its place, owners where their graphs were begun, items where it is left.

The result carries the marks of the proof; `unmarked` takes them off again and changes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import libcst as cst

from lifetimes.upgrade.converting import Converter
from lifetimes.upgrade.facts import Facts
from lifetimes.upgrade.items import CONVERTED, UNFOLLOWED, Left
from lifetimes.upgrade.owners import Owner
from lifetimes.upgrade.reading import BLOCKS, Place, Statement, nodes
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.roles import GOING, has_effect
from lifetimes.upgrade.summaries import WRITING


class Writer:
    """Writes one program anew."""

    def __init__(self, source: str, facts: Facts, tensorflow: str, target: str) -> None:
        self.target = target
        self.converter = Converter(source, facts, tensorflow)
        self.program, self.facts, self.items = self.converter.program, facts, self.converter.items
        self.pending: list[cst.EmptyLine] = []
        self.initialised: set[tuple[int, str]] = set()  # by graph, or by session where these differ

    def write(self) -> str:
        """Return the marked new program."""
        self.converter.find_owners()
        self.converter.find_sessions()
        for _ in range(2):  # the second time it is known which graphs need an owner
            self.forget()
            for place in self.program.places.values():
                self.try_result(place)
        for owner in self.converter.owners.values():
            self.start(owner)
        body = self.block(self.program.module.body)
        if self.converter.needs_writing:
            body = after_imports(body, parsed("\n" + WRITING.format(tf=self.converter.tf) + "\n"))
        return self.program.module.with_changes(body=body).code

    def forget(self) -> None:
        self.converter.results.clear()
        self.items.found.clear()
        for owner in self.converter.owners.values():
            owner.methods.clear()
            owner.start.clear()
            owner.attributes = {key: name for key, name in owner.attributes.items() if key[1] != "#optimizer"}

    def try_result(self, place: Place) -> None:
        if not self.is_initializing(place):
            try:
                self.converter.result(place)
            except Left as left:
                self.items.add(left.kind, place.statement.first, str(left))

    def start(self, owner: Owner) -> None:
        """Fill the lines that make an owner's variables."""
        lines = []
        for statement in owner.statements:
            if statement.role != "variable" or owner.flat:
                continue
            self.converter.note_rebound(statement)
            try:
                rewrite = Rewrite(self.converter, statement.number, owner, set(), stores=True)
                lines.append(self.program.code(statement.node.visit(rewrite)).strip("\n"))
            except (Left, *UNFOLLOWED) as error:
                left = error if isinstance(error, Left) else Left(f"this form is not followed ({error})")
                item = self.items.add(left.kind, statement.first, str(left))
                lines.append(f'raise NotImplementedError("report item {item.number}")')
        owner.start[:0] = lines + owner.holder.start
        if not owner.flat and not any(other.inner for other in self.converter.owners.values()):
            owner.inner = [built.text for built in reversed(self.converter.functions.made.values())]

    # --- blocks ---

    def block(self, body: Sequence[Any]) -> list[Any]:
        found: list[Any] = []
        for node in body:
            statement = self.program.of_node.get(node)
            before, self.pending = self.pending, []
            owner = self.owner_of(statement) if statement else []
            found += owner
            self.pending = (self.pending + before) if owner else before
            made = self.statement(node, statement)
            if made and self.pending:
                lines = [*self.pending, *made[0].leading_lines]
                made[0] = made[0].with_changes(leading_lines=without_gaps(lines))
                self.pending = []
            found += made
        return found

    def owner_of(self, statement: Statement) -> list[Any]:
        """Return the class or the functions that take over a graph, at the first statement that made some of it."""
        for owner in self.converter.owners.values():
            if statement in owner.statements and not owner.placed:
                owner.placed = True
                text = owner.text(self.converter.tf)
                if text and (not owner.flat or owner.methods):
                    self.pending = [cst.EmptyLine(indent=False), cst.EmptyLine(indent=False), *self.pending]
                    return parsed(f"\n\n{text}")
        return []

    def statement(self, node: Any, statement: Statement | None) -> list[Any]:
        if statement is None:
            return [node]
        if isinstance(node, BLOCKS) and node.body.body and self.program.of_node.get(node.body.body[0]):
            return self.compound(node, statement)
        try:
            return self.simple(node, statement)
        except Left as left:
            return self.left(node, left, statement)
        except UNFOLLOWED as error:
            return self.left(node, Left(f"this form is not followed ({type(error).__name__})"), statement)

    def compound(self, node: Any, statement: Statement) -> list[Any]:
        """Return a block with what is in it converted; a scope of the old world lets its content out."""
        if statement.role == "scope" or (isinstance(node, cst.With) and self.opens_session(node)):
            self.pending += comments(node)
            return self.block(node.body.body)
        changes: dict[str, Any] = {}
        rewrite = Rewrite(self.converter, statement.number, None, set())
        try:
            for part in ("iter", "test"):
                if getattr(node, part, None) is not None:
                    changes[part] = getattr(node, part).visit(rewrite)
        except Left as left:
            return self.left(node, left, statement)
        changes["body"] = node.body.with_changes(body=self.block(node.body.body) or parsed("pass"))
        for part in ("orelse", "finalbody"):
            if getattr(node, part, None) is not None:
                changes[part] = self.other(getattr(node, part))
        if getattr(node, "handlers", None):
            changes["handlers"] = [self.other(handler) for handler in node.handlers]
        before = [made for part in ("iter", "test") if part in changes for made in self.instances(changes[part])]
        return [*before, node.with_changes(**changes)]

    def other(self, node: Any) -> Any:
        if isinstance(node, cst.If):
            return self.compound(node, self.program.of_node[node])[-1]
        return node.with_changes(body=node.body.with_changes(body=self.block(node.body.body) or parsed("pass")))

    def opens_session(self, node: cst.With) -> bool:
        return any("Session" in self.program.code(item) for item in node.items)

    # --- statements ---

    def simple(self, node: Any, statement: Statement) -> list[Any]:
        for place in self.program.places.values():
            if place.statement is statement and self.is_initializing(place) and self.is_whole(node, place):
                return self.initialising(node, place)
        if isinstance(node, cst.FunctionDef) and node.name.value in self.converter.functions.made:
            return []
        self.check_unused(node, statement)
        if statement.role in GOING or (statement.role == "variable" and not self.owner(statement).flat):
            if statement.role not in ("symbol", "train", "variable"):
                self.pending += comments(node)
            return []
        if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], (cst.Import, cst.ImportFrom)):
            return parsed(imported(self.program.code(node), self.target))
        made = [node.visit(Rewrite(self.converter, statement.number, None, set()))]
        return made if isinstance(node, (cst.FunctionDef, cst.ClassDef)) else self.instances(made[0]) + made

    def check_unused(self, node: Any, statement: Statement) -> None:
        """Refuse to drop a statement that does more than make symbols."""
        if statement.role != "symbol" or not isinstance(node, cst.SimpleStatementLine):
            return
        for part in node.body:
            if isinstance(part, cst.Expr) and isinstance(part.value, cst.Call):
                name = self.program.code(part.value.func)
                if not name.startswith(f"{self.converter.tf}.") and name.split(".")[0] in ("print", "assert"):
                    raise Left("a symbol of the graph is printed, which has no value here and other words now")

    def owner(self, statement: Statement) -> Owner:
        return self.converter.owner(self.converter.graph_of(statement) or 0)

    def instances(self, node: Any) -> list[Any]:
        """Return the making of owners that a statement needs and that no initializer made before."""
        found, names = [], {n.value for n in nodes(node) if isinstance(n, cst.Name)}
        for owner in self.converter.owners.values():
            for instance in {owner.instance, *owner.by_session.values()} - owner.made:
                if not owner.flat and instance in names:
                    owner.made.add(instance)
                    owner.early.add(instance)
                    found += parsed(f"{instance} = {owner.class_name}()")
        return found

    def is_whole(self, node: Any, place: Place) -> bool:
        return (isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr)
                and node.body[0].value is place.node)  # fmt: skip

    def is_initializing(self, place: Place) -> bool:
        """Return whether a run only initialised variables, or nothing at all."""
        run = self.program.runs_of(place)[0]
        if any(":" in name for name in run.fetched) or run.fed:
            return False
        keys = [(run.graph, name) for name in run.initialises]
        starts = {self.facts.variables[key].initializer for key in keys if key in self.facts.variables}
        for key in self.facts.needed(run.graph, run.fetched, run.fed):
            operation = self.facts.operations[key]
            if has_effect(operation) and operation.name not in starts and operation.name not in run.fetched:
                return False
        kinds = {name: self.facts.operations[run.graph, name].kind for name in run.fetched}
        return all(kind == "NoOp" or name in starts for name, kind in kinds.items())

    def initialising(self, node: Any, place: Place) -> list[Any]:
        """Return what a run of initializers becomes: the making of the owner, or nothing."""
        run = self.program.runs_of(place)[0]
        owner = self.converter.owners.get(run.graph)
        names = {(run.session if owner and owner.by_session else run.graph, name) for name in run.initialises}
        again = bool(names & self.initialised) or len(place.runs) > 1
        self.initialised |= names
        if owner is None or (owner.flat and not again) or not names:
            self.pending += comments(node)
            return []
        if again and ".initializer" in self.program.code(node):
            return [node.visit(Rewrite(self.converter, place.statement.number, None, set()))]
        if owner.flat:
            raise Left("variables are initialised again while nothing owns them; make them again where they are made")
        instance = owner.by_session.get(run.session, owner.instance)
        if instance in owner.early or (instance in owner.made and not again):
            owner.early.discard(instance)
            self.pending += comments(node)
            return []
        owner.made.add(instance)
        self.items.add(CONVERTED, place.statement.first, f"initialising became the making of {instance}")
        return parsed(f"{instance} = {owner.class_name}()")

    def left(self, node: Any, left: Left, statement: Statement) -> list[Any]:
        """Return the line that says which item of the report tells why this was left."""
        item = self.items.add(left.kind, statement.first, str(left))
        old = " ".join(self.program.code(node).strip().split("\n")[-1:]).strip()[:80]
        return [*parsed(f'raise NotImplementedError("report item {item.number}")  # {old}')]


def imported(line: str, target: str) -> str:
    """Return an import of TensorFlow as one of the new world."""
    line = re.sub(r"from tensorflow\.compat import v1\b", "import tensorflow", line)
    line = line.replace("tensorflow.compat.v1", "tensorflow")
    as_what = "" if "import tensorflow as" in line else " as tensorflow"
    return re.sub(r"import tensorflow\b", f"import {target}{as_what}", line) if target != "tensorflow" else line


def after_imports(body: list[Any], made: list[Any]) -> list[Any]:
    """Return a program with a piece of source behind its last import."""
    last = max(n for n, node in enumerate(body) if "import" in cst.Module([node]).code.partition("#")[0])
    after = [body[last + 1].with_changes(leading_lines=[*gap(body[last + 1]), *body[last + 1].leading_lines])]
    return [*body[: last + 1], *made, *after, *body[last + 2 :]]


def gap(node: Any) -> list[cst.EmptyLine]:
    """Return the blank lines that a statement needs to stand apart from a function above it."""
    blank = [line for line in node.leading_lines if not line.comment]
    return [cst.EmptyLine(indent=False)] * max(0, 2 - len(blank))


def comments(node: Any) -> list[cst.EmptyLine]:
    """Return the lines above a statement: its comments and the blank lines between them, if there is a comment."""
    lines = list(node.leading_lines)
    return lines if any(line.comment for line in lines) else []


def without_gaps(lines: list[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """Return lines with at most two blank ones in a row."""
    found: list[cst.EmptyLine] = []
    for line in lines:
        if line.comment or not (len(found) > 1 and not found[-1].comment and not found[-2].comment):
            found.append(line)
    return found


def parsed(text: str) -> list[Any]:
    """Return source as statements, with the lines above the first one kept."""
    module = cst.parse_module(text)
    body = list(module.body)
    if body and module.header:
        body[0] = body[0].with_changes(leading_lines=[*module.header, *body[0].leading_lines])
    return body


class Unmarked(cst.CSTTransformer):
    """Takes the marks of the proof off."""

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        func = updated_node.func
        if isinstance(func, cst.Name) and func.value in (
            "__fetched__",
            "__variable__",
            "__object__",
            "__drawn__",
            "__dropped__",
        ):
            value = updated_node.args[1].value
            return value.body if isinstance(value, cst.Lambda) else value
        return updated_node


def unmarked(text: str) -> str:
    """Return the program that is handed out."""
    return cst.parse_module(text).visit(Unmarked()).code
