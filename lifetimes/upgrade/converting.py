"""Turns each call that ran a session into a call of a method, or into what can be asked where it stands.

What cannot be converted is left, with an item.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import SUMMARIES, RunFact
from lifetimes.upgrade.items import CONVERTED, UNFOLLOWED, Left
from lifetimes.upgrade.owners import Method, Owner
from lifetimes.upgrade.reading import Place, nodes
from lifetimes.upgrade.roles import last_name
from lifetimes.upgrade.slicing import Slices
from lifetimes.upgrade.spelling import argument


class Converter(Slices):
    """Converts the runs of one program, on top of what is known of its names."""

    def leaf(self, leaf: Any, place: Place, owner: Owner, local: set[int]) -> str:
        if self.is_operation(leaf, place):
            return "None"
        if isinstance(leaf, cst.SimpleString):
            return self.named(str(leaf.evaluated_value), owner, local)
        return self.convert(leaf, place.before, owner, list(local))

    def named(self, name: str, owner: Owner, local: set[int]) -> str:
        """Return what to write for a tensor that is fetched by its name."""
        found = self.variable_expression((owner.graph, name.split(":")[0]), owner)
        if found:
            return found
        for (line, bound), kind in self.facts.names.items():
            if kind == ("tensor", owner.graph, name):
                for s in self.program.statements:
                    if s.first == line and s.number in local and bound in s.binds:
                        return bound
        maker = self.maker_of(owner.graph, name)
        node = maker.node if maker is not None else None
        if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr) and len(node.body) == 1:
            return self.convert(node.body[0].value, maker.number, owner, list(local))  # type: ignore[union-attr]
        raise Left(f"nothing holds {name!r} that is fetched by name; bind it where it is made")

    # --- runs ---

    def result(self, place: Place) -> str:
        """Return what a call that ran a session becomes, marked for the proof."""
        if place.node not in self.results:
            run = self.program.runs_of(place)[0]
            owner = self.owner(run.graph)
            usual, owner.instance = owner.instance, owner.by_session.get(run.session, owner.instance)
            self.local_names = place.local
            try:
                self.check_one_session(place, owner)
                text = self.converted_run(place)
                text = text.removesuffix(".numpy()") if self.is_discarded(place) else text
                self.results[place.node] = f"__fetched__({place.number}, lambda: {text})"
            except Left as left:
                self.results[place.node] = left
            except UNFOLLOWED as error:
                self.results[place.node] = Left(f"this form is not followed ({type(error).__name__})")
            finally:
                owner.instance, self.local_names = usual, frozenset()
        found = self.results[place.node]
        if isinstance(found, Left):
            raise found
        return found

    def check_one_session(self, place: Place, owner: Owner) -> None:
        """Refuse a line that runs now one session, now another, where these hold different values."""
        if owner.by_session and len({run.session for run in self.program.runs_of(place)}) > 1:
            raise Left("one line runs several sessions that hold values of their own; hand the owner to it")

    def converted_run(self, place: Place) -> str:
        call, run = place.node, self.program.runs_of(place)[0]
        assert isinstance(call.func, cst.Attribute)
        fetches, feeds = argument(call, 0, "fetches"), argument(call, 1, "feed_dict")
        if not self.is_session(call.func.value, place):
            fetches, feeds = call.func.value, argument(call, 0, "feed_dict")
        if argument(call, 2, "options") is not None:
            raise Left("options of a run have no place in the new world; the profiler has tools of its own")
        given = self.initial_value_fed(run, feeds, place)
        if given:
            return given
        leaves = leaves_of(fetches)
        if not feeds and all(self.stands_by_itself(leaf, place) for leaf in leaves):
            return self.structure(fetches, lambda leaf: self.direct(leaf, place))
        parts = [leaf for leaf in leaves if not self.is_operation(leaf, place)]
        flat = len(leaves) == len(run.fetched) and not self.is_packed(run) and self.is_flat(fetches, leaves)

        def returned(owner: Owner, local: set[int]) -> list[str]:
            if not parts:
                return []
            if flat:
                results = [self.leaf(leaf, place, owner, local) for leaf in parts]
                return [f"return {results[0]}" if len(results) == 1 else f"return [{', '.join(results)}]"]
            return [f"return {self.structure(fetches, lambda leaf: self.leaf(leaf, place, owner, local))}"]

        method = self.method(place, leaves, "" if flat else self.program.code(fetches), returned)
        call_text = f"{self.owner(run.graph).reach(method.name, False)}({self.fed_arguments(feeds, method, place)})"
        if flat:
            return self.shaped(call_text, fetches, leaves, parts)
        value = "value.numpy()" if len(parts) == len(leaves) else "None if value is None else value.numpy()"
        return f"{self.tf}.nest.map_structure(lambda value: {value}, {call_text})" if parts else call_text

    def is_flat(self, fetches: Any, leaves: list[Any]) -> bool:
        """Return whether a structure of fetches is one of them, or a list of nothing else."""
        listed = isinstance(fetches, (cst.List, cst.Tuple)) and len(fetches.elements) == len(leaves)
        return fetches is leaves[0] or listed

    def is_packed(self, run: RunFact) -> bool:
        """Return whether a run fetches summaries, which are dictionaries now."""
        return any(self.facts.operations[run.graph, name.split(":")[0]].kind in SUMMARIES for name in run.fetched)

    def is_operation(self, leaf: Any, place: Place) -> bool:
        """Return whether what is fetched has no value."""
        run, fetches = self.program.runs_of(place)[0], argument(place.node, 0, "fetches")
        leaves = leaves_of(fetches) if fetches is not None else []
        if leaf in leaves and len(leaves) == len(run.fetched):
            return ":" not in run.fetched[[one is leaf for one in leaves].index(True)]
        return isinstance(leaf, cst.Name) and self.kind_of(leaf, place) == "operation"

    def initial_value_fed(self, run: RunFact, feeds: Any, place: Place) -> str:
        """Return the assignment that a run of one initializer, its value fed, was; nothing for other runs."""
        starts = {fact.initializer: key for key, fact in self.facts.variables.items() if key[0] == run.graph}
        one = isinstance(feeds, cst.Dict) and len(run.fed) == len(run.fetched) == 1
        if not one or run.fetched[0] not in starts:
            return ""
        if run.fed[0] not in self.facts.operations[run.graph, run.fetched[0]].inputs:
            return ""
        self.items.add(CONVERTED, place.statement.first, "an initial value that was fed became an assignment")
        found = self.variable_expression(starts[run.fetched[0]], None)
        if not found:
            raise Left("what is assigned by name has no name that holds it")
        return f"{found}.assign({self.convert(entries(feeds)[0].value, place.before)})"

    def shaped(self, call: str, fetches: Any, leaves: list[Any], parts: list[Any]) -> str:
        """Return the call with its results in the structure of a flat list of fetches, as NumPy values."""
        if not isinstance(fetches, (cst.List, cst.Tuple)):
            return f"{call}.numpy()" if parts else call
        where = [leaf in parts for leaf in leaves]
        open_, close = "[]" if isinstance(fetches, cst.List) else "()"
        if not parts:
            return f"[{call}]" if len(leaves) == 1 else call
        if sum(where) != 1 and where != sorted(where) and where != sorted(where, reverse=True):
            raise Left("operations stand between the symbols that are fetched; put them last")
        if all(where) and len(parts) > 1:
            values = f"value.numpy() for value in {call}"
            return f"[{values}]" if isinstance(fetches, cst.List) else f"tuple({values})"
        values = f"{call}.numpy()" if len(parts) == 1 else f"*(value.numpy() for value in {call})"
        first, last = where.index(True), len(where) - where[::-1].index(True)
        pieces = ["None"] * first + [values] + ["None"] * (len(where) - last)
        return f"{open_}{', '.join(pieces)}{',' if close == ')' and len(pieces) == 1 else ''}{close}"

    def is_session(self, node: Any, place: Place) -> bool:
        """Return whether what is asked to run is a session; a parameter of a function is one if it is called `run`."""
        assert isinstance(place.node.func, cst.Attribute)
        if isinstance(node, cst.Name) and node.value not in place.local:
            return self.program.kind(node.value, place.before)[:1] == ("session",)
        return place.node.func.attr.value == "run" and argument(place.node, 0, "fetches") is not None

    def is_discarded(self, place: Place) -> bool:
        """Return whether nobody looks at what a run gives."""
        node = place.statement.node
        return isinstance(node, cst.SimpleStatementLine) and any(
            isinstance(part, cst.Expr) and part.value is place.node for part in node.body
        )

    def stands_by_itself(self, leaf: Any, place: Place) -> bool:
        """Return whether a fetch can be asked where it stands: a variable, a constant, or what is made of these."""
        if isinstance(leaf, cst.SimpleString):
            graph = self.program.runs_of(place)[0].graph
            return bool(self.variable_expression((graph, str(leaf.evaluated_value).split(":")[0]), None))
        names = self.program.names_in(leaf)
        if place.local & names:
            raise Left("a function runs what it was handed; hand it the value, or call the method there")
        found = [self.program.definition(name, place.before) for name in names]
        return not any(s is not None and s.role in ("symbol", "train", "placeholder", "initializer") for s in found)

    def structure(self, fetches: Any, direct: Any) -> str:
        """Return a structure of fetches in which each is asked for itself."""
        if isinstance(fetches, (cst.List, cst.Tuple)):
            parts = [self.structure(e.value, direct) for e in fetches.elements]
            close = "," if isinstance(fetches, cst.Tuple) and len(parts) == 1 else ""
            return f"[{', '.join(parts)}]" if isinstance(fetches, cst.List) else f"({', '.join(parts)}{close})"
        if isinstance(fetches, cst.Dict):
            pairs = [f"{self.program.code(e.key)}: {self.structure(e.value, direct)}" for e in entries(fetches)]
            return "{" + ", ".join(pairs) + "}"
        found: str = direct(fetches)
        return found

    def direct(self, leaf: Any, place: Place) -> str:
        """Return what to write for a fetch that stands by itself."""
        if isinstance(leaf, cst.SimpleString):
            graph = self.program.runs_of(place)[0].graph
            return f"{self.variable_expression((graph, str(leaf.evaluated_value).split(':')[0]), None)}.numpy()"
        if isinstance(leaf, cst.Attribute) and leaf.attr.value in ("initializer", "op"):
            return self.initialised_again(leaf, place)
        text = self.convert(leaf, place.before)
        simple = isinstance(leaf, (cst.Name, cst.Call, cst.Attribute, cst.Subscript))
        if isinstance(leaf, cst.Name) and self.kind_of(leaf, place) == "list":
            return f"{self.tf}.nest.map_structure(lambda value: value.numpy(), {text})"
        if all(":" not in name for name in self.program.runs_of(place)[0].fetched):
            return text
        return f"{text}.numpy()" if simple else f"({text}).numpy()"

    def kind_of(self, leaf: cst.Name, place: Place) -> str:
        return str((*self.program.kind(leaf.value, place.before), "")[0])

    def initialised_again(self, leaf: Any, place: Place) -> str:
        """Return the assignment of the initial value that running a variable's initialiser was."""
        where = self.program.definition(last_name(leaf.value), place.before)
        if where is None or where.role != "variable" or leaf.attr.value != "initializer":
            raise Left("an operation is run that is no symbol of the program")
        made = next(n for n in nodes(where.node) if isinstance(n, cst.Call) and last_name(n.func) == "Variable")
        start = argument(made, 0, "initial_value")
        self.items.add(CONVERTED, place.statement.first, "a run of an initializer became an assignment")
        return f"{self.convert(leaf.value, place.before)}.assign({self.convert(start, where.number)})"

    # --- feeds ---

    def fed_arguments(self, feeds: Any, method: Method, place: Place) -> str:
        """Return the arguments of a method's call, for what was fed."""
        run, wanted = self.program.runs_of(place)[0], list(method.parameters.values())
        if not wanted:
            return ""
        if isinstance(feeds, cst.Dict) and len(entries(feeds)) == len(run.fed):
            names = [method.parameters.get(name.split(":")[0]) for name in run.fed]
            pairs = zip(names, entries(feeds), strict=True)
            given = {name: self.convert(e.value, place.before) for name, e in pairs if name is not None}
            if list(given) == wanted:
                return ", ".join(given.values())
            return ", ".join(f"{name}={value}" for name, value in given.items())
        if feeds is None or isinstance(feeds, cst.Dict) or len(run.fed) != len(wanted):
            raise Left("more is fed than this run needs, from a dictionary made elsewhere")
        return f"**{self.convert(feeds, place.before)}"


def entries(node: cst.Dict) -> list[Any]:
    """Return the pairs of a dictionary in the source. Left refuses one that is spread into it."""
    if not all(isinstance(e, cst.DictElement) for e in node.elements):
        raise Left("a dictionary is spread into another one; write its pairs out")
    return list(node.elements)


def leaves_of(fetches: Any) -> list[Any]:
    """Return the pieces of source in a structure of fetches."""
    if isinstance(fetches, (cst.List, cst.Tuple, cst.Dict)):
        return [leaf for e in fetches.elements for leaf in leaves_of(e.value)]
    return [fetches]
