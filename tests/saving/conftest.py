"""Each test of saving builds in a graph of its own, in a folder of its own."""

import pytest

import lifetimes.tf1 as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


@pytest.fixture
def sess(graph):
    with tf.Session(graph=graph) as made:
        yield made


@pytest.fixture
def prefix(tmp_path):
    return str(tmp_path / "model")
