"""What the commands `lifetimes watch`, `why` and `attach` do; parsing their arguments is left to the caller.

What cannot work is refused by a `BadRequest` before anything runs.
"""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from .forms import Drawable
from .listening import ask
from .tracing import SideBySide, Trace, run_as_main, run_to_its_end, trace
from .why import Why, why_alive

__all__ = [
    "BadRequest", "ask_process", "check_output", "check_writable", "watch_script", "watch_side_by_side",
    "why_in_script",
]  # fmt: skip


class BadRequest(Exception):
    """What was asked cannot be done; the message is one line that says what is wrong with it."""


def watch_script(
    script: str | Path, *, output: str | Path | None = None, types: Sequence[str] = (), arguments: Sequence[str] = (),
    seconds_of_looking: float = 30,
) -> int:  # fmt: skip
    """Trace a script, print what became of its objects, and write the report if `output` says where.

    `types` are names of classes; without any, variables and the classes of the script are watched.  Gives the
    exit status: 1 when the script ended with an error.  Raises BadRequest for a file that cannot be run or written.
    """
    _check_script(script)
    check_output(output, Trace)
    traced = trace(script, *types, arguments=arguments, seconds_of_looking=seconds_of_looking)
    return _tell([traced], traced, output)


def watch_side_by_side(scripts: Sequence[str | Path], *, output: str | Path | None, types: Sequence[str] = ()) -> int:
    """Trace an old script and a new one, print what became of their objects, and write a report over one axis.

    Gives the exit status and raises as `watch_script` does, and for other than two scripts.
    """
    if len(scripts) != 2:
        raise BadRequest(f"--side-by-side takes two scripts, the old one and the new one, not {len(scripts)}")
    for script in scripts:
        _check_script(script)
    check_output(output, SideBySide)
    both = SideBySide(*(trace(script, *types) for script in scripts))
    return _tell(both.traces, both, output)


def _tell(traces: Sequence[Trace], whole: Drawable, output: str | Path | None) -> int:
    told = [
        part
        for traced in traces
        for part in (traced.timeline, "" if traced.timeline.lives else _NOTHING_BORN, traced.left_out, traced.error)
        if part
    ]
    print(*filter(None, map(str, told)), sep="\n\n")
    _save(whole, output)
    return int(any(traced.error is not None for traced in traces))


def _save(drawn: Drawable, output: str | Path | None) -> None:
    if output is not None:
        try:
            print(f"\nwritten: {drawn.save(output)}")
        except OSError as error:
            raise BadRequest(f"cannot write {str(output)!r}: {error.strerror}") from None


_NOTHING_BORN = "Nothing that is watched was born; `lifetimes watch --types A,B` watches the classes of these names."


def why_in_script(
    script: str | Path, expression: str, *, output: str | Path | None = None, arguments: Sequence[str] = ()
) -> int:
    """Run a script, then print why the object that an expression names in it is alive.

    The expression is evaluated among the globals of the script, as `layers[0].kernel`; a weak reference stands
    for its object.  With `output` the paths are drawn too.  Gives the exit status: 1 when the script ended with an
    error.  Raises BadRequest for files or an expression that cannot be used.
    """
    _check_script(script)
    check_output(output, Why)
    try:
        code = compile(expression, "<expression>", "eval")
    except (SyntaxError, ValueError) as error:
        raise BadRequest(f"{expression!r} is no expression of Python: {error}") from None
    with run_as_main(script, arguments) as (run, space):
        failure = run_to_its_end(run)
        if failure is not None:
            print(failure)
            return 1
        try:
            why = why_alive(eval(code, space))
        except Exception as error:
            names = ", ".join(name for name in space if not name.startswith("_"))
            text = f"{type(error).__name__}: {error}"
            raise BadRequest(f"{expression!r} after {Path(script).name}: {text}; its globals are {names}") from None
    print(why)
    _save(why, output)
    return 0


def ask_process(pid: int, type_name: str | None, with_paths: bool) -> int:
    """Print what a running process holds: of every type, or of one, with paths by whom. Gives the exit status.

    Raises BadRequest where the process cannot be asked or has no such type.
    """
    if with_paths and type_name is None:
        raise BadRequest("--path needs --type: whose paths?")
    try:
        print(ask(pid, {"type": type_name, "path": with_paths}))
    except (OSError, LookupError, RuntimeError) as error:
        what = getattr(error, "strerror", None)
        raise BadRequest(f"process {pid}: {what}" if what else "; ".join(str(error).split("\n"))) from None
    return 0


def _check_script(script: str | Path) -> None:
    """Refuse what is no file of Python."""
    try:
        compile(Path(script).read_bytes(), str(script), "exec", dont_inherit=True)
    except OSError as error:
        raise BadRequest(f"cannot read the script {str(script)!r}: {error.strerror}") from None
    except (SyntaxError, ValueError) as error:
        raise BadRequest(f"{str(script)!r} is no script of Python: {error}") from None


def check_output(output: str | Path | None, form: type[Drawable]) -> None:
    """Refuse a suffix that says no form, or one that cannot be drawn here, and a place that cannot be written."""
    if output is None:
        return
    known = form.suffixes()
    if Path(output).suffix not in known:
        raise BadRequest(f"cannot write {str(output)!r}: its suffix says the form, one of {', '.join(known)}")
    if Path(output).suffix == ".png" and find_spec("resvg_py") is None:
        raise BadRequest("a PNG needs resvg: pip install variable-lifetimes[png], or write .svg or .html")
    check_writable(output)


def check_writable(output: str | Path) -> None:
    """Refuse a folder that is not there, and what is not the user's to write."""
    path = Path(output)
    if not path.parent.is_dir():
        raise BadRequest(f"cannot write {str(output)!r}: there is no folder {str(path.parent)!r}")
    if path.is_dir():
        raise BadRequest(f"cannot write {str(output)!r}: it is a folder")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BadRequest(f"cannot write {str(output)!r}: permission denied")
