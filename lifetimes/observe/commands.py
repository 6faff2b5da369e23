"""What the commands `lifetimes watch` and `lifetimes why` do; parsing their arguments is left to the caller."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .tracing import trace
from .watching.script import run_as_main
from .why import why_alive


def watch_script(
    script: str | Path, *, output: str | Path | None = None, types: Sequence[str] = (), arguments: Sequence[str] = ()
) -> int:
    """Trace a script, print what became of its objects, and write the report if `output` says where.

    `types` are names of classes; without any, variables and the classes of the script are watched.  Gives the
    exit status: 1 when the script ended with an error.
    """
    traced = trace(script, *types, arguments=arguments)
    print(traced.timeline)
    if output is not None:
        print(f"\nwritten: {traced.save(output)}")
    if traced.error is not None:
        print(f"\n{traced.error}")
    return int(traced.error is not None)


def why_in_script(
    script: str | Path, expression: str, *, output: str | Path | None = None, arguments: Sequence[str] = ()
) -> int:
    """Run a script, then print why the object that an expression names in it is alive.

    The expression is evaluated among the globals of the script, as `layers[0].kernel`; a weak reference stands
    for its object.  With `output` the paths are drawn too.  Gives the exit status.
    """
    with run_as_main(script, arguments) as (run, space):
        run()
        why = why_alive(eval(expression, space))
    print(why)
    if output is not None:
        why.save(str(output))
        print(f"\nwritten: {output}")
    return 0
