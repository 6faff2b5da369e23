"""Functions that make variables become Modules: `__init__` makes them, `__call__` does the rest, each call its object.

Who called such a function and dropped its variables kept them only in the graph. The object that takes its place
owns them; a call that made none of its own, under a scope that is reused, calls the object that is there already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import OperationFact, Span
from lifetimes.upgrade.holding import Holder
from lifetimes.upgrade.items import CHECK, UNFOLLOWED, Left
from lifetimes.upgrade.naming import fresh, quoted
from lifetimes.upgrade.owners import indented
from lifetimes.upgrade.reading import Names, Program, nodes
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.roles import last_name
from lifetimes.upgrade.shapes import size_of
from lifetimes.upgrade.spelling import argument


@dataclass(eq=False)
class Built:
    """One class that a function became."""

    function: Any
    class_name: str
    parameters: list[str]
    starting: list[str]  # the parameters of __init__, those that are read from shapes last
    calling: list[str]  # the parameters of __call__
    sizes: dict[str, tuple[str, int]]  # parameter: whose shape it was, and which dimension
    text: str
    attributes: dict[Span, str]  # the call that makes a variable: its attribute
    holder: Holder
    defaults: dict[str, Any]  # the parameters that have one, and its source
    prefix: str = ""  # the parameter that says under which scope the variables were made


class Functions:
    """The functions of one program that make variables and give back something else."""

    def __init__(self, converter: Any) -> None:
        self.converter, self.program = converter, converter.program
        self.facts: Any = converter.facts
        self.made: dict[str, Built] = {}
        self.failed: dict[str, Left] = {}
        self.definitions: dict[str, Any] = {
            s.node.name.value: s.node for s in self.program.statements if isinstance(s.node, cst.FunctionDef)
        }
        kept = {k[1:] for k in self.facts.names.values() if k[0] == "variable"}
        self.births: list[OperationFact] = [
            op for op in self.facts.operations.values()
            if op.key in self.facts.variables and len(op.chain) > 1 and (op.key not in kept or not self.returns(op))
        ]  # fmt: skip
        # The functions on the way to a variable that nobody at the top level was given.
        self.makers = {name for born in self.births for name, _ in born.chain[1:] if name in self.definitions}

    def returns(self, born: OperationFact) -> bool:
        """Return whether the statement that called the function is a variable's: it got the variable itself."""
        return any(s.role == "variable" and s.first <= born.line <= s.last for s in self.program.statements)

    def born_in(self, span: Span) -> list[OperationFact]:
        """Return the variables that were made below one call."""
        return [born for born in self.births if span in born.spans[:-1]]

    # --- calls ---

    def is_maker(self, call: cst.Call) -> bool:
        return isinstance(call.func, cst.Name) and call.func.value in self.makers

    def call(self, original: cst.Call, rewrite: Any) -> str | None:
        """Return what to write for a call of such a function, None for a call of anything else."""
        if not self.is_maker(original):
            return None
        name = last_name(original.func)
        if rewrite.holder is None:
            raise Left(f"`{name}` makes variables outside of what a session ran")
        built = self.built(name)
        span = self.program.span(original)
        given = bound(original, built.parameters)
        born = self.born_in(span)
        attribute = rewrite.holder.object_for(self, built, span, born, given, rewrite)
        arguments = [self.program.code(given[p].visit(rewrite.again())) for p in built.calling if p in given]
        return f"self.{attribute}({', '.join(arguments)})"

    def constructed(self, built: Built, born: list[OperationFact], given: dict[str, Any], rewrite: Any) -> str:
        """Return the construction of one object: values of the source where they can be had there, else of the run."""
        level = born[0].spans.index(self.program.span(given["#call"]))
        seen = born[0].locals[level]
        parts = []
        for name in built.starting:
            if name in built.sizes:
                of, dimension = built.sizes[name]
                parts.append(repr(seen[of][1][dimension]))
            elif name == built.prefix:
                parts.append(quoted(born[0].name.rpartition("/")[0]))
            else:
                value = given.get(name, built.defaults.get(name))
                parts.append(self.written(value, seen.get(name), rewrite))
        return f"{built.class_name}({', '.join(parts)})"

    def written(self, node: Any, seen: Any, rewrite: Any) -> str:
        """Return an argument as it was written, or the value that it had where its names are not there."""
        if not self.program.names_in(node) & (rewrite.names.keys() | rewrite.inner_names):
            return str(self.program.code(node.visit(rewrite.again())))
        if seen is None or seen[0] != "value":
            raise Left("an object is made of what only the call knows")
        return quoted(seen[1])

    # --- classes ---

    def built(self, name: str) -> Built:
        """Return the class that a function becomes."""
        if name not in self.made and name not in self.failed:
            try:
                self.made[name] = Builder(self, self.definitions[name]).built()
            except (Left, *UNFOLLOWED) as error:
                self.made.pop(name, None)
                self.failed[name] = error if isinstance(error, Left) else Left(f"`{name}` makes variables in a form "
                                                                              "that is not followed")  # fmt: skip
        if name in self.failed:
            raise self.failed[name]
        return self.made[name]

    def path_below(self, built: Built, fact: OperationFact, level: int) -> str:
        """Return the attributes that lead from an object to a variable that was made below it."""
        if len(fact.spans) == level + 1:
            return built.attributes[fact.spans[level]]
        attribute, inner = built.holder.objects[fact.spans[level]]
        return f"{attribute}.{self.path_below(inner, fact, level + 1)}"


def bound(call: cst.Call, parameters: list[str]) -> dict[str, Any]:
    """Return the arguments of a call by parameter, with the call itself."""
    if any(given.star for given in call.args):
        raise Left("a function that makes variables is called with a star")
    found: dict[str, Any] = {"#call": call}
    for position, name in enumerate(parameters):
        value = argument(call, position, name)
        if value is not None:
            found[name] = value
    return found


def flat(body: Any) -> Iterator[Any]:
    """Return the statements of a function, those inside of scopes too."""
    for node in body:
        if isinstance(node, cst.With):
            yield from flat(node.body.body)
        else:
            yield node


class Builder:
    """Turns one function into a class."""

    def __init__(self, functions: Functions, function: Any) -> None:
        self.functions, self.function = functions, function
        self.program: Program = functions.program
        self.converter = functions.converter
        if function.decorators or function.params.star_kwarg or isinstance(function.params.star_arg, cst.Param):
            raise Left(f"`{function.name.value}` makes variables and has decorators or stars")
        self.every = [*function.params.params, *function.params.kwonly_params]
        self.parameters = [p.name.value for p in self.every]
        self.body = list(flat(function.body.body))
        self.holder = Holder()
        self.sizes: dict[str, tuple[str, int]] = {}
        self.attributes: dict[Span, str] = {}
        self.own: set[str] = set()
        self.prefix = ""

    def names_of(self, node: Any) -> Names:
        found = Names(self.program.contexts)
        node.visit(found)
        return found

    def variables_in(self, node: Any) -> list[tuple[cst.Call, list[OperationFact]]]:
        """Return the calls in a statement that made variables themselves, with those."""
        found = []
        for call in (n for n in nodes(node) if isinstance(n, cst.Call)):
            born = [b for b in self.functions.births if b.spans[-1] == self.program.span(call)]
            found += [(call, born)] if born else []
        return found

    def built(self) -> Built:
        """Return the class: what makes variables, and what that needs, goes to __init__, the rest to __call__."""
        starts = [node for node in self.body if self.variables_in(node)]
        for node in starts:
            simple = isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Assign)
            if not simple or len(self.variables_in(node)) > 1 or len(self.names_of(node).binds) > 1:
                raise Left(f"`{self.function.name.value}` makes variables in a form that is not followed")
        early, needed = self.closure(starts)
        late = [node for node in self.body if node not in early and not is_collecting(node)]
        made = {name for node in early for name in self.names_of(node).binds}
        read = {name for node in late for name in self.names_of(node).reads}
        starting = [p for p in self.parameters if p in needed]
        kept = [p for p in starting if p in read]
        calling = [p for p in self.parameters if p in read and p not in starting]
        class_name = fresh(self.function.name.value.title().replace("_", ""), self.converter.taken)
        self.converter.taken.add(class_name)
        found = Built(self.function, class_name, self.parameters, starting, calling, self.sizes, "", self.attributes,
                      self.holder, {p.name.value: p.default for p in self.every if p.default is not None})  # fmt: skip
        self.functions.made[self.function.name.value] = found
        self.own = {name for node in starts for name in self.names_of(node).binds}
        init = [f"self.{p} = {p}" for p in kept] + self.start_lines(early, read, starting)
        calls = self.call_lines(late, {name: f"self.{name}" for name in (made & read) | set(kept)})
        found.prefix = self.prefix
        found.starting += [*self.sizes, *([self.prefix] if self.prefix else [])]
        found.text = self.text(found, init + self.holder.start, calls)
        where = self.program.positions[self.function].start.line
        self.converter.items.add(
            CHECK, where, f"`{self.function.name.value}` lost what it made; a {class_name} owns it"
        )
        return found

    def closure(self, starts: list[Any]) -> tuple[list[Any], set[str]]:
        """Return the statements that the variables need, in order, and the names that these read."""
        chosen = list(starts)
        needed: set[str] = set()
        for node in reversed(self.body):
            if node in starts or self.names_of(node).binds & needed:
                if node not in chosen:
                    chosen.append(node)
                needed |= self.reads_at_start(node)
        return [node for node in self.body if node in chosen], needed

    def reads_at_start(self, node: Any) -> set[str]:
        """Return what a statement reads but for the shapes of tensors, which become parameters."""
        if not self.variables_in(node) and not isinstance(node, cst.SimpleStatementLine):
            raise Left("variables hang on a block of a function")
        reads = self.names_of(node).reads
        for part in nodes(node):
            size = size_of(part)
            if size is not None and size[0] in self.parameters:
                if size not in self.sizes.values():
                    self.sizes[fresh("inputs", {*self.parameters, *self.sizes})] = size
                reads = reads - {size[0]}
        return reads

    def rewrite(self, names: dict[str, str], inner: set[str]) -> Rewrite:
        before = self.functions.births[0].line
        number = next((s.number for s in reversed(self.program.statements) if s.first <= before), 0)
        made = Rewrite(self.converter, number, None, set())
        made.names, made.inner_names, made.holder = names, inner | set(self.parameters), self.holder
        return made

    def start_lines(self, early: list[Any], read: set[str], starting: list[str]) -> list[str]:
        """Return the lines that make the variables, each under its name in the graph."""
        lines = []
        for node in early:
            binds = self.names_of(node).binds
            rewrite = self.rewrite({name: f"self.{name}" for name in self.own - binds}, binds)
            rewrite.sizes = {size: name for name, size in self.sizes.items()}
            made = self.variables_in(node)
            rewrite.labels = {self.program.span(call): self.label(call, born, starting) for call, born in made}
            lines += [line.comment.value for line in node.leading_lines if line.comment]
            text = self.program.code(node.with_changes(leading_lines=[]).visit(rewrite)).strip()
            for call, _ in made:
                self.attributes[self.program.span(call)] = min(binds)
            lines.append(f"self.{text}" if made else text)
            lines += [f"self.{name} = {name}" for name in sorted(binds & read) if not made]
        return lines

    def label(self, call: cst.Call, born: list[OperationFact], starting: list[str]) -> str:
        """Return the source for the name of a variable: written out, below a scope, or as the function had it."""
        given = argument(call, 0 if last_name(call.func) == "get_variable" else -1, "name")
        if len(born) == 1:
            return quoted(born[0].name)
        ends = {fact.name.rpartition("/")[2] for fact in born}
        if len(ends) == 1 and all("/" in fact.name for fact in born):
            self.prefix = fresh("scope", {*starting, *self.sizes})
            return f'{self.prefix} + "/{ends.pop()}"'
        if given is not None and any("/" in fact.name for fact in born):
            raise Left("variables of several calls have names that nothing in the source tells")
        return str(self.program.code(given)) if given is not None else ""

    def call_lines(self, late: list[Any], names: dict[str, str]) -> list[str]:
        """Return the lines of __call__."""
        inner = {name for node in late for name in self.names_of(node).binds}
        lines = []
        for node in late:
            if isinstance(node, (cst.For, cst.While)) and self.makes_inside(node):
                raise Left("variables are made in a loop of a function; make a list of objects")
            lines.append(self.program.code(node.visit(self.rewrite(names, inner))).strip("\n"))
        return lines

    def makes_inside(self, node: Any) -> bool:
        return any(isinstance(n, cst.Call) and self.functions.born_in(self.program.span(n)) for n in nodes(node))

    def text(self, built: Built, init: list[str], calls: list[str]) -> str:
        head = ", ".join(["self", *built.starting])
        lines = [f"class {built.class_name}({self.converter.tf}.Module):", f"    def __init__({head}):"]
        lines += ["        super().__init__()", *indented(indented(init)), ""]
        given = {name: self.program.code(value) for name, value in built.defaults.items()}
        calling = [f"{name}={given[name]}" if name in given else name for name in built.calling]
        lines += [f"    def __call__({', '.join(['self', *calling])}):", *indented(indented(calls or ["pass"]))]
        return "\n".join(lines)


def is_collecting(node: Any) -> bool:
    """Return whether a statement only puts something in a collection."""
    return (isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr)
            and isinstance(node.body[0].value, cst.Call)
            and last_name(node.body[0].value.func) in ("add_to_collection", "add_to_collections"))  # fmt: skip
