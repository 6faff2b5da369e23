"""Turns each call that ran a session into a call of a method, or into what can be asked where it stands.

What cannot be converted is left, with an item.
"""

from collections.abc import Callable, Collection
from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import SUMMARIES, RunFact
from lifetimes.upgrade.owners import Method, Owner
from lifetimes.upgrade.reading import Place
from lifetimes.upgrade.report import CONVERTED, UNFOLLOWED, Left
from lifetimes.upgrade.roles import last_name
from lifetimes.upgrade.slicing import Slices
from lifetimes.upgrade.spelling import argument


class Converter(Slices):
    """Converts the runs of one program, on top of what is known of its names."""

    def result(self, place: Place) -> str:
        """Return what a call that ran a session becomes, marked for the proof."""
        if place.node not in self.results:
            run = self.run_of(place)
            owner = self.owner(run.graph)
            usual, owner.instance = owner.instance, owner.by_session.get(run.session, owner.instance)
            self.local_names = place.local
            try:
                if owner.by_session and len({self.facts.runs[number].session for number in place.runs}) > 1:
                    raise Left("one line runs several sessions that hold values of their own; hand the owner to it")
                text = self.converted_run(place, run)
                line = place.statement.node
                parts = line.body if isinstance(line, cst.SimpleStatementLine) else []
                if any(isinstance(part, cst.Expr) and part.value is place.node for part in parts):  # nobody looks at it
                    text = text.removesuffix(".numpy()")
                self.results[place.node] = f"__fetched__({place.number}, lambda: {text})"
            except (Left, *UNFOLLOWED) as error:
                self.results[place.node] = Left.of(error)
            finally:
                owner.instance, self.local_names = usual, set()
        found = self.results[place.node]
        if isinstance(found, Left):
            raise found
        return found

    def converted_run(self, place: Place, run: RunFact) -> str:
        call, fetches, feeds = place.node, argument(place.node, 0, "fetches"), argument(place.node, 1, "feed_dict")
        if not self.is_session(call.func.value, place):
            fetches, feeds = call.func.value, argument(call, 0, "feed_dict")
        if argument(call, 2, "options") is not None:
            raise Left("options of a run have no place in the new world; the profiler has tools of its own")
        given = self.begun_again(run, feeds, place)
        if given:
            return given
        leaves = leaves_of(fetches)
        fixed = place.local and not self.facts.needed(run.graph, run.fetched, []) & self.tainted
        if fixed or (not feeds and all(self.stands_by_itself(leaf, place) for leaf in leaves)):
            return self.structure(fetches, lambda leaf: self.direct(leaf, place))
        parts = [leaf for leaf in leaves if not self.is_operation(leaf, place)]
        packed = any(self.facts.operations[run.graph, n.split(":")[0]].kind in SUMMARIES for n in run.fetched)
        listed = isinstance(fetches, (cst.List, cst.Tuple)) and len(fetches.elements) == len(leaves)
        flat = len(leaves) == len(run.fetched) and not packed and (listed or fetches is leaves[0])

        def returned(owner: Owner, local: set[int]) -> list[str]:
            if not flat:
                text = self.structure(fetches, lambda leaf: self.leaf(leaf, place, owner, local))
            else:
                results = [self.leaf(leaf, place, owner, local) for leaf in parts]
                text = results[0] if len(results) == 1 else f"[{', '.join(results)}]"
            return [f"return {text}"] if parts else []

        method = self.method(place, leaves, "" if flat else self.code(fetches), returned)
        called = f"{self.owner(run.graph).reach(method.name, False)}({self.fed_arguments(feeds, method, place)})"
        if flat:
            return shaped(called, fetches, [leaf in parts for leaf in leaves])
        value = "value.numpy()" if len(parts) == len(leaves) else "None if value is None else value.numpy()"
        return f"{self.tf}.nest.map_structure(lambda value: {value}, {called})" if parts else called

    def is_session(self, node: Any, place: Place) -> bool:
        """Return whether what is asked to run is a session; a parameter of a function is one if it is called `run`."""
        if isinstance(node, cst.Name) and node.value not in place.local:
            return self.kind(node.value, place.before)[:1] == ("session",)
        return place.node.func.attr.value == "run" and argument(place.node, 0, "fetches") is not None

    def begun_again(self, run: RunFact, feeds: Any, place: Place) -> str:
        """Return the assignment that a run of one initializer was, its value fed or not; nothing for other runs."""
        starts = {fact.initializer: key for key, fact in self.facts.variables.items() if key[0] == run.graph}
        key = starts.get(run.fetched[0]) if len(run.fetched) == 1 else None
        if key is None or (run.fed and run.fed[0] not in self.facts.operations[run.graph, run.fetched[0]].inputs):
            return ""
        found, made = self.variable_expression(key, None), self.facts.operations[key]
        maker, call = self.statement_at(made.line), self.calls.get(made.spans[0])
        if not found or maker is None:
            raise Left("what is assigned by name has no name that holds it")
        start = argument(call, 0, "initial_value") if call is not None and last_name(call.func) == "Variable" else None
        if start is None and not run.fed:
            raise Left("what a variable begins with again is told by no `Variable` in the source; assign it")
        self.items.add(CONVERTED, place.statement.first, "a run of an initializer became an assignment")
        if run.fed:
            return f"{found}.assign({self.convert(entries(feeds)[0].value, place.before)})"
        return f"{found}.assign({self.convert(start, maker.number)})"

    # --- what is fetched ---

    def structure(self, fetches: Any, direct: Callable[[Any], str]) -> str:
        """Return a structure of fetches in which each is asked for itself."""
        if isinstance(fetches, (cst.List, cst.Tuple)):
            parts = [self.structure(e.value, direct) for e in fetches.elements]
            close = "," if isinstance(fetches, cst.Tuple) and len(parts) == 1 else ""
            return f"[{', '.join(parts)}]" if isinstance(fetches, cst.List) else f"({', '.join(parts)}{close})"
        if isinstance(fetches, cst.Dict):
            pairs = [f"{self.code(e.key)}: {self.structure(e.value, direct)}" for e in entries(fetches)]
            return "{" + ", ".join(pairs) + "}"
        return direct(fetches)

    def leaf(self, leaf: Any, place: Place, owner: Owner, local: Collection[int]) -> str:
        """Return what to write in a method for a fetch."""
        if self.is_operation(leaf, place):
            return "None"
        if isinstance(leaf, cst.SimpleString):
            return self.found_by_name(("tensor", owner.graph, str(leaf.evaluated_value)), owner, local)
        return self.convert(leaf, place.before, owner, local)

    def is_operation(self, leaf: Any, place: Place) -> bool:
        """Return whether what is fetched has no value."""
        run, fetches = self.run_of(place), argument(place.node, 0, "fetches")
        leaves = leaves_of(fetches) if fetches is not None else []
        if leaf in leaves and len(leaves) == len(run.fetched):
            return ":" not in run.fetched[[one is leaf for one in leaves].index(True)]
        return isinstance(leaf, cst.Name) and self.kind(leaf.value, place.before)[:1] == ("operation",)

    def stands_by_itself(self, leaf: Any, place: Place) -> bool:
        """Return whether a fetch can be asked where it stands: a variable, a constant, or what is made of these."""
        if isinstance(leaf, cst.SimpleString):
            return bool(self.variable_named(leaf, place))
        names = self.names_in(leaf)
        if place.local & names:
            raise Left("a function runs what it was handed; hand it the value, or call the method there")
        computed = ("symbol", "train", "placeholder", "initializer", "summary")
        return not any(self.role(name, place.before) in computed for name in names)

    def variable_named(self, leaf: cst.SimpleString, place: Place) -> str:
        name = str(leaf.evaluated_value).split(":")[0]
        return self.variable_expression((self.run_of(place).graph, name), None)

    def direct(self, leaf: Any, place: Place) -> str:
        """Return what to write for a fetch that stands by itself."""
        by_name = isinstance(leaf, cst.SimpleString)
        text = self.variable_named(leaf, place) if by_name else self.convert(leaf, place.before)
        several = leaf is argument(place.node, 0, "fetches") and isinstance(self.run_of(place).value, list)
        if several or (isinstance(leaf, cst.Name) and self.kind(leaf.value, place.before)[:1] == ("list",)):
            return f"{self.tf}.nest.map_structure(lambda value: value.numpy(), {text})"
        if all(":" not in name for name in self.run_of(place).fetched):
            return text
        simple = by_name or isinstance(leaf, (cst.Name, cst.Call, cst.Attribute, cst.Subscript))
        return f"{text}.numpy()" if simple else f"({text}).numpy()"

    # --- what is fed ---

    def fed_arguments(self, feeds: Any, method: Method, place: Place) -> str:
        """Return the arguments of a method's call, for what was fed."""
        run, wanted = self.run_of(place), list(method.parameters.values())
        if not wanted:
            return ""
        if isinstance(feeds, cst.Dict) and len(entries(feeds)) == len(run.fed):
            names = [method.parameters.get(name.split(":")[0]) for name in run.fed]
            pairs = zip(names, entries(feeds), strict=True)
            given = {name: self.convert(e.value, place.before) for name, e in pairs if name is not None}
            if list(given) == wanted:
                return ", ".join(given.values())
            return ", ".join(f"{name}={value}" for name, value in given.items())
        if isinstance(feeds, cst.Name) and len(run.fed) > len(wanted):
            return ", ".join(f'{name}={self.convert(feeds, place.before)}["{name}"]' for name in wanted)
        if feeds is None or isinstance(feeds, cst.Dict) or len(run.fed) != len(wanted):
            raise Left("more is fed than this run needs, from a dictionary made elsewhere")
        return f"**{self.convert(feeds, place.before)}"


def shaped(call: str, fetches: Any, valued: list[bool]) -> str:
    """Return the call with its results in the structure of a flat list of fetches, as NumPy values.

    `valued` says which of the fetches have a value; an operation has none.
    """
    listed, count = isinstance(fetches, cst.List), sum(valued)
    if not isinstance(fetches, (cst.List, cst.Tuple)):
        return f"{call}.numpy()" if count else call
    if not count:
        return f"[{call}]" if len(valued) == 1 else call
    if count != 1 and valued != sorted(valued) and valued != sorted(valued, reverse=True):
        raise Left("operations stand between the symbols that are fetched; put them last")
    values = f"value.numpy() for value in {call}"
    if all(valued) and count > 1:
        return f"[{values}]" if listed else f"tuple({values})"
    first, last = valued.index(True), len(valued) - valued[::-1].index(True)
    pieces = ["None"] * first + [f"{call}.numpy()" if count == 1 else f"*({values})"] + ["None"] * (len(valued) - last)
    text = ", ".join(pieces)
    return f"[{text}]" if listed else f"({text}{',' * (len(pieces) == 1)})"


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
