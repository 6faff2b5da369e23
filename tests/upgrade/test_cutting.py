"""A program whose loops go on for too long is looked at for what they did so far, and for what follows them."""

from lifetimes.upgrade.program import Cut, run_as_main
from lifetimes.upgrade.proving import Given, Replay


def run(tmp_path, source, **marks):
    file = tmp_path / "program.py"
    file.write_text(source)
    return run_as_main(str(file), [str(file)], marks)


def test_a_cut_ends_the_outermost_loop_and_what_follows_runs(tmp_path):
    """A loop in a block is one, a loop in a loop is not."""
    seen = []

    def step(number):
        if len(seen) == 3:
            seen.append("cut")
            raise Cut
        seen.append(number)

    source = (
        "if True:\n    for i in range(9):\n        for j in range(2):\n            __step__(i)\n__step__('after')\n"
    )

    assert run(tmp_path, source, step=step) == ""
    assert seen == [0, 0, 1, "cut", "after"]


def test_a_cut_outside_of_loops_ends_the_program_without_an_error(tmp_path):
    seen = []

    def stop():
        raise Cut

    assert run(tmp_path, "__stop__()\n__seen__(1)\n", stop=stop, seen=seen.append) == ""
    assert seen == []


def test_the_new_program_is_cut_where_the_old_one_was(tmp_path):
    """The run that would have been too many is never made: the values stay those of the old program's last one."""
    replayed = Replay(Given("lifetimes.tf2", {}, cuts=[2]), None)
    made = []
    source = "for i in range(5):\n    __fetched__(0, lambda: __made__(i))\n__fetched__(1, lambda: __made__('end'))\n"

    run(tmp_path, source, fetched=replayed.fetched, made=made.append)

    assert made == [0, 1, "end"]
    assert [place for place, _ in replayed.said.fetched] == [0, 0, 1]
