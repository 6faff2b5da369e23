"""Compares random calls of single ops with real TensorFlow: value, shape, dtype, or class of error.

    python tests/campaigns/single_ops.py --tensorflow PYTHON [--calls 4000] [--seed 0] [--only math.] [--show 3]

PYTHON is an interpreter that can import TensorFlow. Each call is one line of Python about `tf` (call_writer.py): the
public functions of the new world that both have, operators, methods and constructors, with random shapes, dtypes,
values and bad arguments, plain, in traces and for their gradients (forms.py). The line that disagrees is printed with
both answers. Not collected by pytest: run it as a program.
"""

from __future__ import annotations

import argparse
import inspect
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from forms import forms  # noqa: E402
from recorded_text import same  # noqa: E402

SECONDS: Final = 20  # for one call
ACCURACY: Final = {"float16": 4e-3, "bfloat16": 2e-2, "float32": 2e-4, "complex64": 2e-4}
LEFT_OUT: Final = (
    "config.", "keras.", "train.", "summary.", "saved_model.", "io.", "test.", "random.", "autograph.", "metrics.",
    "initializers.", "optimizers.", "losses.", "compat.", "graph_util.", "image.",
)  # fmt: skip
PLAIN: Final = (int, float, complex, str, bytes, bool, type(None))
SHOWN: Final = ("TensorShape", "TensorSpec", "RaggedTensorSpec", "VariableSpec", "DType", "dtype", "ndarray", "float32")
NO_OPS: Final = """
case cond while_loop map_fn foldl foldr scan vectorized_map switch_case numpy_function py_function function
custom_gradient recompute_grad gradients hessians control_dependencies device group tuple init_scope
inside_function name_scope variable_creator_scope print timestamp executing_eagerly no_op
debugging.set_log_device_placement debugging.assert_proper_iterable is_symbolic_tensor nn.dropout eig linalg.eig
eigvals linalg.eigvals linalg.svd linalg.qr linalg.eigh strings.format make_tensor_proto make_ndarray
type_spec_from_value convert_to_tensor_or_indexed_slices broadcast_static_shape Assert
debugging.Assert strings.unicode_transcode get_static_value parallel_stack ragged.map_flat_values
"""


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
    if hasattr(result, "indices") and hasattr(result, "dense_shape"):
        return ["several", [described(one) for one in (result.values, result.indices, result.dense_shape)]]
    if isinstance(result, dict):
        return ["dict", sorted([str(key), described(value)] for key, value in result.items())]
    if isinstance(result, (list, tuple)):
        return ["several", [described(one) for one in result]]
    simple = isinstance(result, PLAIN) or type(result).__name__ in SHOWN
    return ["python", repr(result)[:400] if simple else str(type(result).__name__)]


def _flat(array: Any) -> list[Any]:
    import numpy as np

    array = np.asarray(array)
    if array.dtype.kind not in "OSbiufc":
        array = array.astype(np.float32)
    return array.ravel().tolist()


def answer(implementation: str) -> None:
    """Answer each line of the input with a line of JSON."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")  # the default depends on the processor, and words on that
    import warnings

    import numpy as np

    warnings.simplefilter("ignore")
    tf: Any = __import__("tensorflow" if implementation == "tensorflow" else "lifetimes.tf2", fromlist=["x"])
    names = {"tf": tf, "np": np, "inf": np.inf, "nan": np.nan, **forms(tf)}
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        signal.alarm(SECONDS)  # TensorFlow itself does not come back from some, and no exception reaches it there
        try:
            found = described(eval(line, {**names}))
        except Exception as error:
            found = ["error", type(error).__name__, str(error).splitlines()[:1]]
        out.write(json.dumps(found) + "\n")
        out.flush()


def answers(command: list[str], calls: Sequence[str]) -> Iterator[Any]:
    """Yield the answer to each call; one that ends the interpreter, or does not end in time, is answered by `crash`."""
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
    if ours[0] == "python":
        return same(str(theirs[1]), str(ours[1]))
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
    from call_writer import Caller

    import lifetimes.library
    import lifetimes.tf2

    names = sorted(lifetimes.library.index().names["tf2"])
    names = [name for name in names if name.startswith(options.only) and not name.startswith(LEFT_OUT)]
    functions = functions_of(lifetimes.tf2, [name for name in names if name not in NO_OPS.split()])
    caller = Caller(functions, options.seed)
    called, calls = zip(*(caller.call() for _ in range(options.calls)), strict=True)
    start = time.perf_counter()
    here = [__file__, "--answer"]
    ours = answers([sys.executable, *here, "lifetimes"], calls)
    theirs = answers([options.tensorflow, *here, "tensorflow"], calls)
    wrong, asked = defaultdict(list), Counter(called)
    kinds: Counter[str] = Counter()
    for name, call, mine, real in zip(called, calls, ours, theirs, strict=True):
        if not agree(mine, real):
            wrong[name].append((call, mine, real))
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
