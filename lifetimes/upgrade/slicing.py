"""Finds what a run of a session needs, and what each name means in the new program.

The names in the fetches lead to the statements that a run needs: these become the body of a method of whoever owns
the graph, the fed placeholders its parameters. Variables move to the owner.
"""

import re
import textwrap
from collections.abc import Collection, Iterable
from typing import Any

import libcst as cst

from lifetimes.upgrade.calls import STEPS, counted, merged
from lifetimes.upgrade.facts import SUMMARIES, Facts, Key, OperationFact, RunFact, key_of
from lifetimes.upgrade.owners import Functions, Method, Owner
from lifetimes.upgrade.reading import COMPUTED, GOING, Place, Program, Statement, assign_roles, lists
from lifetimes.upgrade.report import Items, Left
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.source import all_of, code, fresh, indented, last_name, words_in
from lifetimes.upgrade.spelling import short_name


class Slices(Program):
    """Holds what is known while one program is converted."""

    def __init__(self, source: str, facts: Facts, tensorflow: str, target: str) -> None:
        super().__init__(source, facts)
        self.tf, self.target, self.items = tensorflow, target, Items()
        assign_roles(self)
        self.owners: dict[int, Owner] = {}
        self.functions = Functions(self)
        self.results: dict[cst.Call, str | Left] = {}
        self.taken = {name for s in self.statements for name in s.binds | s.reads}
        calls = [(s.number, n.func) for s in self.statements for n in all_of(s.node, cst.Call)]
        self.taped = {number for number, func in calls  # those that ask for gradients
                      if short_name(func, tensorflow) == "gradients" or last_name(func) in STEPS[:2]}  # fmt: skip
        self.objectives: set[str] = set()  # the names of what is differentiated in the method that is being written
        self.rebound: set[str] = set()  # data that the graph took under a name which means something else later
        self.helpers: dict[str, str] = {}  # the functions of our own that the new program calls, and their names there
        self.first_run = min((p.statement.number for p in self.places.values()), default=len(self.statements))
        self.starts = {(key[0], fact.initializer) for key, fact in facts.variables.items()}
        self.asserted: set[int] = set()  # the lines that methods assert of symbols
        self.local_names: set[str] = set()  # of the function whose run is being converted
        self.pending: list[cst.EmptyLine] = []  # comments of what went away, for what comes next
        self.initialised: set[tuple[int, str]] = set()  # what a run made begin, by graph, or session where these differ

    # --- owners ---

    def owner(self, graph: int) -> Owner:
        """Return what takes over a graph."""
        if graph not in self.owners:
            class_name = fresh("Model" if not self.owners else f"Model{len(self.owners) + 1}", self.taken)
            self.owners[graph] = Owner(graph, class_name, fresh(class_name.lower(), self.taken))
        return self.owners[graph]

    def find_owners(self) -> None:
        """Give each graph an owner, and each variable an attribute of it."""
        for statement in self.statements:
            if statement.role in ("variable", "placeholder", "symbol", "train") and statement.graph is not None:
                owner = self.owner(statement.graph)
                owner.statements.append(statement)
                for name in sorted(statement.binds) if statement.role == "variable" else ():
                    held = owner.attributes[statement.number, name] = owner.free_name(name)
                    for path, kind in self.facts.held.get((statement.first, name), {}).items():
                        if kind[:2] == ("variable", statement.graph) and "[]" not in path:  # which is fed, not held
                            owner.paths.setdefault(kind[1:], held + path)

    def find_sessions(self) -> None:
        """Give each session an instance of its own where several held values of one graph at the same time."""
        for graph, owner in self.owners.items():
            runs = [run for run in self.facts.runs if run.graph == graph]
            seen: set[str] = set()
            for run in runs:
                whole = any(self.facts.operations[graph, n].kind == "NoOp" for n in run.fetched if ":" not in n)
                owner.needs_module |= whole and bool(seen & set(run.initialises))
                seen |= set(run.initialises)
            order = [run.session for run in runs]
            turns = [session for n, session in enumerate(order) if n == 0 or order[n - 1] != session]
            if len(turns) > len(set(turns)):
                owner.needs_module = True
                for session in dict.fromkeys(order):
                    names = [name for (_, name), kind in self.facts.names.items() if kind == ("session", session)]
                    word = (*names, str(session + 1))[0]
                    owner.by_session[session] = fresh(f"{owner.instance}_{word}", self.taken)

    def helper(self, name: str) -> str:
        """Return what the program calls a function of our own; it may have one of its own under that name."""
        if name not in self.helpers:
            self.helpers[name] = fresh(name, self.taken)
        return self.helpers[name]

    # --- what a name means ---

    def meaning(self, name: str, before: int, inside: Owner | None, local: Collection[int]) -> str:
        """Return what to write for a name at a place. `local` are the statements that a method has in its body."""
        where = self.definition(name, before)
        if where is None or where.number in local or name == self.tf:
            return name
        if where.role == "variable":
            owner = self.owner(where.graph or 0)
            return owner.reach(owner.attributes.get((where.number, name), name), inside is owner)
        if where.role == "summary" and inside is not None:
            return self.convert(where.only.value, where.number, inside, local)
        begins = inside is not None and not local and isinstance(where.only, cst.Assign)  # what a variable begins with
        once = where.role == "symbol" and sum(name in s.reads for s in self.statements) == 1
        late = where.role == "data" and where.number > self.first_run
        late = late and not any(self.definition(read, where.number) for read in where.reads - {self.tf})
        if begins and (once or late):
            return self.convert(where.only.value, where.number, inside)
        if where.role == "lookup" and self.kind(name, before) == ("list",):
            return self.convert(where.only.value, where.number, inside, local)
        if where.role == "lookup":
            return self.found_by_name(self.kind(name, before), inside)
        if where.role in GOING:
            words = {"symbol": "a symbol of the graph"}.get(where.role, f"a {where.role}")
            raise Left(f"`{name}` was {words}; outside of a session it has no value any more")
        return name

    def found_by_name(self, kind: tuple[Any, ...], inside: Owner | None, local: Collection[int] = ()) -> str:
        """Return what to write for what the program had found, or fetches, by its name in the graph."""
        if kind[:1] in (("tensor",), ("variable",)):
            here = [(self.statements[number].first, name) for number in local for name in self.statements[number].binds]
            bound = [name for line, name in sorted(here) if self.facts.names.get((line, name)) == kind]
            found = [self.variable_expression(key_of(*kind[1:]), inside), *bound]
            if any(found):
                return next(filter(None, found))
            maker = self.maker_of(*kind[1:]) if local else None
            if maker is not None and isinstance(maker.only, cst.Expr):
                return self.convert(maker.only.value, maker.number, inside, local)
        raise Left("nothing holds what is found by name; bind it where it is made")

    def variable_expression(self, key: Key, inside: Owner | None) -> str:
        """Return what to write for a variable known by its graph name; nothing where no name holds it."""
        owner = self.owners.get(key[0])
        held = owner.paths.get(key) if owner is not None else None
        return owner.reach(held, inside is owner) if owner is not None and held else ""

    def convert(self, node: Any, before: int, inside: Owner | None = None, local: Collection[int] = ()) -> str:
        """Return the source of one piece in the new world."""
        return Rewrite(self, before, inside, local).text(node)

    # --- what a run needs ---

    def slice_of(self, names: Iterable[str], makers: list[Any], place: Place) -> list[list[Statement]]:
        """Return the statements that a run needs in a body, and those that are fed instead, in their order.

        It needs what `names` mean there, some `makers` themselves, and whatever writes.
        """
        run, before = place.run, place.before
        found, fed = dict[int, Statement](), dict[int, Statement]()
        needed = self.facts.needed(run.graph, run.fetched, run.fed)
        writers = (self.maker_of(*key) for key in needed if self.facts.operations[key].writes)
        stack: list[Any] = [
            *((name, before) for name in names),
            *((maker, 0) for maker in (*makers, *writers) if maker),
        ]
        while stack:
            name, at = stack.pop()
            where = name if isinstance(name, Statement) else self.definition(name, at)
            if where is not None and where.role == "symbol" and lists(where):  # and what fills it
                filling = [s for s in self.statements[where.number : at] if s.role == "symbol" and name in s.changes]
                stack += [(s, 0) for s in filling]
            if where is None or where.number in found or where.number in fed:
                continue
            if self.fed_names(where, run):
                fed[where.number] = where
            elif where.role == "placeholder":
                raise Left(f"the placeholder of line {where.first} is needed and not fed here")
            elif where.role in ("symbol", "train"):
                after = [s for s in self.statements[where.number :] if s.loop and s.role in ("symbol", "train")]
                if where.loop and any(where.reads & other.binds for other in after):  # on top of the turn before
                    raise Left(f"line {where.first} adds to the graph in a loop that also runs it; make it a call")
                found[where.number] = where
                stack += [(read, self.finds(where)) for read in where.reads]
            elif where.role == "optimizer":  # its learning rate may be computed in each step
                computed = [n for n in where.reads if self.role(n, where.number) in COMPUTED]
                stack += [(read, where.number) for read in computed]
            elif where.role == "summary":
                told = [one for op in where.operations if op.kind in SUMMARIES for one in merged(self, op)]
                makers = [self.maker(op) for op in told if not counted(self, op, None)]
                stack += [(read, maker.number) for maker in makers if maker is not None for read in maker.reads]
            elif self.is_rebound(name, at, before):
                raise Left(f"`{name}` is bound again after line {where.first}, where the graph took its value; "
                           "rename one")  # fmt: skip
        for where in self.statements:  # what the program asserts of symbols, it does where these are
            if where.role == "symbol" and isinstance(where.only, cst.Assert):
                known = {self.definition(name, where.number) for name in where.reads}
                here = {s.number for s in known if s is not None and s.role in COMPUTED}
                if here <= {*found, *fed}:
                    found[where.number] = where
                    self.asserted.add(where.number)
        return [[part[number] for number in sorted(part)] for part in (found, fed)]

    def fed_names(self, statement: Statement, run: RunFact) -> list[tuple[str, OperationFact]]:
        """Return the names of a statement that a run is fed, with what they were: placeholders or any other symbol."""
        kinds = [(name, self.facts.names.get((statement.first, name), ())) for name in sorted(statement.binds)]
        return [(name, self.facts.operations[key_of(*kind[1:])]) for name, kind in kinds
                if kind[:1] == ("tensor",) and kind[1] == run.graph and kind[2] in run.fed]  # fmt: skip

    def is_rebound(self, name: str, before: int, later: int) -> bool:
        """Return whether data that is taken at one place under a name has another value at a later one."""
        where = self.definition(name, before)
        found = where is not None and where.role in ("data", "constant", "run")
        found = found and self.definition(name, later) is not where
        self.rebound |= {name} if found else set()
        return found

    def maker(self, operation: OperationFact) -> Statement | None:
        """Return the statement at the top level that made an operation."""
        where = self.statement_at(operation.line)
        return None if where is None or isinstance(where.node, (cst.With, cst.FunctionDef)) else where

    def check_effects(self, body: list[Statement], run: RunFact) -> None:
        """Refuse a body that would write what this run did not write."""
        needed = self.facts.needed(run.graph, run.fetched, run.fed)
        same = {tuple(self.facts.operations[key].spans) for key in needed}  # a loop makes several at one place
        for statement in (statement for statement in body if statement.role != "train"):
            writing = [op for op in statement.operations if op.writes and op.key not in self.starts]
            if any(tuple(op.spans) not in same for op in writing):
                raise Left(f"line {statement.first} writes, and this run needs only its symbol")

    # --- methods ---

    def method(self, place: Place, leaves: list[Any], structure: str, returned: Any, made: set[str]) -> Method:
        """Return the method that a run becomes, made where there is none yet. It takes what is `made` to be fed, which
        may draw or count, also where it is not needed.
        """
        run, owner = place.run, self.owner(place.run.graph)
        names = sorted(set().union(*map(words_in, leaves)))
        texts = [str(leaf.evaluated_value) for leaf in leaves if isinstance(leaf, cst.SimpleString)]
        body, fed = self.slice_of(names, [self.maker_of(run.graph, text) for text in texts], place)
        fed = [s for s in self.statements if s in fed or any(op.name in made for _, op in self.fed_names(s, run))]
        self.check_effects(body, run)
        key = (tuple(map(code, leaves)), structure, *(tuple(s.number for s in part) for part in (body, fed)))
        if key not in owner.methods:
            owner.needs_module |= any(s.role == "variable" for s in owner.statements)
            owner.needs_module |= any(s.role == "train" for s in body)
            named = [(name, op.name) for s in fed for name, op in self.fed_names(s, run)]
            given = {fed: next(name for name, same in named if same == fed) for _, fed in named}  # by its first name
            lines = [f"{name} = {given[fed]}" for name, fed in named if name != given[fed]]
            lines += self.body_lines(owner, body, fed, by_name=bool(texts))
            lines += returned(owner, {s.number for s in (*body, *fed)})
            owner.needs_module |= bool(owner.made)
            words = [
                str(leaf.evaluated_value).split(":")[0].split("/")[-1] if isinstance(leaf, cst.SimpleString)
                else last_name(leaf.func if isinstance(leaf, cst.Call) else leaf) or "values" for leaf in leaves[:3]
            ]  # fmt: skip
            wanted = re.sub(r"(?i)optimi[sz]er|^opt$", "train", "_and_".join(words))
            taken = {name for name, _ in named} | (self.taken if not owner.needs_module else set())
            placeholders = [self.facts.operations[run.graph, name] for name in given]
            specs = [f"{self.tf}.TensorSpec({op.shape}, {self.tf}.{op.dtype})" for op in placeholders]
            owner.methods[key] = Method(owner.free_name(wanted, taken), given, specs, lines or ["pass"],
                                        any(s.loop for s in body))  # fmt: skip
        owner.methods[key].calls += len(place.runs)
        return owner.methods[key]

    def maker_of(self, graph: int, name: str) -> Statement | None:
        """Return the statement that made what is fetched by name, None where that is a variable or nothing."""
        operation = self.facts.operations.get(key_of(graph, name))
        found = self.maker(operation) if operation is not None else None
        return found if found is not None and found.role in ("symbol", "train") else None

    def body_lines(self, owner: Owner, body: list[Statement], fed: list[Statement], by_name: bool) -> list[str]:
        """Return the statements of a method, with a tape around those that are differentiated."""
        local = {s.number for s in (*body, *fed)}
        under: list[str] = []
        lines: list[str] = []
        watched: dict[str, None] = {}
        late: set[str] = set()
        asked = sum(s.number in self.taped for s in body)
        self.objectives = set()
        for statement in body:
            asks = statement.number in self.taped or statement.role == "train"
            steps = ("operation",) in {self.kind(name, statement.number)[:1] for name in statement.reads}
            if steps and isinstance(statement.only, cst.Assign) and not any(op.writes for op in statement.operations):
                continue  # it only brings steps together, which are there anyway
            if isinstance(statement.only, cst.Expr) and by_name and not asks:
                continue
            rewrite = Rewrite(self, self.finds(statement), owner, local)
            rewrite.keep_names(statement)
            made = rewrite.of(statement.node)
            match made:
                case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call(func=func) as step)]):
                    if last_name(func) == "apply_gradients":  # it has no value that a name could hold
                        made = made.with_changes(body=[cst.Expr(step)])
            text = [*rewrite.ahead, *textwrap.dedent(code(made)).strip("\n").split("\n")]
            under += rewrite.hoisted
            watched |= dict.fromkeys(rewrite.watched)
            writes = lines and any(op.writes and op.key not in self.starts for op in statement.operations)
            if asks or writes or statement.reads & late:  # what writes after a step waited for it
                late |= statement.binds
                lines += [*text, *rewrite.behind]
            else:
                under += text
        if not asked:
            return under + lines
        if not under:
            raise Left("nothing is computed before its gradient is asked for")
        head = f"with {self.tf}.GradientTape({'persistent=True' if asked > 1 else ''}) as tape:"
        return [head, indented([*(f"tape.watch({name})" for name in watched), *under]), *lines]
