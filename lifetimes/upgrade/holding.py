"""Whatever holds the objects that functions became: the owner of a graph, or such an object itself."""

from __future__ import annotations

from typing import Any

from lifetimes.upgrade.facts import OperationFact, Span
from lifetimes.upgrade.items import Left
from lifetimes.upgrade.naming import fresh
from lifetimes.upgrade.proving import mark


class Holder:
    """Whatever holds such objects: the owner of a graph, or an object itself."""

    def __init__(self) -> None:
        self.objects: dict[Span, tuple[str, Any]] = {}
        self.made: list[tuple[int, str]] = []  # when an object's first variable was born, and the line that makes it
        self.paths: dict[tuple[int, str], str] = {}
        self.taken = {"name", "variables"}  # what every Module has
        self.lists: dict[Any, str] = {}  # and of the variables that a loop makes, by the call in it
        self.layers: dict[tuple[Span, str], str] = {}  # the attributes of a layer's variables, by call and last name

    def order(self, converter: Any, born: OperationFact) -> int:
        """Return when a variable was born, among all of them."""
        return list(converter.facts.variables).index(born.key)

    def object_for(
        self, functions: Any, built: Any, span: Span, born: list[OperationFact], given: Any, rewrite: Any
    ) -> str:
        """Return the attribute that holds the object of one call; a call that made nothing takes the last one."""
        if span in self.objects:
            return self.objects[span][0]
        if not born:
            shared = [attribute for attribute, other in self.objects.values() if other is built]
            if not shared:
                raise Left(f"`{built.function.name.value}` makes no variables in this run")
            return shared[-1]
        attribute = fresh(self.word(built, span, born), self.taken)
        self.taken.add(attribute)
        self.objects[span] = attribute, built
        paths = {functions.path_below(built, fact, fact.spans.index(span) + 1): fact for fact in born}
        self.paths.update({fact.key: f"{attribute}.{path}" for path, fact in paths.items()})
        made = functions.constructed(built, born, given, rewrite)
        if rewrite.owner is not None:
            made = f"__object__({ {path: mark(*fact.key) for path, fact in paths.items()} }, {made})"
        self.made.append((self.order(functions.converter, born[0]), f"self.{attribute} = {made}"))
        return attribute

    @property
    def start(self) -> list[str]:
        """The lines that make the objects, in the order in which their variables were born."""
        return [line for _, line in sorted(self.made)]

    def word(self, built: Any, span: Span, born: list[OperationFact]) -> str:
        """Return a name for an object: the scope that it was made under, else that of the function."""
        seen = born[0].locals[born[0].spans.index(span)]
        for name in ("name", "scope", "scope_name"):
            if seen.get(name, ("", None))[0] == "value" and isinstance(seen[name][1], str):
                return str(seen[name][1].rpartition("/")[2])
        return str(built.function.name.value)
