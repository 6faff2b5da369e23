"""Runs an old program under `lifetimes.tf1` and writes down what it did. Started in a process and a folder of its own.

    python -m lifetimes.upgrade.recorder OLD.py FACTS SECONDS ARGUMENTS...

The program sees this package as `tensorflow`. What is wrapped are public methods only: a graph that takes in an
operation, a session that runs and closes, an optimizer that applies gradients. Everything else is asked of the
graph when the program has ended.
"""

from __future__ import annotations

import ast
import functools
import pickle
import sys
import time
import traceback
import types
import weakref
from typing import Any

import numpy as np

import lifetimes.tf1 as tf
from lifetimes import observe
from lifetimes.upgrade.facts import (
    LISTS,
    OLDER,
    SUMMARIES,
    Chain,
    Facts,
    OperationFact,
    RunFact,
    Span,
    VariableFact,
)
from lifetimes.upgrade.program import Cut, plain, run_as_main


class Recorder:
    """Collects the facts of one run."""

    def __init__(self, path: str, seconds: float) -> None:
        self.path, self.seconds, self.until = path, seconds, time.monotonic() + seconds
        self.facts = Facts()
        self.graphs: list[Any] = []  # held weakly, like the sessions: being recorded keeps nothing alive
        self.sessions: list[Any] = []
        self.seen: dict[Any, set[str]] = {}
        self.draws: dict[Any, dict[str, list[str]]] = {}
        self.targets: dict[int, list[str]] = {}
        self.depth = 0

    def graph_number(self, graph: Any) -> int:
        return number_in(self.graphs, graph)

    def session_number(self, session: Any) -> int:
        return number_in(self.sessions, session)

    def span(self) -> Span:
        """Return the extent of the innermost call of the program that is being run."""
        frames = self.frames()
        return extent(frames[-1]) if frames else (0, 0, 0, 0)

    def frames(self) -> list[types.FrameType]:
        """Return the frames of the program that are being run, outermost first."""
        frame: types.FrameType | None = sys._getframe(1)
        found = []
        while frame is not None:
            if frame.f_code.co_filename == self.path:
                found.append(frame)
            frame = frame.f_back
        return found[::-1]

    # --- what is wrapped ---

    def note_operation(self, graph: Any, operation: Any) -> None:
        if graph.root.outer is None:
            number, frames = self.graph_number(graph.root), self.frames()
            fact = OperationFact(number, operation.name, operation.type, lines_of(frames), operation.has_effect)
            self.facts.operations[fact.key] = fact
            fact.spans = [extent(frame) for frame in frames]
            if fact.is_variable:
                fact.locals = [known(frame.f_locals) for frame in frames[1:]]

    def note_run(self, session: Any, fetches: Any, feed_dict: Any, value: Any, drawn: dict[str, list[Any]]) -> None:
        graph, number = session.graph, self.session_number(session)
        fetched = [graph.as_graph_element(leaf).name for leaf in leaves(fetches)]
        fed = [graph.as_graph_element(key).name for key in leaves(list(feed_dict or ()))]
        chain = lines_of(self.frames())
        packed = any(graph.as_graph_element(name).op.type in SUMMARIES for name in fetched if ":" in name)
        value = unpacked(value) if packed else plain(value)
        run = RunFact(number, self.graph_number(graph), chain, self.span(), fetched, fed, value)
        run.drawn = drawn
        needed = self.facts_of_graph(graph, fetched)
        for variable in variables_of(graph):
            if variable.initializer.name in needed:
                run.initialises.append(variable.op.name)
                self.variable(variable).initial.append(self.read(session, variable))
        self.facts.runs.append(run)

    def facts_of_graph(self, graph: Any, fetched: list[str]) -> set[str]:
        """Return the operations that fetches need; asked once for each state of the graph."""
        number = self.graph_number(graph)
        key = (number, graph.version, *fetched)
        if key not in self.seen:
            if (number, graph.version) not in self.seen:
                self.take_inputs(graph)
                self.seen[number, graph.version] = set()
            self.seen[key] = {name for _, name in self.facts.needed(number, fetched, [])}
        return self.seen[key]

    def take_inputs(self, graph: Any) -> None:
        """Write down what each operation reads; asked late, because a loop gets its inputs after it is made."""
        number = self.graph_number(graph)
        for operation in graph.get_operations():
            fact = self.facts.operations.get((number, operation.name))
            if fact is not None:
                fact.inputs = [given.name for given in operation.inputs]
                fact.waits_for = [other.name for other in operation.control_inputs]
                if operation.outputs:
                    fact.dtype, fact.shape = described(operation.outputs[0])

    def variable(self, variable: Any) -> VariableFact:
        key = self.graph_number(variable.graph), variable.op.name
        if key not in self.facts.variables:
            born = self.facts.operations.get(key)
            fact = VariableFact(*key, born.chain if born else ())
            fact.initializer = variable.initializer.name
            self.facts.variables[key] = fact
        return self.facts.variables[key]

    def read(self, session: Any, variable: Any) -> Any:
        """Return the value that a session holds of a variable, None where it holds none; adds nothing to the graph."""
        self.depth += 1
        try:
            return np.copy(session.run(variable))
        except Exception:
            return None
        finally:
            self.depth -= 1

    def note_end(self, session: Any) -> None:
        for variable in variables_of(session.graph):
            self.variable(variable).final[self.session_number(session)] = self.read(session, variable)

    def install(self) -> None:
        """Wrap the public methods that this recorder listens to."""
        self.wrap(tf.Graph, "add", self.after_add)
        self.wrap(tf.Session, "run", self.around_run)
        for session in (tf.Session.__mro__[-2], tf.InteractiveSession):
            self.wrap(session, "close", self.before_close)
        self.wrap(tf.train.Optimizer, "compute_gradients", self.after_compute)
        for name, now in OLDER.items():
            alias(tf, name, now)
        for name in LISTS:
            setattr(tf, name, self.listening(getattr(tf, name)))

    def listening(self, original: Any) -> Any:
        """Return a function that asks a collection, and notes which variables it was given."""

        @functools.wraps(original)
        def asked(*arguments: Any, **keywords: Any) -> Any:
            found = original(*arguments, **keywords)
            variables = [item for item in found if isinstance(item, tf.Variable)]
            names = [(self.graph_number(v.graph), v.op.name) for v in variables]
            self.facts.lists[self.span()] = names if len(names) == len(found) else None
            return found

        return asked

    def wrap(self, public: Any, name: str, call: Any) -> None:
        owner = next(cls for cls in public.__mro__ if name in vars(cls))
        original = vars(owner)[name]

        @functools.wraps(original)
        def wrapped(this: Any, *arguments: Any, **keywords: Any) -> Any:
            return call(original, this, *arguments, **keywords)

        setattr(owner, name, wrapped)

    def after_add(self, original: Any, graph: Any, operation: Any) -> Any:
        made = original(graph, operation)
        self.note_operation(graph, operation)
        return made

    def around_run(
        self, original: Any, session: Any, fetches: Any, feed_dict: Any = None, *more: Any, **named: Any
    ) -> Any:
        if self.depth == 0 and time.monotonic() > self.until:
            self.facts.cuts.append(len(self.facts.runs))
            self.until = time.monotonic() + (self.seconds / 2 if len(self.facts.cuts) < 4 else 0)
            raise Cut
        feed_dict = dict(feed_dict) if feed_dict else feed_dict
        drawing = self.drawing(session.graph, fetches, feed_dict) if self.depth == 0 else {}
        drawn = {call: [f"{name}:0" for name in names] for call, names in drawing.items()}
        self.depth += 1
        try:
            value = original(session, [fetches, drawn] if drawn else fetches, feed_dict, *more, **named)
        finally:
            self.depth -= 1
        value, drawn = value if drawn else (value, {})
        if self.depth == 0:
            self.note_run(session, fetches, feed_dict, value, drawn)
        return value

    def drawing(self, graph: Any, fetches: Any, feed_dict: Any) -> dict[str, list[str]]:
        """Return what a run draws at random; asked once for each question and state of the graph."""
        try:
            fetched = tuple(graph.as_graph_element(leaf).name for leaf in leaves(fetches))
            fed = tuple(graph.as_graph_element(key).name for key in leaves(list(feed_dict or ())))
        except (TypeError, ValueError, KeyError):
            return {}  # the run itself says what is wrong
        key = (self.graph_number(graph), graph.version, fetched, fed)
        if key not in self.draws:
            self.facts_of_graph(graph, list(fetched))
            starts = [variable.initializer.name for variable in variables_of(graph)]
            self.draws[key] = self.facts.drawing(key[0], list(fetched), list(fed), starts)
        return self.draws[key]

    def before_close(self, original: Any, session: Any) -> Any:
        self.note_end(session)
        return original(session)

    def after_compute(self, original: Any, optimizer: Any, *more: Any, **named: Any) -> Any:
        pairs = list(original(optimizer, *more, **named))
        trained = [variable for gradient, variable in pairs if gradient is not None]
        self.facts.lists[self.span()] = [(self.graph_number(v.graph), v.op.name) for v in trained]
        return pairs

    # --- what names are bound to ---

    def after(self, line: int) -> None:
        """Note what kind of thing each name is that the statement of this line binds."""
        self.facts.lines.add(line)
        spaces = sys._getframe(1).f_globals
        for name in self.targets.get(line, ()):
            if name in spaces:
                self.facts.names[line, name] = self.kind(spaces[name])

    def kind(self, value: Any, depth: int = 0) -> Any:
        """Return a word for a value, with the name that it has in its graph where it has one."""
        if isinstance(value, tf.Variable):
            return "variable", self.graph_number(value.graph), value.op.name
        if isinstance(value, tf.Tensor):
            return "tensor", self.graph_number(value.graph), value.name
        if isinstance(value, tf.Operation):
            return "operation", self.graph_number(value.graph), value.name
        if isinstance(value, KINDS["session"]):
            return "session", self.session_number(value)
        for word, classes in KINDS.items():
            if isinstance(value, classes):
                return (word,)
        if isinstance(value, (list, tuple, dict)) and depth < 4 and len(value) < 200:
            pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
            keys = [self.kind(key, depth + 1) for key, _ in pairs if isinstance(value, dict)]
            inside = [(repr(key), self.kind(item, depth + 1)) for key, item in pairs]
            telling = [(key, kind) for key, kind in inside if kind[0] not in ("data", "module")]
            extra = [("", kind) for kind in keys if kind[0] != "data"]
            return "list", [kind for _, kind in telling + extra], [key for key, _ in telling + extra]
        return ("module",) if isinstance(value, types.ModuleType) else ("data",)

    def finish(self) -> None:
        """Ask the graphs and sessions for what is known only at the end."""
        for session in filter(None, (reference() for reference in self.sessions)):
            self.note_end(session)
        lost = {found.identity for found in observe.snapshot().lost("variable")}
        for graph in filter(None, (reference() for reference in self.graphs)):
            self.take_inputs(graph)
            for variable in variables_of(graph):
                fact = self.variable(variable)
                fact.lost = id(variable) in lost
                fact.reached_by = [str(key) for key in graph.get_all_collection_keys()
                                   if any(item is variable for item in graph.get_collection(key))]  # fmt: skip


def alias(world: Any, name: str, now: str) -> None:
    """Give a world a name from before its version 1, where it has what the name became."""
    *modules, last = name.split(".")
    try:
        place = functools.reduce(getattr, modules, world)
        if not hasattr(place, last):
            setattr(place, last, functools.reduce(getattr, now.split("."), world))
    except AttributeError:
        return


def number_in(known: list[Any], one: Any) -> int:
    """Return the number of an object among weak references, which it joins where it is new."""
    for number, reference in enumerate(known):
        if reference() is one:
            return number
    known.append(weakref.ref(one))
    return len(known) - 1


KINDS: dict[str, Any] = {
    "session": (tf.Session, tf.InteractiveSession),
    "graph": (tf.Graph,),
    "optimizer": (tf.train.Optimizer,),
    "saver": (tf.train.Saver,),
    "writer": (tf.summary.FileWriter,),
    "symbols": (tf.IndexedSlices,),
}


def known(names: dict[str, Any]) -> dict[str, Any]:
    """Return what can be written down of a function's names: shapes of tensors, numbers and words."""
    found: dict[str, Any] = {}
    for name, value in list(names.items()):
        if isinstance(value, (tf.Tensor, tf.Variable)):
            found[name] = ("shape", described(value)[1])
        elif (
            value is None
            or isinstance(value, (bool, int, float, str))
            or (isinstance(value, (list, tuple)) and all(isinstance(item, (int, float, str)) for item in value))
        ):
            found[name] = ("value", value)
    return found


def variables_of(graph: Any) -> list[Any]:
    """Return the variables that the graph's collections hold, each once."""
    found: list[Any] = []
    for key in (tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.LOCAL_VARIABLES):
        found += [v for v in graph.get_collection(key) if isinstance(v, tf.Variable) and all(v is not f for f in found)]
    return found


def described(tensor: Any) -> tuple[str, list[int | None] | None]:
    """Return dtype and static shape as plain data."""
    shape = tensor.shape
    return tensor.dtype.base_dtype.name, None if shape.rank is None else shape.as_list()


def leaves(fetches: Any) -> list[Any]:
    """Return what a structure of fetches holds, in order."""
    if isinstance(fetches, (list, tuple)):
        return [leaf for item in fetches for leaf in leaves(item)]
    if isinstance(fetches, dict):
        return [leaf for item in fetches.values() for leaf in leaves(item)]
    if isinstance(fetches, tf.IndexedSlices):
        return [part for part in (fetches.values, fetches.indices, fetches.dense_shape) if part is not None]
    return [fetches]


def unpacked(value: Any) -> Any:
    """Return what a run gave with its summaries as dictionaries: a number, or what a histogram counts, by name."""
    if isinstance(value, (list, tuple)):
        return [unpacked(item) for item in value]
    if not isinstance(value, bytes):
        return plain(value)
    found: dict[str, Any] = {}
    for one in tf.Summary.FromString(value).value:
        histo = one.histo if one.HasField("histo") else None
        counts = [histo.min, histo.max, histo.num, histo.sum, histo.sum_squares] if histo is not None else []
        found[one.tag] = {"histogram": np.array(counts)} if counts else np.asarray(np.float32(one.simple_value))
    return found


def lines_of(frames: list[types.FrameType]) -> Chain:
    """Return the lines that frames of the program are at."""
    return tuple((frame.f_code.co_name, frame.f_lineno) for frame in frames)


def extent(frame: Any) -> Span:
    """Return where the call stands that a frame is in."""
    for number, found in enumerate(frame.f_code.co_positions()):
        if number == frame.f_lasti // 2:
            line, last, column, end = found
            return line or 0, column or 0, last or 0, end or 0
    return 0, 0, 0, 0


class Instrumented(ast.NodeTransformer):
    """Adds a call of `__after__` behind each statement at the top level of a program, its blocks included."""

    def __init__(self, targets: dict[int, list[str]]) -> None:
        self.targets = targets

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.expr)):
            return node
        super().generic_visit(node)
        for part in ("body", "orelse", "finalbody"):
            statements = getattr(node, part, None)
            if isinstance(statements, list) and statements and isinstance(statements[0], ast.stmt):
                setattr(node, part, self.noted(node, part, statements))
        return node

    def noted(self, node: ast.AST, part: str, statements: list[ast.stmt]) -> list[ast.stmt]:
        first = isinstance(node, (ast.With, ast.For)) and part == "body"
        found: list[ast.stmt] = [self.note(node)] if first else []  # type: ignore[arg-type]
        for number, statement in enumerate(statements):
            found.append(statement)
            future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
            docstring = number == 0 and isinstance(node, ast.Module) and isinstance(statement, ast.Expr)
            if not future and not docstring and not isinstance(statement, (ast.Break, ast.Continue)):
                found.append(self.note(statement))
        return found

    def note(self, statement: ast.stmt) -> ast.stmt:
        names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.targets.setdefault(statement.lineno, [])
        self.targets[statement.lineno] += sorted(names)
        call = ast.Call(ast.Name("__after__", ast.Load()), [ast.Constant(statement.lineno)], [])
        return ast.copy_location(ast.Expr(call), statement)


def bind(world: Any) -> None:
    """Let the program import a world as `tensorflow`."""
    for name in ("tensorflow", "tensorflow.compat", "tensorflow.compat.v1"):
        sys.modules[name] = world


def record(path: str, seconds: float, arguments: list[str]) -> Facts:
    """Run the program, its loops cut after some seconds, and return the facts; an error of it is one of them."""
    recorder = Recorder(path, seconds)
    recorder.install()
    bind(tf)
    instrumented = Instrumented(recorder.targets)
    recorder.facts.error = run_as_main(path, arguments, instrumented, {"after": recorder.after}, told)
    recorder.finish()
    return recorder.facts


def told(error: BaseException) -> str:
    """Return the first line of what Python says of an error."""
    return traceback.format_exception_only(error)[0].strip().splitlines()[0]


def main(program: str, output: str, seconds: str, *arguments: str) -> None:
    """Record a program and write the facts, in one piece, once it has ended."""
    facts = record(program, float(seconds), list(arguments))
    sys.stdout.flush()
    with open(output, "wb") as file:
        pickle.dump(facts, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
