"""Says what part each statement of the old program plays: data, a session, a placeholder, a variable, a symbol, a step.

The names of the parts:

    data, constant      stays where it is: its value is the same in both worlds
    variable            moves to the owner of the state
    placeholder         becomes a parameter
    symbol              goes into the methods that need it: its value hangs on what is fed, kept or drawn
    train               the same, for an optimizer's step
    optimizer, saver, writer, session, graph, initializer, scope     has no place in the new world
    lookup              a name for what was found by name
    run                 ran a session
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import SUMMARIES, OperationFact
from lifetimes.upgrade.reading import TENSORS, Program, Statement, nodes

INITIALIZERS = ("global_variables_initializer", "initialize_all_variables", "local_variables_initializer",
                "variables_initializer", "initialize_local_variables", "tables_initializer",
                "initialize_variables")  # fmt: skip
OBJECTS = ("session", "graph", "optimizer", "saver", "writer")
SCOPES = ("Session", "InteractiveSession", "as_default", "variable_scope", "name_scope", "control_dependencies",
          "device", "Graph", "init_scope")  # fmt: skip
GOING = ("session", "graph", "saver", "summary", "optimizer", "placeholder", "symbol", "train", "initializer", "scope",
         "lookup", "housekeeping")  # fmt: skip
HOUSEKEEPING = ("add_to_collection", "reuse_variables", "add_to_collections", "reset_default_graph",
                "disable_v2_behavior", "disable_eager_execution", "set_verbosity",
                "disable_resource_variables", "enable_resource_variables")  # fmt: skip


def assign_roles(program: Program) -> None:
    """Give every statement its part."""
    running = {place.statement for place in program.places.values()}
    lines = {fact.chain[0][1] for fact in program.savings.values()}
    running |= {s for s in program.statements if any(s.first <= line <= s.last for line in lines) and not blockish(s)}
    for statement in program.statements:
        running_here = statement in running and not isinstance(statement.node, cst.FunctionDef)
        statement.role = "run" if running_here else role_of(program, statement)


def blockish(statement: Statement) -> bool:
    return not isinstance(statement.node, cst.SimpleStatementLine)


def role_of(program: Program, statement: Statement) -> str:
    """Return the part of a statement in which no session runs."""
    node = statement.node
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        return "function"
    if isinstance(node, (cst.For, cst.While)) and isinstance(program.of_node.get(node.body.body[0]), Statement):
        return "data"
    if isinstance(node, cst.With):
        return "scope" if all(is_scope(item.item) for item in node.items) else "data"
    if calls_any(node, HOUSEKEEPING) or is_closing(program, statement):
        return "housekeeping"
    if calls_any(node, INITIALIZERS):
        return "initializer"
    kinds = [program.facts.names.get((statement.first, name), ("data",)) for name in sorted(statement.binds)]
    words = {kind[0] for kind in kinds}
    for word in OBJECTS:
        if word in words:
            return word
    if any(op.kind.startswith(("Apply", "ResourceApply", "SparseApply")) for op in statement.operations):
        return "train"
    return role_of_symbols(program, statement, kinds)


def role_of_symbols(program: Program, statement: Statement, kinds: list[Any]) -> str:
    """Return the part of a statement that makes or names what belongs to a graph, `data` where it does neither."""
    made, node = statement.operations, statement.node
    born = {op.key for op in made if op.is_variable}
    flat = list(flattened(kinds))
    if any(kind[0] == "variable" and (kind[1], kind[2]) in born for kind in flat):
        return "symbol" if isinstance(node, cst.For) and runs_in(program, statement, flat) else "variable"
    if made and all(op.kind == "Placeholder" for op in made) and flat:
        return "placeholder"
    if any(op.kind in SUMMARIES for op in made) and all(len(op.chain) == 1 for op in made) and is_assignment(statement):
        return "summary"
    if any(op.key in program.tainted for op in made) or (made and reads_symbols(program, statement)):
        return "symbol"
    tensors = [kind for kind in flat if kind[0] in (*TENSORS, "variable")]
    if tensors and not made and any((k[1], k[2].split(":")[0]) in program.tainted for k in tensors):
        if is_feed(kinds):
            return "data"
        return "symbol" if reads_symbols(program, statement) else "lookup" if len(statement.binds) == 1 else "data"
    return "constant" if made else "data"


def is_assignment(statement: Statement) -> bool:
    """Return whether a statement is one expression whose value one name holds, or none."""
    node = statement.node
    one = isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 and len(statement.binds) < 2
    return one and isinstance(node.body[0], (cst.Assign, cst.Expr))


def runs_in(program: Program, statement: Statement, flat: list[Any]) -> bool:
    """Return whether a loop that makes variables also computes with them what hangs on a run."""
    return any(kind[0] == "tensor" and (kind[1], kind[2].split(":")[0]) in program.tainted for kind in flat)


def reads_symbols(program: Program, statement: Statement) -> bool:
    """Return whether a statement uses what hangs on a run; a branch does not say so among its inputs."""
    found = [program.definition(name, statement.number) for name in statement.reads]
    return any(where is not None and where.role in ("symbol", "placeholder", "variable") for where in found)


def is_feed(kinds: list[Any]) -> bool:
    """Return whether names are bound to dictionaries by symbols, which the recorder tells by keys without a word."""
    return any(kind[0] == "list" and "" in kind[2] for kind in kinds)


def flattened(kinds: list[Any]) -> Any:
    for kind in kinds:
        if kind[0] == "list":
            yield from flattened(kind[1])
        else:
            yield kind


def calls_any(node: Any, names: tuple[str, ...]) -> bool:
    """Return whether there is a call of something of these names in a statement."""
    return any(isinstance(n, cst.Call) and last_name(n.func) in names for n in nodes(node))


def last_name(node: Any) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def is_scope(node: Any) -> bool:
    return (isinstance(node, cst.Call) and last_name(node.func) in SCOPES) or isinstance(node, cst.Name)


def is_closing(program: Program, statement: Statement) -> bool:
    """Return whether a statement only closes, opens or finalizes a session, a graph or a writer."""
    node = statement.node
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1 or not isinstance(node.body[0], cst.Expr):
        return False
    call = node.body[0].value
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute):
        return False
    receiver = call.func.value
    kind = program.kind(receiver.value, statement.number) if isinstance(receiver, cst.Name) else ()
    what = call.func.attr.value
    return (kind[:1] == ("writer",) and what == "add_graph") or (
        kind[:1] in (("session",), ("graph",)) and what in ("close", "finalize", "__enter__", "__exit__")
    )


def has_effect(operation: OperationFact) -> bool:
    return operation.effect and not operation.is_variable and operation.kind not in ("Placeholder", "NoOp")
