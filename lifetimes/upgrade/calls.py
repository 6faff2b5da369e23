"""What some calls of the old world become: layers, steps of optimizers, savers, summaries.

Layers are variables that the owner holds, and an expression over them. TF1's optimizers read a collection; what was
really trained is in the facts, in its order, and is written out. A Saver is a Checkpoint of the same variables under
the names that they had in the graph, at the same path. Summaries, which a run gave as one packed text, are a dictionary
of values, which a writer takes with a step.
"""

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import SUMMARIES, OperationFact, RunFact
from lifetimes.upgrade.reading import Statement
from lifetimes.upgrade.report import CHECK, Left
from lifetimes.upgrade.source import all_of, argument, code, fresh, last_name, quoted, words_in
from lifetimes.upgrade.spelling import WORDED, filled, short_name, worded

# --- layers ---

CELLS = {"BasicRNNCell": "rnn", "BasicLSTMCell": "lstm", "LSTMCell": "lstm"}  # what goes along a sequence, by its cell
# What starts each variable where no argument says so, if not zeros.
STARTS = {"kernel": "keras.initializers.GlorotUniform()", "gamma": "ones", "moving_variance": "ones"}
FROZEN = ("moving_mean", "moving_variance", "total", "count")


def layer(rewrite: Any, original: cst.Call, call: cst.Call) -> str:
    """Return the expression for a call of a layer, whose variables join what the place holds."""
    name = short_name(original.func, rewrite.tf)
    if rewrite.holder is None:
        raise Left(f"`{name}` makes variables outside of what a session ran")
    text, values = worded(call, name, rewrite.tf)
    given = {word: code(value) for word, value in values.items()}
    if given.get("training", "False") != "False":
        raise Left("a layer normalises by its batch while it trains; keep its averages yourself")
    held = layer_variables(rewrite, original, given)
    if "cell" in given:
        rewrite.converter.helper("recurrent")
        cell = argument(original, 0, "cell")
        where = rewrite.converter.definition(last_name(cell), rewrite.before)
        here = [node for node, names in getattr(rewrite.holder, "binds", {}).items() if last_name(cell) in names]
        made = all_of([*here, where.node if where else cell][0], cst.Call)
        if len(made) != 1 or last_name(made[0].func) not in CELLS or len(made[0].args) != 1:
            raise Left("a cell of this kind, or with more than its size, is not followed")
        held["cell"] = CELLS[last_name(made[0].func)]
    text = filled(rewrite.tf, text, values, held)
    function, _, rest = text.partition("(")
    text = f"{rewrite.converter.helper(function)}({rest}" if function in HELPERS else text
    activation = given.get("activation", "None")
    return text if activation == "None" else f"{activation}({text})"


def layer_variables(rewrite: Any, original: cst.Call, given: dict[str, str]) -> dict[str, str]:
    """Return what to write for each of a layer's variables, by its last name."""
    span, holder = rewrite.converter.span(original), rewrite.holder
    by_word: dict[str, list[OperationFact]] = {}
    for op in rewrite.converter.made_at.get(span, ()):
        if op.key in rewrite.converter.facts.variables:
            by_word.setdefault(op.name.rpartition("/")[2], []).append(op)
    for word, same in by_word.items():
        if any(op.shape != same[0].shape for op in same):
            raise Left("one line makes layers of several sizes; write a line for each")
        first = same[0]
        if (span, word) not in holder.layers:  # one variable, the same for each call of a function that it stands in
            attribute = holder.layers[span, word] = fresh("_".join(first.name.split("/")[-2:]), holder.taken)
            start = given.get(f"{word}_initializer", "None")
            start = f"{rewrite.tf}.{STARTS.get(word, 'zeros')}" if start == "None" else start
            frozen = ", trainable=False" if word in FROZEN else ""
            label = f", name={quoted(first.name)}" if len(same) == 1 else ""
            made = f"{rewrite.tf}.Variable({start}({list(first.shape or [])}){frozen}{label})"
            if len(first.spans) == 1:
                holder.paths[first.key] = attribute
            holder.made[first.key] = f"self.{attribute} = {made}"
    if not by_word:
        raise Left("the variables of a layer are another one's; write it as a function that is called twice")
    return {word: f"self.{holder.layers[span, word]}" for word in by_word}


# --- optimizers ---

STEPS = ("minimize", "compute_gradients", "apply_gradients")


def stepped(rewrite: Any, original: Any, call: cst.Call) -> str:
    """Return what one of an optimizer's calls becomes; what it needs besides goes before or after the statement."""
    what, converter = last_name(original.func), rewrite.converter
    if rewrite.owner is None:
        raise Left(f"`{what}` is called outside of what a session ran")
    statement = converter.statements[rewrite.before]
    if what == "apply_gradients":
        keys = converter.facts.lists.get(converter.span(original)) or ()
        trained = [converter.variable_expression(key, rewrite.owner) for key in keys]
        optimizer, rate = optimizer_of(rewrite, original.func.value, statement, list(filter(None, trained)))
        pairs = code(argument(call, 0, "grads_and_vars"))
    else:
        trained = listed(rewrite, original, f"{what} trains an explicit list now",
                         "the step trains what no name holds: {}; give these an owner")  # fmt: skip
        optimizer, rate = optimizer_of(rewrite, original.func.value, statement, trained)
        objective = rewrite.objective(argument(call, 0, "loss"))
        rewrite.ahead.append(f"variables = [{', '.join(trained)}]")
        pairs = f"zip(tape.gradient({objective}, variables), variables)"
        if what == "compute_gradients":
            return f"list({pairs})"
    counter = argument(call, 1, "global_step")
    if counter is not None:
        rewrite.behind.append(f"{code(counter)}.assign_add(1)")
    if rate:
        rewrite.ahead.append(f"self.{optimizer}.learning_rate = {rate}")
    return f"self.{optimizer}.apply_gradients({pairs})"


def listed(rewrite: Any, call: cst.Call, told: str, lost: str) -> list[str]:
    """Return what to write for each of the variables which a call trained, or a collection gave."""
    converter = rewrite.converter
    span = converter.span(call)
    keys = converter.facts.lists.get(span)
    names = [converter.variable_expression(key, rewrite.owner) for key in keys or ()]
    if keys is None or not all(names):
        raise Left(lost.format(", ".join(name for (_, name), held in zip(keys or (), names, strict=True) if not held)))
    converter.items.add(CHECK, span[0], f"{told}: {', '.join(name for _, name in keys)}")
    return names


def optimizer_of(rewrite: Any, node: Any, statement: Statement, trained: list[str]) -> tuple[str, str]:
    """Return the attribute that holds the optimizer, and its learning rate where that is computed in each step."""
    converter, owner, where = rewrite.converter, rewrite.owner, statement
    if isinstance(node, cst.Name):
        where = converter.definition(node.value, statement.number)
        made = all_of(where.node, cst.Call) if where is not None and where.role == "optimizer" else []
        node = next((n for n in made if f"train.{last_name(n.func)}" in WORDED), node)
    word = last_name(node.func if isinstance(node, cst.Call) else node)
    if not isinstance(node, cst.Call) or f"train.{word}" not in WORDED:
        raise Left(f"{word} has no exact twin in the new world; choose one and its constants")
    rate, given = "", argument(node, 0, "learning_rate")
    if given is not None and converter.is_symbolic(words_in(given), where.number):
        rate = converter.convert(given, where.number, owner, rewrite.local)
    known = owner.trained.setdefault(where.number, {})
    known |= dict.fromkeys(trained)
    if where.number not in owner.optimizers:
        number = len(owner.optimizers) + 1
        attribute = owner.optimizers[where.number] = "optimizer" if number == 1 else f"optimizer_{number}"
        text, values = worded(node, f"train.{word}", converter.tf)
        told = {name: converter.convert(value, where.number, owner) for name, value in values.items()
                if not rate or name != "learning_rate"}  # fmt: skip
        owner.start.append(f"self.{attribute} = {filled(converter.tf, text, {}, told)}")
        if word == "RMSPropOptimizer" or len(known) > len(trained):  # it trains something else in another step
            owner.start.append(f"self.{attribute}.build([{', '.join(known)}])")
        if word == "RMSPropOptimizer":  # whose averages began with ones
            owner.start += [f"for slot in self.{attribute}.variables:", '    if "velocity" in slot.path:',
                            f"        slot.assign({converter.tf}.ones(slot.shape))"]  # fmt: skip
    return owner.optimizers[where.number], rate


# --- savers ---


def checkpoint(converter: Any, call: Any, before: int) -> str:
    """Return what `saver.save(session, path)` or `saver.restore(session, path)` becomes."""
    what, same = call.func.attr.value, code(call.func.value)
    others = [fact for other, fact in converter.savings.items() if code(other.func.value) == same]
    run = converter.savings.get(call, (*others, None)[0])
    if run is None:
        raise Left(f"`{same}` never saved or restored in this run, which would tell what it holds")
    pairs = saved(converter, call, run, before)
    names = ", ".join(f"{key}={value}" for key, value in pairs)
    if not all(key.isidentifier() for key, _ in pairs):
        names = "**{" + ", ".join(f'"{key}": {value}' for key, value in pairs) + "}"
    path = converter.convert(argument(call, 1, "save_path"), before)
    step = argument(call, 2, "global_step") if what == "save" else None
    if step is not None:
        path = f'{path} + "-" + str({converter.convert(step, before)})'
    converter.items.add(CHECK, converter.span(call)[0], f"a Saver's {what} became a Checkpoint with the same names")
    made = f"{converter.tf}.train.Checkpoint({names})"
    if what == "restore":
        return f"{made}.read({path}).assert_existing_objects_matched()"
    latest = "latest_checkpoint" in converter.source or "get_checkpoint_state" in converter.source
    return f"{converter.helper('write_latest')}({made}, {path})" if latest else f"{made}.write({path})"


def saved(converter: Any, call: Any, run: RunFact, before: int) -> list[tuple[str, str]]:
    """Return each variable that was saved or restored: its name in the file, and what to write for it."""
    facts, saver = converter.facts, call.func.value
    if isinstance(saver, cst.Name):
        where = converter.definition(saver.value, before)
        saver = where.node if where is not None else saver
    made = next((n for n in all_of(saver, cst.Call) if last_name(n.func) == "Saver"), None)
    chosen = argument(made, 0, "var_list") if made is not None else None
    if isinstance(chosen, cst.Dict):
        chosen = [(e.key, e.value) for e in chosen.elements if isinstance(e, cst.DictElement)]
        return [(str(key.evaluated_value), converter.convert(value, before)) for key, value in chosen]
    needed = facts.needed(run.graph, run.fetched, [])
    read = {given for key in needed for given in facts.operations[key].inputs}
    found = {key[1]: converter.variable_expression(key, None) for key in facts.variables if key in read}
    lost = [name for name, expression in found.items() if not expression]
    slots = {op.name for s in converter.statements if s.role == "train" for op in s.operations}
    if not set(lost) <= slots:
        raise Left(f"the file holds what no name holds: {', '.join(lost)}; give these an owner")
    owner = converter.owner(run.graph)
    held = [(name, expression) for name, expression in found.items() if expression]
    return held + [(name, owner.reach(name, False)) for name in sorted(owner.optimizers.values()) if lost]


# --- summaries, and what the new world has to be told how to do ---

HELPERS = {
    "write_summaries": '''
def write_summaries(writer, summaries, step):
    """Write scalars and histograms under their names; TensorFlow asks for the package tensorboard to do so."""
    with writer.as_default(step):
        for name, value in summaries.items():
            (tf.summary.histogram if value.ndim else tf.summary.scalar)(name, value)
''',
    "write_latest": '''
def write_latest(checkpoint, path):
    """Write a checkpoint, and beside it which one is the latest, as a Saver did."""
    folder, slash, name = path.rpartition("/")
    tf.io.write_file(f"{folder}{slash}checkpoint", f'model_checkpoint_path: "{name}"\\n')
    return checkpoint.write(path)
''',
    "accuracy_so_far": '''
def accuracy_so_far(labels, predictions, total, count):
    """Return the share of right predictions before and after these are counted in."""
    before, right = tf.math.divide_no_nan(total, count), tf.equal(labels, tf.cast(predictions, labels.dtype))
    total.assign_add(tf.reduce_sum(tf.cast(right, tf.float32)))
    return before, total / count.assign_add(tf.cast(tf.size(labels), tf.float32))
''',
    "recurrent": '''
def recurrent(step, inputs, state):
    """Return what a cell gives along the second axis of its inputs, and its last state."""
    states = tf.scan(step, tf.transpose(inputs, [1, 0, 2]), state)
    outputs = tf.nest.flatten(states)[-1]
    return tf.transpose(outputs, [1, 0, 2]), tf.nest.map_structure(lambda value: value[-1], states)
''',
    "rnn": '''
def rnn(kernel, bias, inputs, state=None):
    """Return what a simple recurrent cell gives along its inputs, and its last state; it begins with zeros."""
    def step(state, inputs):
        return tf.tanh(tf.matmul(tf.concat([inputs, state], 1), kernel) + bias)

    return recurrent(step, inputs, tf.zeros([tf.shape(inputs)[0], bias.shape[0]]) if state is None else state)
''',
    "lstm": '''
def lstm(kernel, bias, inputs, state=None):
    """Return what an LSTM cell gives along its inputs, and its last state: what it remembers and what it gave last."""
    def step(state, inputs):
        i, j, f, o = tf.split(tf.matmul(tf.concat([inputs, state[1]], 1), kernel) + bias, 4, 1)
        c = tf.sigmoid(f + 1.0) * state[0] + tf.sigmoid(i) * tf.tanh(j)
        return c, tf.sigmoid(o) * tf.tanh(c)

    return recurrent(step, inputs, state or (tf.zeros([tf.shape(inputs)[0], bias.shape[0] // 4]),) * 2)
''',
}


def summary(rewrite: Any, original: cst.Call, call: cst.Call) -> str:
    """Return the dictionary that a summary, or several merged, are."""
    converter = rewrite.converter
    made = [op for op in converter.made_at.get(converter.span(original), ()) if op.kind in SUMMARIES]
    if not made and last_name(original.func).startswith("merge"):
        return "None"  # nothing was there to be merged
    if len(made) != 1:
        raise Left("summaries that a function makes for several values are not followed; make them where these are")
    if made[0].kind != "MergeSummary":
        return f"{{{quoted(made[0].name)}: {code(argument(call, 1, 'tensor', 'values'))}}}"
    return "{" + ", ".join(entry(rewrite, op) for op in merged(converter, made[0])) + "}"


def merged(converter: Any, fact: OperationFact) -> list[OperationFact]:
    """Return the summaries that one merges, or itself."""
    if fact.kind != "MergeSummary":
        return [fact]
    return [one for given in fact.inputs for one in merged(converter, converter.facts.operations[given])]


def entry(rewrite: Any, fact: OperationFact) -> str:
    """Return name and value of one summary among several that are merged."""
    converter = rewrite.converter
    call, maker = converter.calls.get(fact.spans[-1]), converter.maker(fact)
    held = counted(converter, fact, rewrite.owner)
    if held:
        return f"{quoted(fact.name)}: {held}"
    if call is None or maker is None or len(fact.spans) > 1 or fact.kind not in SUMMARIES:
        raise Left("a summary of this kind, or one that a function makes, is not followed")
    what = argument(call, 1, "tensor", "values")
    return f"{quoted(fact.name)}: {converter.convert(what, maker.number, rewrite.owner, rewrite.local)}"


def counted(converter: Any, fact: OperationFact, inside: Any) -> str:
    """Return what to write for the variable that a histogram counts, nothing where it counts something else."""
    read = converter.facts.place_of(fact.inputs[-1]) if fact.kind == "HistogramSummary" else ()
    return str(converter.variable_expression(read, inside)) if read else ""
