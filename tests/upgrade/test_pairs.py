"""Each pair is an old program, the new one that comes out of it, and the report: whatever changes shows up here."""

import os
import re
import shutil
from pathlib import Path

import pytest
from program_server import Server

from lifetimes.upgrade import program, upgrading

PAIRS = sorted(path for path in (Path(__file__).parent / "pairs").iterdir() if path.is_dir())


def upgraded(pair, folder):
    """Return the report on one pair's old program, run from a copy under a short name."""
    shutil.copy(pair / "old.py", folder / "old.py")
    return upgrading.upgrade(str(folder / "old.py"), [], 120.0)


def told(report, folder):
    """Return the report as text, without the folder and without the largest difference, which is a last digit."""
    text = str(report).replace(f"{folder}/", "")
    return re.sub(r"difference \S+, allowed", "difference ..., allowed", text) + "\n"


NEEDED = (
    "lifetimes.upgrade.recorder", "lifetimes.upgrade.proving", "lifetimes.observe.naming.reasons", "numpy.random",
    "lifetimes.autograph.api", "lifetimes.graph.compiled.straight", "lifetimes.tf2.library.keras.optimizers",
)  # fmt: skip

START = """\
import os, runpy, sys, warnings
warnings.simplefilter("ignore")
os.chdir({cwd!r})
sys.argv[1:] = {arguments!r}
runpy.run_module({module!r}, run_name="__main__")
"""


@pytest.fixture(scope="module")
def forks(tmp_path_factory):
    """Each run is a fork of a process that has imported the worlds, where the system can fork."""
    if not hasattr(os, "fork"):
        yield
        return
    server = Server("scripts", *NEEDED, PYTHONHASHSEED="0")
    start = tmp_path_factory.mktemp("runs") / "start.py"

    def run(command, *, cwd, stdout, **_):
        module, *arguments = command[command.index("-m") + 1 :]
        start.write_text(START.format(cwd=str(cwd), module=module, arguments=arguments))
        stdout.write(server.printed_by(start).encode())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program.subprocess, "run", run)
        yield
    server.close()


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: pair.name)
def one(request, tmp_path_factory, forks):
    folder = tmp_path_factory.mktemp("upgrade")
    report = upgraded(request.param, folder)
    return request.param, report, told(report, folder)


def test_an_old_program_becomes_the_new_one_beside_it(one):
    """A refused program has no new one."""
    pair, report, _ = one
    expected = pair / "new.py"

    assert (report.new or "") == (expected.read_text() if expected.exists() else "")


def test_the_report_says_what_is_recorded_beside_the_pair(one):
    pair, _, text = one

    assert text == (pair / "report.txt").read_text()


def test_a_new_program_never_leans_on_the_old_world(one):
    """Nothing of compat.v1 is in what comes out."""
    _, report, _ = one

    assert "compat" not in (report.new or "")


# --- programs of which only one thing is told ---


def upgraded_text(text, folder):
    (folder / "old.py").write_text(f"import tensorflow as tf\n{text}")
    return upgrading.upgrade(str(folder / "old.py"), [], 120.0)


@pytest.mark.parametrize(("rate", "verdict"), [("2e-05", "proved"), ("4e-05", "in part")])
def test_a_small_step_is_compared_where_each_run_begins_anew_from_the_right_values(
    forks, tmp_path, monkeypatch, rate, verdict
):
    replayed = upgrading.Upgrade.replayed

    def with_a_rate(upgrade, marked, answering):
        assert "SGD(0.00002)" in marked
        return replayed(upgrade, marked.replace("SGD(0.00002)", f"SGD({rate})"), answering)

    monkeypatch.setattr(upgrading.Upgrade, "replayed", with_a_rate)

    report = upgraded(PAIRS[0].parent / "24_in_step", tmp_path)

    assert report.verdict == verdict, str(report)


def test_a_collection_may_hold_tuples(forks, tmp_path):
    report = upgraded_text(
        "tf.add_to_collection('sizes', (1, 2, 3))\n"
        "w = tf.Variable(tf.ones([2]))\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(w), len(tf.get_collection('sizes')))\n",
        tmp_path,
    )

    assert "the old program fails" not in report.why


def test_a_variable_begins_again_only_where_the_source_says_with_what(forks, tmp_path):
    """The first argument of `get_variable` is a name."""
    report = upgraded_text(
        "w = tf.get_variable('w', [2], initializer=tf.ones_initializer())\n"
        "more = tf.assign_add(w, [1.0, 1.0])\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    sess.run(more)\n"
        "    sess.run(w.initializer)\n"
        "    print(sess.run(w))\n",
        tmp_path,
    )

    assert 'assign("w")' not in report.new
    assert "what a variable begins with again" in str(report)


def test_symbols_that_a_star_prints_are_left(forks, tmp_path):
    report = upgraded_text(
        "two = [tf.Variable(1.0), tf.Variable(2.0)]\n"
        "print(*two)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(two))\n",
        tmp_path,
    )

    assert "symbols of the graph are printed by a star" in str(report)


def test_a_function_of_our_own_leaves_the_program_its_names(forks, tmp_path):
    report = upgraded_text(
        "recurrent, rnn = 2, 3\n"
        "xs = tf.placeholder(tf.float32, [None, 4, 2])\n"
        "last = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(rnn), xs, dtype=tf.float32)[1]\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(last, {xs: [[[1.0, 2.0]] * 4]}) * recurrent)\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)
    assert "return recurrent_2(step" in report.new


def test_a_program_that_fails_before_anything_agrees_is_refused(forks, tmp_path):
    """The values of its last run are others without the line that fails: it had changed the variable already."""
    report = upgraded_text(
        "w = tf.Variable(1.0)\n"
        "more = tf.assign_add(w, 1.0)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(more), nothing)\n"
        "    print(sess.run(w))\n",
        tmp_path,
    )

    assert (report.verdict, report.new) == ("refused", None)
    assert report.why == "the old program fails here: NameError: name 'nothing' is not defined (line 6)"


def test_what_a_program_tries_itself_may_fail(forks, tmp_path):
    report = upgraded_text(
        "try:\n"
        "    import none_of_this_name as np\n"
        "except ImportError:\n"
        "    import numpy as np\n"
        "import contextlib\n"
        "with contextlib.suppress(KeyError):\n"
        "    print({}['none of this name'])\n"
        "    print('never')\n"
        "with tf.Session() as sess:\n"
        "    print(sess.run(tf.constant(1.0) + np.float32(2)))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_a_function_may_keep_its_variables_in_a_list_that_grows(forks, tmp_path):
    """What the function knew when each was made is written down: not the variables themselves."""
    report = upgraded_text(
        "def build():\n"
        "    made = []\n"
        "    for size in (2, 2):\n"
        "        made.append(tf.Variable(tf.ones([size])))\n"
        "    return made[0] + made[1]\n"
        "total = build()\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(total))\n",
        tmp_path,
    )

    assert report.why == "no run of a session could be converted", str(report)
    assert "`build` makes variables in a form that is not followed" in str(report)


def test_what_is_drawn_without_a_seed_is_drawn_again_when_a_function_is_written_out(forks, tmp_path):
    report = upgraded_text(
        "def main():\n"
        "    x = tf.placeholder(tf.float32, [2])\n"
        "    w = tf.Variable(tf.random_normal([2]))\n"
        "    with tf.Session() as sess:\n"
        "        sess.run(tf.global_variables_initializer())\n"
        "        print(sess.run(w * x, {x: [1.0, 2.0]}))\n"
        "main()\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_variables_of_a_loop_that_hang_on_symbols_are_left(forks, tmp_path):
    report = upgraded_text(
        "x = tf.placeholder(tf.float32, [None, 2])\n"
        "last = x\n"
        "for size in (3, 4):\n"
        "    before = int(last.shape[1])\n"
        "    w = tf.Variable(tf.ones([before, size]))\n"
        "    last = tf.matmul(last, w)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(last, {x: [[1.0, 2.0]]}))\n",
        tmp_path,
    )

    assert "the variables of a loop hang on what it computes" in str(report)


def test_variables_of_a_loop_are_found_inside_of_what_is_computed(forks, tmp_path):
    """Not only where a line does nothing but make one."""
    report = upgraded_text(
        "x = tf.placeholder(tf.float32, [None, 2])\n"
        "last = x\n"
        "for n in (3.0, 4.0):\n"
        "    last = tf.matmul(last, tf.Variable(tf.ones([2, 2]) * n)) + tf.Variable(n)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(last, {x: [[1.0, 2.0]]}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)
    assert "next(last_of_each)" in report.new
    assert "next(last_of_each_2)" in report.new


@pytest.mark.parametrize(
    ("begun", "before", "size", "after"),
    [("[2]", "sizes.append(n)", "sizes[-2]", "seen.append(w)"), ("{0: 2}", "print(n)", "sizes[0]", "sizes[0] = n")],
)
def test_variables_of_a_loop_that_hang_on_a_list_it_changes_are_left(begun, before, size, after, forks, tmp_path):
    """A method or an assignment to a part binds no name, and changes what it is called for."""
    report = upgraded_text(
        "x = tf.placeholder(tf.float32, [None, 2])\n"
        f"sizes, seen = {begun}, []\n"
        "last = x\n"
        "for n in (3, 4):\n"
        f"    {before}\n"
        f"    w = tf.Variable(tf.ones([{size}, n]))\n"
        "    last = tf.matmul(last, w)\n"
        f"    {after}\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(last, {x: [[1.0, 2.0]]}))\n",
        tmp_path,
    )

    assert "the variables of a loop hang on what it computes" in str(report)


def test_what_a_function_draws_in_a_run_is_drawn_again(forks, tmp_path):
    report = upgraded_text(
        "def noisy(x):\n"
        "    return tf.nn.dropout(x, 0.5) + tf.random_normal([4])\n"
        "x = tf.placeholder(tf.float32, [4])\n"
        "w = tf.Variable(tf.random_normal([4]))\n"
        "y = noisy(x * w)\n"
        "z = noisy(x - w)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    for turn in range(3):\n"
        "        print(sess.run(z, {x: [1.0, 2.0, 3.0, 4.0]}), sess.run([y, z], {x: [1.0, 2.0, 3.0, 4.0]}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)
    assert "__d" not in report.new


def test_what_a_line_that_was_left_printed_is_missed_and_refuses_nothing(forks, tmp_path):
    report = upgraded_text(
        "x = tf.constant(2.0)\n"
        "print([op.name for op in tf.get_default_graph().get_operations()])\n"
        "nothing\n"
        "with tf.Session() as sess:\n"
        "    print(sess.run(x * 3.0))\n",
        tmp_path,
    )

    assert report.verdict == "in part", str(report)
    assert "1 runs of a session before and beside that agree, 2 places are left to you" in report.why
    assert report.proof.differences[0].startswith("printed line 1: was")


@pytest.mark.parametrize(
    "line", ["import tensorflow.compat.v1 as tf", "from tensorflow.compat import v1 as tf", "import tensorflow as tf"]
)
def test_version_1_is_imported_in_any_words_from_a_file_of_any_editor(forks, tmp_path, line):
    """The file begins with a mark of its encoding, and its lines end as on Windows; a keyword is no name."""
    lines = [line, "step = tf.constant(2.0)", "for n in range(0, 2, 1):", "    with tf.Session() as sess:",
             "        print(sess.run(tf.multiply(x=step, y=step)))", ""]  # fmt: skip
    (tmp_path / "old.py").write_bytes("\r\n".join(lines).encode("utf-8-sig"))

    report = upgrading.upgrade(str(tmp_path / "old.py"), [], 120.0)

    assert report.verdict == "proved", str(report)
    assert report.new.startswith("import tensorflow as tf")


def test_a_layer_that_is_made_after_a_step_is_differentiated_with_the_rest(forks, tmp_path):
    """What starts its variables is no write that has to wait for the step."""
    report = upgraded_text(
        "x = tf.placeholder(tf.float32, [None, 2])\n"
        "one = tf.layers.dense(x, 1)\n"
        "step = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(one))\n"
        "two = tf.layers.dense(x, 1)\n"
        "other = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(tf.square(two)))\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    for _ in range(2):\n"
        "        sess.run([step, other], {x: [[1.0, 2.0]]})\n"
        "    print(sess.run(two, {x: [[1.0, 2.0]]}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_a_function_that_makes_variables_may_call_what_a_call_gave(forks, tmp_path):
    report = upgraded_text(
        "def telling(name):\n"
        '    return lambda: print("made", name)\n'
        "def layer(x):\n"
        "    w = tf.Variable(2.0)\n"
        '    telling("w")()\n'
        "    return x * w\n"
        "x = tf.placeholder(tf.float32)\n"
        "y = layer(x)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(y, {x: 3.0}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_a_function_that_makes_variables_and_calls_itself_is_left(forks, tmp_path):
    """An object that holds one of its own class would never be made."""
    report = upgraded_text(
        "def layers(x, more):\n"
        "    y = x * tf.Variable(2.0)\n"
        "    if more:\n"
        "        y = layers(y, more - 1)\n"
        "    return y\n"
        "x = tf.placeholder(tf.float32)\n"
        "y = layers(x, 2)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(y, {x: 1.0}))\n",
        tmp_path,
    )

    assert "what makes this calls itself" in str(report)


def test_a_block_may_be_one_line(forks, tmp_path):
    report = upgraded_text(
        "x = tf.placeholder(tf.float32)\n"
        'with tf.name_scope("all"): w = tf.Variable(1.0)\n'
        'with tf.name_scope("more"): y = x * w\n'
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(y, {x: 3.0}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_comments_stay_where_functions_are_written_out_and_blocks_are_opened(forks, tmp_path):
    report = upgraded_text(
        "# about main\n"
        "def main():\n"
        "    x = tf.placeholder(tf.float32)\n"
        "    w = tf.Variable(2.0)\n"
        "    # about the loop\n"
        "    y = x * w\n"
        "    with tf.Session() as sess:\n"
        "        # begin\n"
        "        sess.run(tf.global_variables_initializer())\n"
        "        for n in range(2):\n"
        "            print(sess.run(y, {x: 3.0}))\n"
        "            # print(sess.run(w))\n"
        "        # the last line\n"
        "# the call\n"
        "main()\n",
        tmp_path,
    )

    found = [line.strip() for line in report.new.splitlines() if line.strip().startswith(("#", "for", "print"))]
    assert report.verdict == "proved", str(report)
    assert found == ["# about the loop", "# about main", "# the call", "# begin", "for n in range(2):",
                     "print(model.y(3.0).numpy())", "# print(sess.run(w))", "# the last line"]  # fmt: skip


def test_variables_that_are_not_initialised_again_keep_what_they_hold(forks, tmp_path):
    """Nobody fetches `w` afterwards: its last value tells."""
    report = upgraded_text(
        "w = tf.Variable(1.0)\n"
        "b = tf.Variable(2.0)\n"
        "x = tf.placeholder(tf.float32)\n"
        "more = [tf.assign_add(w, x), tf.assign_add(b, x)]\n"
        "begin = tf.variables_initializer([b])\n"
        "sess = tf.Session()\n"
        "sess.run(tf.global_variables_initializer())\n"
        "print(sess.run(more, {x: 5.0}))\n"
        "sess.run(begin)\n"
        "print(sess.run(b))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)
    assert "model.b.assign(2.0)\n" in report.new


def test_a_function_that_nobody_calls_and_that_is_left_raises_only_when_called(forks, tmp_path):
    report = upgraded_text(
        "def never(sess=None):\n"
        "    # not called\n"
        "    with tf.Session() as sess:\n"
        "        return sess.run(x)\n"
        "x = tf.constant(2.0)\n"
        "with tf.Session() as sess:\n"
        "    print(sess.run(x * 3.0))\n",
        tmp_path,
    )

    assert "def never(sess=None):\n    raise NotImplementedError" in report.new
    assert report.proof.holds, str(report)


def test_a_name_that_only_the_old_world_has_is_left(forks, tmp_path):
    report = upgraded_text(
        "keys = [tf.GraphKeys.TRAINABLE_VARIABLES]\n"
        "x = tf.constant(2.0)\n"
        "with tf.Session() as sess:\n"
        "    print(sess.run(x * 3.0))\n",
        tmp_path,
    )

    assert report.verdict == "in part"
    assert "the new world has no tf.GraphKeys.TRAINABLE_VARIABLES" in str(report)


def test_a_function_hands_on_the_sizes_of_what_it_calls_and_a_restored_session_goes_on(forks, tmp_path):
    """And who applies gradients of `tf.gradients` trains what these belong to."""
    report = upgraded_text(
        "def layer(x, size_in, size_out, name):\n"
        "    with tf.variable_scope(name):\n"
        "        w = tf.get_variable('w', [size_in, size_out])\n"
        "        return tf.matmul(x, w)\n"
        "def network(x, size=3):\n"
        "    cell = tf.nn.rnn_cell.BasicRNNCell(2)\n"
        "    last = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)[1]\n"
        "    return layer(layer(last, 2, size, 'one'), size, 1, 'two')\n"
        "x = tf.placeholder(tf.float32, [None, 2, 2])\n"
        "loss = tf.reduce_sum(tf.square(network(x) - 1.0))\n"
        "variables = tf.trainable_variables()\n"
        "pairs = zip(tf.gradients(loss, variables), variables)\n"
        "step = tf.train.RMSPropOptimizer(0.01).apply_gradients(pairs)\n"
        "saver = tf.train.Saver()\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    sess.run(step, {x: [[[1.0, 2.0], [3.0, 4.0]]]})\n"
        "    saver.save(sess, './model')\n"
        "with tf.Session() as sess:\n"
        "    saver.restore(sess, './model')\n"
        "    sess.run(step, {x: [[[1.0, 2.0], [3.0, 4.0]]]})\n"
        "    print(sess.run(loss, {x: [[[1.0, 2.0], [3.0, 4.0]]]}))\n",
        tmp_path,
    )

    assert report.proof.holds, str(report)
    assert "Layer(2, 3, " in report.new


def test_gradients_by_a_list_are_a_list_and_one_gradient_is_one_too(forks, tmp_path):
    report = upgraded_text(
        "x = tf.placeholder(tf.float32)\n"
        "g = tf.Variable(2.0, name='G/w')\n"
        "d = tf.Variable(3.0, name='D/w')\n"
        "every = tf.trainable_variables()\n"
        "some = [v for v in every if v.name.startswith('G')]\n"
        "loss = tf.square(x * g * d)\n"
        "both = [2.0 * a for a in tf.gradients(loss, every)]\n"
        "few, norm = tf.clip_by_global_norm(tf.gradients(loss, some), 0.5)\n"
        "one = tf.gradients(loss, d)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(both, {x: 3.0}), sess.run([few, norm], {x: 3.0}), sess.run(one, {x: 3.0}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_a_method_may_be_called_on_a_line_below_its_object(forks, tmp_path):
    """Python tells the place of such a call from the name of the method on."""
    report = upgraded_text(
        "w = tf.Variable(2.0)\n"
        "step = (tf.train.GradientDescentOptimizer(learning_rate=0.1)\n"
        "        .minimize(tf.square(w), var_list=[w]))\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    sess.run(step)\n"
        "    print(sess\n"
        "          .run(w))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_a_constant_of_whole_numbers_still_makes_a_variable_of_floats(forks, tmp_path):
    """In the new world such an initializer has the dtype of its value."""
    report = upgraded_text(
        "a = tf.get_variable('a', [2], initializer=tf.constant_initializer(1))\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(a * 0.5))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)
    assert "tf.constant_initializer(1)([2], tf.float32)" in report.new


def test_an_optimizer_with_more_to_say_may_have_a_computed_rate(forks, tmp_path):
    report = upgraded_text(
        "w = tf.Variable(2.0)\n"
        "n = tf.Variable(0, trainable=False)\n"
        "rate = tf.train.exponential_decay(0.1, n, 2, 0.5)\n"
        "one = tf.train.RMSPropOptimizer(rate, 0.9).minimize(tf.square(w), global_step=n)\n"
        "two = tf.train.AdagradOptimizer(rate).minimize(tf.square(w))\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    for _ in range(3):\n"
        "        sess.run(one)\n"
        "        sess.run(two)\n"
        "    print(sess.run(w))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_what_is_fed_is_made_also_where_it_is_not_needed(forks, tmp_path):
    """It may draw random numbers, and what is drawn after it would be others."""
    report = upgraded_text(
        "import numpy as np\n"
        "x = tf.placeholder(tf.float32, [None])\n"
        "z = tf.placeholder(tf.float32, [2])\n"
        "plus = lambda y: y + z\n"
        "total = tf.add(x, z, name='sum')\n"
        "print(total.name, x.op.name)\n"
        "with tf.Session() as sess:\n"
        "    print(sess.run(x * 2.0, {x: np.ones(2), z: np.random.rand(2)}))\n"
        "    print(sess.run(plus(x), {x: np.ones(2), z: np.random.rand(2)}))\n",
        tmp_path,
    )

    assert report.verdict == "proved", str(report)


def test_a_variable_that_is_fed_is_told(forks, tmp_path):
    report = upgraded_text(
        "w = tf.Variable(2.0)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(w))\n"
        "    print(sess.run(w * 3.0, {w: 1.0}))\n",
        tmp_path,
    )

    assert report.verdict == "in part"
    assert "a variable is fed, for this run only" in str(report)
