"""Compares random calls of single ops with real TensorFlow: value, shape, dtype, or class of error.

    python tests/campaigns/single_ops.py --tensorflow PYTHON [--calls 4000] [--seed 0] [--only math.] [--show 3]

PYTHON is an interpreter that can import TensorFlow. Each call is one line of Python about `tf`, made of the public
functions of the new world that both have, with random shapes, dtypes, values and bad arguments; the line that
disagrees is printed with both answers, so it can be run by hand. Not collected by pytest: run it as a program.
"""

from __future__ import annotations

import argparse
import inspect
import json
import math
import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

ACCURACY: Final = {"float16": 4e-3, "bfloat16": 2e-2, "float32": 2e-4, "complex64": 2e-4}
LEFT_OUT: Final = (
    "config.", "keras.", "train.", "summary.", "saved_model.", "io.", "test.", "random.", "autograph.", "metrics.",
    "initializers.", "optimizers.", "losses.", "compat.", "graph_util.", "image.",
)  # fmt: skip
UNUSED: Final = ("name", "layout", "bad_indices_policy", "grad_a", "grad_b", "parallel_iterations", "back_prop")
NO_OPS: Final = """
case cond while_loop map_fn foldl foldr scan vectorized_map switch_case numpy_function py_function function
custom_gradient recompute_grad gradients hessians control_dependencies device group tuple init_scope
inside_function name_scope variable_creator_scope print timestamp executing_eagerly no_op
debugging.set_log_device_placement debugging.assert_proper_iterable is_symbolic_tensor nn.dropout eig linalg.eig
eigvals linalg.eigvals linalg.svd linalg.qr linalg.eigh strings.format make_tensor_proto make_ndarray
type_spec_from_value convert_to_tensor_or_indexed_slices broadcast_static_shape Assert
debugging.Assert strings.unicode_transcode get_static_value parallel_stack ragged.map_flat_values
"""


# --- what is called ---------------------------------------------------------------------------------------


class Caller:
    """Writes random calls, each a line of Python."""

    def __init__(self, functions: dict[str, Callable[..., Any]], seed: int) -> None:
        self.functions = functions
        self.random = random.Random(seed)
        self.dtype = "float32"
        self.shape: list[int] = []

    def call(self, name: str) -> str:
        """Return a call of the function, most of its arguments of one dtype and one shape."""
        choose = self.random.random
        kinds = ["float32"] * 6 + ["float64", "int32", "int32", "int64", "bool", "float16", "complex64", "uint8"]
        self.dtype = "string" if name.startswith("strings.") else self.random.choice(kinds)
        self.shape = [self.random.choice((0, 1, 2, 2, 3, 3)) for _ in range(self.random.choice((0, 1, 1, 2, 2, 3)))]
        if name.startswith("linalg.") and choose() < 0.6:
            self.dtype, self.shape = "float32", [2, 2]
        words = []
        for parameter in inspect.signature(self.functions[name]).parameters.values():
            if parameter.name in UNUSED or parameter.kind is inspect.Parameter.VAR_KEYWORD:
                continue
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                words += [self.argument(parameter.name) for _ in range(self.random.randrange(3))]
                continue
            if parameter.default is not inspect.Parameter.empty and choose() < 0.6:
                continue
            words.append(f"{parameter.name}={self.argument(parameter.name)}")
        return f"tf.{name}({', '.join(words)})"

    def argument(self, parameter: str) -> str:
        """Return one argument: a fitting one as a rule, sometimes anything."""
        if self.random.random() < 0.06:
            return self.anything()
        for names, make in ARGUMENTS.items():
            if parameter in names.split():
                return make(self)
        return self.tensor()

    def anything(self) -> str:
        """Return what few parameters take."""
        texts = ["None", "'a'", "-1", "[]", "[[1.], [2., 3.]]", "2.5", "True", "[1, 2, 3]", "7", "object()", "''"]
        return self.random.choice([*texts, self.tensor(), self.of("int32"), self.of("complex64"), self.of("string")])

    def tensor(self) -> str:
        """Return a tensor of this call's dtype and, as a rule, shape."""
        return self.of(self.dtype if self.random.random() < 0.93 else "int32")

    def of(self, dtype: str, shape: list[int] | None = None) -> str:
        """Return a tensor of that dtype, or plain Python lists."""
        shape = self.near() if shape is None else shape
        plain = dtype in ("float32", "int32", "bool", "string") and self.random.random() < 0.3 and 0 not in shape
        text = self.nested(dtype, shape)
        if plain:
            return text
        return f"tf.constant({text}, tf.{dtype}, shape={shape})" if 0 in shape else f"tf.constant({text}, tf.{dtype})"

    def near(self) -> list[int]:
        """Return the shape of this call, or one not far from it."""
        shape, turn = list(self.shape), self.random.random()
        if turn < 0.75:
            return shape
        if turn < 0.83:
            return shape[1:]
        if turn < 0.9:
            return [1 if self.random.random() < 0.5 else size for size in shape]
        return [self.random.randrange(4) for _ in range(self.random.randrange(4))]

    def nested(self, dtype: str, shape: list[int]) -> str:
        """Return lists of values in that shape, written out."""
        if 0 in shape:
            return "[]"
        if not shape:
            return self.number(dtype)
        return "[" + ", ".join(self.nested(dtype, shape[1:]) for _ in range(shape[0])) + "]"

    def number(self, dtype: str) -> str:
        """Return one value of the dtype, often one at an edge."""
        pick = self.random.choice
        if dtype == "string":
            return repr(pick(["", "a", "ab c", "Hello", "1", "-2.5", "x,y", "é", "日本", " b "]))
        if dtype == "bool":
            return pick(["True", "False"])
        if dtype.startswith(("int", "uint")):
            return str(pick([0, 0, 1, 1, 2, 3, 5, *([] if dtype[0] == "u" else [-1, -2])]))
        edge = pick(["inf", "-inf", "nan"]) if self.random.random() < 0.04 else None
        real = edge or pick(["0.", "1.", "-1.", "2.", "0.5", "-0.25", str(round(self.random.uniform(-4, 4), 2))])
        return real if dtype[0] != "c" or edge else f"complex({real}, {pick(['0.', '1.', '-0.5'])})"

    def axis(self) -> str:
        """Return an axis that exists, as a rule."""
        rank = len(self.shape)
        if self.random.random() < 0.1:
            return str(self.random.randint(-4, 4))
        return self.random.choice(["0", "-1", str(max(rank - 1, 0)), "None" if self.random.random() < 0.2 else "0"])

    def axes(self) -> str:
        """Return an axis, several, or None."""
        return self.random.choice([self.axis(), self.axis(), "None", f"[{self.axis()}]", "[0, 1]", "[]"])

    def sizes(self) -> str:
        """Return a list of sizes: that of this call turned round, flattened, or any."""
        turn, shape = self.random.random(), self.shape
        if turn < 0.3:
            return str(shape[::-1])
        if turn < 0.5:
            return str([math.prod(shape)])
        if turn < 0.6:
            return "[-1]"
        return str([self.random.choice((0, 1, 2, 3, 3, -1)) for _ in range(self.random.randrange(4))])

    def ids(self) -> str:
        """Return rising labels, one for each row."""
        size = self.shape[0] if self.shape else 1
        rising = sorted(self.random.randrange(3) for _ in range(size))
        return str(rising) if rising and self.random.random() < 0.8 else self.of("int32", [size])

    def per_axis(self) -> str:
        """Return a small number for each axis."""
        return str([self.random.choice((0, 0, 1, 1, 2, -1)) for _ in self.shape])

    def paddings(self) -> str:
        """Return a pair of small numbers for each axis."""
        return str([[self.random.randrange(3), self.random.randrange(2)] for _ in self.shape])

    def few(self) -> str:
        """Return a list of a few tensors that may be put together."""
        if self.random.random() < 0.1:
            return self.tensor()
        return "[" + ", ".join(self.tensor() for _ in range(self.random.choice((1, 2, 2, 3, 0)))) + "]"

    def one_of(self, *texts: str) -> str:
        """Return one of the texts."""
        return self.random.choice(texts)


def _one_of(*texts: str) -> Callable[[Caller], str]:
    return lambda caller: caller.one_of(*texts)


ARGUMENTS: Final[dict[str, Callable[[Caller], str]]] = {
    "axis dim seq_axis batch_axis seq_dim": Caller.axis,
    "axes perm": lambda caller: caller.one_of(caller.axes(), str(list(range(len(caller.shape)))[::-1])),
    "keepdims keep_dims exclusive reverse adjoint transpose_a transpose_b adjoint_a adjoint_b sorted stable "
    "transpose validate_indices full_matrices compute_uv lower center_zero shortest scientific approximate weighted "
    "replace_global validate_args binary_output replace_control_characters fast a_is_sparse b_is_sparse":
        _one_of("True", "False", "True", "False", "1"),
    "dtype out_type output_type Tout":
        _one_of("tf.float32", "tf.int32", "tf.int64", "tf.float64", "tf.bool", "tf.complex64", "'float32'", "'int8'",
                "tf.uint8", "tf.float16", "tf.string"),
    "shape dims new_shape output_shape": Caller.sizes,
    "segment_ids": Caller.ids,
    "num_segments num k depth num_partitions nbins minlength maxlength num_classes batch_dims num_or_size_splits "
    "output_num ndim rank num_rows num_columns num_buckets num_lower num_upper pos len precision width maxsplit "
    "num_or_size":
        lambda caller: str(caller.random.choice((1, 2, 3, 2, 3, 0, -1, 5))),
    "indices": lambda caller: caller.of("int32") if caller.random.random() < 0.5
        else caller.of("int32", [caller.random.randrange(3), 1]),
    "ids targets partitions predictions_ids sequence_length seq_lengths lengths repeats":
        lambda caller: caller.of("int32"),
    "multiples shift begin size strides end": Caller.per_axis,
    "paddings": Caller.paddings,
    "values tensors inputs arrays data_list": lambda caller: caller.one_of(caller.few(), caller.few(), caller.tensor()),
    "condition mask cond": lambda caller: caller.of("bool"),
    "mode": _one_of("'CONSTANT'", "'REFLECT'", "'SYMMETRIC'", "'constant'", "'odd'"),
    "equation": _one_of("'ij,jk->ik'", "'ij->ji'", "'i,i->'", "'...ij,...jk->...ik'", "'ii->i'", "'ij,j'"),
    "unit": _one_of("'BYTE'", "'UTF8_CHAR'"),
    "separator sep": _one_of("','", "' '", "''"),
    "pattern": _one_of("'a'", "'.'", "'[a-z]+'", "'(l+)'", "'^H'"),
    "rewrite": _one_of("'-'", r"'<\\1>'", "''"),
    "input_encoding output_encoding": _one_of("'UTF-8'", "'UTF-16-BE'", "'UTF-32-BE'"),
    "ord": _one_of("'euclidean'", "1", "2", "np.inf", "'fro'", "3"),
    "errors": _one_of("'strict'", "'replace'", "'ignore'"),
    "replacement_char": _one_of("65533", "32"),
    "fill": _one_of("''", "'0'", "' '"),
    "row_splits_dtype": _one_of("tf.int32", "tf.int64"),
    "l2_regularizer rcond tol": _one_of("0.", "0.1", "1e-6"),
    "side": _one_of("'left'", "'right'", "'left'"),
    "direction": _one_of("'ASCENDING'", "'DESCENDING'"),
    "message summarize name_prefix": _one_of("'m'", "None"),
    "on_value off_value value pad_value constant_values default_value": lambda caller: caller.of(caller.dtype, []),
    "clip_norm epsilon alpha beta scale delta tolerance":
        lambda caller: caller.one_of("1.", "0.5", "2", "0.", "-1.", "1e-3"),
}  # fmt: skip


# --- what it answers --------------------------------------------------------------------------------------


def functions_of(tf: Any, names: list[str]) -> dict[str, Callable[..., Any]]:
    """Return those of the named functions that a module has."""
    found = {}
    for name in names:
        value = tf
        for part in name.split("."):
            value = getattr(value, part, None)
        if callable(value) and not inspect.isclass(value):
            found[name] = value
    return found


def described(result: Any) -> Any:
    """Return a result as JSON has it: tensors as dtype, shape and values; other things by what they are."""
    if hasattr(result, "to_list") and hasattr(result, "row_splits"):
        return ["ragged", result.dtype.name, repr(result.to_list())]
    if hasattr(result, "numpy") and hasattr(result, "dtype"):
        array = result.numpy()
        flat = [str(one) if isinstance(one, (bytes, complex)) else one for one in _flat(array)]
        return ["tensor", result.dtype.name, list(result.shape), flat]
    if isinstance(result, dict):
        return ["dict", sorted([str(key), described(value)] for key, value in result.items())]
    if isinstance(result, (list, tuple)):
        return ["several", [described(one) for one in result]]
    return [
        "python",
        repr(result)[:200] if isinstance(result, (int, float, str, bytes, bool)) else str(type(result).__name__),
    ]


def _flat(array: Any) -> list[Any]:
    import numpy as np

    array = np.asarray(array)
    if array.dtype.kind not in "OSbiufc":
        array = array.astype(np.float32)
    return array.ravel().tolist()


def answer(implementation: str) -> None:
    """Answer each line of the input with a line of JSON."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import warnings

    import numpy as np

    warnings.simplefilter("ignore")
    tf: Any = __import__("tensorflow" if implementation == "tensorflow" else "lifetimes.tf2", fromlist=["x"])
    out = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        try:
            found = described(eval(line, {"tf": tf, "np": np, "inf": np.inf, "nan": np.nan}))
        except Exception as error:
            found = ["error", type(error).__name__, str(error).splitlines()[:1]]
        out.write(json.dumps(found) + "\n")
        out.flush()


def answers(command: list[str], calls: list[str]) -> Iterator[Any]:
    """Yield the answer to each call; a call that ends the interpreter is answered by `crash`."""
    done = 0
    while done < len(calls):
        text = "\n".join(calls[done:]) + "\n"
        ran = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        lines = ran.stdout.splitlines()
        for line in lines:
            yield json.loads(line)
        done += len(lines)
        if done < len(calls):
            if not lines and "Error" in ran.stderr:
                raise RuntimeError(ran.stderr[-2000:])
            yield ["crash", ran.returncode]
            done += 1


def agree(ours: Any, theirs: Any) -> bool:
    """Return whether two answers are the same, floats within the accuracy of their dtype."""
    if ours[0] != theirs[0]:
        return theirs[0] == "crash"
    if ours[0] == "error":
        return bool(ours[1] == theirs[1])
    if ours[0] == "several":
        return len(ours[1]) == len(theirs[1]) and all(map(agree, ours[1], theirs[1]))
    if ours[0] != "tensor":
        return bool(ours == theirs)
    if ours[1:3] != theirs[1:3]:
        return False
    return all(_close(a, b, ACCURACY.get(ours[1], 1e-6)) for a, b in zip(ours[3], theirs[3], strict=True))


def _close(a: Any, b: Any, accuracy: float) -> bool:
    if isinstance(a, str) and a != b and "j" in a and "j" in str(b):
        x, y = complex(a), complex(b)
        return _close(x.real, y.real, accuracy) and _close(x.imag, y.imag, accuracy)
    if isinstance(a, float) and isinstance(b, float):
        return (math.isnan(a) and math.isnan(b)) or a == b or abs(a - b) <= accuracy * max(1.0, abs(a), abs(b))
    return bool(a == b)


def main() -> None:
    """Make the calls, ask both, and print how often they agree and where they do not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answer", help=argparse.SUPPRESS)
    parser.add_argument("--tensorflow", default=sys.executable, help="a Python that can import TensorFlow")
    parser.add_argument("--calls", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="only functions whose name begins so")
    parser.add_argument("--show", type=int, default=2, help="how many disagreements of each function to print")
    options = parser.parse_args()
    if options.answer:
        return answer(options.answer)
    import lifetimes.library
    import lifetimes.tf2

    names = sorted(lifetimes.library.index().names["tf2"])
    names = [name for name in names if name.startswith(options.only) and not name.startswith(LEFT_OUT)]
    functions = functions_of(lifetimes.tf2, [name for name in names if name not in NO_OPS.split()])
    caller = Caller(functions, options.seed)
    calls = [caller.call(caller.random.choice(list(functions))) for _ in range(options.calls)]
    start = time.perf_counter()
    here = [__file__, "--answer"]
    ours = answers([sys.executable, *here, "lifetimes"], calls)
    theirs = answers([options.tensorflow, *here, "tensorflow"], calls)
    wrong, asked = defaultdict(list), Counter(call.partition("(")[0] for call in calls)
    kinds: Counter[str] = Counter()
    for call, mine, real in zip(calls, ours, theirs, strict=True):
        if not agree(mine, real):
            wrong[call.partition("(")[0]].append((call, mine, real))
            kinds[f"{_kind(real)} there, {_kind(mine)} here"] += 1
    for name, found in sorted(wrong.items(), key=lambda item: -len(item[1])):
        print(f"\n{name}: {len(found)} of {asked[name]}")
        for call, mine, real in found[: options.show]:
            print(f"  {call}\n     there {str(real)[:300]}\n     here  {str(mine)[:300]}")
    print("\n" + "\n".join(f"{count:6} {kind}" for kind, count in kinds.most_common(30)))
    same = options.calls - sum(map(len, wrong.values()))
    print(
        f"{same} of {options.calls} agree ({100 * same / options.calls:.1f} %), in {time.perf_counter() - start:.0f} s"
    )


def _kind(found: Any) -> str:
    return str(found[1]) if found[0] == "error" else "a value" if found[0] != "crash" else "crash"


if __name__ == "__main__":
    main()
