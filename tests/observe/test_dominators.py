"""Dominators, retained sizes and cycles of graphs whose answer is known, or that networkx knows."""

from __future__ import annotations

import importlib
import random
from array import array

import pytest

from lifetimes.observe.heap.dominators import Graph, components, immediate_dominators, retained


@pytest.fixture
def networkx():
    """Imported late: tests that walk the heap would walk through it."""
    return importlib.import_module("networkx")


def graph_of(edges, nodes):
    successors = [[] for _ in range(nodes)]
    for source, target in edges:
        successors[source].append(target)
    starts, targets = array("i", [0]), array("i")
    for row in successors:
        targets.extend(row)
        starts.append(len(targets))
    return Graph(starts, targets)


def random_edges(seed):
    chance = random.Random(seed)
    nodes = chance.randint(1, 40)
    count = chance.randint(0, 3 * nodes)
    return [(chance.randrange(nodes), chance.randrange(nodes)) for _ in range(count)], nodes


def test_a_diamond_is_dominated_by_its_top():
    graph = graph_of([(0, 1), (1, 2), (1, 3), (2, 4), (3, 4)], 5)

    assert list(immediate_dominators(graph)) == [-1, 0, 1, 1, 1]


def test_a_second_way_in_moves_the_dominator_up():
    graph = graph_of([(0, 1), (1, 2), (2, 3), (0, 3), (3, 4)], 5)

    assert list(immediate_dominators(graph)) == [-1, 0, 1, 0, 3]


def test_what_is_not_reached_has_no_dominator():
    graph = graph_of([(0, 1), (2, 1), (2, 3), (3, 2)], 4)

    assert list(immediate_dominators(graph)) == [-1, 0, -1, -1]


def test_a_chain_of_a_hundred_thousand_needs_no_recursion():
    length = 100_000
    graph = graph_of([(n, n + 1) for n in range(length - 1)], length)

    counts, _ = retained(immediate_dominators(graph), [1] * length)

    assert counts[1] == length - 1


def test_random_graphs_have_the_dominators_that_networkx_finds(networkx):
    for seed in range(200):
        edges, nodes = random_edges(seed)
        expected = networkx.DiGraph(edges)
        expected.add_nodes_from(range(nodes))

        found = immediate_dominators(graph_of(edges, nodes))

        known = {node: above for node, above in networkx.immediate_dominators(expected, 0).items() if node != 0}
        assert {node: above for node, above in enumerate(found) if above >= 0} == known, f"graph {seed}"


def test_random_graphs_have_the_components_that_networkx_finds(networkx):
    for seed in range(200):
        edges, nodes = random_edges(seed)
        expected = networkx.DiGraph(edges)

        found = components(graph_of(edges, nodes))

        loops = {node for node, other in edges if node == other}
        known = [set(part) for part in networkx.strongly_connected_components(expected)]
        cycles = [part for part in known if len(part) > 1 or part & loops]
        assert sorted(map(sorted, found)) == sorted(map(sorted, cycles)), f"graph {seed}"


def test_retained_is_what_goes_when_a_node_goes(networkx):
    """Checked by removal: the reachable bytes without the node, against those with it."""
    for seed in range(50):
        edges, nodes = random_edges(seed)
        sizes = [2**n for n in range(nodes)]
        whole = networkx.DiGraph(edges)
        whole.add_nodes_from(range(nodes))
        reached = {0} | networkx.descendants(whole, 0)

        counts, totals = retained(immediate_dominators(graph_of(edges, nodes)), array("q", sizes))

        for node in reached - {0}:
            without = whole.copy()
            without.remove_node(node)
            gone = reached - {0} - networkx.descendants(without, 0)
            assert (counts[node], totals[node]) == (len(gone), sum(sizes[one] for one in gone)), f"graph {seed}"


def test_a_node_marked_as_skipped_closes_no_cycle():
    graph = graph_of([(0, 1), (1, 0), (1, 2), (2, 1)], 3)

    assert sorted(map(sorted, components(graph, bytearray([0, 1, 0])))) == []
