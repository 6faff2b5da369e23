"""The spellings of the new world for what only changed its name: one table, and a few calls whose arguments moved."""

from __future__ import annotations

from typing import Any, Final

import libcst as cst

import lifetimes.tf2 as tf2

NEW_NAMES: Final = {
    "log": "math.log", "log1p": "math.log1p", "lgamma": "math.lgamma", "digamma": "math.digamma", "erf": "math.erf",
    "rsqrt": "math.rsqrt", "reciprocal": "math.reciprocal", "squared_difference": "math.squared_difference",
    "is_nan": "math.is_nan", "is_inf": "math.is_inf", "is_finite": "math.is_finite", "mod": "math.floormod",
    "floordiv": "math.floordiv", "floor_div": "math.floordiv", "truediv": "math.truediv",
    "logical_xor": "math.logical_xor", "cumprod": "math.cumprod", "segment_sum": "math.segment_sum",
    "segment_mean": "math.segment_mean", "segment_max": "math.segment_max", "segment_min": "math.segment_min",
    "segment_prod": "math.segment_prod", "unsorted_segment_sum": "math.unsorted_segment_sum",
    "confusion_matrix": "math.confusion_matrix", "ceil": "math.ceil",
    "random_normal": "random.normal", "random_uniform": "random.uniform", "truncated_normal": "random.truncated_normal",
    "random_shuffle": "random.shuffle", "multinomial": "random.categorical", "set_random_seed": "random.set_seed",
    "matrix_inverse": "linalg.inv", "matrix_determinant": "linalg.det", "matrix_solve": "linalg.solve",
    "matrix_transpose": "linalg.matrix_transpose", "matrix_diag": "linalg.diag", "diag": "linalg.tensor_diag",
    "diag_part": "linalg.tensor_diag_part", "matrix_diag_part": "linalg.diag_part", "cholesky": "linalg.cholesky",
    "matrix_band_part": "linalg.band_part", "trace": "linalg.trace", "matrix_set_diag": "linalg.set_diag",
    "self_adjoint_eig": "linalg.eigh", "svd": "linalg.svd", "qr": "linalg.qr", "batch_matmul": "matmul",
    "string_join": "strings.join", "string_split": "strings.split", "as_string": "strings.as_string",
    "string_to_number": "strings.to_number", "substr": "strings.substr", "decode_raw": "io.decode_raw",
    "read_file": "io.read_file", "sparse_to_dense": "sparse.to_dense", "invert_permutation": "math.invert_permutation",
    "global_norm": "linalg.global_norm", "space_to_depth": "nn.space_to_depth", "depth_to_space": "nn.depth_to_space",
    "glorot_uniform_initializer": "keras.initializers.GlorotUniform",
    "glorot_normal_initializer": "keras.initializers.GlorotNormal",
    "orthogonal_initializer": "keras.initializers.Orthogonal", "py_func": "numpy_function", "Print": "print",
    "FixedLenFeature": "io.FixedLenFeature", "gfile.Exists": "io.gfile.exists", "gfile.MakeDirs": "io.gfile.makedirs",
    "nn.softmax_cross_entropy_with_logits_v2": "nn.softmax_cross_entropy_with_logits",
    "assert_equal": "debugging.assert_equal", "check_numerics": "debugging.check_numerics",
}  # fmt: skip

NEW_ARGUMENTS: Final = {"reduction_indices": "axis", "keep_dims": "keepdims", "squeeze_dims": "axis"}
CASTS: Final = {"to_float": "float32", "to_double": "float64", "to_int32": "int32", "to_int64": "int64"}


def dotted(node: Any) -> str:
    """Return `a.b.c` for a chain of attributes; nothing for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr.value}" if before else ""
    return ""


def short_name(node: Any, module: str) -> str:
    """Return the name below TensorFlow's module, without `compat.v1`; nothing where it is another module's."""
    name = dotted(node)
    if not name.startswith(f"{module}."):
        return ""
    return name[len(module) + 1 :].removeprefix("compat.v1.")


def exists(name: str) -> bool:
    """Return whether the new world has a name."""
    found: Any = tf2
    for part in name.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            return False
    return True


def argument(call: cst.Call, position: int, *names: str) -> Any:
    """Return the argument of a call at a position or under one of its names, None where it was not given."""
    for given in call.args:
        if given.keyword is not None and given.keyword.value in names:
            return given.value
    plain = [given for given in call.args if given.keyword is None and not given.star]
    return plain[position].value if 0 <= position < len(plain) else None


def respelled(call: cst.Call, name: str, module: str) -> Any:
    """Return a call of the old world in the spelling of the new one. LookupError where there is none.

    `call` has its arguments converted already; `name` is what it was called by, below TensorFlow's module.
    """
    code = cst.Module([]).code_for_node
    if name in ("assign", "assign_add", "assign_sub"):
        target, value = argument(call, 0, "ref"), argument(call, 1, "value")
        return cst.parse_expression(f"{code(target)}.{name}({code(value)})")
    if name in CASTS:
        return cst.parse_expression(f"{module}.cast({code(argument(call, 0, 'x'))}, {module}.{CASTS[name]})")
    if name in ("nn.dropout",):
        return dropout(call, module)
    if name == "div":
        raise LookupError("tf.div divides integers by flooring and floats truly: say which one is meant")
    if name in ("random_normal_initializer", "truncated_normal_initializer", "random_uniform_initializer"):
        call = explicit_defaults(call, name)
        new = {"truncated_normal_initializer": "keras.initializers.TruncatedNormal"}.get(name, name)
    else:
        new = NEW_NAMES.get(name, name)
    if not exists(new) or new.split(".")[0] in ("layers", "losses", "metrics", "train"):
        raise LookupError(f"the new world has no {module}.{name}")
    func = cst.parse_expression(f"{module}.{new}")
    args = [given.with_changes(keyword=given.keyword.with_changes(value=NEW_ARGUMENTS[given.keyword.value]))
            if given.keyword is not None and given.keyword.value in NEW_ARGUMENTS else given
            for given in call.args]  # fmt: skip
    same = name == new and "compat" not in code(call.func)
    return call.with_changes(func=call.func if same else func, args=moved(args, name))


def moved(args: list[Any], name: str) -> list[Any]:
    """Return the arguments under the names that they have now."""
    renamed = {"argmax": {"dimension": "axis"}, "argmin": {"dimension": "axis"}, "expand_dims": {"dim": "axis"},
               "concat": {"concat_dim": "axis"}, "nn.conv2d": {"filter": "filters"},
               "nn.max_pool": {"value": "input"}, "nn.avg_pool": {"value": "input"}}.get(name, {})  # fmt: skip
    return [given.with_changes(keyword=cst.Name(renamed[given.keyword.value]))
            if given.keyword is not None and given.keyword.value in renamed else given for given in args]  # fmt: skip


def dropout(call: cst.Call, module: str) -> Any:
    """Return a dropout that says what goes, where the old one said what stays."""
    code = cst.Module([]).code_for_node
    x, keep, rate = argument(call, 0, "x"), argument(call, 1, "keep_prob"), argument(call, -1, "rate")
    gone = code(rate) if rate is not None else f"1 - ({code(keep)})"
    return cst.parse_expression(f"{module}.nn.dropout({code(x)}, rate={gone})")


DEFAULTS: Final = {
    "random_normal_initializer": ("mean=0.0", "stddev=1.0"),
    "truncated_normal_initializer": ("mean=0.0", "stddev=1.0"),
    "random_uniform_initializer": ("minval=0.0", "maxval=1.0"),
}


def explicit_defaults(call: cst.Call, name: str) -> cst.Call:
    """Return an initialiser whose defaults are written out: the new ones are other numbers."""
    by_place = [a for a in call.args if a.keyword is None]
    given = {text.split("=")[0] for text, _ in zip(DEFAULTS[name], by_place, strict=False)}
    given |= {a.keyword.value for a in call.args if a.keyword}
    args = [a for a in call.args if a.keyword is None or a.keyword.value != "dtype"]
    for text in DEFAULTS[name]:
        keyword, value = text.split("=")
        if keyword not in given:
            args.append(cst.parse_expression(f"f({keyword}={value})").args[0])  # type: ignore[attr-defined]
    return call.with_changes(args=[a.with_changes(comma=cst.MaybeSentinel.DEFAULT) for a in args])
