"""A notebook goes through the upgrade as one program, and comes out with its cells in their places."""

import json

from lifetimes.upgrade import upgrading
from lifetimes.upgrade.upgrading import notebook_of, program_of

CELLS = [
    ("markdown", "# A counter"),
    ("code", "%matplotlib inline\nimport tensorflow as tf"),
    ("code", "count = tf.Variable(1, name='count')\nmore = tf.assign_add(count, 2)"),
    ("code", "sess = tf.Session()\nsess.run(tf.global_variables_initializer())"),
    ("code", "print(sess.run(more))"),
]


def notebook(cells):
    """Return a notebook as text, with an output and a number in each code cell."""
    made = [
        {"cell_type": kind, "source": text.splitlines(keepends=True)}
        | ({"outputs": [{"output_type": "stream"}], "execution_count": 7} if kind == "code" else {})
        for kind, text in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def sources(text):
    return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]


def test_cells_become_one_program_and_are_found_again_in_it():
    """What only IPython understands is a comment in between."""
    text = notebook(CELLS)

    assert sources(notebook_of(text, program_of(text))) == CELLS


def test_a_new_notebook_keeps_no_output_of_the_old_world():
    text = notebook(CELLS)

    code = [cell for cell in json.loads(notebook_of(text, program_of(text)))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_a_notebook_is_proved_like_a_program(tmp_path):
    """The variable moves to an owner in its cell; the target is what the new cells import."""
    old = tmp_path / "old.ipynb"
    old.write_text(notebook(CELLS))

    report = upgrading.upgrade(str(old), [], 60.0, target="lifetimes")

    cells = sources(report.new)
    assert report.verdict == "proved"
    assert cells[0] == CELLS[0]
    assert cells[1] == ("code", "%matplotlib inline\nimport lifetimes.tf2 as tf")
    assert 'self.count = tf.Variable(1, name="count")' in cells[2][1]
    assert cells[4] == ("code", "print(model.more().numpy())")
