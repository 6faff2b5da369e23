"""The command `lifetimes upgrade OLD.py -o NEW.py`: its arguments, and one clear line where libcst is not installed."""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("script", metavar="OLD.py",
                        help="a program, or a notebook, of the old world; it is run, and never touched")  # fmt: skip
    parser.add_argument("-o", "--output", metavar="NEW.py", help="where the new program goes; printed if not given")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--html", metavar="REPORT.html", help="write the report as a page, old and new side by side")
    parser.add_argument("--only-report", action="store_true", help="print no program, only the report")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long one run may take")
    parser.add_argument("--arg", action="append", default=[], help="an argument for the program; may be repeated")
    parser.add_argument("--target", choices=("tensorflow", "lifetimes"), default="tensorflow",
                        help="what the new program imports")  # fmt: skip
    parser.add_argument("--judge", choices=("lifetimes", "tensorflow"), default="lifetimes",
                        help="where the new program is run for the proof")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Upgrade one program. The status is 0 where the result is proved, 3 where it is so in part, 4 where refused."""
    try:
        from lifetimes.upgrade import upgrading
    except ModuleNotFoundError as error:
        if error.name != "libcst":
            raise
        print("lifetimes upgrade needs libcst: pip install variable-lifetimes[upgrade]", file=sys.stderr)
        return 2
    if not Path(options.script).is_file():
        print(f"lifetimes upgrade: there is no file {options.script!r}", file=sys.stderr)
        return 2
    made = upgrading.upgrade(options.script, options.arg, options.seconds, options.judge, options.target)
    if made.new is not None and not options.only_report:
        if options.output:
            Path(options.output).write_text(made.new, encoding="utf-8")
        elif not options.json:
            print(made.new)
    if options.html:
        Path(options.html).write_text(made.as_html(), encoding="utf-8")
    print(made.as_json() if options.json else made)
    return made.status
