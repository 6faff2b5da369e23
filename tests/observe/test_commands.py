"""`lifetimes watch`, `why` and `attach` as they are typed: what passes to the script, and what is refused before it
runs."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lifetimes.cli import main
from lifetimes.observe import listening

SCRIPT = """\
import sys
class Layer: pass
class Other: pass
print("arguments", sys.argv[1:])
layers = [Layer() for _ in range(3)]
other = Other()
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(SCRIPT)
    return str(path)


def test_options_of_the_script_pass_through_and_ours_may_follow_it(script, tmp_path, capsys):
    """Without `--`; after it even those that are spelled as ours."""
    report = str(tmp_path / "report.txt")

    assert main(["watch", script, "--epochs", "3", "-v", "-o", report, "data", "--", "-o", "theirs", "--"]) == 0
    assert "arguments ['--epochs', '3', '-v', 'data', '-o', 'theirs', '--']" in capsys.readouterr().out
    assert main(["why", script, "other", "--lr=0.1", "-x"]) == 0
    assert "arguments ['--lr=0.1', '-x']" in capsys.readouterr().out
    assert Path(report).exists()


@pytest.mark.parametrize("before", [True, False])
def test_the_classes_to_watch_can_be_chosen(script, capsys, before):
    """By their names, before the script or after it."""
    types = ["--types", "Other,Layer"]

    main(["watch", *types, script] if before else ["watch", script, *types])

    told = capsys.readouterr().out
    assert "lifetimes of Other, Layer: 4 born" in told
    assert "alive, named by __main__.layers[2]" in told


def test_a_watch_says_which_lines_it_left_out(tmp_path, capsys):
    """And nothing where there are none."""
    script = tmp_path / "loop.py"
    script.write_text("turns = range(20)\n")
    main(["watch", str(script)])
    all_told = capsys.readouterr().out
    script.write_text("turns = range(20)\nfor turn in turns:\n    turn += 1\n")

    main(["watch", str(script)])

    assert "were looked at" not in all_told
    assert "42 lines ran, and 24 were looked at: of a line that runs on and on the first 10" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["watch", "nowhere.py"], "cannot read the script 'nowhere.py': No such file or directory"),
        (["watch", "."], "cannot read the script '.': Is a directory"),
        (["why", "wrong.py", "x"], "'wrong.py' is no script of Python: '(' was never closed (wrong.py, line 1)"),
        (["watch", "good.py", "-o", "report.pdf"], "its suffix says the form, one of .html, .svg, .txt, .png"),
        (["why", "good.py", "x", "-o", "no/why.svg"], "cannot write 'no/why.svg': there is no folder 'no'"),
        (["why", "good.py", "x +"], "'x +' is no expression of Python: invalid syntax"),
        (["watch", "good.py", "-o", "folder.svg"], "cannot write 'folder.svg': it is a folder"),
        (["run", "3", "--save", "lives.pdf"], "its suffix says the form, one of .html, .svg, .txt, .png"),
        (["run", "1", "--save", "no/lives.svg"], "cannot write 'no/lives.svg': there is no folder 'no'"),
        (["demos", "--notebooks", "good.py"], "cannot write into 'good.py': File exists"),
        (["upgrade", "good.py", "-o", "no/new.py"], "cannot write 'no/new.py': there is no folder 'no'"),
        (["attach", "1", "--path"], "--path needs --type: whose paths?"),
    ],
)
def test_what_cannot_work_is_one_line_before_anything_runs(arguments, told, tmp_path, monkeypatch, capsys):
    """On the error stream, with exit status 2."""
    monkeypatch.chdir(tmp_path)
    Path("wrong.py").write_text("print(")
    Path("good.py").write_text("print('it ran')")
    Path("folder.svg").mkdir()

    assert main(arguments) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"lifetimes {arguments[0]}: ") and told in err and err.count("\n") == 1


@pytest.mark.parametrize("words", [["3", "more"], ["3", "-o", "x.svg"], ["3", "--save"], []])
def test_what_a_demo_does_not_take_is_refused(words, capsys):
    """And of what is missing only that is named which must be there."""
    with pytest.raises(SystemExit):
        main(["run", *words])

    assert "arguments: name" not in capsys.readouterr().err


def test_a_picture_that_cannot_be_drawn_here_is_refused_before_anything_runs(script, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    assert main(["watch", script, "-o", "lives.png"]) == 2
    assert "pip install variable-lifetimes[png]" in capsys.readouterr().err


def test_a_script_that_its_user_stops_is_reported_up_to_there(tmp_path, capsys):
    script, report = tmp_path / "endless.py", tmp_path / "report.html"
    script.write_text("class Layer: pass\nkept = Layer()\nraise KeyboardInterrupt\n")

    assert main(["watch", str(script), "-o", str(report)]) == 1
    assert "named by __main__.kept" in capsys.readouterr().out
    assert "KeyboardInterrupt" in report.read_text("utf-8")


def test_a_watch_in_which_nothing_was_born_says_how_others_are_named(script, capsys):
    assert main(["watch", "--types", "Nobody", script]) == 0
    assert "--types A,B" in capsys.readouterr().out


def test_a_name_that_the_script_did_not_leave_is_told_with_those_that_it_did(script, capsys):
    assert main(["why", script, "layer[0]"]) == 2

    told = capsys.readouterr().err
    assert told.startswith("lifetimes why: 'layer[0]' after train.py: NameError: name 'layer' is not defined")
    assert told.endswith("its globals are sys, Layer, Other, layers, other\n")


def test_a_script_that_exits_is_asked_all_the_same_and_one_that_fails_is_not(tmp_path, capsys):
    path = tmp_path / "ends.py"
    path.write_text("import sys\nkept = [object()]\nif sys.argv[1:]: 1 / 0\nsys.exit()\n")

    assert main(["why", str(path), "kept"]) == 0
    assert "module __main__" in capsys.readouterr().out
    assert main(["why", str(path), "kept", "fail"]) == 1
    assert capsys.readouterr().out.endswith("ZeroDivisionError: division by zero\n")


# A running process ------------------------------------------------------------------------------------------

RUNNING = """\
import os, sys
class Session: pass
cache = {number: Session() for number in range(7)}
from lifetimes.observe import listen
with listen() as listener:
    if os.fork() == 0:
        sys.exit()
    os.wait()
    print(listener.path, flush=True)
    sys.stdin.read()
print(listener.path.exists())
"""

needs_sockets = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no local sockets")


@pytest.fixture
def running():
    """A program that listens, and where; a process that it has forked has ended. Its temporary folder is its own."""
    elsewhere = os.environ | {"TMPDIR": "/a/folder/of/the/job"}
    with subprocess.Popen(
        [sys.executable, "-c", RUNNING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=elsewhere
    ) as process:
        yield process, Path(process.stdout.readline().strip())
        process.stdin.close()
        assert process.stdout.read() == "False\n"


@needs_sockets
def test_a_running_process_is_asked_what_it_holds_and_by_whom(running, capsys):
    process, _ = running

    assert main(["attach", str(process.pid), "--type", "Session"]) == 0
    count, *_, name = capsys.readouterr().out.split()
    assert (count, name) == ("7", "__main__.Session")
    assert main(["attach", str(process.pid), "--type", "Session", "--path"]) == 0
    assert capsys.readouterr().out.startswith("7 __main__.Session\n  7 by __main__.cache[*]\n")
    assert main(["attach", str(process.pid)]) == 0
    assert "function" in capsys.readouterr().out
    assert main(["attach", str(process.pid), "--type", "Nobody"]) == 2
    assert "no type is called 'Nobody' here" in capsys.readouterr().err


@needs_sockets
def test_only_its_user_can_ask_and_what_is_no_question_does_no_harm(running):
    """Neither bytes of a pickle, nor a question without end, nor a command to close that comes from elsewhere."""
    process, path = running
    rights = [place.stat().st_mode & 0o777 for place in (path, path.parent)]
    for sent in (b"\x80\x04cposix\nsystem\n", b"[" * 20_000, b'{"type": 1, "path": 2}\n', b"close\n", b""):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            assert "error" in json.loads(connection.makefile().readline())

    assert rights == [0o600, 0o700]
    assert "Session" in listening.ask(process.pid, {"type": "Session", "path": False})


@needs_sockets
def test_a_folder_that_others_can_enter_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(listening, "_MEETING", tmp_path)
    folder = tmp_path / f"lifetimes-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o755)

    with pytest.raises(PermissionError, match="is not a folder of this user's alone\nremove it"):
        listening.listen()


@needs_sockets
@pytest.mark.skipif(hasattr(sys, "remote_exec"), reason="every process can be asked")
def test_a_process_that_does_not_listen_is_told_what_to_do(capsys):
    """And so is one that is not there."""
    assert main(["attach", str(os.getpid()), "--type", "dict"]) == 2
    assert "does not listen; call `lifetimes.observe.listen()` in it" in capsys.readouterr().err
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    assert main(["attach", str(done.pid)]) == 2
    assert "No such process" in capsys.readouterr().err


def test_from_python_3_14_on_the_process_runs_the_question_itself(monkeypatch, capsys):
    """Here this process, which leaves no name and no entry of the path behind."""

    def remote_exec(pid: int, script: str) -> None:
        assert pid == 12345 and Path(script).parent.stat().st_mode & 0o777 == 0o700
        exec(compile(Path(script).read_text(), script, "exec"), space)

    class Asked:
        pass

    kept = [Asked(), Asked()]
    space: dict[str, object] = {}
    path = list(sys.path)
    monkeypatch.setattr(sys, "remote_exec", remote_exec, raising=False)

    assert main(["attach", "12345", "--type", "Asked"]) == 0
    assert capsys.readouterr().out.split()[0] == "2"
    assert (set(space), sys.path, len(kept)) == ({"__builtins__"}, path, 2)
