"""Puts the new program together: what stays in its place, owners where their graphs were begun, items where it is left.

The result carries the marks of the proof; `unmarked` takes them off again and changes nothing else.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import libcst as cst
from libcst import matchers as m

from lifetimes.upgrade.calls import HELPERS
from lifetimes.upgrade.converting import Converter
from lifetimes.upgrade.facts import Facts, Key, mark
from lifetimes.upgrade.owners import Owner
from lifetimes.upgrade.reading import BLOCKS, Place, Statement, nodes
from lifetimes.upgrade.report import CONVERTED, REFUSED, UNFOLLOWED, Left
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.roles import GOING
from lifetimes.upgrade.spelling import in_words_of

PRINTING = m.SimpleStatementLine([m.ZeroOrMore(), m.Expr(m.Call(m.Name("print"))), m.ZeroOrMore()])


class Writer(Converter):
    """Writes one program anew."""

    def __init__(self, source: str, facts: Facts, tensorflow: str, target: str) -> None:
        super().__init__(source, facts, tensorflow, target)
        self.pending: list[cst.EmptyLine] = []  # comments of what went away, for what comes next
        self.initialised: set[tuple[int, str]] = set()  # by graph, or by session where these differ

    def write(self) -> str:
        """Return the marked new program."""
        self.find_owners()
        self.find_sessions()
        for _ in range(2):  # the second time it is known which graphs need an owner
            self.convert_runs()
        for owner in self.owners.values():
            self.write_start(owner)
        body = self.block(self.module.body)
        if self.helpers:
            text = "\n".join(text for name, text in HELPERS.items() if name in self.helpers)
            text = re.sub(r"(?<=[ \n])(\w+)(?=\()", lambda found: self.helpers.get(found[1], found[1]), text)
            last = max(n for n, node in enumerate(body) if "import" in cst.Module([node]).code.partition("#")[0])
            self.pending = [cst.EmptyLine(indent=False)] * 2
            after = self.with_pending(body[last + 1 :])
            body[last + 1 :] = [*parsed(f"\n{in_words_of(self.tf, text)}\n"), *after]
        return self.module.with_changes(body=body).code

    def convert_runs(self) -> None:
        """Convert each run, which gives the owners their methods."""
        self.results.clear()
        self.items.clear()
        for owner in self.owners.values():
            owner.methods.clear()
            owner.start.clear()
            owner.attributes = {key: name for key, name in owner.attributes.items() if key[1] != "#optimizer"}
        for place in self.places.values():
            if not self.is_initializing(place) and not place.statement.fails:
                try:
                    self.result(place)
                except Left as left:
                    self.items.add(left.kind, place.statement.first, str(left))

    def write_start(self, owner: Owner) -> None:
        """Fill the lines that make an owner's variables."""
        lines = []
        for statement in owner.statements if owner.needs_module else ():
            if statement.role == "variable":
                for name in statement.reads:
                    self.is_rebound(name, statement.number, len(self.statements))
                try:
                    rewrite = Rewrite(self, statement.number, owner, (), stores=True)
                    lines.append(self.code(statement.node.visit(rewrite)).strip("\n"))
                except (Left, *UNFOLLOWED) as error:
                    lines.append(self.left(Left.of(error), statement))
        marks = self.marks(self.facts.variables, owner) if owner.needs_module else []
        owner.start[:0] = lines + owner.lines(self.facts) + marks
        if owner.needs_module and not any(other.inner for other in self.owners.values()):
            owner.inner = [built.text for built in reversed(self.functions.made.values())]

    def marks(self, keys: Iterable[Key], inside: Owner | None) -> list[str]:
        """Return the lines by which the proof reaches variables that were made."""
        reached = [(mark(*key), self.variable_expression(key, inside)) for key in keys
                   if inside is None or key[0] == inside.graph]  # fmt: skip
        return [f"__variable__({name!r}, lambda: {reach})" for name, reach in reached if reach]

    def left(self, left: Left, statement: Statement) -> str:
        """Return the line that says which item of the report tells why this was left."""
        item = self.items.add(left.kind, statement.first, str(left))
        return f'raise NotImplementedError("report item {item.number}")'

    # --- blocks ---

    def block(self, body: Sequence[Any]) -> list[Any]:
        found: list[Any] = []
        for node in body:
            statement = self.of_node.get(node)
            if statement is None:
                found.append(node)
                continue
            self.begin_owner(statement, found)
            found += self.with_pending(self.statement(node, statement))
        return found

    def with_pending(self, made: list[Any]) -> list[Any]:
        """Return statements below the comments that wait for them, with at most two blank lines in a row."""
        if made and self.pending:
            lines: list[cst.EmptyLine] = []
            for line in [*self.pending, *made[0].leading_lines]:
                if line.comment or len(lines) < 2 or lines[-1].comment or lines[-2].comment:
                    lines.append(line)
            made[0] = made[0].with_changes(leading_lines=lines)
            self.pending = []
        return made

    def begin_owner(self, statement: Statement, found: list[Any]) -> None:
        """Write the class or the functions that take over a graph, at the first statement that made some of it."""
        owner = next((owner for owner in self.owners.values() if statement in owner.statements[:1]), None)
        text = owner.text(self.tf) if owner is not None else ""
        if text:
            found += parsed(f"\n\n{text}")
            self.pending = [cst.EmptyLine(indent=False), cst.EmptyLine(indent=False), *self.pending]

    def statement(self, node: Any, statement: Statement) -> list[Any]:
        try:
            if statement.fails:
                why, _, _ = statement.fails.rpartition(" (line")  # of the program as it was recorded
                raise Left(f"the old program fails here: {why}; what follows was run without it", REFUSED)
            if isinstance(node, BLOCKS) and node.body.body and node.body.body[0] in self.of_node:
                return self.compound(node, statement)
            return self.simple(node, statement)
        except (Left, *UNFOLLOWED) as error:
            old = self.code(node).strip().split("\n")[-1].strip()[:80]
            return parsed(f"{self.left(Left.of(error), statement)}  # {old}")

    def compound(self, node: Any, statement: Statement) -> list[Any]:
        """Return a block with what is in it converted; a scope of the old world lets its content out."""
        opens = isinstance(node, cst.With) and any("Session" in self.code(item) for item in node.items)
        if statement.role == "scope" or opens:
            self.keep_comments(node)
            return self.block(node.body.body)
        rewrite, changes, before = Rewrite(self, statement.number, None, ()), {}, []
        for part in ("iter", "test"):
            if getattr(node, part, None) is not None:
                changes[part] = getattr(node, part).visit(rewrite)
                before += self.instances(changes[part])
        for part in ("body", "orelse", "handlers", "finalbody"):
            if getattr(node, part, None):
                changes[part] = self.converted(getattr(node, part))
        return [*before, node.with_changes(**changes)]

    def converted(self, part: Any) -> Any:
        """Return a part of a block with what is in it converted."""
        if isinstance(part, Sequence):
            return [self.converted(one) for one in part]
        if isinstance(part, cst.If):
            return self.compound(part, self.of_node[part])[-1]
        if isinstance(part, cst.IndentedBlock):
            return part.with_changes(body=self.block(part.body) or parsed("pass"))
        return part.with_changes(body=self.converted(part.body))

    # --- statements ---

    def simple(self, node: Any, statement: Statement) -> list[Any]:
        place = self.places.get(statement.only.value) if m.matches(statement.only, m.Expr(m.Call())) else None
        if place is not None and self.is_initializing(place):
            return self.initialising(node, place)
        if isinstance(node, cst.FunctionDef) and node.name.value in self.functions.made:
            return []
        asserts = isinstance(statement.only, cst.Assert) and statement.number not in self.asserted
        if statement.role == "symbol" and (asserts or m.matches(node, PRINTING)):
            raise Left("what is printed or asserted of a symbol of the graph has no value here")
        owned = statement.role == "variable" and self.owner(statement.graph or 0).needs_module
        if self.tf in statement.binds and statement.role == "housekeeping":
            return parsed(f"import {self.target} as {self.tf}")
        if statement.role in GOING or owned:
            if statement.role not in ("symbol", "train", "variable"):
                self.keep_comments(node)
            return []
        made = node.visit(Rewrite(self, self.finds(statement), None, ()))
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):  # what parameters begin with is asked at once
            return [*self.instances(getattr(made, "params", made.name)), made]
        born = [op.key for op in statement.operations if op.is_variable]
        return [*self.instances(made), made, *(line for text in self.marks(born, None) for line in parsed(text))]

    def instances(self, node: Any) -> list[Any]:
        """Return the making of owners that a statement needs and that no initializer made before."""
        found, names = [], {n.value for n in nodes(node) if isinstance(n, cst.Name)}
        for owner in self.owners.values():
            for instance in {owner.instance, *owner.by_session.values()} - owner.ready:
                if owner.needs_module and instance in names:
                    owner.ready.add(instance)
                    found += parsed(f"{instance} = {owner.class_name}()")
        return found

    def is_initializing(self, place: Place) -> bool:
        """Return whether a run only initialised variables, or nothing at all."""
        run = self.run_of(place)
        if any(":" in name for name in run.fetched) or run.fed:
            return False
        keys = [(run.graph, name) for name in run.initialises]
        starts = {self.facts.variables[key].initializer for key in keys if key in self.facts.variables}
        needed = {key[1] for key in self.facts.needed(run.graph, run.fetched, run.fed)}
        if any(self.facts.operations[run.graph, n].writes for n in needed - starts - set(run.fetched)):
            return False
        return all(self.facts.operations[run.graph, n].kind == "NoOp" or n in starts for n in run.fetched)

    def initialising(self, node: Any, place: Place) -> list[Any]:
        """Return what a run of initializers becomes: the making of the owner, or nothing."""
        run = self.run_of(place)
        owner = self.owners.get(run.graph)
        names = {(run.session if owner and owner.by_session else run.graph, name) for name in run.initialises}
        again = bool(names & self.initialised) or len(place.runs) > 1
        self.initialised |= names
        if names and again and owner is not None and ".initializer" in self.code(node):
            return [node.visit(Rewrite(self, place.statement.number, None, ()))]
        if owner is not None and names and owner.needs_module:
            instance = owner.by_session.get(run.session, owner.instance)
            if again or instance not in owner.ready:
                owner.ready.add(instance)
                self.items.add(CONVERTED, place.statement.first, f"initialising became the making of {instance}")
                return parsed(f"{instance} = {owner.class_name}()")
        elif owner is not None and names and again:
            raise Left("variables are initialised again while nothing owns them; make them again where they are made")
        self.keep_comments(node)
        return []

    def keep_comments(self, node: Any) -> None:
        """Keep the lines above a statement that goes: its comments and the blank lines between them."""
        if any(line.comment for line in node.leading_lines):
            self.pending += node.leading_lines


def parsed(text: str) -> list[Any]:
    """Return source as statements, with the lines above the first one kept."""
    module = cst.parse_module(text)
    body = list(module.body)
    if body and module.header:
        body[0] = body[0].with_changes(leading_lines=[*module.header, *body[0].leading_lines])
    return body


MARKS = m.Call(m.Name(m.MatchRegex("__(fetched|drawn|dropped)__")))
LINES = m.SimpleStatementLine([m.Expr(m.Call(m.Name("__variable__")))])


def unmarked(text: str) -> str:
    """Return the program that is handed out: without the marks of the proof."""

    def value(call: Any, _: Any) -> Any:
        inner = call.args[1].value
        return inner.body if isinstance(inner, cst.Lambda) else inner

    without = m.replace(cst.parse_module(text), LINES, cst.RemoveFromParent())
    return str(m.replace(without, MARKS, value).code)  # type: ignore[union-attr]
