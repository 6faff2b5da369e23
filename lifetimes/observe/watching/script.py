"""Running a script inside this process as if it were the program: it is `__main__` while it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType


@contextmanager
def run_as_main(
    script: str | Path, arguments: Sequence[str] = ()
) -> Iterator[tuple[Callable[[], object], dict[str, object]]]:
    """Gives what runs the script, and its globals; they live until the block ends.

    Inside, `sys.argv` is the script's, its folder is first on `sys.path`, and `sys.modules['__main__']` is the
    script, so that a global of it is named as in a run of its own.  Afterwards all three are what they were.
    """
    path = Path(script)
    code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    module = ModuleType("__main__")
    module.__file__ = str(path)
    before = sys.modules["__main__"], sys.argv, sys.path[:]
    sys.modules["__main__"], sys.argv = module, [str(path), *arguments]
    sys.path.insert(0, str(path.parent.resolve()))
    try:
        yield lambda: exec(code, module.__dict__), module.__dict__
    finally:
        sys.modules["__main__"], sys.argv, sys.path[:] = before
