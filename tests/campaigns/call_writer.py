"""Writes random calls about `tf`, each one line of Python: functions, operators, methods and constructors.

A call is written plain, or about parameters inside a function: `traced(lambda a0: tf.abs(x=a0), tf.constant([1.]))`,
where the words that may stand for `traced` are the functions of `forms.py`. The same seed writes the same calls.
"""

from __future__ import annotations

import inspect
import math
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from program_writer import Grammar

EXPRESSIONS: Final = Grammar(Path(__file__).with_name("calls.grammar"))
UNUSED: Final = ("name", "layout", "bad_indices_policy", "grad_a", "grad_b", "parallel_iterations", "back_prop")
DTYPES: Final = """
float32 float32 float32 float32 float32 float32 float32 float64 float64 int32 int32 int32 int64 bool float16 complex64
complex128 uint8 int8 int16 uint16 uint32 uint64 string
"""
FORMS: Final = """
plain plain plain plain plain traced traced unknown unknown known gradient gradient traced_gradient second
"""
WITH_GRADIENTS: Final = ("gradient", "traced_gradient", "second")


class Caller:
    """Writes random calls, each a line of Python."""

    def __init__(self, functions: dict[str, Callable[..., Any]], seed: int) -> None:
        self.functions = functions
        self.random = random.Random(seed)
        self.dtype = "float32"
        self.shape: list[int] = []
        self.given: list[str] | None = None  # what the parameters of the call are given, where it has any

    def call(self) -> tuple[str, str]:
        """Return what is called, and a call of it in one of the forms; most arguments have one dtype and one shape."""
        names = [*self.functions, *self.random.choices(list(EXPRESSIONS.steps), k=len(self.functions) // 4)]
        name, form = self.random.choice(names), self.random.choice(FORMS.split())
        self.choose(name, DTYPES.split()[:9] if form in WITH_GRADIENTS else DTYPES.split())
        self.given = None if form == "plain" else []
        text = self.function(name) if name in self.functions else self.expression(name)
        if not self.given:
            return name, text
        parameters = ", ".join(f"a{n}" for n in range(len(self.given)))
        return f"{name} {form}", f"{form}(lambda {parameters}: {text}, {', '.join(self.given)})"

    def choose(self, name: str, dtypes: list[str]) -> None:
        """Choose the dtype and the shape of a call."""
        self.dtype = "string" if name.startswith("strings.") else self.random.choice(dtypes)
        rank = self.random.choice((0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5))
        self.shape = [self.random.choice((0, 1, 2, 2, 3, 3) if rank < 4 else (1, 2)) for _ in range(rank)]
        if name.startswith("linalg.") and self.random.random() < 0.6:
            self.dtype, self.shape = self.random.choice(["float32", "float32", "float64", "complex64"]), [2, 2]

    def function(self, name: str) -> str:
        """Return a call of the function."""
        words = []
        for parameter in inspect.signature(self.functions[name]).parameters.values():
            if parameter.name in UNUSED or parameter.kind is inspect.Parameter.VAR_KEYWORD:
                continue
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                words += [self.argument(parameter.name) for _ in range(self.random.randrange(3))]
                continue
            if parameter.default is not inspect.Parameter.empty and self.random.random() < 0.6:
                continue
            words.append(f"{parameter.name}={self.argument(parameter.name)}")
        return f"tf.{name}({', '.join(words)})"

    def expression(self, name: str) -> str:
        """Return one way to write what the grammar says, its `{words}` filled in."""
        text = self.random.choice(EXPRESSIONS.rules[name])
        return re.sub(r"\{(\w+)\}", lambda word: self.word(word[1]), text)

    def word(self, word: str) -> str:
        """Return what stands for a word in braces."""
        return WORDS[word](self) if word in WORDS else self.expression(word)

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
        if self.given is not None and self.random.random() < 0.7:
            self.given.append(f"tf.constant({self.nested(dtype, shape)}, tf.{dtype}, shape={shape})")
            return f"a{len(self.given) - 1}"
        plain = (
            dtype in ("float32", "int32", "bool", "string", "float64", "int8")
            and self.random.random() < 0.3
            and 0 not in shape
        )
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


def _number(caller: Caller) -> str:
    return caller.of(caller.dtype, [])


def _other(caller: Caller) -> str:
    """Return what may stand on the other side of an operator."""
    if caller.random.random() < 0.5:
        return caller.tensor()
    if caller.random.random() < 0.3:
        return caller.one_of(
            "2", "0.5", "True", "None", "'a'", "[1, 2]", "1j", "object()", "[]", "(1., 2.)", "-1", "10 ** 10"
        )
    plain, number = caller.nested(caller.dtype, caller.near()), caller.number(caller.dtype)
    numpy = caller.dtype.replace("string", "str_")
    return caller.one_of(
        number, plain, f"np.array({plain})", f"np.{numpy}({number})", f"tf.Variable({caller.tensor()})"
    )


WORDS: Final[dict[str, Callable[[Caller], str]]] = {
    "t": Caller.tensor,
    "number": _number,
    "o": _other,
    "any": Caller.anything,
    "dtype": ARGUMENTS["dtype out_type output_type Tout"],
    "shape": Caller.sizes,
    "axis": Caller.axis,
    "int": lambda caller: caller.of("int32"),
    "small": lambda caller: str(caller.random.randint(-2, 3)),
    "bool": lambda caller: caller.of("bool"),
    "same": lambda caller: caller.of(caller.dtype, caller.shape),
    "rows": lambda caller: caller.of("int32", [caller.random.randrange(3)]),
    "points": lambda caller: caller.of("int32", [caller.random.randrange(3), 1]),
    "few": lambda caller: caller.of(caller.dtype, [caller.random.randrange(3), *caller.shape[1:]]),
    "dtype_name": lambda caller: caller.dtype,
}  # fmt: skip
