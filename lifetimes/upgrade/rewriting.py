"""Writes one piece of the old program in the words of the new one: names, calls, variables, runs, feeds."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection
from typing import Any

import libcst as cst

from lifetimes.upgrade.calls import CELLS, STEPS, checkpoint, layer, listed, stepped, summary
from lifetimes.upgrade.facts import LISTS, OperationFact
from lifetimes.upgrade.reading import COMPUTED, GOING, Statement
from lifetimes.upgrade.report import CHECK, REFUSED, Left
from lifetimes.upgrade.source import all_of, argument, changed, code, fresh, last_name, names_bound_in, quoted, words_in
from lifetimes.upgrade.spelling import LAYERS, filled, new_name, respelled, short_name, size_of, whose_shape, worded

REFUSED_NAMES = ("contrib", "estimator", "train.import_meta_graph", "train.batch", "train.shuffle_batch", "FIFOQueue",
                 "train.MonitoredTrainingSession", "train.Supervisor", "train.string_input_producer", "TFRecordReader",
                 "train.start_queue_runners", "train.Coordinator", "import_graph_def")  # fmt: skip
KNOWN = ("var_list", "collections", "reuse")  # arguments of which all is in the facts


class Rewrite:
    """Converts one piece. `owner` is the owner whose method the piece goes into, None at the top level."""

    stores = False  # whether what it binds are attributes of the owner

    def __init__(self, converter: Any, before: int, owner: Any = None, local: Collection[int] = ()) -> None:
        self.converter, self.before, self.owner, self.local, self.tf = converter, before, owner, local, converter.tf
        self.names: dict[str, str] = {}  # inside of a function: what it knows by another name now
        self.inner_names: set[str] = converter.local_names  # what it knows by its own
        self.sizes: dict[Any, str] = {}  # the parameters for what is read from shapes
        self.labels: dict[Any, str] = {}
        self.holder = owner  # of what functions, layers and loops make
        self.lists: dict[cst.Call, str] = owner.lists if owner is not None else {}
        self.hoisted: list[str] = []  # what has to be computed under the tape first
        self.ahead: list[str] = []  # lines that go before the statement, and behind it
        self.behind: list[str] = []
        self.watched: list[str] = []  # what the tape has to be told of

    def within(self, names: set[str]) -> Rewrite:
        """Return another one for what is inside of a piece that binds names of its own."""
        made = copy.copy(self)
        made.inner_names = self.inner_names | names
        return made

    def keep_names(self, statement: Statement) -> None:
        """Bind ahead what a block, or `+=`, reads and binds again: in there it goes by its own name."""
        again = isinstance(statement.only or statement.node, (cst.AugAssign, cst.For, cst.While, cst.If))
        for name in sorted(statement.binds & statement.reads) if again else ():
            found = self.converter.meaning(name, self.before, self.owner, self.local)
            self.inner_names = self.inner_names | {name}
            if found != name:
                self.ahead.append(f"{name} = {found}")

    def text(self, node: Any) -> str:
        """Return the source of what a piece becomes."""
        return code(self.of(node))

    def of(self, node: Any) -> Any:
        """Return what a piece becomes: a piece, or several that take its place."""
        match node:
            case cst.Name():
                return self.name(node)
            case cst.Attribute():
                return self.attribute(node)
            case cst.Call():
                return self.call(node)
            case cst.Arg():
                return self.given(node)
            case cst.Import() | cst.ImportFrom():
                return self.imported(node)
            case cst.Global():  # whose names are the program's own
                return node
            case cst.Subscript() if size_of(node) in self.sizes:
                return cst.Name(self.sizes[size_of(node)])
            case cst.Dict() if self.feeds(node):
                return self.fed(node)
            case cst.For() if self.holder is not None and self.owner is not None:
                return self.loop(node)
            case cst.BaseComp() | cst.Lambda() | cst.FunctionDef():
                return changed(node, self.within(names_bound_in(node)).of)
        return changed(node, self.of)

    # --- names ---

    def name(self, node: cst.Name) -> Any:
        name = found = node.value
        if node in self.converter.bound:
            attribute = self.owner.attributes.get((self.before, name)) if self.stores else None
            found = f"self.{attribute}" if attribute else name
        elif name in self.names:
            found = self.names[name]
        elif name not in self.inner_names:
            found = self.converter.meaning(name, self.before, self.owner, self.local)
        return node if found == name else cst.parse_expression(found)

    def attribute(self, node: cst.Attribute) -> Any:
        name = short_name(node, self.tf)
        if name:
            new = new_name(name)
            if not new:
                raise Left(f"the new world has no {self.tf}.{name}")
            return cst.parse_expression(f"{self.tf}.{new}")
        if node.attr.value in (*STEPS, "zero_state"):  # whose optimizer, or cell, is looked up
            return node
        inner: Any = node.value
        of_op = code(node).endswith(".op.name")
        whose = inner.value if of_op else inner
        if node.attr.value == "name" and self.kind(whose) == "tensor":  # which has none outside of a graph
            name = self.converter.kind(whose.value, self.before)[2]
            return cst.parse_expression(quoted(name.split(":")[0] if of_op else name))
        made = changed(node, self.of)
        if of_op:
            return cst.parse_expression(f'{code(made.value.value)}.name.split(":")[0]')
        number = isinstance(inner, cst.Subscript) and node.attr.value == "value"  # a dimension of a shape is one now
        return made.value if number else made

    def imported(self, node: Any) -> Any:
        """Return an import of TensorFlow as one of the new world."""
        line, target = code(node), self.converter.target
        as_what = "" if "import tensorflow as" in line else " as tensorflow"
        line = re.sub(r"import tensorflow\b", f"import {target}{as_what}", line) if target != "tensorflow" else line
        return cst.parse_module(line).body[0].body[0]  # type: ignore[index]

    def given(self, node: cst.Arg) -> Any:
        kind = self.kind(node.value)
        if kind == "session":
            return node.with_changes(value=cst.parse_expression(self.owner_of_session(node.value)))
        known = node.keyword is not None and node.keyword.value in KNOWN
        cell = kind == "cell" or (isinstance(node.value, cst.Call) and last_name(node.value.func) in CELLS)
        return node if known or cell else changed(node, self.of)

    def owner_of_session(self, node: Any) -> str:
        """Return what is handed on in the place of a session: the owner of the values."""
        _, session = self.converter.kind(node.value, self.before)
        graphs = [run.graph for run in self.converter.facts.runs if run.session == session]
        owner = self.converter.owners.get(graphs[0]) if graphs else None
        return owner.by_session.get(session, owner.instance) if owner is not None and owner.needs_module else "None"

    def kind(self, node: Any) -> str:
        """Return the word for what a name is bound to here; nothing where that is not known."""
        known = isinstance(node, cst.Name) and node.value not in self.inner_names
        return str((*self.converter.kind(node.value, self.before), "")[0]) if known else ""

    # --- calls ---

    def call(self, node: cst.Call) -> Any:
        converter, name = self.converter, short_name(node.func, self.tf)
        saver = isinstance(node.func, cst.Attribute) and self.kind(node.func.value) == "saver"
        made: Any
        if node in converter.places:
            made = converter.result(converter.places[node])
        elif node in converter.savings or (saver and last_name(node.func) in ("save", "restore")):
            made = checkpoint(converter, node, self.before)
        elif converter.functions.is_maker(node):
            made = converter.functions.call(node, self)
        elif node in converter.told:
            made = self.printed(node)
        elif node in self.lists:
            made = f"next({self.lists[node]})"
        elif name == "summary.FileWriter":  # which is handed a session's graph
            made = f"{self.tf}.summary.create_file_writer({self.text(argument(node, 0, 'logdir'))})"
        else:
            handle = HANDLED.get(name, Rewrite.respelled) if name else Rewrite.method_called
            given = [] if name in LISTS else [self.of(arg) for arg in node.args]
            made = handle(self, node, node.with_changes(args=given) if name else changed(node, self.of))
        return self.drawn(node, cst.parse_expression(made) if isinstance(made, str) else made)

    def printed(self, call: Any) -> str:
        """Return a call of print with the words that symbols had in the graph: without it, they have none."""
        parts = []
        if any(given.star for given in call.args):
            raise Left("symbols of the graph are printed by a star, and have no value here; name each")
        for given, words in zip(call.args, self.converter.told[call] + [""] * len(call.args), strict=False):
            symbolic = self.converter.is_symbolic(words_in(given), self.before, GOING)
            known = whose_shape(given.value) is not given.value and not symbolic
            parts.append((self.text(given) if known or not words else quoted(words)).rstrip(", "))
        text = "a symbol of the graph is printed: the words that it had there stand in its place"
        self.converter.items.add(CHECK, self.converter.span(call)[0], text)
        return f"print({', '.join(parts)})"

    def method_called(self, original: Any, updated: Any) -> Any:
        """Return what a call of some object's method becomes, or of a function that is not TensorFlow's."""
        what = updated.func.attr.value if isinstance(updated.func, cst.Attribute) else ""
        if what in ("initialized_value", "read_value"):
            return updated.func.value
        if what == "zero_state" and self.kind(original.func.value) == "cell":
            return "None"  # zeros are what it begins with anyway
        if what in STEPS:
            return stepped(self, original, updated)
        if what == "add_summary" and self.kind(original.func.value) == "writer":
            step, write = argument(updated, 1, "global_step"), self.converter.helper("write_summaries")
            summaries = code(argument(updated, 0, "summary"))
            return f"{write}({code(original.func.value)}, {summaries}, {'0' if step is None else code(step)})"
        return updated

    def respelled(self, original: cst.Call, updated: cst.Call) -> Any:
        name = short_name(original.func, self.tf)
        if any(f"{name}.".startswith(f"{refused}.") for refused in REFUSED_NAMES):
            raise Left(f"{self.tf}.{name} has no place in the new world", REFUSED)
        if name == "div":
            made = self.converter.made_at.get(self.converter.span(original), ())
            floats = any(op.dtype.startswith("float") for op in made)
            numbers = all(isinstance(given.value, cst.BaseNumber) for given in updated.args)
            name = "div_of_floats" if floats else "div_of_numbers" if numbers else name
        return respelled(updated.with_changes(func=original.func), name, self.tf)

    def drawn(self, original: cst.Call, new: Any) -> Any:
        """Return a call that drew random numbers in a run, marked so that the old ones are drawn in the proof."""
        site = str(self.converter.span(original))
        if not any(site in run.drawn for run in self.converter.facts.runs):
            return new
        name = short_name(new.func, self.tf)
        if name == "nn.dropout":
            whole, rate = code(new.args[0].value), code(argument(new, -1, "rate"))
            return cst.parse_expression(f"__dropped__({site!r}, {code(new)}, {whole}, {rate})")
        return cst.parse_expression(f"__drawn__({site!r}, {code(new)})") if name.startswith("random.") else new

    def listed(self, original: cst.Call, updated: cst.Call) -> str:
        """Return the list of the variables that a collection gave."""
        lost = "a collection gives what no name holds; make a list of it where it is filled"
        return f"[{', '.join(listed(self, original, 'a collection became a list', lost))}]"

    def gradient(self, original: cst.Call, call: cst.Call) -> str:
        """Return a question to the tape; `tf.gradients` always gave a list."""
        of, by, given = argument(call, 0, "ys"), argument(call, 1, "xs"), argument(call, 2, "grad_ys")
        if len(call.args) > 2 + (given is not None) or self.owner is None:
            raise Left("gradients with more than ys, xs and grad_ys, or outside of a run, are left")
        names = [n.value for n in all_of(by, cst.Name)]
        self.watched += [n for n in names if self.converter.role(n, self.before) in ("placeholder", "constant")]
        text = f"tape.gradient({self.objective(of)}, {code(by)}{f', {code(given)}' if given is not None else ''})"
        several = self.kind(argument(original, 1, "xs")) == "list"
        return text if several or isinstance(by, (cst.List, cst.Tuple, cst.BaseComp)) else f"[{text}]"

    def objective(self, of: Any) -> str:
        """Return a name for what is differentiated, computed under the tape first where it has none."""
        if isinstance(of, cst.Name):
            return of.value
        name = fresh("objective", self.converter.objectives)
        self.hoisted.append(f"{name} = {code(of)}")
        return name

    # --- variables ---

    def born(self, node: cst.Call) -> list[OperationFact]:
        """Return the variables that a call at the top level of the program made."""
        return [op for op in self.converter.made_below.get(self.converter.span(node), ()) if op.is_variable]

    def label(self, original: cst.Call, given: Any) -> str:
        """Return the source for the name that a variable had in the graph, nothing where none is known."""
        born = self.born(original)
        written = f'"{born[0].name}"' if len(born) == 1 else code(given) if given is not None else ""
        return self.labels.get(self.converter.span(original)) or written

    def variable(self, original: cst.Call, call: cst.Call) -> str:
        """Return a variable's construction under the name that it had in the graph."""
        text, values = worded(call, "Variable", self.tf)
        second = argument(call, 1)
        if second is not None and code(second) not in ("True", "False"):  # a dtype, which was true
            del values["trainable"]
        label = self.label(original, values.get("name"))
        return filled(self.tf, text, values, {"label": label} if label else {})

    def got_variable(self, original: cst.Call, call: cst.Call) -> str:
        """Return a variable made outright, where the old program asked its scope for one."""
        text, values = worded(call, "get_variable", self.tf)
        shape, start = values.get("shape"), values.get("initializer")
        made = {"label": self.label(original, values["name"])}
        if shape is not None and isinstance(start, cst.Attribute):
            made["initializer"] = f"{code(start)}()"
        match start:
            case cst.Call(func=func, args=[cst.Arg(value=value), *_]) if not isinstance(value, cst.Float):
                if last_name(func) == "constant_initializer" and self.born(original):  # it goes by its value now
                    made.setdefault("dtype", f"{self.tf}.{self.born(original)[0].dtype}")
        return filled(self.tf, text, values, made)

    # --- loops that make variables ---

    def loop(self, node: cst.For) -> Any:
        """Return a loop; the holder makes its variables in a list, of which it takes one by one."""
        parts = [part for part in node.body.body if isinstance(part, cst.SimpleStatementLine)]
        made = [(part, call) for part in parts for call in all_of(part, cst.Call) if self.born(call)]
        for part, call in made:
            if call not in self.lists:
                self.hold_list(node, part, call, self.born(call))
        lines = [cst.parse_statement(f"{self.lists[call]} = iter(self.{self.lists[call]})") for _, call in made]
        return [*lines, changed(node, self.of)]

    def hold_list(self, node: cst.For, part: Any, call: cst.Call, born: list[OperationFact]) -> None:
        """Let the holder make the variables of one call in a loop, by what of the loop it hangs on."""
        bound, _, altered = self.converter.names_of(*node.body.body)
        needed = self.converter.names_of(call)[1]
        if needed & (bound | altered - {self.tf}) or self.converter.is_symbolic(needed, self.before, COMPUTED):
            raise Left("the variables of a loop hang on what it computes; write their sizes out")
        binds, _, changes = self.converter.names_of(part)
        name = fresh(f"{min(binds or changes)}_of_each", self.holder.taken)
        self.holder.paths |= {op.key: f"{name}[{n}]" for n, op in enumerate(born)}
        inside = self.within(names_bound_in(node))
        self.holder.made[born[0].key] = "\n".join([
            f"self.{name} = []", f"for {code(node.target)} in {self.text(node.iter)}:",
            f"    self.{name}.append({inside.text(call)})",
        ])  # fmt: skip
        self.lists[call] = name

    # --- feeds ---

    def feeds(self, node: cst.Dict) -> bool:
        keys = [e.key for e in node.elements if isinstance(e, cst.DictElement)]
        return bool(keys) and all(self.kind(key) == "tensor" for key in keys)

    def fed(self, node: cst.Dict) -> Any:
        """Return a dictionary of feeds, by the names of what was fed."""
        pairs = [f'"{code(e.key)}": {self.converter.convert(e.value, self.before, self.owner)}'
                 for e in node.elements if isinstance(e, cst.DictElement)]  # fmt: skip
        return cst.parse_expression("{" + ", ".join(pairs) + "}")


# The calls of the old world that become something else than a call in another spelling. They get the call as it was,
# and as it is with its parts converted; they return a piece or its text.
HANDLED: dict[str, Any] = {
    "Variable": Rewrite.variable, "get_variable": Rewrite.got_variable, "gradients": Rewrite.gradient,
    **dict.fromkeys(LISTS, Rewrite.listed), **dict.fromkeys(LAYERS, layer),
    **dict.fromkeys((f"summary.{what}" for what in ("scalar", "histogram", "merge", "merge_all")), summary),
}  # fmt: skip
