"""Who owns variables in the new program: a `tf.Module` with attributes, or the names themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lifetimes.upgrade.facts import Key, Span
from lifetimes.upgrade.reading import Statement
from lifetimes.upgrade.spelling import fresh


class Holder:
    """Whatever holds what functions, layers and loops make: the owner of a graph, or an object of its own."""

    def __init__(self) -> None:
        self.objects: dict[Span, tuple[str, Any]] = {}  # what a function became, by the call of it: attribute and class
        self.made: list[tuple[int, str]] = []  # when the first variable of these was born, and the line that makes it
        self.paths: dict[Key, str] = {}
        self.taken = {"name", "variables"}  # what every Module has
        self.lists: dict[Any, str] = {}  # the list of the variables that a loop makes, by the call in it
        self.layers: dict[tuple[Span, str], str] = {}  # the attributes of a layer's variables, by call and last name

    @property
    def lines(self) -> list[str]:
        """The lines that make all this, in the order in which the variables were born."""
        return [line for _, line in sorted(self.made)]


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
        lines = [f"def {self.name}({', '.join(names)}):", *indented(self.body)]
        specs = f"[{', '.join(self.signature)}]"
        if len(self.signature) > 1 and len(set(self.signature)) == 1:
            specs = f"[{self.signature[0]}] * {len(self.signature)}"
        if self.signature and not self.eager:
            lines.insert(0, f"@{module}.function(input_signature={specs})")
        elif self.calls > 1 and not self.eager:
            lines.insert(0, f"@{module}.function")
        return "\n".join(lines)


class Owner(Holder):
    """What takes over one graph."""

    def __init__(self, graph: int, class_name: str, instance: str) -> None:
        super().__init__()
        self.graph, self.class_name, self.instance = graph, class_name, instance
        self.attributes: dict[tuple[int, str], str] = {}  # by the number of the statement, and the name there
        self.start: list[str] = []  # the lines of __init__
        self.methods: dict[object, Method] = {}
        self.statements: list[Statement] = []
        self.needs_module = False  # else the variables stay names of the program: nothing has to be called again
        self.placed = False
        self.ready: set[str] = set()  # the instances that the program has by now
        self.early: set[str] = set()  # and those that were made before the line that initialised them
        self.by_session: dict[int, str] = {}  # where several sessions held values at one time
        self.inner: list[str] = []  # classes of the objects that it holds

    def free_name(self, wanted: str, others: Iterable[str] = ()) -> str:
        """Return a name for an attribute or a method that nothing here has yet, nor any of the others."""
        methods = {method.name for method in self.methods.values()}
        return fresh(wanted, {*others, *self.taken, *self.attributes.values(), *methods,
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
        head = [f"class {self.class_name}({module}.Module):", "    def __init__(self):", "        super().__init__()"]
        head += indented(indented(self.start))
        parts = ["\n".join(head), *("\n".join(indented(text.split("\n"))) for text in methods)]
        return "\n\n\n".join([*self.inner, "\n\n".join(parts)])


def indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line.strip() else line for text in lines for line in text.split("\n")]
