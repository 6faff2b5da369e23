"""The architecture, as claims about the import statements: which room may look into which."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "lifetimes"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_demos" not in path.parts)

BELOW_THE_WORLDS = {
    "errors", "labels", "library", "locks", "modules", "nest", "numpy_calls", "object_graph", "namespaces"
}  # fmt: skip
BELOW_THE_WORLDS |= {"ops", "graph", "autograph"}
MAY_IMPORT = {
    "errors": set(),
    "labels": set(),
    "library": set(),
    "library_index": {"library"},
    "locks": set(),
    "numpy_calls": set(),
    "modules": {"nest"},
    "nest": set(),
    "object_graph": set(),
    "reference": set(),
    "tf1_arguments": set(),
    "namespaces": {"ops", "errors", "library", "nest", "tf1_arguments"},
    "ops": {"errors", "library", "locks", "nest", "numpy_calls", "reference"},
    "graph": {"errors", "labels", "library", "locks", "nest", "numpy_calls", "object_graph", "ops"},
    "autograph": {"errors", "library", "nest", "ops", "graph"},
    "tf1": BELOW_THE_WORLDS,
    "tf2": BELOW_THE_WORLDS,
    "observe": {"labels"},
    "upgrade": {"tf1", "tf2", "observe"},
}
LESSON_ROOMS = ("ops", "graph", "tf1", "tf2")


DOOR = ("lifetimes.tf2.library.compat", "lifetimes.tf2.library.compat_training")


def module_of(path):
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in FILES}


@cache
def statements(path):
    """Return every import statement of a file with the name of the function around it, None where there is none."""
    found, left = [], [(None, ast.parse(path.read_text()))]
    for function, node in left:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append((function, node))
        elif isinstance(node, ast.stmt | ast.Module | ast.ExceptHandler | ast.match_case):
            opens = isinstance(node, ast.FunctionDef) and function in (None, "__getattr__")
            left += [(node.name if opens else function, child) for child in ast.iter_child_nodes(node)]
    return found


def imports(path):
    """Return every module that a file imports, for types and from inside its functions too."""
    found = set()
    for _, node in statements(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        else:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if names <= MODULES else names | {node.module}  # `from package import file` imports the file
    return found


def room(module):
    return module.split(".")[1] if module.count(".") else ""


def is_library(module):
    """Return whether a module stands in a folder below one of the four rooms."""
    parts = PACKAGE.parent.joinpath(*module.split("."))
    depth = len(module.split(".")) + parts.is_dir()
    return room(module) in LESSON_ROOMS and depth > 3


def ours(path):
    return {name for name in imports(path) if name and name.startswith("lifetimes.")}


def strangers(path):
    """Return what a file imports from a room that is not below its own."""
    here = room(module_of(path))
    allowed = MAY_IMPORT[here] | {here} | ({"tf1"} if module_of(path) in DOOR else set())
    return sorted(name for name in ours(path) if room(name) not in allowed)


def test_a_room_imports_only_the_rooms_below_it():
    """The door of tf2/compat.py, training included, is the one exception: TensorFlow's compat.v1 is that bridge."""
    found = {module_of(path): strangers(path) for path in FILES if room(module_of(path)) in MAY_IMPORT}

    assert {file: names for file, names in found.items() if names} == {}


def test_the_lesson_never_imports_the_library():
    """Not even for types: who reads the lesson is not sent away. What it asks of the library, it asks at the door."""
    lesson = [path for path in FILES if room(module_of(path)) in LESSON_ROOMS and not is_library(module_of(path))]
    asked = {(module_of(path), name) for path in lesson for name in ours(path) if name in MODULES}

    assert {(file, name) for file, name in asked if is_library(name)} == set()


def test_the_instrument_imports_neither_numpy_nor_a_world():
    """observe works on any Python object, so nothing of a world or of NumPy may be needed to use it."""
    names = {
        name.split(".")[0] for path in FILES if room(module_of(path)) == "observe" for name in imports(path) if name
    }

    assert "numpy" not in names


def test_the_way_out_of_the_old_world_uses_the_worlds_by_their_public_names():
    """upgrade imports the two worlds and the instrument whole, and no file inside of them."""
    found = {name for path in FILES if room(module_of(path)) == "upgrade" for name in ours(path)}

    assert {name for name in found if room(name) != "upgrade"} <= {
        "lifetimes.tf1",
        "lifetimes.tf2",
        "lifetimes.observe",
    }


@pytest.mark.parametrize("runner", ["recorder", "proving"])
def test_what_runs_a_program_does_not_load_what_edits_one(runner):
    """Each program of an upgrade runs in a process of its own, which would load libcst for nothing."""
    files, reached = {module_of(path): path for path in FILES}, [f"lifetimes.upgrade.{runner}"]
    for name in reached:
        reached += [other for other in ours(files[name]) if other in files and other not in reached]

    assert "libcst" not in set().union(*(imports(files[name]) for name in reached))


def test_there_is_no_import_cycle():
    """Every module can be read after those that it imports: the import order is the reading order."""
    modules = {module_of(path): path for path in FILES}
    edges = {
        name: {other for other in ours(path) if other in modules and other != name} for name, path in modules.items()
    }
    done, order = set(), []

    def visit(name, trail):
        assert name not in trail, " -> ".join([*trail[trail.index(name) :], name])
        if name not in done:
            for other in sorted(edges[name]):
                visit(other, [*trail, name])
            done.add(name)
            order.append(name)

    for name in sorted(modules):
        visit(name, [])

    assert set(order) == set(modules)


def test_no_import_hides_inside_a_function_of_a_world():
    """A late import is how a cycle hides; the machine and the worlds have none."""
    hidden = []
    for path in FILES:
        if room(module_of(path)) not in ("ops", "graph", "tf1", "tf2"):
            continue
        hidden += [
            f"{module_of(path)}.{function}"
            for function, node in statements(path)
            if function not in (None, "__getattr__")
            and isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("lifetimes")
        ]

    assert not hidden


def test_no_module_is_named_like_one_of_the_standard_library():
    clashes = [module_of(path) for path in FILES if path.stem in sys.stdlib_module_names and path.stem != "__main__"]

    assert not clashes
