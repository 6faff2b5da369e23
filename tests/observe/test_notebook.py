"""The cell magic `%%watch`: the report of a cell stands below it, and its names stay in the notebook."""

import asyncio
import sys

import pytest

import lifetimes
import lifetimes.tf1 as tf1
from lifetimes.observe import notebook

CELL = """\
class Kept: pass
b = a = Kept()
del a
del b
"""


class Shell:
    """What of IPython's shell is asked."""

    def __init__(self):
        self.user_ns, self.execution_count, self.magics = vars(sys.modules["__main__"]), 7, {}

    def register_magic_function(self, function, kind):
        self.magics[kind, function.__name__] = function

    def transform_cell(self, cell):
        return cell


@pytest.fixture
def shell():
    """A shell that has loaded the extension; what its cells name is taken away at the end."""
    made = Shell()
    before = set(made.user_ns)
    lifetimes.load_ipython_extension(made)
    yield made
    for name in set(made.user_ns) - before:
        del made.user_ns[name]


def test_a_cell_is_reported_line_by_line(shell):
    """With its lines as the notebook has them; a class that it defines is watched."""
    found = shell.magics["cell", "watch"]("", CELL)
    told = [(step.mark.site.line, step.events) for step in found.steps if step.events]

    assert told == [(2, ("Kept born",)), (4, ("Kept freed",))]
    assert (found.title, found.error) == ("cell 7", None)
    assert [*found.source["<cell 7>"].values()] == CELL.splitlines()
    assert "<iframe" in found._repr_html_() and "del b" in found._repr_html_()


def test_what_is_watched_can_be_named(shell):
    """By a name of the notebook, by a path from one, or by a class that the cell will define."""
    shell.user_ns["tf"] = tf1
    found = notebook.watched(shell, ["tf.Variable"], "with tf.Graph().as_default():\n    tf.Variable(1.0, name='v')\n")
    other = notebook.watched(shell, ["Kept"], CELL)

    assert [life.name for life in found.timeline.lives] == ["variable 'v:0'"]
    assert [life.name for life in other.timeline.lives] == ["Kept"]


def test_names_of_a_cell_stay_and_its_error_is_told(shell):
    """The next cell goes on with them."""
    found = notebook.watched(shell, [], "x = 3\nraise ValueError('no')\n")

    assert shell.user_ns["x"] == 3
    assert found.error.splitlines()[-1] == "ValueError: no"
    assert 'File "<cell 7>", line 2' in found.error


def test_a_cell_may_await(shell):
    """As cells of a notebook may, whose own loop runs meanwhile and goes on afterwards."""
    cell = "import asyncio\nawait asyncio.sleep(0)\nx = 3\nasync def f(): return 4\ny = await f()\n"

    async def kernel():
        found = notebook.watched(shell, [], cell)
        await asyncio.sleep(0)
        return found

    found = asyncio.run(kernel())

    assert (found.error, shell.user_ns["x"], shell.user_ns["y"]) == (None, 3, 4)
    assert [step.mark.site.line for step in found.steps if step.mark.site.file == "<cell 7>"][:3] == [1, 2, 3]


def test_a_real_notebook_shell_has_the_magic():
    """IPython finds it by `%load_ext lifetimes`."""
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell.instance()
    shell.run_line_magic("load_ext", "lifetimes")
    found = shell.run_cell(f"%%watch\n{CELL}").result

    assert [life.fate.partition(" ")[0] for life in found.timeline.lives] == ["freed"]
