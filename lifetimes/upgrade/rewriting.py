"""Writes one piece of the old program in the words of the new one: names, calls, variables, runs, feeds."""

from __future__ import annotations

from typing import Any

import libcst as cst
from libcst.metadata import ExpressionContext

from lifetimes.upgrade.facts import LISTS
from lifetimes.upgrade.items import CHECK, DECIDE, REFUSED, Left
from lifetimes.upgrade.layers import PARAMETERS, layer
from lifetimes.upgrade.naming import fresh
from lifetimes.upgrade.proving import mark
from lifetimes.upgrade.reading import names_bound_in, nodes
from lifetimes.upgrade.saving import checkpoint
from lifetimes.upgrade.shapes import size_of
from lifetimes.upgrade.spelling import NEW_NAMES, argument, exists, respelled, short_name
from lifetimes.upgrade.summaries import summary
from lifetimes.upgrade.training import STEPS, stepped

REFUSED_NAMES = ("contrib", "estimator", "train.import_meta_graph", "train.batch", "train.shuffle_batch", "FIFOQueue",
                 "train.MonitoredTrainingSession", "train.Supervisor", "train.string_input_producer", "TFRecordReader",
                 "train.start_queue_runners", "train.Coordinator", "import_graph_def")  # fmt: skip


COUNTERS = ("train.get_or_create_global_step", "train.create_global_step", "train.get_global_step")


def made_in(part: Any) -> Any:
    """Return the call of `name = call(...)`, None for any other statement."""
    line = part.body[0] if isinstance(part, cst.SimpleStatementLine) else None
    one = isinstance(line, cst.Assign) and len(line.targets) == 1 and isinstance(line.targets[0].target, cst.Name)
    return line.value if one and isinstance(line.value, cst.Call) else None  # type: ignore[union-attr]


class Rewrite(cst.CSTTransformer):
    """Converts one piece. `owner` is the owner whose method the piece goes into, None at the top level."""

    def __init__(self, converter: Any, before: int, owner: Any, local: set[int], stores: bool = False) -> None:
        super().__init__()
        self.converter, self.before, self.owner, self.local = converter, before, owner, local
        self.program, self.tf, self.stores = converter.program, converter.tf, stores
        self.names: dict[str, str] = {}  # inside of a function: what it knows by another name now
        self.inner_names: set[str] = set(converter.local_names)  # what it knows by its own
        self.sizes: dict[tuple[str, int], str] = {}
        self.labels: dict[Any, str] = {}
        self.holder = owner.holder if owner is not None else None
        self.lists: dict[cst.Call, str] = owner.holder.lists if owner is not None else {}
        self.hoisted: list[str] = []  # what has to be computed under the tape first
        self.ahead: list[str] = []  # lines that go before the statement, and behind it
        self.behind: list[str] = []
        self.watched: list[str] = []  # what the tape has to be told of
        self.looped: Any = None  # the loop whose variables are being written

    def again(self) -> Rewrite:
        """Return another one for the same place: a tree is walked with one at a time."""
        made = Rewrite(self.converter, self.before, self.owner, self.local)
        for part in ("names", "inner_names", "sizes", "labels", "holder", "lists"):
            setattr(made, part, getattr(self, part))
        return made

    def keep_names(self, statement: Any) -> None:
        """Bind ahead what a block, or `+=`, reads and binds again: in there it goes by its own name."""
        again = isinstance(statement.node, (cst.For, cst.While, cst.If)) or any(
            isinstance(n, cst.AugAssign) for n in statement.node.children
        )
        for name in sorted(statement.binds & statement.reads) if again else ():
            found = self.converter.meaning(name, self.before, self.owner, self.local)
            self.inner_names = self.inner_names | {name}
            if found != name:
                self.ahead.append(f"{name} = {found}")

    # --- names ---

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        context = self.program.contexts.get(original_node)
        if context is ExpressionContext.STORE and self.stores:
            attribute = self.owner.attributes.get((self.before, original_node.value))
            return cst.parse_expression(f"self.{attribute}") if attribute else updated_node
        if context is not ExpressionContext.LOAD:
            return updated_node
        if original_node.value in self.names:
            return cst.parse_expression(self.names[original_node.value])
        if original_node.value in self.inner_names:
            return updated_node
        found = self.converter.meaning(original_node.value, self.before, self.owner, self.local)
        return updated_node if found == original_node.value else cst.parse_expression(found)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        name = short_name(original_node, self.tf)
        if name:
            new = NEW_NAMES.get(name, name)
            return cst.parse_expression(f"{self.tf}.{new}") if exists(new) else updated_node
        value = original_node.value
        if original_node.attr.value == "name" and isinstance(value, cst.Attribute) and value.attr.value == "op":
            assert isinstance(updated_node.value, cst.Attribute)
            return cst.parse_expression(f'{self.program.code(updated_node.value.value)}.name.split(":")[0]')
        if original_node.attr.value == "value" and isinstance(value, cst.Subscript):
            return updated_node.value  # a dimension of a shape is a number now
        return updated_node

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        return node.attr.value not in STEPS  # whose optimizer is looked up, not converted

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        return size_of(node) not in self.sizes

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> Any:
        size = size_of(original_node)
        return cst.Name(self.sizes[size]) if size in self.sizes else updated_node

    def enter(self, node: Any) -> None:
        """Take in the names that a comprehension or a function binds for itself."""
        self.inner_names = self.inner_names | names_bound_in(node, (cst.CompFor, cst.Param))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_Lambda = enter  # noqa: N815

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.inner_names = self.inner_names | names_bound_in(node)

    def visit_Arg(self, node: cst.Arg) -> bool:
        return not self.hands_on_session(node)

    def hands_on_session(self, node: cst.Arg) -> bool:
        """Return whether an argument is a session, in whose place the owner of the values is handed on."""
        return self.kind(node.value) == "session"

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> Any:
        if not self.hands_on_session(original_node):
            return updated_node
        _, number = self.program.kind(original_node.value.value, self.before)  # type: ignore[attr-defined]
        return updated_node.with_changes(value=cst.parse_expression(self.converter.instance_of(number)))

    # --- calls ---

    def visit_Call(self, node: cst.Call) -> bool:
        if self.converter.functions.is_maker(node):
            return False
        writes = short_name(node.func, self.tf) == "summary.FileWriter"  # which is handed the graph of a session
        return not writes and node not in self.program.places and node not in self.program.savings

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        place = self.program.places.get(original_node)
        if place is not None:
            return cst.parse_expression(self.converter.result(place))
        if original_node in self.program.savings:
            return cst.parse_expression(checkpoint(self.converter, original_node, self.before))
        made = self.converter.functions.call(original_node, self)
        if made is not None:
            return cst.parse_expression(made)
        if original_node in self.lists and self.looped is None:
            return cst.parse_expression(f"next({self.lists[original_node]})")
        new: Any = updated_node
        name = short_name(original_node.func, self.tf)
        if name in ("Variable", "get_variable"):
            new = self.variable(original_node, updated_node, name)
        elif name in COUNTERS:
            new = self.counter(name)
        elif name in LISTS:
            new = self.listed(original_node)
        elif name == "gradients":
            new = self.gradient(updated_node)
        elif name in PARAMETERS:
            new = layer(self, original_node, updated_node, name)
        elif name.startswith("summary.") and name != "summary.FileWriter":
            new = summary(self, original_node, updated_node)
        elif name == "summary.FileWriter":
            directory = self.program.code(argument(original_node, 0, "logdir").visit(self.again()))
            new = cst.parse_expression(f"{self.tf}.summary.create_file_writer({directory})")
        elif name:
            new = self.respelled(original_node, updated_node, name)
        elif isinstance(new.func, cst.Attribute):
            new = self.method_called(original_node, updated_node)
        return self.marked(original_node, self.drawn(original_node, new))

    def drawn(self, original: cst.Call, new: Any) -> Any:
        """Return a call that drew random numbers in a run, marked so that the old ones are drawn in the proof."""
        site = str(self.program.span(original))
        if self.owner is None or not any(site in run.drawn for run in self.converter.facts.runs):
            return new
        name, code = short_name(new.func, self.tf), self.program.code
        if name == "nn.dropout":
            whole, rate = code(new.args[0].value), code(argument(new, -1, "rate"))
            return cst.parse_expression(f"__dropped__({site!r}, {code(new)}, {whole}, {rate})")
        return cst.parse_expression(f"__drawn__({site!r}, {code(new)})") if name.startswith("random.") else new

    # --- loops that make variables ---

    def visit_For(self, node: cst.For) -> bool:
        """Let the owner make the variables of a loop in a list, of which the loop in the method takes one by one."""
        if self.owner is None or self.holder is None or self.looped is not None:
            return True
        for part in node.body.body:
            call = made_in(part)
            born = self.born(call) if call is not None else []
            if born and call not in self.lists:
                name = fresh(f"{min(names_bound_in(part))}_of_each", self.holder.taken)
                self.holder.taken.add(name)
                self.lists[call] = name
                self.holder.paths.update({op.key: f"{name}[{n}]" for n, op in enumerate(born)})
                again = self.again()
                again.looped = node
                again.inner_names = self.inner_names | names_bound_in(node)
                kept = [p for p in node.body.body if p is part or (not self.born_below(p) and not self.needs_run(p))]
                lines = [self.program.code(p.visit(again)).strip() for p in kept]
                lines[kept.index(part)] = f"self.{name}.append({lines[kept.index(part)].partition('=')[2].strip()})"
                head = f"for {self.program.code(node.target)} in {self.program.code(node.iter.visit(self.again()))}:"
                text = "\n".join([f"self.{name} = []", head, *(f"    {line}" for line in lines)])
                self.holder.made.append((self.holder.order(self.converter, born[0]), text))
        return True

    def born_below(self, part: Any) -> bool:
        return any(isinstance(n, cst.Call) and self.born(n) for n in nodes(part))

    def needs_run(self, part: Any) -> bool:
        """Return whether a statement of a loop made operations: these belong to the method."""
        first, _, last, _ = self.program.span(part)
        return any(self.program.by_line.get(line) for line in range(first, last + 1))

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> Any:
        taken = [self.lists[call] for call in map(made_in, original_node.body.body) if call in self.lists]
        if not taken or self.looped is not None:
            return updated_node
        lines = [cst.parse_statement(f"{name} = iter(self.{name})") for name in taken]
        return cst.FlattenSentinel([*lines, updated_node])

    def method_called(self, original: cst.Call, updated: Any) -> Any:
        """Return what a call of some object's method becomes."""
        what, code = updated.func.attr.value, self.program.code
        if what in ("initialized_value", "read_value"):
            return updated.func.value
        if what in STEPS:
            return stepped(self, original, updated)
        receiver = original.func.value  # type: ignore[attr-defined]
        if what == "add_summary" and self.kind(receiver) == "writer":
            self.converter.needs_writing = True
            step = argument(updated, 1, "global_step")
            given = code(argument(updated, 0, "summary")), code(step) if step is not None else "0"
            return cst.parse_expression(f"write_summaries({code(receiver)}, {', '.join(given)})")
        return updated

    def kind(self, node: Any) -> str:
        """Return the word for what a name is bound to here; nothing where that is not known."""
        known = isinstance(node, cst.Name) and node.value not in self.inner_names
        return str((*self.program.kind(node.value, self.before), "")[0]) if known else ""

    def is_symbolic(self, node: Any, before: int) -> bool:
        """Return whether a piece of source hangs on what a run computes or is fed."""
        found = [self.program.definition(name, before) for name in self.program.names_in(node)]
        return any(s is not None and s.role in ("symbol", "placeholder", "variable") for s in found)

    def objective(self, of: Any) -> str:
        """Return a name for what is differentiated, computed under the tape first where it has none."""
        if isinstance(of, cst.Name):
            return of.value
        name = fresh("objective", self.converter.objectives)
        self.converter.objectives.add(name)
        self.hoisted.append(f"{name} = {self.program.code(of)}")
        return name

    def counter(self, name: str) -> Any:
        """Return the global step: a variable like any other, where it was the graph's own."""
        if name != "train.get_global_step":
            start = f'{self.tf}.Variable(0, trainable=False, name="global_step", dtype={self.tf}.int64)'
            return cst.parse_expression(start)
        graphs = [graph for graph, variable in self.converter.facts.variables if variable == "global_step"]
        found = self.converter.variable_expression((graphs[0], "global_step"), self.owner) if graphs else ""
        if not found:
            raise Left("the global step has no name that holds it")
        return cst.parse_expression(found)

    def listed(self, call: cst.Call) -> Any:
        """Return the list of the variables that a collection gave."""
        keys = self.converter.facts.lists.get(self.program.span(call))
        found = [self.converter.variable_expression(key, self.owner) for key in keys or ()]
        if keys is None or not all(found):
            raise Left("a collection gives what no name holds; make a list of it where it is filled")
        text = f"a collection became a list: {', '.join(name for _, name in keys)}"
        self.converter.items.add(CHECK, self.program.span(call)[0], text)
        return cst.parse_expression(f"[{', '.join(found)}]")

    def respelled(self, original: cst.Call, updated: cst.Call, name: str) -> Any:
        for refused in REFUSED_NAMES:
            if f"{name}.".startswith(f"{refused}."):
                raise Left(f"{self.tf}.{name} has no place in the new world", REFUSED)
        try:
            made = self.program.made_at.get(self.program.span(original), ())
            truly = name == "div" and any(op.dtype.startswith("float") for op in made)
            return respelled(updated.with_changes(func=original.func), name, self.tf, int(truly))
        except LookupError as error:
            raise Left(str(error.args[0]), DECIDE) from None

    def gradient(self, call: cst.Call) -> Any:
        """Return a question to the tape; `tf.gradients` always gave a list."""
        of, by, given = argument(call, 0, "ys"), argument(call, 1, "xs"), argument(call, 2, "grad_ys")
        if len(call.args) > 2 + (given is not None) or self.owner is None:
            raise Left("gradients with more than ys, xs and grad_ys, or outside of a run, are left")
        code = self.program.code
        found = [(n.value, self.program.definition(n.value, self.before)) for n in nodes(by) if isinstance(n, cst.Name)]
        self.watched += [name for name, s in found if s is not None and s.role in ("placeholder", "constant")]
        text = f"tape.gradient({self.objective(of)}, {code(by)}{f', {code(given)}' if given is not None else ''})"
        return cst.parse_expression(text if isinstance(by, (cst.List, cst.Tuple)) else f"[{text}]")

    # --- variables ---

    def born(self, node: cst.Call) -> list[Any]:
        """Return the variables that a call at the top level of the program made."""
        span = self.program.span(node)
        lines = [op for line in range(span[0], span[2] + 1) for op in self.program.by_line.get(line, ())]
        return [op for op in lines if op.is_variable and op.spans and op.spans[0] == span]

    def marked(self, original: cst.Call, new: Any) -> Any:
        """Return a call that made one variable, marked with the name that this had in its graph."""
        made = self.program.statements[self.before].role == "variable" or self.looped is not None
        born = self.born(original) if made else []
        name: Any = mark(*born[0].key) if len(born) == 1 else ""
        if self.looped is not None and born:
            name = [mark(*op.key) for op in born]
        if not name:
            return new
        return cst.parse_expression(f"__variable__({name!r}, {self.program.code(new)})")

    def variable(self, original: cst.Call, call: cst.Call, name: str) -> Any:
        """Return the variable's construction under the name that it had in the graph."""
        code, born = self.program.code, self.born(original)
        label = self.labels.get(self.program.span(original)) or (f'"{born[0].name}"' if len(born) == 1 else None)
        if name == "Variable":
            kept = [a for a in call.args if a.keyword is None or a.keyword.value not in ("name", "collections")]
            more = [a for a in kept if a.keyword is None][1:]
            if len(more) > 1:
                raise Left("arguments of a Variable beyond its initial value are given by position; name them")
            kept = [a for a in kept if a not in more or code(a.value) in ("True", "False")]  # else a dtype: it was true
            given = argument(call, -1, "name")
            parts = [code(a.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for a in kept]
            label = label or (code(given) if given is not None else None)
            return cst.parse_expression(f"{self.tf}.Variable({', '.join(parts + [f'name={label}'] * bool(label))})")
        return self.got_variable(call, label or code(argument(call, 0, "name")))

    def got_variable(self, call: cst.Call, label: str) -> Any:
        """Return a variable made outright, where the old program asked its scope for one."""
        code = self.program.code
        shape, dtype = argument(call, 1, "shape"), argument(call, 2, "dtype")
        start, trainable = argument(call, 3, "initializer"), argument(call, 5, "trainable")
        if argument(call, 4, "regularizer") is not None:
            raise Left("a regularizer puts a loss in a collection; add it to the loss")
        kind = f", {code(dtype)}" if dtype is not None else ""
        if shape is None:
            value = code(start)
        else:
            maker = f"{self.tf}.keras.initializers.GlorotUniform()" if start is None else code(start)
            if isinstance(start, cst.Attribute):
                maker += "()"
            size = f"[{code(shape)}]" if isinstance(shape, cst.Integer) else code(shape)
            value = f"{maker}({size}{kind})"
        more = f", trainable={code(trainable)}" if trainable is not None else ""
        return cst.parse_expression(f"{self.tf}.Variable({value}{more}, name={label})")

    # --- feeds ---

    def visit_Dict(self, node: cst.Dict) -> bool:
        return not self.feeds(node)

    def feeds(self, node: cst.Dict) -> bool:
        keys = [e.key for e in node.elements if isinstance(e, cst.DictElement)]
        return bool(keys) and all(self.kind(key) == "tensor" for key in keys)

    def leave_Dict(self, original_node: cst.Dict, updated_node: cst.Dict) -> Any:
        if not self.feeds(original_node):
            return updated_node
        pairs = [f'"{self.program.code(e.key)}": {self.converter.convert(e.value, self.before, self.owner)}'
                 for e in original_node.elements if isinstance(e, cst.DictElement)]  # fmt: skip
        return cst.parse_expression("{" + ", ".join(pairs) + "}")
