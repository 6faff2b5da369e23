"""What lies beside an old program is found by it, as Python finds it, wherever the program is run."""

from lifetimes.upgrade import upgrading

OLD = """
import os
import tensorflow as tf
from starting import START
with open(os.path.join(os.path.dirname(__file__), "more.txt")) as file:
    more = float(file.read())
w = tf.Variable(START)
step = tf.assign_add(w, more)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(step))
"""


def test_a_program_that_imports_and_reads_what_lies_beside_it_is_proved(tmp_path):
    """Both programs run in fresh folders, and know the old one's path as theirs."""
    (tmp_path / "starting.py").write_text("START = 3.0\n")
    (tmp_path / "more.txt").write_text("2.0")
    (tmp_path / "old.py").write_text(OLD)

    report = upgrading.upgrade(str(tmp_path / "old.py"), [], 60.0)

    assert report.verdict == "proved", str(report)
    assert report.proof.compared == 4
