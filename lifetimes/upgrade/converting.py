"""Turns the old program into the new one, place by place.

For each call that ran a session, the names in its fetches lead to the statements that they need: these become the
body of a method, the fed placeholders its parameters, and the call a call of the method. Variables move to the
owner of their graph. What stays is copied letter for letter. What cannot be converted is left, with an item.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import SUMMARIES, Facts, OperationFact, RunFact
from lifetimes.upgrade.functions import Functions
from lifetimes.upgrade.items import CONVERTED, UNFOLLOWED, Items, Left
from lifetimes.upgrade.naming import fresh
from lifetimes.upgrade.owners import Method, Owner, indented
from lifetimes.upgrade.reading import Place, Program, Statement, nodes
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.roles import GOING, assign_roles, has_effect, last_name
from lifetimes.upgrade.spelling import argument
from lifetimes.upgrade.summaries import reads_of
from lifetimes.upgrade.training import keeps_tape


class Converter:
    """Holds what is known while one program is converted."""

    def __init__(self, source: str, facts: Facts, tensorflow: str = "tf") -> None:
        self.facts, self.tf, self.items = facts, tensorflow, Items()
        self.program = Program(source, facts)
        assign_roles(self.program)
        self.owners: dict[int, Owner] = {}
        self.functions = Functions(self)
        self.results: dict[cst.Call, str | Left] = {}
        self.taken = {name for s in self.program.statements for name in s.binds | s.reads}
        self.objectives: set[str] = set()  # the names of what is differentiated in the method that is being written
        self.rebound: set[str] = set()  # data that the graph took under a name which means something else later
        self.needs_writing = False  # whether summaries are written
        self.local_names: frozenset[str] = frozenset()  # of the function whose run is being converted

    # --- owners ---

    def owner(self, graph: int) -> Owner:
        """Return what takes over a graph."""
        if graph not in self.owners:
            class_name = fresh("Model" if not self.owners else f"Model{len(self.owners) + 1}", self.taken)
            instance = fresh(class_name.lower(), self.taken)
            self.taken |= {class_name, instance}
            self.owners[graph] = Owner(graph, class_name, instance)
        return self.owners[graph]

    def graph_of(self, statement: Statement) -> int | None:
        return statement.operations[0].graph if statement.operations else None

    def find_owners(self) -> None:
        """Give each graph an owner, and each variable an attribute of it."""
        for statement in self.program.statements:
            graph = self.graph_of(statement)
            if statement.role in ("variable", "placeholder", "symbol", "train") and graph is not None:
                owner = self.owner(graph)
                owner.statements.append(statement)
                if statement.role == "variable":
                    for name in sorted(statement.binds):
                        owner.attributes[statement.number, name] = owner.free_name(name)

    def find_sessions(self) -> None:
        """Give each session an instance of its own where several held values of one graph at the same time."""
        for graph, owner in self.owners.items():
            order = [run.session for run in self.facts.runs if run.graph == graph]
            seen: set[tuple[int, str]] = set()
            for run in self.facts.runs:
                started = {(run.graph, name) for name in run.initialises}
                owner.needs_module |= run.graph == graph and bool(started & seen) and self.initialises_all(run)
                seen |= started
            turns = [session for n, session in enumerate(order) if n == 0 or order[n - 1] != session]
            if len(turns) > len(set(turns)):
                owner.needs_module = True
                for session in dict.fromkeys(order):
                    names = [name for (_, name), kind in self.facts.names.items() if kind == ("session", session)]
                    word = names[0] if names else str(session + 1)
                    owner.by_session[session] = fresh(f"{owner.instance}_{word}", self.taken)
                    self.taken.add(owner.by_session[session])

    def initialises_all(self, run: RunFact) -> bool:
        """Return whether a run initialised by one operation for all variables, not by a variable's own."""
        return any(self.facts.operations[run.graph, name].kind == "NoOp" for name in run.fetched if ":" not in name)

    def instance_of(self, session: int) -> str:
        """Return the owner of the values that a session had."""
        graphs = [run.graph for run in self.facts.runs if run.session == session]
        owner = self.owners.get(graphs[0]) if graphs else None
        if owner is None or owner.flat:
            return "None"
        return owner.by_session.get(session, owner.instance)

    # --- what a name means ---

    def meaning(self, name: str, before: int, inside: Owner | None, local: set[int]) -> str:
        """Return what to write for a name at a place. `local` are the statements that a method has in its body."""
        where = self.program.definition(name, before)
        if where is None or where.number in local:
            return name
        if where.role == "variable":
            owner = self.owner(self.graph_of(where) or 0)
            return owner.reach(owner.attributes.get((where.number, name), name), inside is owner)
        if where.role == "summary" and inside is not None:
            return self.convert(where.node.body[0].value, where.number, inside, list(local))
        if where.role == "lookup":
            return self.found_by_name(self.program.kind(name, before), inside)
        if where.role in GOING:
            raise Left(f"`{name}` was {described(where)}; outside of a session it has no value any more")
        return name

    def found_by_name(self, kind: tuple[Any, ...], inside: Owner | None) -> str:
        """Return what to write for what the program had found by name."""
        if kind[:1] in (("tensor",), ("variable",)):
            found = self.variable_expression((kind[1], kind[2].split(":")[0]), inside)
            if found:
                return found
        if kind[:1] == ("list",) and all(str(key).isdigit() for key in kind[2]):
            return f"[{', '.join(self.found_by_name(item, inside) for item in kind[1])}]"
        raise Left("what was found by name is no variable; give it a name where it is made")

    def variable_expression(self, key: tuple[int, str], inside: Owner | None) -> str:
        """Return what to write for a variable known by its graph name; nothing where no name holds it."""
        for statement in self.program.statements:
            if statement.role != "variable" or self.graph_of(statement) != key[0]:
                continue
            for name in sorted(statement.binds):
                path = path_to(key, self.facts.names.get((statement.first, name), ()))
                if path is not None:
                    return self.meaning(name, statement.number + 1, inside, set()) + path
        owner = self.owners.get(key[0])
        path = owner.holder.paths.get(key) if owner is not None else None
        return owner.reach(path, inside is owner) if owner is not None and path else ""

    def convert(self, node: Any, before: int, inside: Owner | None = None, local: Sequence[int] = ()) -> str:
        """Return the source of one piece in the new world."""
        return self.program.code(node.visit(Rewrite(self, before, inside, set(local))))

    # --- what a run needs ---

    def slice_of(self, names: set[str], before: int, run: RunFact) -> tuple[list[Statement], list[Statement]]:
        """Return the statements that a run needs in a body, and those that are fed instead, in their order."""
        found: dict[int, Statement] = {}
        fed: dict[int, Statement] = {}
        stack = [(name, before) for name in sorted(names)]
        for key in self.facts.needed(run.graph, run.fetched, run.fed):
            if has_effect(self.facts.operations[key]):
                maker = self.maker(self.facts.operations[key])
                if maker is not None and maker.role in ("symbol", "train"):
                    stack.append((f"#{maker.number}", 0))
        while stack:
            name, place = stack.pop()
            where = self.program.statements[int(name[1:])] if name[0] == "#" else self.program.definition(name, place)
            if where is None or where.number in found or where.number in fed:
                continue
            if self.fed_names(where, run):
                fed[where.number] = where
            elif where.role == "placeholder":
                raise Left(f"the placeholder of line {where.first} is needed and not fed here")
            elif where.role in ("symbol", "train"):
                self.check_growth(where)
                found[where.number] = where
                stack += [(read, where.number) for read in where.reads]
            elif where.role == "optimizer":  # its learning rate may be computed in each step
                stack += [(read, where.number) for read in where.reads if self.is_symbol(read, where.number)]
            elif where.role == "summary":
                stack += [pair for op in where.operations if op.kind in SUMMARIES for pair in reads_of(self, op)]
            else:
                self.check_still_bound(name, where, before)
        return [found[n] for n in sorted(found)], [fed[n] for n in sorted(fed)]

    def is_symbol(self, name: str, before: int) -> bool:
        where = self.program.definition(name, before)
        return where is not None and where.role in ("symbol", "placeholder")

    def fed_names(self, statement: Statement, run: RunFact) -> list[tuple[str, OperationFact]]:
        """Return the names of a statement that a run is fed, with what they were: placeholders or any other symbol."""
        kinds = [(name, self.facts.names.get((statement.first, name), ())) for name in sorted(statement.binds)]
        return [(name, self.facts.operations[kind[1], kind[2].split(":")[0]]) for name, kind in kinds
                if kind[:1] == ("tensor",) and kind[1] == run.graph and kind[2] in run.fed]  # fmt: skip

    def check_growth(self, where: Statement) -> None:
        """Refuse what a loop adds to the graph in each turn on top of what it added in the turn before."""
        here = [s for s in self.program.statements[where.number :] if s.loop and s.role in ("symbol", "train")]
        if where.loop and any(where.reads & other.binds for other in here):
            raise Left(f"line {where.first} adds to the graph in a loop that also runs it; make it a call")

    def check_still_bound(self, name: str, where: Statement, before: int) -> None:
        """Refuse a name that the body would read when it means something else by then."""
        if where.role in ("data", "constant", "run") and self.program.definition(name, before) is not where:
            self.rebound.add(name)
            raise Left(f"`{name}` is bound again after line {where.first}, where the graph took its value; rename one")

    def note_rebound(self, statement: Statement) -> None:
        """Note the data that a statement takes and that has another value where the statement will be run."""
        last = len(self.program.statements)
        for name in statement.reads:
            where = self.program.definition(name, statement.number)
            kept = where is not None and where.role in ("data", "constant", "run")
            if kept and self.program.definition(name, last) is not where:
                self.rebound.add(name)

    def maker(self, operation: OperationFact) -> Statement | None:
        """Return the statement at the top level that made an operation."""
        for statement in self.program.statements:
            inside = bool(operation.line) and statement.first <= operation.line <= statement.last
            if inside and not isinstance(statement.node, (cst.With, cst.FunctionDef)):
                return statement
        return None

    def check_effects(self, body: list[Statement], run: RunFact) -> None:
        """Refuse a body that would write what this run did not write."""
        needed = self.facts.needed(run.graph, run.fetched, run.fed)
        same = {tuple(self.facts.operations[key].spans) for key in needed}  # a loop makes several at one place
        for statement in body:
            for operation in statement.operations if statement.role != "train" else ():
                starts = operation.kind == "Assign" and operation.name.endswith("/Assign")
                if has_effect(operation) and tuple(operation.spans) not in same and not starts:
                    raise Left(f"line {statement.first} writes, and this run needs only its symbol")

    # --- methods ---

    def method(self, place: Place, leaves: list[Any], returned: Any) -> Method:
        """Return the method that a run becomes, made where there is none yet."""
        program, run = self.program, self.program.runs_of(place)[0]
        names = {name for leaf in leaves for name in program.names_in(leaf)}
        texts = [str(leaf.evaluated_value) for leaf in leaves if isinstance(leaf, cst.SimpleString)]
        makers = {text: self.maker_of(run.graph, text) for text in texts}
        names |= {f"#{maker.number}" for maker in makers.values() if maker is not None}
        body, fed = self.slice_of(names, place.before, run)
        self.check_effects(body, run)
        owner = self.owner(run.graph)
        key = (
            tuple(program.code(leaf) for leaf in leaves),
            tuple(s.number for s in body),
            tuple(s.number for s in fed),
        )
        if key not in owner.methods:
            owner.needs_module |= any(s.role == "variable" for s in owner.statements)
            owner.needs_module |= any(s.role == "train" for s in body)
            given = [pair for s in fed for pair in self.fed_names(s, run)]
            lines = self.body_lines(owner, body, fed, by_name=bool(texts))
            lines += returned(owner, {s.number for s in (*body, *fed)})
            owner.needs_module |= bool(owner.holder.made)
            wanted = "_and_".join(self.words(leaf) for leaf in leaves[:3])
            wanted = re.sub(r"(?i)optimi[sz]er|^opt$", "train", wanted)
            others = {name for name, _ in given} | (self.taken if not owner.needs_module else set())
            parameters = {op.name: name for name, op in given}
            owner.methods[key] = Method(owner.free_name(wanted, others), parameters,
                                        [self.spec(op) for _, op in given], lines or ["pass"])  # fmt: skip
            owner.methods[key].eager = any(s.loop for s in body)
        owner.methods[key].calls += len(place.runs)
        return owner.methods[key]

    def maker_of(self, graph: int, name: str) -> Statement | None:
        """Return the statement that made what is fetched by name, None where that is a variable or nothing."""
        operation = self.facts.operations.get((graph, name.split(":")[0]))
        found = self.maker(operation) if operation is not None else None
        return found if found is not None and found.role in ("symbol", "train") else None

    def words(self, leaf: Any) -> str:
        """Return a word for what is fetched."""
        if isinstance(leaf, cst.SimpleString):
            return str(leaf.evaluated_value).split(":")[0].split("/")[-1]
        return last_name(leaf.func if isinstance(leaf, cst.Call) else leaf) or "values"

    def spec(self, placeholder: OperationFact) -> str:
        return f"{self.tf}.TensorSpec({placeholder.shape}, {self.tf}.{placeholder.dtype})"

    def body_lines(self, owner: Owner, body: list[Statement], fed: list[Statement], by_name: bool) -> list[str]:
        """Return the statements of a method, with a tape around those that are differentiated."""
        local = [s.number for s in (*body, *fed)]
        under: list[str] = []
        lines: list[str] = []
        watched: dict[str, None] = {}
        late: set[str] = set()
        asked = sum(keeps_tape(self, s) for s in body)
        self.objectives = set()
        for statement in body:
            asks = keeps_tape(self, statement) or statement.role == "train"
            if is_expression(statement.node) and by_name and not asks:
                continue
            rewrite = Rewrite(self, statement.number, owner, set(local))
            rewrite.keep_names(statement)
            made = statement.node.visit(rewrite)
            text = textwrap.dedent(self.program.code(without_target(made))).strip("\n").split("\n")
            under += rewrite.hoisted
            watched |= dict.fromkeys(rewrite.watched)
            if asks or statement.reads & late:
                late |= statement.binds
                lines += [*rewrite.ahead, *text, *rewrite.behind]
            else:
                under += [*rewrite.ahead, *text]
        if not asked:
            return under + lines
        if not under:
            raise Left("nothing is computed before its gradient is asked for")
        head = f"with {self.tf}.GradientTape({'persistent=True' if asked > 1 else ''}) as tape:"
        return [head, *indented([*(f"tape.watch({name})" for name in watched), *under]), *lines]

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
        flat = (
            len(leaves) == len(run.fetched)
            and not self.is_packed(run)
            and (
                fetches is leaves[0]
                or (isinstance(fetches, (cst.List, cst.Tuple)) and len(fetches.elements) == len(leaves))
            )
        )

        def returned(owner: Owner, local: set[int]) -> list[str]:
            if not parts:
                return []
            if flat:
                results = [self.leaf(leaf, place, owner, local) for leaf in parts]
                return [f"return {results[0]}" if len(results) == 1 else f"return [{', '.join(results)}]"]
            return [f"return {self.structure(fetches, lambda leaf: self.leaf(leaf, place, owner, local))}"]

        method = self.method(place, leaves, returned)
        call_text = f"{self.owner(run.graph).reach(method.name, False)}({self.fed_arguments(feeds, method, place)})"
        if flat:
            return self.shaped(call_text, fetches, leaves, parts)
        value = "value.numpy()" if len(parts) == len(leaves) else "None if value is None else value.numpy()"
        return f"{self.tf}.nest.map_structure(lambda value: {value}, {call_text})" if parts else call_text

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
        if (
            not isinstance(feeds, cst.Dict)
            or len(run.fed) != 1
            or len(run.fetched) != 1
            or run.fetched[0] not in starts
        ):
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


def described(statement: Statement) -> str:
    return {"symbol": "a symbol of the graph", "placeholder": "a placeholder"}.get(
        statement.role, f"a {statement.role}"
    )


def is_expression(node: Any) -> bool:
    """Return whether a statement is an expression whose value nobody keeps."""
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr)


def without_target(node: Any) -> Any:
    """Return an optimizer's step as an expression: it has no value that a name could hold."""
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    call = part.value if isinstance(part, cst.Assign) else None
    if isinstance(call, cst.Call) and last_name(call.func) == "apply_gradients":
        return node.with_changes(body=[cst.Expr(call)])
    return node


def path_to(key: tuple[int, str], kind: Any) -> str | None:
    """Return the keys that lead to a variable from what a name is bound to; None where none do."""
    if kind[:1] == ("variable",):
        return "" if kind[1:] == key else None
    for inside, name in zip(*kind[1:], strict=True) if kind[:1] == ("list",) else ():
        path = path_to(key, inside)
        if path is not None and name:
            return f"[{name}]{path}"
    return None


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
