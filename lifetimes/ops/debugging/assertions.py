"""What `tf.test.TestCase` asserts, in both worlds: on arrays, tensors and whatever nests them.

Source: `tensorflow/python/framework/test_util.py`.
"""

import shutil
import tempfile
import unittest
from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.errors import OpError
from lifetimes.ops import dtypes, public

_LOOSER = {"float16": 1e-3, "float32": 1e-6, "complex64": 1e-6}


class Assertions(unittest.TestCase):
    """Assertions on values; what they are handed is evaluated first, by the world that the test is for."""

    _folder: str | None = None

    def evaluate(self, tensors: Any) -> Any:
        """Return a structure of tensors as one of arrays."""
        raise NotImplementedError

    def get_temp_dir(self) -> str:
        """Return the folder of this test, which goes when the test is over."""
        if self._folder is None:
            self._folder = tempfile.mkdtemp()
            self.addCleanup(shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    # --- equality ---

    def assertAllEqual(self, a: Any, b: Any, msg: str | None = None) -> None:
        """Assert that two arrays have the same shape and elements; NaN equals NaN."""
        if hasattr(a, "to_list") or hasattr(b, "to_list"):
            return self.assertEqual(_plain(a), _plain(b), msg)
        a, b = self._array(a), self._array(b)
        words = f"Shape mismatch: expected {a.shape}, got {b.shape}. Contents: {b!r}. \n{msg or ''}."
        self.assertEqual(a.shape, b.shape, words)
        equal = (a == b) | ((a != a) & (b != b))
        self._all(equal, a, b, "not equal", msg, np.testing.assert_array_equal)

    def assertNotAllEqual(self, a: Any, b: Any, msg: str | None = None) -> None:
        """Assert that two arrays differ in an element or in their shape."""
        self._refused(self.assertAllEqual, a, b, msg=msg, words="The two values are equal at all elements.")

    def assertAllClose(self, a: Any, b: Any, rtol: float = 1e-6, atol: float = 1e-6, msg: str | None = None) -> None:
        """Assert that two structures of arrays are close to each other, element by element."""
        if isinstance(a, dict) or isinstance(b, dict):
            self.assertEqual(isinstance(a, dict) and sorted(a), isinstance(b, dict) and sorted(b), msg)
            for key in a:
                self.assertAllClose(a[key], b[key], rtol, atol, msg)
            return
        if _is_uneven(a) or _is_uneven(b):
            self.assertEqual(len(a), len(b), msg)
            for one, other in zip(_plain(a), _plain(b), strict=True):
                self.assertAllClose(one, other, rtol, atol, msg)
            return
        a, b = self._array(a), self._array(b)
        self.assertEqual(a.shape, b.shape, f"Shape mismatch: expected {a.shape}, got {b.shape}.")
        close = np.isclose(a, b, rtol, atol, equal_nan=True)
        difference = f"\nnot close dif = {np.abs(a - b)[~close]}\nnot close tol = {(atol + rtol * np.abs(b))[~close]}"
        fails = np.testing.assert_allclose
        self._all(close, a, b, "not close", msg, fails, difference, rtol=rtol, atol=atol)

    def assertNotAllClose(self, a: Any, b: Any, rtol: float = 1e-6, atol: float = 1e-6, msg: str | None = None) -> None:
        """Assert that two structures of arrays are not close to each other."""
        words = "The two values are close at all elements."
        self._refused(self.assertAllClose, a, b, rtol, atol, msg=msg, words=words)

    def assertAllCloseAccordingToType(
        self, a: Any, b: Any, rtol: float = 1e-6, atol: float = 1e-6, msg: str | None = None, **tolerances: float
    ) -> None:
        """Assert that two arrays are close for what the less exact of their dtypes can hold."""
        names = [self._array(value).dtype.name for value in (a, b)]
        least = max(_LOOSER.get(name, 0.0) for name in names)
        self.assertAllClose(a, b, max(rtol, least), max(atol, least), msg)

    # --- order and membership ---

    def assertAllGreater(self, a: Any, comparison_target: Any) -> None:
        self.assertGreater(np.min(self._array(a)), comparison_target)

    def assertAllLess(self, a: Any, comparison_target: Any) -> None:
        self.assertLess(np.max(self._array(a)), comparison_target)

    def assertAllGreaterEqual(self, a: Any, comparison_target: Any) -> None:
        self.assertGreaterEqual(np.min(self._array(a)), comparison_target)

    def assertAllLessEqual(self, a: Any, comparison_target: Any) -> None:
        self.assertLessEqual(np.max(self._array(a)), comparison_target)

    def assertAllInRange(
        self, target: Any, lower_bound: Any, upper_bound: Any, open_lower_bound: bool = False,
        open_upper_bound: bool = False,
    ) -> None:  # fmt: skip
        """Assert that all elements lie between the bounds, which count unless they are open."""
        values = self._array(target)
        low = values <= lower_bound if open_lower_bound else values < lower_bound
        high = values >= upper_bound if open_upper_bound else values > upper_bound
        self.assertFalse(np.any(low | high | (values != values)), f"outside the range: {values[low | high]}")

    def assertAllInSet(self, target: Any, expected_set: Any) -> None:
        values = self._array(target)
        self.assertTrue(np.isin(values, list(expected_set)).all(), f"{values!r} has others than {expected_set}")

    def assertNear(self, f1: float, f2: float, err: float, msg: str | None = None) -> None:
        self.assertTrue(f1 == f2 or abs(f1 - f2) <= err, f"{f1!r} != {f2!r} +/- {err!r}{f' ({msg})' if msg else ''}")

    def assertArrayNear(self, farray1: Any, farray2: Any, err: float, msg: str | None = None) -> None:
        self.assertEqual(len(farray1), len(farray2), msg)
        for one, other in zip(farray1, farray2, strict=True):
            self.assertNear(float(one), float(other), err, msg)

    # --- shapes, dtypes, sizes, errors ---

    def assertShapeEqual(self, input_a: Any, input_b: Any, msg: str | None = None) -> None:
        one, other = ([None if n is None else int(n) for n in value.shape] for value in (input_a, input_b))
        self.assertEqual(one, other, msg)

    def assertDTypeEqual(self, target: Any, expected_dtype: Any) -> None:
        self.assertEqual(dtypes.as_dtype(self._array(target).dtype), dtypes.as_dtype(expected_dtype))

    def assertStartsWith(self, actual: str, expected_start: str, msg: str | None = None) -> None:
        self.assertTrue(actual.startswith(expected_start), msg or f"{actual!r} does not start with {expected_start!r}")

    def assertEmpty(self, container: Any, msg: str | None = None) -> None:
        self.assertFalse(len(container), msg or f"{container!r} has length of {len(container)}.")

    def assertNotEmpty(self, container: Any, msg: str | None = None) -> None:
        self.assertTrue(len(container), msg or f"{container!r} has length of 0.")

    def assertLen(self, container: Any, expected_len: int, msg: str | None = None) -> None:
        words = f"{container!r} has length of {len(container)}, expected {expected_len}."
        self.assertEqual(len(container), expected_len, msg or words)

    def assertBetween(self, value: Any, minv: Any, maxv: Any, msg: str | None = None) -> None:
        self.assertTrue(minv <= value <= maxv, msg or f"{value!r} unexpectedly not between {minv!r} and {maxv!r}")

    def assertRaisesOpError(self, expected_err_re_or_predicate: Any) -> Any:
        """Assert, in a block, that an op fails with a message of that pattern."""
        return self.assertRaisesRegex(OpError, expected_err_re_or_predicate)

    # --- helpers ---

    def _array(self, value: Any) -> Any:
        return np.asarray(nest.map_structure(self._evaluated, value))

    def _evaluated(self, value: Any) -> Any:
        is_ready = isinstance(value, (np.ndarray, np.generic)) or not hasattr(value, "dtype")
        return value if is_ready else self.evaluate(value)

    def _all(
        self, fine: Any, a: Any, b: Any, label: str, msg: str | None, fails: Callable[..., None], more: str = "",
        **tolerances: float,
    ) -> None:  # fmt: skip
        if not np.all(fine):
            where = f"\n{label} where = {np.nonzero(~fine)}" if a.ndim else ""
            sides = [value[~fine] if a.ndim else value for value in (a, b)]
            one, other = map(repr if label == "not equal" else str, sides)
            fails(a, b, err_msg=f"{msg or ''}{where}\n{label} lhs = {one}\n{label} rhs = {other}{more}", **tolerances)

    def _refused(self, assertion: Callable[..., None], *arguments: Any, msg: str | None, words: str) -> None:
        try:
            assertion(*arguments)
        except AssertionError:
            return
        self.fail(msg or words)


@public("test.main")
def main(world: Any, argv: Any = None) -> None:
    """Run the tests of the program."""
    unittest.main(argv=argv)


@public("test.get_temp_dir")
def get_temp_dir(world: Any) -> str:
    """Return a new folder for a test's files."""
    return tempfile.mkdtemp()


def _plain(value: Any) -> Any:
    return value.to_list() if hasattr(value, "to_list") else value.tolist() if hasattr(value, "tolist") else value


def _is_uneven(value: Any) -> bool:
    """Whether a value is no single array: a ragged tensor, or a list whose parts differ in shape."""
    if hasattr(value, "to_list"):
        return True
    return isinstance(value, (list, tuple)) and len({np.shape(part) for part in value}) > 1
