"""Races: a write and a read of one variable in one run that nothing orders: TensorFlow 1 gave either value."""

from __future__ import annotations

from lifetimes.upgrade.facts import Facts, Key, RunFact

WRITES = ("Assign", "Scatter", "Apply", "ResourceApply", "ResourceScatter", "CountUpTo")


def races(facts: Facts) -> list[tuple[int, str]]:
    """Return line and text for each race of the run, each once."""
    text = "{} is written and read in one run, and nothing orders the two: TensorFlow 1 gave either value"
    found = [(run.line, text.format(name)) for run in facts.unlike_runs() for name in racing(facts, run)]
    return list(dict.fromkeys(found))


def racing(facts: Facts, run: RunFact) -> list[str]:
    """Return the variables of which one run writes and uses the value without an order."""
    users: dict[str, list[Key]] = {}
    writers: dict[str, list[Key]] = {}
    for key in facts.needed(run.graph, run.fetched, run.fed):
        operation = facts.operations[key]
        for position, given in enumerate(operation.inputs):
            name = alias_of(facts, (run.graph, given.split(":")[0]))
            if (run.graph, name) in facts.variables:
                users.setdefault(name, []).append(key)
                if position == 0 and operation.kind.startswith(WRITES):
                    writers.setdefault(name, []).append(key)
    above = {key: facts.needed(run.graph, [key[1]], run.fed) for name in writers for key in users[name]}
    fetched = {name.split(":")[0] for name in run.fetched}

    def unordered(name: str) -> bool:
        pairs = [(one, other) for one in writers[name] for other in users[name] if one != other]
        return any(one not in above[other] and other not in above[one] for one, other in pairs)

    return sorted(name for name in writers if name in fetched or unordered(name))


def alias_of(facts: Facts, key: Key) -> str:
    """Return whose value a name stands for: what is read of a variable that is a reference changes with it."""
    operation = facts.operations.get(key)
    above = operation.inputs[0].split(":")[0] if operation is not None and operation.kind == "Identity" else ""
    found = facts.operations.get((key[0], above))
    return above if found is not None and found.kind == "VariableV2" else key[1]
