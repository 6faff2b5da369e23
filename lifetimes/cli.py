"""The command `lifetimes`: thin words over the public functions.

With nothing, the headline demo: one variable, two worlds.
"""

import argparse
import runpy
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lifetimes import __version__


def shipped(installed: str, checkout: str) -> Path:
    """Return a folder that comes with the package: where it is installed, or where it stands in the checkout.

    FileNotFoundError where it is in neither place.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / installed, package.parent / checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{checkout} is not beside {package}: install the wheel, or work in a checkout")


def demo_files() -> list[Path]:
    """Return the demos in order."""
    return sorted(shipped("_demos", "demos").glob("[0-9][0-9]_*.py"))


def find_demo(name: str) -> Path:
    """Return the demo of a number or a name, or of a part of it. SystemExit lists the near ones."""
    files = demo_files()
    exact = [f for f in files if name in (f.stem, f.name, f.stem[:2], f.stem[3:], f.stem[:2].lstrip("0"))]
    found = exact or [f for f in files if name in f.stem]
    if len(found) == 1:
        return found[0]
    known = "\n".join(f"  {f.stem}" for f in found or files)
    raise SystemExit(f"{'Several demos are' if found else 'No demo is'} named {name!r}; choose one of\n{known}")


def run_demo(demo: Path, arguments: Sequence[str] = ()) -> int:
    """Run a demo as a script of its own."""
    before = sys.argv
    sys.argv = [str(demo), *arguments]
    try:
        runpy.run_path(str(demo), run_name="__main__")
    finally:
        sys.argv = before
    return 0


def _headline(options: argparse.Namespace) -> int:
    """Run the first demo, which draws a picture of its own."""
    if options.save is None:
        return run_demo(demo_files()[0])
    from lifetimes.observe.commands import check_output
    from lifetimes.observe.timeline import Timeline

    check_output(options.save, Timeline)
    return run_demo(demo_files()[0], ["--save", options.save])


def _demos(options: argparse.Namespace) -> int:
    from lifetimes.course import question_of, write_notebooks

    if options.notebooks:
        try:
            write_notebooks(demo_files(), Path(options.notebooks))
        except OSError as error:
            raise _bad_request()(f"cannot write into {options.notebooks!r}: {error.strerror}") from None
        print(f"written: {len(demo_files())} notebooks in {options.notebooks}")
        return 0
    for demo in demo_files():
        print(f"{demo.stem}\n    {question_of(demo)}")
    print(
        "\n`lifetimes run 5` runs one, `lifetimes course` all of them; `lifetimes run --help` says what more there is."
    )
    return 0


def _run(options: argparse.Namespace) -> int:
    from lifetimes.course import draw, set_exercise

    demo = find_demo(options.name)
    if options.exercise is not None:
        return set_exercise(demo, " ".join(options.exercise) or None)
    if demo == demo_files()[0]:
        return _headline(options)
    return run_demo(demo) if options.save is None else draw(demo, options.save)


def _course(options: argparse.Namespace) -> int:
    """Run all demos as chapters, in a process each."""
    from lifetimes.course import teach

    def in_a_process(demo: Path) -> int:
        return subprocess.run([sys.executable, str(demo)], check=False).returncode

    return teach(demo_files(), in_a_process)


def _watch(options: argparse.Namespace) -> int:
    from lifetimes.observe import commands

    options, arguments = _ours(options, _add_watch_options)
    types = [name for name in (options.types or "").split(",") if name]
    if options.side_by_side:
        return commands.watch_side_by_side([options.script, *arguments], output=options.output, types=types)
    return commands.watch_script(options.script, output=options.output, types=types, arguments=arguments)


def _why(options: argparse.Namespace) -> int:
    from lifetimes.observe import commands

    options, arguments = _ours(options, _add_why_options)
    return commands.why_in_script(options.script, options.expression, output=options.output, arguments=arguments)


def _attach(options: argparse.Namespace) -> int:
    from lifetimes.observe import commands

    return commands.ask_process(options.pid, options.type, options.path)


def _upgrade(options: argparse.Namespace) -> int:
    from lifetimes.observe.commands import check_writable
    from lifetimes.upgrade import command

    for path in filter(None, (options.output, options.html)):
        check_writable(path)
    return command.run(options)


def _ours(
    options: argparse.Namespace, add_options: Callable[[argparse.ArgumentParser], None]
) -> tuple[argparse.Namespace, list[str]]:
    """Read our own options where they follow the script, and give the rest, which are the script's, in order.

    After `--` all are the script's.
    """
    followers: list[str] = options.arguments
    end = followers.index("--") if "--" in followers else len(followers)
    grammar = argparse.ArgumentParser(prog=f"lifetimes {options.command}", add_help=False, allow_abbrev=False)
    add_options(grammar)
    options, arguments = grammar.parse_known_args(followers[:end], options)
    return options, [*arguments, *followers[end + 1 :]]


def _add_watch_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", metavar="REPORT.html", help="where the report goes; printed if not given")
    command.add_argument("--side-by-side", action="store_true", help="take an old script and a new one, on one page")
    command.add_argument("--types", metavar="A,B", help="the classes whose instances are watched; else all it defines")


def _add_why_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", metavar="PICTURE.svg", help="write a picture of the paths as well")


def _add_the_scripts_arguments(command: argparse.ArgumentParser) -> None:
    rest = command.add_argument("arguments", nargs=argparse.REMAINDER, help="the script's own, options too")
    rest.required = False  # or Python 3.11 says of a missing script that they are missing too


def _spec(options: argparse.Namespace) -> int:
    """Print the table of who owns what, the claims that prove it, and what real TensorFlow says about them."""
    from lifetimes import claims
    from lifetimes.spec import table

    rows = claims.read(shipped("_spec", "tests/spec"))
    print(table(), claims.as_text(rows), claims.summary(rows), sep="\n\n")
    return 0


def _inspect(options: argparse.Namespace) -> int:
    """Print what is in a file of TensorFlow's, or how two of them differ."""
    from lifetimes.errors import OpError
    from lifetimes.graph.data import inspecting, inspecting_text

    try:
        text = inspecting_text.inspect(options.path, options.other, options.values, options.json)
    except (inspecting.Unknown, OpError, OSError, ValueError) as error:
        print(f"lifetimes inspect: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    print(text)
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    from lifetimes.upgrade import command

    top = argparse.ArgumentParser(
        prog="lifetimes",
        description="Who owns a variable, and when does it die? With no command: one variable in two worlds.",
    )
    top.add_argument("--save", metavar="PICTURE.svg", help="write the headline's picture there as well")
    top.add_argument("--version", action="version", version=f"lifetimes {__version__}")
    top.set_defaults(call=_headline)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    demos = _add(commands, "demos", _demos, "list the demos, each with the question that it answers")
    demos.add_argument("--notebooks", metavar="DIR", help="write them there as Jupyter notebooks instead")
    run = _add(commands, "run", _run, "run one demo, by number or name")
    run.add_argument("name", metavar="DEMO")
    run.add_argument("--exercise", nargs="*", metavar="PREDICTION", help="change a line of it: what will it print?")
    run.add_argument("--save", metavar="PICTURE.svg", help="draw the lives in it, as REPORT.html line by line")
    _add(commands, "course", _course, "run the demos in order, each with its exercise")
    watch = _add(commands, "watch", _watch, "run a script line by line and report every life in it")
    watch.add_argument("script", metavar="SCRIPT.py")
    _add_the_scripts_arguments(watch)
    _add_watch_options(watch)
    why = _add(commands, "why", _why, "run a script, then say who keeps the value of an expression alive")
    why.add_argument("script", metavar="SCRIPT.py")
    why.add_argument("expression", help="evaluated among the script's globals, such as model.w")
    _add_the_scripts_arguments(why)
    _add_why_options(why)
    attach = _add(commands, "attach", _attach, "ask a running process what it holds, and who holds that")
    attach.add_argument("pid", type=int, metavar="PID")
    attach.add_argument("--type", metavar="T", help="count the instances of this class; without it, of every type")
    attach.add_argument("--path", action="store_true", help="say by which paths they are held, too")
    look = _add(commands, "inspect", _inspect, "say what is in a checkpoint, graph, saved model or event file")
    look.add_argument("path", metavar="PATH")
    look.add_argument("other", metavar="OTHER", nargs="?", help="say how this one differs from the first")
    look.add_argument("--values", metavar="NAME", help="print the value of one variable")
    look.add_argument("--json", action="store_true", help="print all of it as JSON")
    command.add_arguments(_add(commands, "upgrade", _upgrade, "turn a program of TensorFlow 1 into TensorFlow 2"))
    _add(commands, "spec", _spec, "print who owns what in the two worlds, and the claims that prove it")
    return top


def _add(commands: Any, name: str, call: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
    made.set_defaults(call=call)
    return made


def _bad_request() -> type[Exception]:
    """The error for what cannot be done, once the instrument was loaded: nothing else raises it."""
    from lifetimes.observe.commands import BadRequest

    return BadRequest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        return options.call(options)  # type: ignore[no-any-return]
    except KeyboardInterrupt:
        return 130  # as shells say of a command that its user has stopped
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except _bad_request() as error:
        print(f"{' '.join(filter(None, ['lifetimes', options.command]))}: {error}", file=sys.stderr)
        return 2
