"""Races: a write and a read of one variable in one run that nothing orders: TensorFlow 1 gave either value."""

from __future__ import annotations

from lifetimes.upgrade.facts import Facts, Key, RunFact

WRITES = ("Assign", "Scatter", "Apply", "ResourceApply", "ResourceScatter", "CountUpTo")


def races(facts: Facts) -> list[tuple[int, str]]:
    """Return line and text for each race of the run, each once."""
    found: dict[tuple[int, str], None] = {}
    for run in facts.unlike_runs():
        for variable in racing(facts, run):
            found[run.line, f"{variable} is written and read in one run, and nothing "
                  "orders the two: TensorFlow 1 gave either value"] = None  # fmt: skip
    return list(found)


def racing(facts: Facts, run: RunFact) -> list[str]:
    """Return the variables that one run writes and reads without an order."""
    needed = facts.needed(run.graph, run.fetched, run.fed)
    above = {key: reach(facts, key, needed) for key in needed}
    writers: dict[str, list[Key]] = {}
    readers: dict[str, list[Key]] = {}
    for key in needed:
        operation = facts.operations[key]
        for position, given in enumerate(operation.inputs):
            name = alias_of(facts, (run.graph, given.split(":")[0]))
            if (run.graph, name) in facts.variables:
                writes = position == 0 and operation.kind.startswith(WRITES)
                (writers if writes else readers).setdefault(name, []).append(key)
    for name in run.fetched:
        base = name.split(":")[0]
        if (run.graph, base) in facts.variables:
            readers.setdefault(base, []).append((run.graph, base))
    return sorted(n for n in writers if unordered(n, writers[n], readers.get(n, []), above, facts, run))


def alias_of(facts: Facts, key: Key) -> str:
    """Return whose value a name stands for: what is read of a variable that is a reference changes with it."""
    operation = facts.operations.get(key)
    above = operation.inputs[0].split(":")[0] if operation is not None and operation.kind == "Identity" else ""
    found = facts.operations.get((key[0], above))
    return above if found is not None and found.kind == "VariableV2" else key[1]


def unordered(name: str, writers: list[Key], readers: list[Key], above: dict[Key, set[Key]], facts: Facts,
              run: RunFact) -> bool:  # fmt: skip
    """Return whether some write is neither before nor after some read, or another write, of the variable."""
    for write in writers:
        for other in [*readers, *writers]:
            if other == write or (other in above[write] and other[1] != name):
                continue
            if other[1] == name or write not in above[other]:
                return True
    return False


def reach(facts: Facts, key: Key, needed: set[Key]) -> set[Key]:
    """Return the operations of a run that one operation comes after."""
    found: set[Key] = set()
    stack = [key]
    while stack:
        operation = facts.operations[stack.pop()]
        for name in operation.comes_after:
            above = (key[0], name)
            if above in needed and above not in found:
                found.add(above)
                stack.append(above)
    return found
