"""Who owns a graph's variables in the new program: a `tf.Module` with attributes, or the names themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lifetimes.upgrade.holding import Holder
from lifetimes.upgrade.naming import fresh
from lifetimes.upgrade.reading import Statement


@dataclass(eq=False)
class Method:
    """One way to run a part of the old graph: what it is given, what it does, what it returns."""

    name: str
    parameters: dict[str, str]  # what was fed, by its name in the graph, and the parameter
    signature: list[str]
    body: list[str]
    calls: int = 0
    eager: bool = False  # whether it reads what a loop of the program binds anew

    def text(self, module: str, owned: bool) -> str:
        """Return the function, as a method where an owner holds the state."""
        names = ["self"] * owned + list(self.parameters.values())
        lines = [f"def {self.name}({', '.join(names)}):", *indented(self.body)]
        if self.eager:
            return "\n".join(lines)
        if self.signature:
            lines.insert(0, f"@{module}.function(input_signature={squeezed(self.signature)})")
        elif self.calls > 1:
            lines.insert(0, f"@{module}.function")
        return "\n".join(lines)


@dataclass(eq=False)
class Owner:
    """What takes over one graph."""

    graph: int
    class_name: str
    instance: str
    attributes: dict[tuple[int, str], str] = field(default_factory=dict)  # (statement, name): attribute
    start: list[str] = field(default_factory=list)  # the lines of __init__
    methods: dict[object, Method] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    needs_module: bool = False
    placed: bool = False
    made: set[str] = field(default_factory=set)  # the instances that the program has by now
    early: set[str] = field(default_factory=set)  # and those that were made before the line that initialised them
    by_session: dict[int, str] = field(default_factory=dict)  # where several sessions held values at one time
    inner: list[str] = field(default_factory=list)  # classes of the layers that it holds
    holder: Holder = field(default_factory=Holder)

    @property
    def flat(self) -> bool:
        """Whether the variables stay names at the top level of the program: nothing has to be called again."""
        return not self.needs_module

    def free_name(self, wanted: str, others: Iterable[str] = ()) -> str:
        """Return a name for an attribute or a method that nothing here has yet, nor any of the others."""
        methods = {method.name for method in self.methods.values()}
        taken = {*others, *self.holder.taken, *self.attributes.values(), *methods,
                 "trainable_variables", "submodules", "optimizer", "tape"}  # fmt: skip
        return fresh(wanted, taken)

    def reach(self, attribute: str, inside: bool) -> str:
        """Return the expression for an attribute: from a method, or from the top level of the program."""
        if self.flat:
            return attribute
        return f"self.{attribute}" if inside else f"{self.instance}.{attribute}"

    def text(self, module: str) -> str:
        """Return the class, or the functions where nothing is kept."""
        methods = [method.text(module, self.needs_module) for method in self.methods.values()]
        if self.flat:
            return "\n\n\n".join(methods)
        head = [f"class {self.class_name}({module}.Module):", "    def __init__(self):", "        super().__init__()"]
        head += indented(indented(self.start))
        parts = ["\n".join(head), *("\n".join(indented(text.split("\n"))) for text in methods)]
        return "\n\n\n".join([*self.inner, "\n\n".join(parts)])


def indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line.strip() else line for text in lines for line in text.split("\n")]


def squeezed(signature: list[str]) -> str:
    """Return a list of specs as source, repeated ones multiplied."""
    if len(signature) > 1 and len(set(signature)) == 1:
        return f"[{signature[0]}] * {len(signature)}"
    return f"[{', '.join(signature)}]"
