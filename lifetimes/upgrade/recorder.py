"""Runs an old program under `lifetimes.tf1` and writes down what it did. Started in a process and a folder of its own.

A statement at the top level that fails is written down and passed over: what does not hang on it is looked at as well.
The program sees this package as `tensorflow`. What is wrapped are public methods only: a graph that takes in an
operation, a session that runs and closes, an optimizer that applies gradients. Everything else is asked of the
graph when the program has ended.
"""

import ast
import builtins
import functools
import sys
import time
import traceback
import types
import weakref
from typing import Any

import numpy as np

import lifetimes.tf1 as tf
from lifetimes import observe
from lifetimes.upgrade import facts as seen
from lifetimes.upgrade.facts import LISTS, SUMMARIES, Chain, Facts, Key, OperationFact, RunFact, Span
from lifetimes.upgrade.program import Cut, plain, run_as_main, words_of

EXPECTING = ("suppress", "raises", "assertRaises", "assertRaisesRegex", "assertRaisesOpError")  # who handle errors
ROOM = 48_000_000  # bytes for what runs find in variables


class Recorder:
    """Collects the facts of one run."""

    def __init__(self, path: str, seconds: float, in_step: bool) -> None:
        self.path, self.seconds, self.until = path, seconds, time.monotonic() + seconds
        self.facts = Facts()
        self.graphs: list[Any] = []  # held weakly, like the sessions: being recorded keeps nothing alive
        self.sessions: list[Any] = []
        self.known: dict[Any, dict[Any, tuple[set[Key], dict[str, list[str]]]]] = {}
        self.positions: dict[int, list[Any]] = {}  # by the id of the code, which lives as long as the program
        self.moved: dict[Any, Any] = {}  # calls that Python tells from the name of their method on, by where this is
        self.targets: dict[int, list[str]] = {}
        self.loops: set[int] = set()  # the lines of loops at the top level
        self.in_step, self.room = in_step, ROOM  # whether it notes what runs find, and how much more
        self.failures = 0

    def frames(self) -> list[types.FrameType]:
        """Return the frames of the program that are being run, outermost first."""
        frames = [frame for frame, _ in traceback.walk_stack(sys._getframe(1))]
        return [frame for frame in reversed(frames) if frame.f_code.co_filename == self.path]

    def place(self) -> tuple[Chain, list[Span]]:
        """Return where the program is, outermost first: the lines that its frames are at, and the calls there."""
        frames = self.frames()
        spans = [self.extent(frame) for frame in frames] or [(0, 0, 0, 0)]
        return tuple((frame.f_code.co_name, frame.f_lineno) for frame in frames), spans

    def extent(self, frame: types.FrameType) -> Span:
        """Return where the call stands that a frame is in. To find one place, Python reads all that stand before it."""
        if id(frame.f_code) not in self.positions:
            self.positions[id(frame.f_code)] = list(frame.f_code.co_positions())
        line, last, column, end = self.positions[id(frame.f_code)][frame.f_lasti // 2]
        found: Span = self.moved.get((line, column)) or (line or 0, column or 0, last or 0, end or 0)
        return found

    def key(self, variable: Any) -> Key:
        return number_in(self.graphs, variable.graph), variable.op.name

    # --- what is wrapped ---

    def install(self) -> None:
        """Wrap the public methods that this recorder listens to."""
        self.wrap(tf.Graph, "add", self.around_add)
        self.run = self.wrap(tf.Session, "run", self.around_run)
        for session in (tf.Session.__mro__[-2], tf.InteractiveSession):
            self.wrap(session, "close", self.around_close)
        self.wrap(tf.train.Optimizer, "compute_gradients", self.around_compute)
        self.wrap(tf.train.Optimizer, "apply_gradients", self.around_apply)
        for name in LISTS:
            setattr(tf, name, functools.partial(self.around_list, getattr(tf, name)))
        builtins.print = functools.partial(self.around_print, print)

    def wrap(self, public: Any, name: str, call: Any) -> Any:
        """Let a call of our own stand around a public method, which is returned as it was."""
        owner = next(cls for cls in public.__mro__ if name in vars(cls))
        original = vars(owner)[name]

        @functools.wraps(original)
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            return call(original, *arguments, **keywords)

        setattr(owner, name, wrapped)
        return original

    def around_add(self, original: Any, graph: Any, *operations: Any) -> Any:
        made = original(graph, *operations)
        if graph.root.outer is not None:
            return made
        number, (chain, spans) = number_in(self.graphs, graph.root), self.place()
        for operation in operations:
            kind = operation.type
            writes = operation.has_effect and kind not in (*seen.STATE, "Placeholder", "NoOp")
            fact = OperationFact(number, operation.name, kind, chain, writes, spans=spans)
            self.facts.operations[fact.key] = fact
            if fact.is_variable:
                fact.locals = [plain_names(frame.f_locals) for frame in self.frames()[1:]]
        return made

    def around_run(self, call: Any, session: Any, fetches: Any, feed_dict: Any = None, *more: Any, **named: Any) -> Any:
        over, lines = time.monotonic() - self.until, {frame.f_lineno for frame in self.frames()[:1]}
        if over > self.seconds or ((over > 0 or self.room < 0) and lines & self.loops):  # else there is more time
            self.facts.cuts.append(len(self.facts.runs))
            self.until, self.room = time.monotonic(), -1
            if len(self.facts.cuts) < 4:
                self.until, self.room = self.until + self.seconds / 2, ROOM // 2
            raise Cut
        graph, feed_dict = session.graph, dict(feed_dict) if feed_dict else feed_dict
        try:
            fetched, fed = ([graph.as_graph_element(leaf).name for leaf in leaves(part)]
                            for part in (fetches, list(feed_dict or ())))  # fmt: skip
        except (TypeError, ValueError, KeyError):  # the run itself says what is wrong
            return call(session, fetches, feed_dict, *more, **named)
        (needed, drawing), (chain, spans) = self.asked(graph, fetched, fed), self.place()
        run = RunFact(number_in(self.sessions, session), number_in(self.graphs, graph), chain, spans[-1], fetched, fed)
        run.found = self.state(session) if self.in_step and self.room > 0 else {}
        drawn = {site: [f"{name}:0" for name in names] for site, names in drawing.items()}
        value = call(session, [fetches, drawn] if drawn else fetches, feed_dict, *more, **named)
        result, run.drawn = value if drawn else (value, {})
        kinds = {graph.as_graph_element(name).op.type for name in fetched if ":" in name}
        run.value = plain(result, unpacked if kinds & set(SUMMARIES) else bytes)
        self.facts.runs.append(run)
        for variable in variables_of(graph):
            if (run.graph, variable.initializer.name) in needed:
                run.initialises.append(variable.op.name)
                fact = self.variable(variable)
                fact.initial.append(self.read(session, variable))
                fact.session = run.session
        return result

    def state(self, session: Any) -> dict[str, Any]:
        """Return the values of what is trained, as long as there is room for them."""
        trained = session.graph.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES)
        read = {seen.mark(*self.key(variable)): self.read(session, variable) for variable in trained}
        self.room -= sum(value.nbytes for value in read.values() if value is not None)
        return {name: value for name, value in read.items() if value is not None}

    def around_close(self, original: Any, session: Any) -> Any:
        self.note_end(session)
        return original(session)

    def around_compute(self, original: Any, optimizer: Any, *more: Any, **named: Any) -> Any:
        pairs = original(optimizer, *more, **named)
        self.note_list([variable for gradient, variable in pairs if gradient is not None])
        return pairs

    def around_apply(self, original: Any, optimizer: Any, grads_and_vars: Any, *more: Any, **named: Any) -> Any:
        pairs = list(grads_and_vars)
        self.note_list([variable for gradient, variable in pairs if gradient is not None])
        return original(optimizer, pairs, *more, **named)

    def around_list(self, original: Any, *arguments: Any, **keywords: Any) -> Any:
        found = original(*arguments, **keywords)
        self.note_list(found)
        return found

    def note_list(self, items: list[Any]) -> None:
        """Note which variables a collection gave, or a step has gradients for."""
        keys = [self.key(item) for item in items if isinstance(item, tf.Variable)]
        self.facts.lists[self.place()[1][-1]] = keys if len(keys) == len(items) else None

    def around_print(self, original: Any, *values: Any, **keywords: Any) -> None:
        """Note what is printed of symbols: words that hang on the graph, and mean nothing without it."""
        symbolic = [any(kind[0] in SYMBOLIC for kind in self.kinds(value).values()) for value in values]
        words = [str(value) if one else "" for value, one in zip(values, symbolic, strict=True)]
        chain, (*_, span) = self.place()
        if len(chain) == 1 and any(words):
            self.facts.told[span] = words if self.facts.told.get(span, words) == words else []
        original(*values, **keywords)

    # --- graphs and sessions ---

    def asked(self, graph: Any, fetched: list[str], fed: list[str]) -> tuple[set[Key], dict[str, list[str]]]:
        """Return the operations that a run needs, and what it draws at random; asked once for each state of a graph."""
        number = number_in(self.graphs, graph)
        state, question = (number, graph.version), (*fetched, "", *fed)
        if state not in self.known:
            self.take_inputs(graph)
        known = self.known.setdefault(state, {})
        if question not in known:
            needed = self.facts.needed(number, fetched, fed)
            starts = [variable.initializer.name for variable in variables_of(graph)]
            known[question] = needed, self.facts.drawing(number, needed, starts)
        return known[question]

    def take_inputs(self, graph: Any) -> None:
        """Write down what each operation reads; asked late, because a loop gets its inputs after it is made."""
        number = number_in(self.graphs, graph)
        for operation in graph.get_operations():
            fact = self.facts.operations.get((number, operation.name))
            if fact is not None:
                fact.inputs = [(number, given.op.name) for given in operation.inputs]
                fact.waits_for = [(number, other.name) for other in operation.control_inputs]
                if operation.outputs:
                    fact.dtype, fact.shape = operation.outputs[0].dtype.base_dtype.name, shape_of(operation.outputs[0])

    def variable(self, variable: Any) -> seen.VariableFact:
        fact = seen.VariableFact(initializer=variable.initializer.name)
        return self.facts.variables.setdefault(self.key(variable), fact)

    def read(self, session: Any, variable: Any) -> Any:
        """Return the value that a session holds of a variable, None where it holds none; adds nothing to the graph."""
        try:
            return np.copy(self.run(session, variable))
        except Exception:
            return None

    def note_end(self, session: Any) -> None:
        """Note the last value of each variable in a session that ends; one that is closed already has none to read."""
        for variable in variables_of(session.graph):
            value = self.read(session, variable)
            if value is not None:
                self.variable(variable).final[number_in(self.sessions, session)] = value

    def finish(self) -> None:
        """Ask the graphs and sessions for what is known only at the end."""
        for session in filter(None, (reference() for reference in self.sessions)):
            self.note_end(session)
        graphs = list(filter(None, (reference() for reference in self.graphs)))
        variables: list[Any] = [weakref.ref(variable) for graph in graphs for variable in variables_of(graph)]
        for graph in graphs:
            self.take_inputs(graph)
        bound = {id(value) for value in vars(sys.modules["__main__"]).values()}  # which nobody has lost
        asked = [reference for reference in variables if id(reference()) not in bound]
        for reference, reason in zip(asked, observe.explain_many(asked), strict=True):
            self.variable(reference()).lost = reason.state == "lost"
        for variable in (reference() for reference in variables):
            collection = variable.graph.get_collection
            self.variable(variable).reached_by = [str(key) for key in variable.graph.get_all_collection_keys()
                                                  if any(item is variable for item in collection(key))]  # fmt: skip

    # --- what names are bound to ---

    def after(self, line: int) -> None:
        """Note what kind of thing each name is that the statement of this line binds."""
        self.facts.lines.add(line)
        spaces = sys._getframe(1).f_globals
        for name in self.targets[line]:
            if name in spaces:
                held = self.facts.held[line, name] = self.kinds(spaces[name])
                self.facts.names[line, name] = held.get("", ("list",))

    def failed(self, line: int) -> None:
        """Note how the statement of this line failed first; a program in which all does is given up."""
        error = sys.exception()
        self.failures += 1
        if error is None or self.failures > 9999:
            raise
        if line not in self.facts.failed:
            self.facts.failed[line] = words_of(error, self.path)

    def kinds(self, value: Any, path: str = "", depth: int = 0) -> dict[str, Any]:
        """Return the kind of a value, or of what is in a list, by the keys that lead to it: a word, and for what
        belongs to a graph its name there.
        """
        word = next((word for word, classes in KINDS.items() if isinstance(value, classes)), "data")
        if word == "variable":
            return {path: (word, *self.key(value))}
        if word in ("tensor", "operation"):
            return {path: (word, number_in(self.graphs, value.graph), value.name)}
        if word == "session":
            return {path: (word, number_in(self.sessions, value))}
        if word != "list" or depth > 3 or len(value) > 199:
            return {path: ("data" if word == "list" else word,)}
        found: dict[str, Any] = {}
        for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
            found |= self.kinds(item, f"{path}[{key!r}]", depth + 1)
            found |= self.kinds(key, f"{path}[]{len(found)}", depth + 1) if isinstance(value, dict) else {}
        return {at: kind for at, kind in found.items() if kind[0] not in ("data", "module")}


KINDS: dict[str, Any] = {
    "variable": tf.Variable, "tensor": tf.Tensor, "operation": tf.Operation, "symbols": tf.IndexedSlices,
    "session": (tf.Session, tf.InteractiveSession), "graph": tf.Graph, "optimizer": tf.train.Optimizer,
    "saver": tf.train.Saver, "writer": tf.summary.FileWriter, "cell": tf.nn.rnn_cell.RNNCell,
    "averages": tf.train.ExponentialMovingAverage,
    "config": (tf.ConfigProto, tf.GPUOptions, tf.RunOptions), "shape": (tf.TensorShape, tf.Dimension),
    "list": (list, tuple, dict), "module": types.ModuleType,
}  # fmt: skip
SYMBOLIC = ("variable", "tensor", "operation", "symbols", "shape")


def number_in(known: list[Any], one: Any) -> int:
    """Return the number of an object among weak references, which it joins where it is new."""
    for number, reference in enumerate(known):
        if reference() is one:
            return number
    known.append(weakref.ref(one))
    return len(known) - 1


def plain_names(names: dict[str, Any]) -> dict[str, Any]:
    """Return what objects are made of and called by among a function's names: shapes of tensors, words, numbers."""
    plain = {name: value for name, value in names.items() if isinstance(value, (str, int, float))}
    tensors = [(name, value) for name, value in names.items() if isinstance(value, (tf.Tensor, tf.Variable))]
    return plain | {name: shape_of(value) for name, value in tensors}


def variables_of(graph: Any) -> list[Any]:
    """Return the variables that the graph's collections hold, each once."""
    keys = (tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.LOCAL_VARIABLES)
    found = [item for key in keys for item in graph.get_collection(key) if isinstance(item, tf.Variable)]
    return list({id(variable): variable for variable in found}.values())


def shape_of(tensor: Any) -> list[int | None] | None:
    """Return the static shape as plain data."""
    return None if tensor.shape.rank is None else tensor.shape.as_list()


def leaves(fetches: Any) -> list[Any]:
    """Return what a structure of fetches holds, in order."""
    if isinstance(fetches, tf.IndexedSlices):
        return [part for part in (fetches.values, fetches.indices, fetches.dense_shape) if part is not None]
    if not isinstance(fetches, (list, tuple, dict)):
        return [fetches]
    return [leaf for item in (fetches.values() if isinstance(fetches, dict) else fetches) for leaf in leaves(item)]


def unpacked(value: bytes) -> dict[str, Any]:
    """Return summaries as a dictionary: a number, or what a histogram counts, by name."""
    found: dict[str, Any] = {}
    for one in tf.Summary.FromString(value).value:
        histo = one.histo if one.HasField("histo") else None
        means = [total / histo.num for total in (histo.sum, histo.sum_squares)] if histo is not None else []
        counts = {"histogram": np.array([histo.min, histo.max, *means])} if histo is not None else None
        found[one.tag] = counts or np.float32(one.simple_value)
    return found


class Instrumented(ast.NodeTransformer):
    """Adds a call of `__after__` behind each statement at the top level of a program, its blocks included.

    Where a statement fails, `__failed__` is called; the statements that a program tries are its own affair.
    """

    def __init__(self, recorder: Recorder) -> None:
        self.targets, self.loops, self.moved = recorder.targets, recorder.loops, recorder.moved
        self.tried = False

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.expr):
            return node
        for call in ast.walk(node) if isinstance(node, ast.Module) else ():
            match call:
                case ast.Call(func=ast.Attribute(attr=name, end_lineno=at, end_col_offset=end)) if at != call.lineno:
                    extent = call.lineno, call.col_offset, call.end_lineno, call.end_col_offset
                    self.moved[at, (end or 0) - len(name)] = extent
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            tried, self.tried = self.tried, self.tried or is_tried(node)
            self.generic_visit(node)
            self.tried = tried
        if isinstance(node, (ast.For, ast.While)):
            self.loops.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if isinstance(node, (ast.With, ast.For)):
            node.body.insert(0, self.noted(node))
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and not self.targets
        goes_first = docstring or (isinstance(node, ast.ImportFrom) and node.module == "__future__")
        if goes_first or not isinstance(node, ast.stmt) or isinstance(node, (ast.Break, ast.Continue)):
            return node
        if self.tried:
            return [node, self.noted(node)]
        failing = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [self.note("failed", node)])
        return ast.copy_location(ast.Try([node], [failing], [self.noted(node)], []), node)

    def noted(self, statement: ast.stmt) -> ast.stmt:
        names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.targets.setdefault(statement.lineno, []).extend(sorted(names))
        return self.note("after", statement)

    def note(self, word: str, statement: ast.stmt) -> ast.stmt:
        call = ast.Call(ast.Name(f"__{word}__", ast.Load()), [ast.Constant(statement.lineno)], [])
        return ast.copy_location(ast.Expr(call), statement)


def is_tried(node: ast.AST) -> bool:
    """Return whether a program goes on after what fails in a statement."""
    calls = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
    names = {ast.unparse(call.func).rpartition(".")[2] for call in calls if isinstance(call, ast.Call)}
    return isinstance(node, (ast.Try, ast.TryStar)) or not names.isdisjoint(EXPECTING)


def run(program: str, given: tuple[float, bool], arguments: list[str]) -> Facts:
    """Return the facts of one run of a program, its loops cut after the seconds that are given."""
    recorder = Recorder(program, *given)
    recorder.install()
    for name in ("tensorflow", "tensorflow.compat", "tensorflow.compat.v1"):
        sys.modules[name] = tf
    inner = types.ModuleType("tensorflow.python")  # its modules, whose words are public too, are one here
    vars(inner)["__getattr__"] = lambda name: getattr(tf, name, tf)
    for name in ("", ".framework", ".framework.ops", ".ops", ".training", ".client", ".platform"):
        sys.modules[f"tensorflow.python{name}"] = inner
    marks = {"after": recorder.after, "failed": recorder.failed}
    recorder.facts.error = run_as_main(program, arguments, marks, Instrumented(recorder))
    recorder.finish()
    return recorder.facts
