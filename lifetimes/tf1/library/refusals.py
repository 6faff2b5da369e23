"""What TensorFlow 1 says where a value, a symbol or a session is refused."""

from typing import Any, NoReturn

from lifetimes.errors import InaccessibleTensorError
from lifetimes.graph.graph import Graph


def no_session(purpose: str) -> ValueError:
    """Return the error for a tensor or operation that no default session could run."""
    tensor = "tensor" in purpose
    what = "evaluate tensor using `eval()`" if tensor else "execute operation using `run()`"
    return ValueError(
        f"Cannot {what}: No default session is registered. Use `with sess.as_default(){'' if tensor else ':'}` or "
        f"pass an explicit session to `{'eval' if tensor else 'run'}(session=sess)`"
    )


def other_graph(purpose: str, which: str) -> ValueError:
    """Return the error for a session of another graph: `which` is "given" or "default"."""
    differs = f"the {purpose.split()[-1]}'s graph is different from the session's graph."
    call = "`eval(session=sess)`" if "tensor" in purpose else "run(session=sess)"
    hint = f" Pass an explicit session to {call}." if which == "default" else ""
    return ValueError(f"Cannot use the {which} session to {purpose.replace('run', 'execute')}: {differs}{hint}")


def nesting(item: Any) -> AssertionError:
    """Return the error for a default graph or session that is left before one that was entered after it."""
    place = "framework.ops" if isinstance(item, Graph) else "client.session"
    kind = f"tensorflow.python.{place}.{type(item).__name__}"
    return AssertionError(f"Nesting violated for default stack of <class '{kind}'> objects")


def not_fetchable(op: Any) -> InaccessibleTensorError:
    """Return the error for a fetch that does not run by itself: a node of a branch or a loop body."""
    return InaccessibleTensorError(
        f"Operation {op.name} has been marked as not fetchable. Typically this happens when it is defined in another "
        "function or code block. Use return values, explicit Python locals or TensorFlow collections to access it."
    )


def no_attribute(kind: str, value: Any, error: Exception) -> Exception:
    """Return the error for what is given as the dtype or the shape of a node and is none."""
    if kind == "as_dtype":
        return TypeError(f"Expected DataType for argument 'dtype' not {value!r}.")
    refusal = ValueError if isinstance(error, ValueError) else TypeError
    return refusal(f"Error converting shape to a TensorShape: {error}.")


def other_structure(keys: list[Any], values: list[Any]) -> ValueError:
    """Return the error for a nested key of a feed dictionary whose value has another number of parts."""
    counts = f"Key had {len(keys)} elements, but value had {len(values)} elements"
    return ValueError(f"Could not flatten dictionary. {counts}. Key: {keys}, value: {values}.")


def no_feeds(given: Any) -> NoReturn:
    """Raise TypeError for what is given for a feed dictionary and is none."""
    kind = f"instead of '{type(given).__name__}'."
    raise TypeError(f"FlattenDictItems: 'dict' must be a dictionary or collection.Mapping type object, {kind}")
