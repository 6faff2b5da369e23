"""Every exception of the two worlds, one family, grouped by who can act on it.

The names, the class tree and the constructor are TensorFlow's (`tf.errors`). A message begins with
TensorFlow's own first line; what to do about it follows on the next lines (see `advise`).
"""

from typing import Any, ClassVar, Final

BY_CODE: Final[dict[int, type["OpError"]]] = {}


class OpError(Exception):
    """An operation failed while it ran: `op` is that operation, `message` the text, `error_code` a number."""

    code: ClassVar[int] = 2

    def __init_subclass__(cls, code: int | None = None) -> None:
        if code is not None:
            cls.code = code
            BY_CODE[code] = cls

    def __init__(self, node_def: Any, op: Any, message: str, error_code: int | None = None, *unused: Any) -> None:
        super().__init__()
        self._node_def, self._op, self._message = node_def, op, message
        self._error_code = type(self).code if error_code is None else error_code

    node_def: Any = property(lambda self: self._node_def)
    op: Any = property(lambda self: self._op)
    message = property(lambda self: self._message)
    error_code = property(lambda self: self._error_code)
    experimental_payloads = property(lambda self: {})

    def __str__(self) -> str:
        return self._message

    def __reduce__(self) -> Any:
        return type(self), (self._node_def, self._op, self._message, self._error_code)


# --- the program asked for something impossible -----------------------------------------------------------


class InvalidArgumentError(OpError, code=3):
    """An argument does not fit: a shape, a dtype, an index, a missing feed."""


def refuse(words: str) -> InvalidArgumentError:
    """Return the error of a kernel whose arguments do not fit; the world adds where."""
    return InvalidArgumentError(None, None, words)


class OutOfRangeError(OpError, code=11):
    """Something ran past its end, as `count_up_to` does at its limit."""


class FailedPreconditionError(OpError, code=9):
    """The state is not ready: most often a variable that this session has not initialised."""


class NotFoundError(OpError, code=5):
    """A file, or a key in a file, does not exist."""


class AlreadyExistsError(OpError, code=6):
    """Something that must be new exists already."""


class UnimplementedError(OpError, code=12):
    """TensorFlow has it, this library does not."""


class PermissionDeniedError(OpError, code=7):
    """The file system refused."""


class UnauthenticatedError(OpError, code=16):
    """Kept for programs that catch it; nothing here raises it."""


# --- the machine or the data failed ----------------------------------------------------------------------


class DataLossError(OpError, code=15):
    """A file is damaged; the message names file and entry."""


class InternalError(OpError, code=13):
    """An invariant of this library is broken: a bug to report."""


class UnknownError(OpError, code=2):
    """A Python function called by an operation raised something that has no class of its own."""


class ResourceExhaustedError(OpError, code=8):
    """Memory or disk is used up."""


class AbortedError(OpError, code=10):
    """Kept for programs that catch it; nothing here raises it."""


class CancelledError(OpError, code=1):
    """Kept for programs that catch it; nothing here raises it."""


class DeadlineExceededError(OpError, code=4):
    """What was waited for did not come in time."""


class UnavailableError(OpError, code=14):
    """Kept for programs that catch it; nothing here raises it."""


# --- the program treated a symbol as a value -------------------------------------------------------------


class OperatorNotAllowedInGraphError(TypeError):
    """A symbolic tensor was used where Python needs a value: `if`, `for`, `bool()`."""


class InaccessibleTensorError(TypeError):
    """A symbolic tensor left the function whose trace it belongs to."""


class ShapeError(ValueError):
    """Shapes do not fit. Raised by shape rules; the graph adds which operation it was."""


def advise(first_line: str, advice: str) -> str:
    """Return TensorFlow's own first line with our advice on the line below it."""
    return f"{first_line}\n{advice}"


def published() -> dict[str, Any]:
    """Return the names of `tf.errors`: the classes, and each one's number as a constant (`INVALID_ARGUMENT`)."""
    kinds: tuple[type[Exception], ...] = (
        OpError, *BY_CODE.values(), OperatorNotAllowedInGraphError, InaccessibleTensorError,
    )  # fmt: skip
    names: dict[str, Any] = {kind.__name__: kind for kind in kinds}
    names.update({_constant(kind.__name__): code for code, kind in BY_CODE.items()})
    return names | {"OK": 0}


def _constant(name: str) -> str:
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name.removesuffix("Error"))
    return words.strip("_").upper()
