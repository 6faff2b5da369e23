"""`tf.autograph`, for both worlds, and the two functions that `tf.function` uses."""

import enum
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from lifetimes.autograph import convert
from lifetimes.autograph.blame import in_user_code
from lifetimes.autograph.calls import turn
from lifetimes.autograph.runtime import Runtime
from lifetimes.ops import World, plain, public

F = TypeVar("F", bound=Callable[..., Any])


@plain("autograph.experimental.Feature")
class Feature(enum.Enum):
    """What AutoGraph may turn beyond the basics; only ASSERT_STATEMENTS changes anything here."""

    ALL = "ALL"
    AUTO_CONTROL_DEPS = "AUTO_CONTROL_DEPS"
    ASSERT_STATEMENTS = "ASSERT_STATEMENTS"
    BUILTIN_FUNCTIONS = "BUILTIN_FUNCTIONS"
    EQUALITY_OPERATORS = "EQUALITY_OPERATORS"
    LISTS = "LISTS"
    NAME_SCOPES = "NAME_SCOPES"


def runtime_of(world: Any) -> Runtime:
    """Return the runtime of a world, which owns it."""
    found = vars(world).get("autograph")
    if found is None:
        found = world.autograph = Runtime(world)
    return found  # type: ignore[no-any-return]


def asks_for_asserts(features: Any) -> bool:
    """Return whether the optional features given ask for assert statements to be turned."""
    chosen = features if isinstance(features, (list, tuple, set)) else (features,)
    return Feature.ALL in chosen or Feature.ASSERT_STATEMENTS in chosen


def turned(world: World, function: Any, features: Any = None) -> Any:
    """Return a callable of the user's turned, for tracing; anything else as it is."""
    return turn(runtime_of(world), function, asks_for_asserts(features))


def as_user_code(world: World, function: Any, features: Any = None) -> Any:
    """Return a callable turned whose errors show the user's lines; itself where there is nothing to turn."""
    body = turned(world, function, features)
    if getattr(body, "__func__", body) is getattr(function, "__func__", function):
        return function
    return telling(body)


def telling(body: Callable[..., Any]) -> Any:
    """Return a callable whose errors show the lines that led to them."""

    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return body(*args, **kwargs)
        except Exception as error:
            raise in_user_code(error).with_traceback(error.__traceback__) from None

    return run


@public("autograph.to_graph")
def to_graph(world: World, entity: Any, recursive: bool = True, experimental_optional_features: Any = None) -> Any:
    """Return the function turned: its control flow is Python's or a graph's, by what the conditions are."""
    function = getattr(entity, "__func__", entity)
    if isinstance(function, FunctionType):
        convert.check(function)
    return turned(world, entity, experimental_optional_features)


@public("autograph.to_code")
def to_code(
    world: World, entity: Any, recursive: bool = True, experimental_optional_features: Any = None, **unused: Any
) -> str:
    """Return the source that a function is turned into. ValueError where its source cannot be had."""
    return convert.to_code(getattr(getattr(entity, "python_function", entity), "__func__", entity))


@public("autograph.experimental.do_not_convert")
def do_not_convert(world: World, func: F | None = None) -> Any:
    """Mark a function to be traced as it is written."""
    if func is None:
        return lambda function: do_not_convert(world, function)
    func._autograph_do_not_convert = True  # type: ignore[attr-defined]
    return func


@public("autograph.experimental.set_loop_options")
def set_loop_options(
    world: World, parallel_iterations: Any = None, swap_memory: Any = None, maximum_iterations: Any = None,
    shape_invariants: Any = None,
) -> None:  # fmt: skip
    """Say how the loop around this call is to be built; outside of a turned loop it does nothing."""


@public("autograph.set_verbosity")
def set_verbosity(world: World, level: int, alsologtostdout: bool = False) -> None:
    """Kept for programs that call it: turning a function prints nothing here."""


@public("autograph.trace")
def trace(world: World, *arguments: Any) -> None:
    """Print the arguments while tracing."""
    print(*arguments)
