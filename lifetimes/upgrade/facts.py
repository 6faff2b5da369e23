"""What a recorded run of an old program says: plain data, written by the recorder's process and read by the converter.

A place in the program is a chain of lines: the line at the top level of the program first, then the line in the
function that was called there, and so on. Operations are known by the number of their graph and their name.
"""

from dataclasses import dataclass, field
from typing import Any

Chain = tuple[tuple[str, int], ...]
Span = tuple[int, int, int, int]  # line, column, last line, last column, as Python counts them
Key = tuple[int, str]

STATE = ("VariableV2", "VarHandleOp")
LISTS = ("get_collection", "trainable_variables", "global_variables", "local_variables")


class Placed:
    """A fact of one place in the program."""

    chain: Chain

    @property
    def line(self) -> int:
        """The line at the top level of the program, 0 where none of its lines was run."""
        return self.chain[0][1] if self.chain else 0


@dataclass
class OperationFact(Placed):
    """One operation of the old graph: what it reads, what it waits for, and the lines that made it."""

    graph: int
    name: str
    kind: str
    chain: Chain
    writes: bool  # whether it changes something else than what it is the place of
    inputs: list[Key] = field(default_factory=list)
    waits_for: list[Key] = field(default_factory=list)
    dtype: str = ""
    shape: list[int | None] | None = None
    spans: list[Span] = field(default_factory=list)  # the calls that made it, outermost first
    locals: list[dict[str, Any]] = field(default_factory=list)  # of a variable: shapes and words in each function

    @property
    def key(self) -> Key:
        return self.graph, self.name

    @property
    def is_variable(self) -> bool:
        """Whether it holds the value of a variable."""
        return self.kind in STATE


@dataclass
class VariableFact:
    """What is told of a variable besides its operation: whether it was lost, and who could still reach it."""

    lost: bool = False
    reached_by: list[str] = field(default_factory=list)
    initializer: str = ""
    initial: list[Any] = field(default_factory=list)  # one value for each time that a session initialised it
    session: int = 0  # the last one that did so
    final: dict[int, Any] = field(default_factory=dict)  # by session


@dataclass
class RunFact(Placed):
    """One call of a session: where, what was fetched and fed, and what came out."""

    session: int
    graph: int
    chain: Chain
    span: Span
    fetched: list[str]
    fed: list[str]
    value: Any = None
    initialises: list[str] = field(default_factory=list)
    drawn: dict[str, list[Any]] = field(default_factory=dict)  # what it drew at random, by the call that drew
    found: dict[str, Any] = field(default_factory=dict)  # what it found in what is trained, where that was asked


@dataclass
class Facts:
    """All that one run of the old program said."""

    operations: dict[Key, OperationFact] = field(default_factory=dict)
    variables: dict[Key, VariableFact] = field(default_factory=dict)
    runs: list[RunFact] = field(default_factory=list)
    names: dict[tuple[int, str], Any] = field(default_factory=dict)  # (line, name): the kind of what was bound there
    held: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)  # kinds in lists, by the keys to them
    lines: set[int] = field(default_factory=set)  # those that ran
    lists: dict[Span, list[Key] | None] = field(default_factory=dict)  # the variables that a collection gave
    told: dict[Span, list[str]] = field(default_factory=dict)  # what was printed of symbols, by the call of print
    failed: dict[int, str] = field(default_factory=dict)  # by line: how a statement failed, which was passed over then
    printed: str = ""
    error: str = ""
    cuts: list[int] = field(default_factory=list)  # after how many runs a loop was cut

    def needed(self, graph: int, fetched: list[str], fed: list[str]) -> set[Key]:
        """Return the operations that one run needs: what the fetches read and wait for, down to what is fed."""
        cut, found = {key_of(graph, name) for name in fed}, set[Key]()
        stack = [key_of(graph, name) for name in fetched]
        while stack:
            key = stack.pop()
            if key in self.operations and not (key in found or key in cut):
                found.add(key)
                stack += self.operations[key].inputs + self.operations[key].waits_for
        return found

    def place_of(self, key: Key) -> Key:
        """Return the variable that an operation reads where it is its reference, which changes with it; else itself."""
        read = self.operations.get(key)
        state = self.operations.get(read.inputs[0]) if read is not None and read.kind == "Identity" else None
        return state.key if state is not None and state.kind == "VariableV2" else key

    def drawing(self, graph: int, needed: set[Key], starts: list[str]) -> dict[str, list[str]]:
        """Return the calls that draw random numbers in one run, each with the operations that give what it drew.

        What starts a variable draws apart; what a loop draws is not told.
        """
        random = {key for key in needed if is_random(self.operations[key])}
        if not random or any(self.operations[key].kind == "Enter" for key in needed):
            return {}
        calls = {tuple(self.operations[key].spans) for key in random - self.needed(graph, starts, [])}
        made = [op for op in self.operations.values() if tuple(op.spans) in calls and op.dtype]
        branches = {tuple(op.spans) for op in made if op.kind == "Switch"}
        found: dict[str, list[str]] = {}
        for spans, op in {tuple(op.spans): op for op in made}.items():  # the last one that each call made
            if spans not in branches or op.kind == "Merge":
                found.setdefault(str(spans[-1]), []).append(op.name)
        return found

    def draws(self, graph: int, fetched: list[str], fed: list[str]) -> bool:
        """Return whether a run draws random numbers."""
        return any(is_random(self.operations[key]) for key in self.needed(graph, fetched, fed))

    def unlike_runs(self) -> list[RunFact]:
        """Return the runs that initialised nothing, one for each place and question."""
        found: dict[Any, RunFact] = {}
        for run in self.runs:
            if not run.initialises:
                found.setdefault((run.graph, tuple(run.fetched), tuple(run.fed), run.chain), run)
        return list(found.values())


def key_of(graph: int, name: str) -> Key:
    """Return the operation of a tensor, known by its name in a graph, or of itself."""
    return graph, name.partition(":")[0]


def mark(graph: int, name: str) -> str:
    """Return the word that stands for a variable in both programs: its graph name, with the graph after the first."""
    return name if graph == 0 else f"{name}@{graph}"


SUMMARIES = ("ScalarSummary", "HistogramSummary", "MergeSummary")
RANDOM = ("Random", "Truncated", "Multinomial", "Shuffle")


def is_random(operation: OperationFact) -> bool:
    """Return whether an operation draws random numbers."""
    return any(word in operation.kind for word in RANDOM)


# Races: a write and a use of one variable in one run that nothing orders: TensorFlow 1 gave either value.
WRITES = ("Assign", "Scatter", "Apply", "ResourceApply", "ResourceScatter", "CountUpTo")


def racing(facts: Facts, run: RunFact) -> list[str]:
    """Return the variables of which one run writes and uses the value without an order."""
    users: dict[Key, list[Key]] = {}
    writers: dict[Key, list[Key]] = {}
    for key in facts.needed(run.graph, run.fetched, run.fed):
        for position, given in enumerate(facts.operations[key].inputs):
            given = facts.place_of(given)
            if given in facts.variables:
                users.setdefault(given, []).append(key)
                if position == 0 and facts.operations[key].kind.startswith(WRITES):
                    writers.setdefault(given, []).append(key)
    above = {key: facts.needed(run.graph, [key[1]], run.fed) for whose in writers for key in users[whose]}
    fetched = {key_of(run.graph, name) for name in run.fetched}

    def unordered(variable: Key) -> bool:
        pairs = [(one, other) for one in writers[variable] for other in users[variable] if one != other]
        return any(one not in above[other] and other not in above[one] for one, other in pairs)

    return sorted(variable[1] for variable in writers if variable in fetched or unordered(variable))
