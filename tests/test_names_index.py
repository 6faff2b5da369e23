"""The door to the library: names and ops are found where the index says, when they are first used."""

from importlib import import_module
from operator import attrgetter

import pytest

from lifetimes import library


def test_the_index_says_where_every_name_and_op_is(printed_by_code):
    """`python -m lifetimes.library_index` writes it; this is what it would write now."""
    written = printed_by_code("from lifetimes import library_index; print(library_index.written(), end='')")

    with open(library.INDEX, encoding="utf-8") as index:
        assert index.read() == written, "run: python -m lifetimes.library_index"


@pytest.mark.parametrize("world", ["tf1", "tf2"])
def test_importing_a_world_loads_no_library(world, printed_by_code):
    loaded = printed_by_code(f"import sys, lifetimes.{world}; print(*sys.modules)").split()

    assert not sorted(library_modules().intersection(loaded))


def library_modules():
    index = library.index()
    places = {*index.ops.values(), *(module for names in index.names.values() for module in names.values())}
    return {f"lifetimes.{place}" for place in places if place.count(".") > 1}


@pytest.mark.parametrize("world", ["tf1", "tf2"])
def test_every_name_that_a_world_lists_is_there(world, printed_by_code):
    """`dir(tf)` and `dir(tf.math)` list what is not loaded yet, and all of it loads."""
    code = f"""
import lifetimes.{world} as tf
from lifetimes.namespaces import Namespace

def count(place, seen):
    if id(place) in seen:
        return 0
    seen.add(id(place))
    values = [getattr(place, name) for name in dir(place)]
    return len(values) + sum(count(value, seen) for value in values if isinstance(value, Namespace))

print(count(tf, set()))
"""
    assert int(printed_by_code(code)) >= len(library.index().names[world])


def test_a_part_of_a_world_can_be_imported_before_it_is_loaded(printed_by_code):
    code = """
from lifetimes.tf1 import layers
from lifetimes.tf2.math import add
import lifetimes.tf2.compat.v1 as v1
from lifetimes.tf2.keras.layers import Dense
print(callable(layers.dense), int(add(1, 2)), v1.Session.__name__, Dense.__name__)
"""
    assert printed_by_code(code).split() == ["True", "3", "Session", "Dense"]


def test_a_name_is_one_object_under_all_its_names(printed_by_code):
    assert printed_by_code(
        "import lifetimes.tf2 as tf; print(tf.math.add is tf.add, tf.Graph is tf.compat.v1.Graph)"
    ).split() == [
        "True",
        "True",
    ]


def test_threads_that_use_a_name_first_at_the_same_moment_all_get_it(printed_by_code):
    code = """
import threading
import lifetimes.tf2 as tf

names = ["reduce_sum", "linalg.inv", "nn.relu", "keras.layers.Dense", "strings.join", "ragged.constant", "while_loop"]
start, found, failed = threading.Barrier(8), [], []

def use():
    start.wait()
    try:
        for name in names:
            value = tf
            for part in name.split("."):
                value = getattr(value, part)
            found.append((name, id(value)))
    except BaseException as error:
        failed.append(error)

threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(found), len(set(found)), failed)
"""
    assert printed_by_code(code).split() == ["56", "7", "[]"]


@pytest.mark.parametrize(
    ("world", "name", "instead"),
    [
        ("tf2", "Session", "Sessions are TensorFlow 1"),
        ("tf2", "keras.metrics.OneHotIoU", "Use IoU or MeanIoU"),
        ("tf2", "keras.optimizers.Adafactor", "Use Adam"),
        ("tf2", "io.parse_tensor", "read them in Python"),
        ("tf2", "lookup.experimental.DenseHashTable", "MutableHashTable"),
        ("tf1", "nn.raw_rnn", "Use tf.nn.dynamic_rnn"),
        ("tf1", "keras", "use tf.layers here"),
    ],
)
def test_an_absent_name_is_refused_with_what_to_use(world, name, instead):
    with pytest.raises(AttributeError, match=instead):
        attrgetter(name)(import_module(f"lifetimes.{world}"))
