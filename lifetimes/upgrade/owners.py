"""Who owns variables in the new program: a `tf.Module` for a graph, one for a function that makes variables, or names.

Who called such a function and dropped its variables kept them only in the graph. `__init__` of the class that takes
its place makes them, `__call__` does the rest, and each call has its object; a call that made none of its own, under a
scope that is reused, calls the object that is there already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import libcst as cst

from lifetimes.upgrade.calls import CELLS
from lifetimes.upgrade.facts import Facts, Key, OperationFact, Span
from lifetimes.upgrade.reading import HOUSEKEEPING, Statement
from lifetimes.upgrade.report import CHECK, Left, once
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.source import all_of, argument, code, fresh, given_to, indented, last_name, quoted, words_in
from lifetimes.upgrade.spelling import LAYERS, short_name, size_of


class Holder:
    """Whatever holds what functions, layers and loops make: the owner of a graph, or an object of its own."""

    def __init__(self) -> None:
        self.objects: dict[Span, tuple[str, Any]] = {}  # what a function became, by the call of it: attribute and class
        self.made: dict[Key, str] = {}  # by its first variable: the line that makes one of these
        self.paths: dict[Key, str] = {}
        self.taken = {"name", "variables"}  # what every Module has
        self.lists: dict[Any, str] = {}  # the list of the variables that a loop makes, by the call in it
        self.layers: dict[tuple[Span, str], str] = {}  # attributes of variables, by their call and last name

    def lines(self, facts: Facts) -> list[str]:
        """Return the lines that make all this, in the order in which the variables were born."""
        return [self.made[key] for key in facts.variables if key in self.made]


@dataclass(eq=False)
class Method:
    """One way to run a part of the old graph: what it is given, what it does, what it returns."""

    name: str
    parameters: dict[str, str]  # what was fed, by its name in the graph, and the parameter
    signature: list[str]
    body: list[str]
    eager: bool  # whether it reads what a loop of the program binds anew
    calls: int = 0

    def text(self, module: str, owned: bool) -> str:
        """Return the function, as a method where an owner holds the state."""
        names = ["self"] * owned + list(self.parameters.values())
        lines = [f"def {self.name}({', '.join(names)}):", indented(self.body)]
        specs = f"[{', '.join(self.signature)}]"
        if len(self.signature) > 1 and len(set(self.signature)) == 1:
            specs = f"[{self.signature[0]}] * {len(self.signature)}"
        if not self.eager and (self.signature or self.calls > 1):
            lines.insert(0, f"@{module}.function" + (f"(input_signature={specs})" if self.signature else ""))
        return "\n".join(lines)


class Owner(Holder):
    """What takes over one graph."""

    def __init__(self, graph: int, class_name: str, instance: str) -> None:
        super().__init__()
        self.graph, self.class_name, self.instance = graph, class_name, instance
        self.attributes: dict[tuple[int, str], str] = {}  # by the number of the statement, and the name there
        self.optimizers: dict[int, str] = {}  # their attributes, by the number of the statement
        self.trained: dict[int, dict[str, None]] = {}  # what they train, by the same
        self.start: list[str] = []  # the lines of __init__
        self.methods: dict[object, Method] = {}
        self.statements: list[Statement] = []
        self.needs_module = False  # else the variables stay names of the program: nothing has to be called again
        self.ready: set[str] = set()  # the instances that the program has by now
        self.by_session: dict[int, str] = {}  # where several sessions held values at one time
        self.inner: list[str] = []  # classes of the objects that it holds

    def free_name(self, wanted: str, others: Iterable[str] = ()) -> str:
        """Return a name for an attribute or a method that nothing here has yet, nor any of the others."""
        methods = {method.name for method in self.methods.values()}
        return fresh(wanted, {*others, *self.taken, *self.attributes.values(), *self.optimizers.values(), *methods,
                              "trainable_variables", "submodules", "optimizer", "tape"})  # fmt: skip

    def reach(self, attribute: str, inside: bool) -> str:
        """Return the expression for an attribute: from a method, or from the top level of the program."""
        if not self.needs_module:
            return attribute
        return f"self.{attribute}" if inside else f"{self.instance}.{attribute}"

    def text(self, module: str) -> str:
        """Return the class, or the functions where nothing is kept."""
        methods = [method.text(module, self.needs_module) for method in self.methods.values()]
        if not self.needs_module:
            return "\n\n\n".join(methods)
        return "\n\n\n".join([*self.inner, class_text(module, self.class_name, "self", self.start, methods)])


def class_text(module: str, name: str, parameters: str, start: list[str], methods: list[str]) -> str:
    """Return the source of a Module: the parameters and the lines of its `__init__`, and its other methods."""
    init = "\n".join([f"def __init__({parameters}):", "    super().__init__()", *([indented(start)] if start else [])])
    return f"class {name}({module}.Module):\n" + "\n\n".join(indented([text]) for text in (init, *methods))


class Functions:
    """The functions of one program that make variables and give back something else."""

    def __init__(self, converter: Any) -> None:
        self.converter, facts = converter, converter.facts
        self.made: dict[str, Built | Left] = {}  # what each function became, or why it did not
        found = [s.node for s in converter.statements if isinstance(s.node, cst.FunctionDef)]
        self.definitions: dict[str, Any] = {node.name.value: node for node in found}
        kept = {kind[1:] for kind in facts.names.values() if kind[0] == "variable"}
        taking = {n for s in converter.statements if s.role == "variable" for n in range(s.first, s.last + 1)}
        self.givers = {name for name, node in self.definitions.items() if gives(node)}
        self.births: list[OperationFact] = [
            self.given(op) for op in facts.operations.values()
            if op.key in facts.variables and len(op.chain) > 1 and (op.key not in kept or op.line not in taking)
        ]  # fmt: skip
        # The functions on the way to a variable that nobody at the top level was given.
        self.makers = {name for born in self.births for name, _ in born.chain[1:] if name in self.definitions}

    def given(self, born: OperationFact) -> OperationFact:
        """Return a variable as one of whom it was given to, where what made it was called for nothing else."""
        if len(born.chain) < 3 or born.chain[-1][0] not in self.givers:
            return born
        return replace(born, chain=born.chain[:-1], spans=born.spans[:-1], locals=born.locals[:-1])

    def is_maker(self, call: cst.Call) -> bool:
        name, span = last_name(call.func), self.converter.span(call)
        makes = name not in self.givers or any(span in born.spans[:-1] for born in self.births)
        return isinstance(call.func, cst.Name) and name in self.makers and makes

    def call(self, original: cst.Call, rewrite: Rewrite) -> str:
        """Return what to write for a call of such a function."""
        name, holder, span = last_name(original.func), rewrite.holder, self.converter.span(original)
        if holder is None:
            raise Left(f"`{name}` makes variables outside of what a session ran")
        built = self.built(name)
        given = given_to(original, built.parameters)
        born = [born for born in self.births if span in born.spans[:-1]]
        if span not in holder.objects and born:
            seen = born[0].locals[born[0].spans.index(span)]
            scopes = [seen[word] for word in ("name", "scope", "scope_name") if isinstance(seen.get(word), str)]
            attribute = fresh((*scopes, name)[0].rpartition("/")[2], holder.taken)
            holder.objects[span] = attribute, built
            holder.paths |= {fact.key: f"{attribute}.{built.path(fact, fact.spans.index(span) + 1)}" for fact in born}
            holder.made[born[0].key] = f"self.{attribute} = {built.constructed(original, born[0], seen, rewrite)}"
        same = [attribute for attribute, other in holder.objects.values() if other is built]
        attribute = holder.objects[span][0] if span in holder.objects else same[-1]
        arguments = [rewrite.text(given[p]) for p in built.calling if p in given]
        return f"self.{attribute}({', '.join(arguments)})"

    def built(self, name: str) -> Built:
        """Return the class that a function becomes."""
        found: Built = once(self.made, name, lambda: Built(self, self.definitions[name]))
        return found


def gives(function: Any) -> bool:
    """Return whether a function is called for a variable, which it makes and gives back: its caller is the maker."""
    match function.body.body[-1]:
        case cst.SimpleStatementLine(body=[cst.Return(value=value)]):
            if isinstance(value, cst.Name):
                made = (n.value for n in all_of(function, cst.Assign) if code(n.targets[0].target) == value.value)
                value = next(made, None)
            return isinstance(value, cst.Call) and last_name(value.func) in ("Variable", "get_variable")
    return False


def flat(body: Any) -> list[Any]:
    """Return the statements of a function, those inside of scopes too."""
    return [one for node in body for one in (flat(node.body.body) if isinstance(node, cst.With) else [node])]


class Built(Holder):
    """The class that a function becomes. It holds what each of its objects makes."""

    def __init__(self, functions: Functions, function: Any) -> None:
        super().__init__()
        self.functions, self.converter, self.function = functions, functions.converter, function
        self.name, given = function.name.value, (*function.params.params, *function.params.kwonly_params)
        self.defaults = {param.name.value: param.default for param in given}
        self.parameters = list(self.defaults)
        self.body = flat(function.body.body)
        names = {node: self.converter.names_of(node) for node in self.body}
        self.binds: dict[Any, set[str]] = {node: binds for node, (binds, _, _) in names.items()}
        self.reads: dict[Any, set[str]] = {node: reads for node, (_, reads, _) in names.items()}
        self.making = {node: made for node in self.body if (made := self.variables_in(node))}
        self.starting: list[str] = []  # the parameters of __init__, those that are read from shapes last
        self.calling: list[str] = []  # the parameters of __call__
        self.sizes: dict[str, tuple[str, int]] = {}  # parameter: whose shape it was, and which dimension
        self.prefix = ""  # the parameter that says under which scope the variables were made
        self.text = self.build()

    def variables_in(self, node: Any) -> list[tuple[cst.Call, list[OperationFact]]]:
        """Return the calls in a statement that made variables themselves, with those."""
        calls = [call for call in all_of(node, cst.Call) if short_name(call.func, self.converter.tf) not in LAYERS]
        births = [[b for b in self.functions.births if b.spans[-1] == self.converter.span(call)] for call in calls]
        return [(call, born) for call, born in zip(calls, births, strict=True) if born]

    # --- its objects ---

    def path(self, fact: OperationFact, level: int) -> str:
        """Return the attributes that lead from an object to a variable that was made below it."""
        if len(fact.spans) == level + 1:
            return self.layers[fact.spans[level], fact.name.rpartition("/")[2]]
        attribute, inner = self.objects[fact.spans[level]]
        return f"{attribute}.{inner.path(fact, level + 1)}"

    def constructed(self, call: cst.Call, first: OperationFact, seen: dict[str, Any], rewrite: Rewrite) -> str:
        """Return the construction of one object: values of the source where they can be had there, else of the run."""
        given, parts = given_to(call, self.parameters), []
        for name in self.starting:
            value: Any = given.get(name, self.defaults.get(name))
            if name in self.sizes:
                of, dimension = self.sizes[name]
                parts.append(repr(seen[of][dimension]))
            elif name == self.prefix:
                parts.append(quoted(first.name.rpartition("/")[0]))
            elif words_in(value) & (rewrite.names.keys() | rewrite.inner_names):
                if not isinstance(seen.get(name), (str, int, float)):
                    raise Left("an object is made of what only the call knows")
                parts.append(quoted(seen[name]))
            else:
                parts.append(rewrite.text(value))
        return f"{self.class_name}({', '.join(parts)})"

    # --- its text ---

    def build(self) -> str:
        """Return the class: what makes variables, and what that needs, goes to __init__, the rest to __call__."""
        for node, made in self.making.items():
            simple = isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Assign)
            if not simple or len(made) > 1 or len(self.binds[node]) > 1:
                raise Left(f"`{self.name}` makes variables in a form that is not followed")
        early, needed = self.closure()
        late = [node for node in self.body if node not in early and not collects(node)]
        bound = {name for node in early for name in self.binds[node]}
        read = {name for node in late for name in self.reads[node]}
        self.starting = [p for p in self.parameters if p in needed]
        self.calling = [p for p in self.parameters if p in read and p not in self.starting]
        kept = [p for p in self.starting if p in read]
        self.class_name = fresh(self.name.title().replace("_", ""), self.converter.taken)
        init = [f"self.{p} = {p}" for p in kept] + self.start_lines(early, read)
        inner = {name for node in late for name in self.binds[node]}
        rewrite = self.rewrite({name: f"self.{name}" for name in (bound & read) | set(kept)}, inner)
        calls = [rewrite.text(node).strip("\n") for node in late]
        self.starting += [*self.sizes, *([self.prefix] if self.prefix else [])]
        given = {name: code(value) for name, value in self.defaults.items() if value is not None}
        calling = [f"{name}={given[name]}" if name in given else name for name in self.calling]
        call = f"def __call__({', '.join(['self', *calling])}):\n" + indented(calls or ["pass"])
        parameters, start = ", ".join(["self", *self.starting]), init + self.lines(self.converter.facts)
        text = f"`{self.name}` lost what it made; a {self.class_name} owns it"
        self.converter.items.add(CHECK, self.converter.span(self.function)[0], text)
        return class_text(self.converter.tf, self.class_name, parameters, start, [call])

    def closure(self) -> tuple[list[Any], set[str]]:
        """Return the statements that the variables need, in order, and the names that these read."""
        chosen, needed = set(self.making), set[str]()
        for node in reversed(self.body):
            if node not in self.making and not self.binds[node] & needed:
                continue
            chosen.add(node)
            asked = map(size_of, all_of(node, cst.Subscript))
            sizes = [size for size in asked if size is not None and size[0] in self.parameters]
            for size in sizes:  # the shapes of tensors, which become parameters
                if size not in self.sizes.values():
                    self.sizes[fresh("inputs", {*self.parameters, *self.sizes})] = size
            needed |= self.reads[node] - {name for name, _ in sizes}
        return [node for node in self.body if node in chosen], needed

    def rewrite(self, names: dict[str, str], inner: set[str]) -> Rewrite:
        before = self.functions.births[0].line
        number = next((s.number for s in reversed(self.converter.statements) if s.first <= before), 0)
        made = Rewrite(self.converter, number)
        made.names, made.inner_names, made.holder = names, inner | set(self.parameters), self
        return made

    def start_lines(self, early: list[Any], read: set[str]) -> list[str]:
        """Return the lines that make the variables, each under its name in the graph."""
        lines = []
        own = {name for node in self.making for name in self.binds[node]}
        for node in early:
            binds, made = self.binds[node], self.making.get(node, [])
            rewrite = self.rewrite({name: f"self.{name}" for name in own - binds}, binds)
            rewrite.sizes = {size: name for name, size in self.sizes.items()}
            rewrite.labels = {self.converter.span(call): self.label(call, born) for call, born in made}
            lines += [line.comment.value for line in node.leading_lines if line.comment]
            text = rewrite.text(node.with_changes(leading_lines=[])).strip()
            self.layers |= {(b.spans[-1], b.name.rpartition("/")[2]): min(binds) for _, born in made for b in born}
            lines.append(f"self.{text}" if made else text)
            lines += [f"self.{name} = {name}" for name in sorted(binds & read) if not made]
        return lines

    def label(self, call: cst.Call, born: list[OperationFact]) -> str:
        """Return the source for the name of a variable: written out, below a scope, or as the function had it."""
        given = argument(call, 0 if last_name(call.func) == "get_variable" else -1, "name")
        if len(born) == 1:
            return quoted(born[0].name)
        ends = {fact.name.rpartition("/")[2] for fact in born}
        if len(ends) == 1 and all("/" in fact.name for fact in born):
            self.prefix = fresh("scope", {*self.starting, *self.sizes})
            return f'{self.prefix} + "/{ends.pop()}"'
        return str(code(given)) if given is not None else ""


def collects(node: Any) -> bool:
    """Return whether a statement, under a condition or not, only puts something in a collection, makes a summary or a
    cell, or opens a scope again.
    """
    match node:
        case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call(func=func))]):
            return last_name(func) in CELLS
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Call(func=func)), *_]):
            makes_summary = isinstance(func, cst.Attribute) and last_name(func.value) == "summary"
            return makes_summary or last_name(func) in HOUSEKEEPING
        case cst.If(body=cst.IndentedBlock(body=[inner]), orelse=None):
            return collects(inner)
    return False
