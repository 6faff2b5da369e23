"""Puts the new program together: what stays in its place, runs as calls of methods, owners where graphs were begun.

What cannot be converted is left, with an item. The result carries the marks of the proof; `unmarked` takes them off
again and changes nothing else.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import libcst as cst

from lifetimes.upgrade.calls import HELPERS
from lifetimes.upgrade.facts import SUMMARIES, Key, RunFact, key_of, mark
from lifetimes.upgrade.owners import Built, Method, Owner
from lifetimes.upgrade.reading import BLOCKS, GOING, Place, Statement
from lifetimes.upgrade.report import CONVERTED, REFUSED, UNFOLLOWED, Left, once
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.slicing import Slices
from lifetimes.upgrade.source import all_of, argument, changed, code, last_name, parsed, replaced, words_in
from lifetimes.upgrade.spelling import in_words_of


class Writer(Slices):
    """Writes one program anew, on top of what is known of its names."""

    def write(self) -> str:
        """Return the marked new program."""
        self.find_owners()
        self.find_sessions()
        for _ in range(2):  # the second time it is known which graphs need an owner
            self.convert_runs()
        for owner in self.owners.values():
            self.write_start(owner)
        body = self.block(self.module.body)
        footer = [*self.pending, *self.module.footer]
        if self.helpers:
            text = "\n".join(text for name, text in HELPERS.items() if name in self.helpers)
            text = re.sub(r"(?<=[ \n])(\w+)(?=\()", lambda found: self.helpers.get(found[1], found[1]), text)
            last = max(n for n, node in enumerate(body) if "import" in cst.Module([node]).code.partition("#")[0])
            self.pending = [cst.EmptyLine(indent=False)] * 2
            after = self.with_pending(body[last + 1 :])
            body[last + 1 :] = [*parsed(f"\n{in_words_of(self.tf, text)}\n"), *after]
        return self.module.with_changes(body=body, footer=footer).code

    def convert_runs(self) -> None:
        """Convert each run, which gives the owners their methods."""
        self.results.clear()
        self.items.clear()
        for owner in self.owners.values():
            owner.methods.clear()
            owner.start.clear()
            owner.optimizers.clear()
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
                    rewrite = Rewrite(self, statement.number, owner)
                    rewrite.stores = True
                    lines.append(rewrite.text(statement.node).strip("\n"))
                except (Left, *UNFOLLOWED) as error:
                    lines.append(self.left(Left.of(error), statement))
        marks = self.marks(self.facts.variables, owner) if owner.needs_module else []
        owner.start[:0] = lines + owner.lines(self.facts) + marks
        if owner.needs_module and not any(other.inner for other in self.owners.values()):
            made = reversed(self.functions.made.values())  # those that others hold objects of come first
            owner.inner = [built.text for built in made if isinstance(built, Built)]

    def marks(self, keys: Iterable[Key], inside: Owner | None) -> list[str]:
        """Return the lines by which the proof reaches variables that were made."""
        reached = [(mark(*key), self.variable_expression(key, inside)) for key in keys
                   if inside is None or key[0] == inside.graph]  # fmt: skip
        return [f"__variable__({name!r}, lambda: {reach})" for name, reach in reached if reach]

    def left(self, left: Left, statement: Statement) -> str:
        """Return the line that says which item of the report tells why this was left."""
        item = self.items.add(left.kind, statement.first, str(left))
        return f'raise NotImplementedError("report item {item.number}")'

    # --- runs ---

    def result(self, place: Place) -> str:
        """Return what a call that ran a session becomes, marked for the proof."""
        owner = self.owner(place.run.graph)
        usual, owner.instance = owner.instance, owner.by_session.get(place.run.session, owner.instance)
        self.local_names = place.local
        try:
            text = str(once(self.results, place.node, lambda: self.converted_run(place)))
        finally:
            owner.instance, self.local_names = usual, set()
        line = place.statement.node
        parts = line.body if isinstance(line, cst.SimpleStatementLine) else []
        if any(isinstance(part, cst.Expr) and part.value is place.node for part in parts):  # nobody looks at it
            text = text.removesuffix(".numpy()")
        return f"__fetched__({place.number}, lambda: {text})"

    def asked(self, place: Place) -> tuple[Any, Any]:
        """Return what a call fetches and feeds: of `session.run(fetches, feeds)` or `fetch.eval(feeds)`."""
        call, session = place.node, place.node.func.value
        fetches = argument(call, 0, "fetches")
        by_session = call.func.attr.value == "run" and fetches is not None  # of a parameter only this is known
        if isinstance(session, cst.Name) and session.value not in place.local:
            by_session = self.kind(session.value, place.before)[:1] == ("session",)
        return (fetches, argument(call, 1, "feed_dict")) if by_session else (session, argument(call, 0, "feed_dict"))

    def converted_run(self, place: Place) -> str:
        """Return what a run becomes: an assignment, what it fetches itself, or the call of a method."""
        run, (fetches, feeds) = place.run, self.asked(place)
        if self.owner(run.graph).by_session and len({self.facts.runs[number].session for number in place.runs}) > 1:
            raise Left("one line runs several sessions that hold values of their own; hand the owner to it")
        if argument(place.node, 2, "options") is not None:
            raise Left("options of a run have no place in the new world; the profiler has tools of its own")
        given = self.begun_again(run, feeds, place)
        if given:
            return given
        if any(self.facts.place_of(key_of(run.graph, name)) in self.facts.variables for name in run.fed):
            raise Left("a variable is fed, for this run only; hand the value to what reads it")
        fixed = place.local and not self.facts.needed(run.graph, run.fetched, []) & self.tainted
        if fixed or (not feeds and all(self.stands_by_itself(leaf, place) for leaf in leaves_of(fetches))):
            return self.structure(fetches, lambda leaf: self.direct(leaf, leaf is fetches, place))
        held = [self.variable_expression(key_of(run.graph, name), None) for name in run.fetched]
        if isinstance(fetches, cst.Name) and isinstance(run.value, list) and all(held):  # a list of variables
            return f"[{', '.join(f'{expression}.numpy()' for expression in held)}]"
        return self.called(place, fetches, feeds)

    def called(self, place: Place, fetches: Any, feeds: Any) -> str:
        """Return the call of the method that a run becomes, with its results in the structure of the fetches."""
        run, leaves = place.run, leaves_of(fetches)
        kinds = [self.kind(leaf.value if isinstance(leaf, cst.Name) else "", place.before)[:1] for leaf in leaves]
        each = len(leaves) == len(run.fetched) and ("list",) not in kinds
        steps = [":" not in name for name in run.fetched] if each else [kind == ("operation",) for kind in kinds]
        valued = [leaf for leaf, step in zip(leaves, steps, strict=True) if not step]
        packed = any(self.facts.operations[key_of(run.graph, n)].kind in SUMMARIES for n in run.fetched)
        listed = isinstance(fetches, (cst.List, cst.Tuple)) and len(fetches.elements) == len(leaves)
        side_by_side = sum(one != other for one, other in zip([True, *steps], [*steps, True], strict=True)) < 3
        flat = each and not packed and (listed or fetches is leaves[0]) and side_by_side

        def returned(owner: Owner, local: set[int]) -> list[str]:
            def result(leaf: Any) -> str:
                if isinstance(leaf, cst.SimpleString) and leaf in valued:
                    return self.found_by_name(("tensor", run.graph, str(leaf.evaluated_value)), owner, local)
                return self.convert(leaf, place.before, owner, local) if leaf in valued else "None"

            results = list(map(result, valued)) if flat else [self.structure(fetches, result)]
            text = results[0] if len(results) == 1 else f"[{', '.join(results)}]"
            return [f"return {text}"] if valued else []

        pairs = zip(run.fed, values_of(feeds), strict=False) if isinstance(feeds, cst.Dict) else ()
        made = {key_of(0, name)[1] for name, value in pairs if all_of(value, cst.Call)}
        method = self.method(place, leaves, "" if flat else code(fetches), returned, made)
        called = f"{self.owner(run.graph).reach(method.name, False)}({self.fed_arguments(feeds, method, place)})"
        if flat:
            return shaped(called, fetches, [not step for step in steps])
        value = "None if value is None else value.numpy()" if any(steps) else "value.numpy()"
        return f"{self.tf}.nest.map_structure(lambda value: {value}, {called})" if valued else called

    def begun_again(self, run: RunFact, feeds: Any, place: Place) -> str:
        """Return the assignment that a run of one initializer was, its value fed or not; nothing for other runs."""
        starts = {fact.initializer: key for key, fact in self.facts.variables.items() if key[0] == run.graph}
        key = starts.get(run.fetched[0]) if len(run.fetched) == 1 else None
        fed = {key_of(run.graph, name) for name in run.fed}
        if key is None or not fed <= set(self.facts.operations[run.graph, run.fetched[0]].inputs):
            return ""
        self.items.add(CONVERTED, place.statement.first, "a run of an initializer became an assignment")
        return self.assigned(key, values_of(feeds)[0] if run.fed else None, place.before)

    def assigned(self, key: Key, given: Any, at: int) -> str:
        """Return the assignment to a variable of what it is given, or of what it began with."""
        found, made = self.variable_expression(key, None), self.facts.operations[key]
        maker, call = self.statement_at(made.line), self.calls.get(made.spans[0])
        if not found or maker is None:
            raise Left("what is assigned by name has no name that holds it")
        if given is None and call is not None and last_name(call.func) == "Variable":
            given, at = argument(call, 0, "initial_value"), maker.number
        if given is None:
            raise Left("what a variable begins with again is told by no `Variable` in the source; assign it")
        return f"{found}.assign({self.convert(given, at)})"

    # --- what is fetched ---

    def structure(self, fetches: Any, direct: Callable[[Any], str]) -> str:
        """Return a structure of fetches in which each is asked for itself."""
        if not isinstance(fetches, (cst.List, cst.Tuple, cst.Dict)):
            return direct(fetches)
        values = [cst.parse_expression(self.structure(value, direct)) for value in values_of(fetches)]
        pairs = zip(fetches.elements, values, strict=True)
        plain: Any = [e.with_changes(value=value, comma=cst.MaybeSentinel.DEFAULT) for e, value in pairs]
        return code(type(fetches)(plain))

    def stands_by_itself(self, leaf: Any, place: Place) -> bool:
        """Return whether a fetch can be asked where it stands: a variable, a constant, or what is made of these."""
        if isinstance(leaf, cst.SimpleString):
            return bool(self.variable_named(leaf, place))
        names = words_in(leaf)
        if place.local & names:
            raise Left("a function runs what it was handed; hand it the value, or call the method there")
        computed = ("symbol", "train", "placeholder", "initializer", "summary")
        return not any(self.role(name, place.before) in computed for name in names)

    def variable_named(self, leaf: cst.SimpleString, place: Place) -> str:
        return self.variable_expression(key_of(place.run.graph, str(leaf.evaluated_value)), None)

    def direct(self, leaf: Any, alone: bool, place: Place) -> str:
        """Return what to write for a fetch that stands by itself."""
        by_name = isinstance(leaf, cst.SimpleString)
        text = self.variable_named(leaf, place) if by_name else self.convert(leaf, place.before)
        if (alone and isinstance(place.run.value, list)) or (
            isinstance(leaf, cst.Name) and self.kind(leaf.value, place.before)[:1] == ("list",)
        ):
            return f"{self.tf}.nest.map_structure(lambda value: value.numpy(), {text})"
        if all(":" not in name for name in place.run.fetched):
            return text
        simple = by_name or isinstance(leaf, (cst.Name, cst.Call, cst.Attribute, cst.Subscript))
        return f"{text}.numpy()" if simple else f"({text}).numpy()"

    # --- what is fed ---

    def fed_arguments(self, feeds: Any, method: Method, place: Place) -> str:
        """Return the arguments of a method's call, for what was fed."""
        run, wanted = place.run, list(method.parameters.values())
        if not wanted:
            return ""
        if isinstance(feeds, cst.Dict) and len(values_of(feeds)) == len(run.fed):
            names = [method.parameters.get(name.split(":")[0]) for name in run.fed]
            pairs = zip(names, values_of(feeds), strict=True)
            given = {name: self.convert(value, place.before) for name, value in pairs if name is not None}
            if list(given) == wanted:
                return ", ".join(given.values())
            return ", ".join(f"{name}={value}" for name, value in given.items())
        if isinstance(feeds, cst.Name) and len(run.fed) > len(wanted):
            return ", ".join(f'{name}={self.convert(feeds, place.before)}["{name}"]' for name in wanted)
        return f"**{self.convert(feeds, place.before)}"

    # --- blocks ---

    def block(self, body: Sequence[Any]) -> list[Any]:
        found: list[Any] = []
        for node in body:
            statement = self.of_node[node]
            owner = next((owner for owner in self.owners.values() if statement in owner.statements[:1]), None)
            text = owner.text(self.tf) if owner is not None else ""
            if text:  # what takes over a graph stands where the first of it was made
                found += parsed(f"\n\n{text}")
                self.pending = [cst.EmptyLine(indent=False), cst.EmptyLine(indent=False), *self.pending]
            found += self.statement(node, statement)
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

    def statement(self, node: Any, statement: Statement) -> list[Any]:
        try:
            if statement.fails:
                why, _, _ = statement.fails.rpartition(" (line")  # of the program as it was recorded
                raise Left(f"the old program fails here: {why}; what follows was run without it", REFUSED)
            if isinstance(node, BLOCKS) and node.body.body and node.body.body[0] in self.of_node:
                return self.compound(node, statement)
            return self.with_pending(self.simple(node, statement))
        except (Left, *UNFOLLOWED) as error:
            old = code(node).strip().split("\n")[-1].strip()[:80]
            made = parsed(f"{self.left(Left.of(error), statement)}  # {old}")
            if isinstance(node, cst.FunctionDef):  # which nobody may call
                return self.with_pending([node.with_changes(body=cst.IndentedBlock(made))])
            self.keep_comments(node)
            return self.with_pending(made)

    def compound(self, node: Any, statement: Statement) -> list[Any]:
        """Return a block with what is in it converted; a scope of the old world lets its content out."""
        opens = isinstance(node, cst.With) and any("Session" in code(item) for item in node.items)
        if statement.role == "scope" or opens:
            self.keep_comments(node)
            found = self.block(node.body.body)
            self.pending += [line for line in getattr(node.body, "footer", ()) if line.comment]
            return found
        rewrite, before = Rewrite(self, statement.number), list[Any]()

        def change(part: Any) -> Any:
            if isinstance(part, cst.IndentedBlock):
                above, self.pending = self.pending, []
                body = self.block(part.body) or parsed("pass")
                below, self.pending = self.pending, above
                return part.with_changes(body=body, footer=[*below, *part.footer])
            if isinstance(part, (cst.Else, cst.ExceptHandler, cst.Finally)):
                return changed(part, change)
            made = rewrite.of(part)
            before.extend(self.instances(made))
            return made

        made = changed(node, change)
        return self.with_pending([*before, made])

    # --- statements ---

    def simple(self, node: Any, statement: Statement) -> list[Any]:
        value: Any = getattr(statement.only, "value", None)
        place = self.places.get(value) if isinstance(statement.only, cst.Expr) else None
        if place is not None and self.is_initializing(place):
            return self.initialising(node, place)
        if isinstance(node, cst.FunctionDef) and isinstance(self.functions.made.get(node.name.value), Built):
            return []
        asserts = isinstance(statement.only, cst.Assert) and statement.number not in self.asserted
        prints = isinstance(value, cst.Call) and last_name(value.func) == "print"
        if statement.role == "symbol" and (asserts or prints):
            raise Left("what is printed or asserted of a symbol of the graph has no value here")
        owned = statement.role == "variable" and self.owner(statement.graph or 0).needs_module
        match value:
            case cst.Call(func=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="apply"))):
                if self.kind(name, statement.number)[:1] == ("averages",):
                    return self.averages(statement, value)
        if statement.role in GOING or owned:
            if statement.role not in ("symbol", "train", "variable"):
                self.keep_comments(node)
            return []
        made = Rewrite(self, self.finds(statement)).of(node)
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):  # what parameters begin with is asked at once
            return [*self.instances(getattr(made, "params", made.name)), made]
        born = [op.key for op in statement.operations if op.is_variable]
        return [*self.instances(made), made, *(line for text in self.marks(born, None) for line in parsed(text))]

    def averages(self, statement: Statement, value: Any) -> list[Any]:
        """Return the first call for averages, which makes them, where the old program asked for it."""
        made: Any = Rewrite(self, statement.number).of(value)
        lines = []
        for op in statement.operations:
            whose = self.variable_expression((op.graph, op.name.rpartition("/")[0]), None)
            if op.is_variable and whose:
                lines.append(f"__variable__({mark(*op.key)!r}, lambda: {code(value.func.value)}.average({whose}))")
        return [*self.instances(made), *parsed("\n".join([code(made), *lines]))]

    def instances(self, node: Any) -> list[Any]:
        """Return the making of owners that a statement needs and that no initializer made before."""
        found, names = [], words_in(node)
        for owner in self.owners.values():
            for instance in {owner.instance, *owner.by_session.values()} - owner.ready:
                if owner.needs_module and instance in names:
                    owner.ready.add(instance)
                    found += parsed(f"{instance} = {owner.class_name}()")
        return found

    def is_initializing(self, place: Place) -> bool:
        """Return whether a run only initialised variables, or nothing at all."""
        run, operations = place.run, self.facts.operations
        fetched = {key_of(run.graph, name) for name in run.fetched}
        writing = {key for key in self.facts.needed(run.graph, run.fetched, run.fed) if operations[key].writes}
        valueless = not run.fed and not any(":" in name for name in run.fetched)
        starting = all(operations[key].kind == "NoOp" or key in self.starts for key in fetched)
        return valueless and starting and writing - fetched <= self.starts

    def initialising(self, node: Any, place: Place) -> list[Any]:
        """Return what a run of initializers becomes: the making of the owner, or nothing."""
        run = place.run
        owner = self.owners.get(run.graph)
        whose = run.session if owner and owner.by_session else run.graph
        names = {(whose, name) for name in run.initialises}
        again = bool(names & self.initialised) or len(place.runs) > 1
        others = {pair for pair in self.initialised - names if pair[0] == whose}  # these keep what they hold
        self.initialised |= names
        if names and again and owner is not None and len(run.fetched) == 1 and ".initializer" in code(node):
            return [Rewrite(self, place.statement.number).of(node)]
        self.keep_comments(node)
        if again and others:
            self.items.add(CONVERTED, place.statement.first, "a run of initializers became assignments")
            return parsed("\n".join(self.assigned((run.graph, name), None, 0) for _, name in sorted(names)))
        if owner is not None and names and owner.needs_module:
            instance = owner.by_session.get(run.session, owner.instance)
            if again or instance not in owner.ready:
                owner.ready.add(instance)
                self.items.add(CONVERTED, place.statement.first, f"initialising became the making of {instance}")
                return parsed(f"{instance} = {owner.class_name}()")
        elif owner is not None and names and again:
            raise Left("variables are initialised again while nothing owns them; make them again where they are made")
        return []

    def keep_comments(self, node: Any) -> None:
        """Keep the lines above a statement that goes: its comments and the blank lines between them."""
        if any(line.comment for line in node.leading_lines):
            self.pending += node.leading_lines


def unmarked(text: str) -> str:
    """Return the program that is handed out: without the marks of the proof."""

    def without(node: Any) -> Any:
        match node:
            case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Call(func=cst.Name(value="__variable__")))]):
                return []
            case cst.Call(func=cst.Name(value="__fetched__" | "__drawn__" | "__dropped__"), args=[_, given, *_]):
                return given.value.body if isinstance(given.value, cst.Lambda) else given.value
        return node

    return str(replaced(cst.parse_module(text), without).code)


def shaped(call: str, fetches: Any, valued: list[bool]) -> str:
    """Return the call with its results in the structure of a flat list of fetches, as NumPy values.

    `valued` says which of the fetches have a value; an operation has none.
    """
    listed, count = isinstance(fetches, cst.List), sum(valued)
    if not isinstance(fetches, (cst.List, cst.Tuple)):
        return f"{call}.numpy()" if count else call
    if not count:
        return f"[{call}]" if len(valued) == 1 else call
    values = f"value.numpy() for value in {call}"
    if all(valued) and count > 1:
        return f"[{values}]" if listed else f"tuple({values})"
    first, last = valued.index(True), len(valued) - valued[::-1].index(True)
    pieces = ["None"] * first + [f"{call}.numpy()" if count == 1 else f"*({values})"] + ["None"] * (len(valued) - last)
    text = ", ".join(pieces)
    return f"[{text}]" if listed else f"({text}{',' * (len(pieces) == 1)})"


def values_of(node: Any) -> list[Any]:
    """Return what a list, a tuple or a dictionary in the source holds. Left refuses what is spread into one."""
    if any(isinstance(e, (cst.StarredDictElement, cst.StarredElement)) for e in node.elements):
        raise Left("a dictionary is spread into another one; write its pairs out")
    return [e.value for e in node.elements]


def leaves_of(fetches: Any) -> list[Any]:
    """Return the pieces of source in a structure of fetches."""
    if isinstance(fetches, (cst.List, cst.Tuple, cst.Dict)):
        return [leaf for e in fetches.elements for leaf in leaves_of(e.value)]
    return [fetches]
