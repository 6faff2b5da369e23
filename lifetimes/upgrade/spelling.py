"""The spellings of the new world: a table of names, and a table of calls that are written in other words now."""

import re
from operator import attrgetter
from typing import Any, Final

import libcst as cst

import lifetimes.tf2 as tf2
from lifetimes.upgrade.report import Left
from lifetimes.upgrade.source import changed, code, given_to

# What makes variables under names of its own.
LAYERS: Final = ("layers.dense", "layers.batch_normalization", "metrics.accuracy", "nn.dynamic_rnn")

# What the old world itself renamed on the way to its version 1: programs from before are read as if they knew.
OLDER: Final = {
    "mul": "multiply", "sub": "subtract", "neg": "negative", "pack": "stack", "unpack": "unstack",
    "arg_max": "argmax", "arg_min": "argmin", "select": "where", "inv": "reciprocal",
    "initialize_all_variables": "global_variables_initializer", "all_variables": "global_variables",
    "initialize_variables": "variables_initializer", "initialize_local_variables": "local_variables_initializer",
    "scalar_summary": "summary.scalar", "histogram_summary": "summary.histogram", "merge_summary": "summary.merge",
    "merge_all_summaries": "summary.merge_all", "train.SummaryWriter": "summary.FileWriter",
    "batch_matmul": "matmul", "complex_abs": "abs",
}  # fmt: skip
# The order in which these took, before version 1, what came without a name: a number first, or symbols only.
OLD_ORDER: Final = {
    "concat": ("axis", "values"), "split": ("axis", "num_or_size_splits", "value"),
    **{f"nn.{of}_cross_entropy_with_logits": ("logits", "labels") for of in ("softmax", "sigmoid", "sparse_softmax")},
}  # fmt: skip

# Names that became others; most only moved into a module.
NEW_NAMES: Final = {
    "mod": "math.floormod", "floor_div": "math.floordiv", "multinomial": "random.categorical",
    "set_random_seed": "random.set_seed", "matrix_inverse": "linalg.inv", "matrix_determinant": "linalg.det",
    "diag": "linalg.tensor_diag", "diag_part": "linalg.tensor_diag_part", "self_adjoint_eig": "linalg.eigh",
    "glorot_uniform_initializer": "keras.initializers.GlorotUniform", "sparse_to_dense": "sparse.to_dense",
    "glorot_normal_initializer": "keras.initializers.GlorotNormal", "gfile.Exists": "io.gfile.exists",
    "orthogonal_initializer": "keras.initializers.Orthogonal", "gfile.MakeDirs": "io.gfile.makedirs",
    "gfile.DeleteRecursively": "io.gfile.rmtree", "py_func": "numpy_function", "Print": "print",
    "nn.softmax_cross_entropy_with_logits_v2": "nn.softmax_cross_entropy_with_logits",
    "initializers.global_variables": "global_variables_initializer",
}  # fmt: skip
SAME = ("train.ExponentialMovingAverage", "train.latest_checkpoint", "train.get_checkpoint_state")
MODULES = ("math", "linalg", "strings", "io", "nn", "sparse", "random")
PREFIXES = {"random": "random", "matrix": "linalg", "string": "strings"}

# Arguments that have another name now, or go: of any function, and of some.
ARGUMENTS: Final[dict[str, dict[str, str]]] = {
    "": {"reduction_indices": "axis", "keep_dims": "keepdims", "optimize": "",
         **dict.fromkeys(("squeeze_dims", "dimension", "dim", "concat_dim"), "axis")},
    "nn.conv2d": {"filter": "filters"}, "nn.max_pool": {"value": "input"}, "nn.avg_pool": {"value": "input"},
"nn.weighted_cross_entropy_with_logits": {"targets": "labels"},
    "nn.sigmoid_cross_entropy_with_logits": {"targets": "labels"},
}  # fmt: skip

# Calls in other words: the names, the parameters, and the text. What stands in <> is left out where its argument is not
# given; `{x!}` stands in brackets where it needs them, `{x:1.0}` has a default. The first line that takes all is taken.
# Parameters with = may be given, those with ! may not. What is no parameter is made by the call: variables of a layer,
# the label of a variable.
WORDINGS: Final = """
Variable | initial_value trainable= collections= validate_shape= caching_device= name= variable_def! dtype= | \
tf.Variable(\
{initial_value}<, trainable={trainable}><, validate_shape={validate_shape}><, dtype={dtype}><, name={label}>)
get_variable | name shape dtype= initializer regularizer! trainable= | \
tf.Variable({initializer}({shape}<, {dtype}>)<, trainable={trainable}>, name={label})
get_variable | name shape dtype= initializer= regularizer! trainable= | \
tf.Variable(tf.keras.initializers.GlorotUniform()({shape}<, {dtype}>)<, trainable={trainable}>, name={label})
get_variable | name shape= dtype= initializer regularizer! trainable= | \
tf.Variable({initializer}<, trainable={trainable}>, name={label})
assign assign_add assign_sub | ref value | {ref}.{name}({value})
scatter_update scatter_add scatter_sub | ref indices updates | {ref}.{name}(tf.IndexedSlices({updates}, {indices}))
to_float | x | tf.cast({x}, tf.float32)
to_double | x | tf.cast({x}, tf.float64)
to_int32 | x | tf.cast({x}, tf.int32)
to_int64 | x | tf.cast({x}, tf.int64)
div | x y | ({x} // {y})
div_of_numbers | x y | tf.math.floordiv({x}, {y})
div_of_floats | x y | tf.divide({x}, {y})
nn.dropout | x keep_prob noise_shape= | tf.nn.dropout({x}, rate=1 - {keep_prob!}<, noise_shape={noise_shape}>)
nn.dropout | x keep_prob= noise_shape= seed= name= rate | tf.nn.dropout({x}, rate={rate})
layers.dropout | inputs rate= noise_shape= seed= training | \
tf.nn.dropout({inputs}, rate=tf.where({training}, {rate:0.5}, 0.0))
layers.dropout | inputs rate= noise_shape= seed= | {inputs}
layers.flatten | inputs | tf.reshape({inputs}, [tf.shape({inputs})[0], -1])
random_normal_initializer | mean= stddev= seed= | \
tf.random_normal_initializer(mean={mean:0.0}, stddev={stddev:1.0}<, seed={seed}>)
truncated_normal_initializer | mean= stddev= seed= | \
tf.keras.initializers.TruncatedNormal(mean={mean:0.0}, stddev={stddev:1.0}<, seed={seed}>)
random_uniform_initializer | minval= maxval= seed= | \
tf.random_uniform_initializer(minval={minval:0.0}, maxval={maxval:1.0}<, seed={seed}>)
layers.dense | inputs units activation= use_bias= kernel_initializer= bias_initializer= kernel_regularizer! | \
tf.matmul({inputs}, {kernel})< + {bias}>
layers.batch_normalization | inputs axis! momentum= epsilon= center= scale= beta_initializer= gamma_initializer= \
moving_mean_initializer= moving_variance_initializer= training= | tf.nn.batch_normalization({inputs}, \
{moving_mean:None}, {moving_variance:None}, {beta:None}, {gamma:None}, {epsilon:0.001})
metrics.accuracy | labels predictions | accuracy_so_far({labels}, {predictions}, {total}, {count})
nn.dynamic_rnn | cell inputs sequence_length! initial_state= dtype= parallel_iterations! swap_memory! time_major! | \
{cell}({kernel}, {bias}, {inputs}<, {initial_state}>)
losses.mean_squared_error | labels predictions | tf.reduce_mean(tf.math.squared_difference({predictions}, {labels}))
losses.absolute_difference | labels predictions | tf.reduce_mean(tf.abs({predictions} - {labels}))
losses.softmax_cross_entropy | onehot_labels logits | \
tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels={onehot_labels}, logits={logits}))
losses.sparse_softmax_cross_entropy | labels logits | \
tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels={labels}, logits={logits}))
losses.sigmoid_cross_entropy | multi_class_labels logits | tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(\
labels=tf.cast({multi_class_labels}, tf.float32), logits={logits}))
train.exponential_decay | learning_rate global_step decay_steps decay_rate staircase= | \
tf.keras.optimizers.schedules.ExponentialDecay(\
{learning_rate}, {decay_steps}, {decay_rate}<, staircase={staircase}>)({global_step})
train.create_global_step train.get_or_create_global_step | graph= | \
tf.Variable(0, trainable=False, name="global_step", dtype=tf.int64)
train.GradientDescentOptimizer | learning_rate | tf.keras.optimizers.SGD({learning_rate})
train.MomentumOptimizer | learning_rate momentum use_locking= name= use_nesterov= | \
tf.keras.optimizers.SGD(<{learning_rate}, >momentum={momentum}<, nesterov={use_nesterov}>)
train.AdamOptimizer | learning_rate= beta1= beta2= epsilon= | tf.keras.optimizers.Adam(\
{learning_rate:0.001}<, beta_1={beta1}><, beta_2={beta2}>, epsilon={epsilon:1e-8})
train.AdagradOptimizer | learning_rate initial_accumulator_value= | tf.keras.optimizers.Adagrad(\
<{learning_rate}, >initial_accumulator_value={initial_accumulator_value:0.1}, epsilon=0.0)
train.RMSPropOptimizer | learning_rate decay= momentum= epsilon= use_locking= centered= | tf.keras.optimizers.RMSprop(\
<{learning_rate}, ><rho={decay}, ><momentum={momentum}, >epsilon={epsilon:1e-10}<, centered={centered}>)
train.AdadeltaOptimizer | learning_rate= rho= epsilon= | tf.keras.optimizers.Adadelta(\
{learning_rate:0.001}<, rho={rho}>, epsilon={epsilon:1e-8})
variable_scope | name_or_scope | tf.name_scope({name_or_scope})
nn.in_top_k | predictions targets k | tf.nn.in_top_k({targets}, {predictions}, {k})
nn.xw_plus_b | x weights biases | (tf.matmul({x}, {weights}) + {biases})
train.piecewise_constant | x boundaries values | \
tf.keras.optimizers.schedules.PiecewiseConstantDecay({boundaries}, {values})({x})
train.polynomial_decay | learning_rate global_step decay_steps end_learning_rate= power= cycle= | \
tf.keras.optimizers.schedules.PolynomialDecay(\
{learning_rate}, {decay_steps}, {end_learning_rate:0.0001}, {power:1.0}<, {cycle}>)({global_step})
placeholder_with_default | input shape | tf.convert_to_tensor({input})
logging.info | msg | print({msg})
"""
PASSED = {"name", "scope", "dtype", "use_locking", "reuse", "trainable", "collections", "caching_device",
          "use_resource"}  # what needs no word  # fmt: skip
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in WORDINGS.strip().split("\n")]
WORDED = {word for words, _, _ in ROWS for word in words.split()}


def short_name(node: Any, module: str) -> str:
    """Return the name below TensorFlow's module, without `compat.v1`; nothing where it is another module's."""
    name = code(node) if isinstance(node, cst.Attribute) else ""
    if not name.startswith(f"{module}.") or not all(map(str.isidentifier, name.split("."))):
        return ""
    return name[len(module) + 1 :].removeprefix("compat.v1.")


def new_name(name: str) -> str:
    """Return what a name became: another, itself, or one in a module; nothing where the new world has none."""
    first, _, rest = name.partition("_")
    moved = [NEW_NAMES.get(name, name), *(f"{module}.{name}" for module in MODULES)]
    return next(filter(exists, [*moved, f"{PREFIXES.get(first, first)}.{rest}"]), "")


def exists(name: str) -> bool:
    """Return whether the new world has a name."""
    try:
        return attrgetter(name)(tf2) is not None
    except AttributeError:
        return False


def size_of(node: Any) -> tuple[str, int] | None:
    """Return whose shape is read, and which dimension, in `x.shape[1]` or `x.get_shape().as_list()[1]`."""
    match node:
        case cst.Subscript(value=shape, slice=[cst.SubscriptElement(slice=cst.Index(value=number))]):
            whose = whose_shape(shape)
            if isinstance(whose, cst.Name) and whose is not shape and re.fullmatch(r"-?\d+", code(number)):
                return whose.value, int(code(number))
    return None


def whose_shape(node: Any) -> Any:
    """Return what a piece of source reads the shape of, itself where it reads none."""
    asked = node.func if isinstance(node, cst.Call) else node
    if isinstance(asked, cst.Attribute) and asked.attr.value in ("shape", "get_shape", "as_list", "value"):
        return whose_shape(asked.value)
    return node


def worded(call: cst.Call, name: str, module: str) -> tuple[str, dict[str, Any]]:
    """Return the wording of a call of some name, and what it is given by parameter. Left where no line takes that."""
    keywords = {a.keyword.value for a in call.args if a.keyword and code(a.value) != "None"} - PASSED
    for parameters, text in ((given.split(), text) for words, given, text in ROWS if name in words.split()):
        names = [word.rstrip("=!") for word in parameters]
        given = given_to(call, names)
        needed = {word for word in parameters if word[-1] not in "=!"}
        allowed = all(f"{word}!" not in parameters or code(given[word]) in ("None", "False") for word in given)
        if needed <= set(given) and keywords <= set(names) and allowed:
            return text.replace("{name}", name), given
    raise Left(f"{module}.{name} is called with more than has words in the new world")


def respelled(call: cst.Call, name: str, module: str) -> Any:
    """Return a call of the old world in the spelling of the new one, as a node or as text. Left where it has none.

    `call` has its arguments converted already; `name` is what it was called by, below TensorFlow's module.
    """
    if name in WORDED:
        return filled(module, *worded(call, name, module))
    new = new_name(name)
    gone = new.split(".")[0] in ("layers", "losses", "metrics", "train", "compat", "summary") and name not in SAME
    if gone or not new:
        raise Left(f"the new world has no {module}.{name}")
    renamed = {**ARGUMENTS[""], **ARGUMENTS.get(name, {})}
    args = [a.with_changes(keyword=cst.Name(renamed[a.keyword.value])) if a.keyword and a.keyword.value in renamed
            else a
            for a in call.args if not a.keyword or renamed.get(a.keyword.value) != ""]  # fmt: skip
    same = code(call.func) == f"{module}.{new}"
    return call.with_changes(func=call.func if same else cst.parse_expression(f"{module}.{new}"), args=args)


def modern(source: str, module: str) -> str:
    """Return a program with plain imports of TensorFlow, and with the names of version 1, also for what came in another
    order before that."""
    version_1 = "tensorflow.compat" in source

    def now(node: Any) -> Any:
        name = short_name(node.func if isinstance(node, cst.Call) else node, module)
        if isinstance(node, cst.Attribute) and name in OLDER:
            return cst.parse_expression(f"{module}.{OLDER[name]}")
        taking = isinstance(node, cst.Call) and name in OLD_ORDER and not version_1
        return changed(in_order(node, name) if taking else node, now)

    text = re.sub(r"from tensorflow\.compat import v1\b", "import tensorflow", source)
    tree = cst.parse_module(text.replace("import tensorflow.compat.v1", "import tensorflow"))
    return str(changed(tree, now).code)


def in_order(call: Any, name: str) -> Any:
    """Return a call with its arguments as version 1 takes them."""
    order, plain = OLD_ORDER[name], [given for given in call.args if given.keyword is None]
    if len(plain) != len(order) or not (name.startswith("nn.") or isinstance(plain[0].value, cst.Integer)):
        return call
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    named = [a.with_changes(keyword=cst.Name(word), equal=equal) for word, a in zip(order, plain, strict=True)]
    return call.with_changes(args=[*named, *call.args[len(plain) :]])


def in_words_of(module: str, text: str) -> str:
    """Return source that says `tf` with what the program calls TensorFlow."""
    return re.sub(r"\btf\.(?=\w)", f"{module}.", text)


def filled(module: str, text: str, values: dict[str, Any], made: dict[str, str] | None = None) -> str:
    """Return a wording with its arguments, and with the variables that the call made."""
    simple = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.Integer, cst.Float)  # the same next to any operator
    given = {word: code(value) for word, value in values.items()} | (made or {})
    words = {
        f"{word}!": given[word] if isinstance(value, simple) else f"({given[word]})" for word, value in values.items()
    }
    text = re.sub(r"<([^<>]*\{(\w+)\}[^<>]*)>", lambda found: found[1] if found[2] in given else "", text)
    text = in_words_of(module, text)
    return re.sub(r"\{(\w+!?):?([^}]*)\}", lambda found: {**given, **words}.get(found[1], found[2]), text)
