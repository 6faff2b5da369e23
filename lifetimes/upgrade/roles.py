"""Says what part each statement of the old program plays: data, a session, a placeholder, a variable, a symbol, a step.

The names of the parts:

    data, constant      stays where it is: its value is the same in both worlds
    variable            moves to the owner of the state
    placeholder         becomes a parameter
    symbol              goes into the methods that need it: its value hangs on what is fed, kept or drawn
    train               the same, for an optimizer's step
    optimizer, saver, writer, session, graph, initializer, scope, config   has no place in the new world
    lookup              a name for what was found by name
    run                 ran a session
    inner               imports from the inside of TensorFlow, whose words are public too
"""

from typing import Any

import libcst as cst
from libcst import matchers as m

from lifetimes.upgrade.facts import SUMMARIES, flattened
from lifetimes.upgrade.reading import COMPUTED, Program, Statement, names_changed_in, nodes

INITIALIZERS = {"global_variables_initializer", "initialize_all_variables", "local_variables_initializer",
                "variables_initializer", "initialize_local_variables", "tables_initializer",
                "initialize_variables"}  # fmt: skip
OBJECTS = ("session", "graph", "optimizer", "saver", "writer", "cell", "config")
SCOPES = {"Session", "InteractiveSession", "as_default", "variable_scope", "name_scope", "control_dependencies",
          "device", "Graph", "init_scope"}  # fmt: skip
GOING = {"session", "graph", "saver", "cell", "summary", "optimizer", "placeholder", "symbol", "train", "initializer",
         "scope", "lookup", "housekeeping", "inner",
         "config"}  # fmt: skip
HOUSEKEEPING = {"add_to_collection", "reuse_variables", "add_to_collections", "reset_default_graph",
                "disable_v2_behavior", "disable_eager_execution", "set_verbosity",
                "disable_resource_variables", "enable_resource_variables"}  # fmt: skip
CLOSING = {("writer", "add_graph"), *((word, what) for word in ("session", "graph")
                                      for what in ("close", "finalize", "__enter__", "__exit__"))}  # fmt: skip
APPLYING = ("Apply", "ResourceApply", "SparseApply")


def assign_roles(program: Program) -> None:
    """Give every statement its part."""
    running: set[Statement | None] = {place.statement for place in program.places.values()}
    running |= {program.statement_at(fact.line) for fact in program.savings.values()}
    for statement in program.statements:
        runs = statement in running and not isinstance(statement.node, cst.FunctionDef)
        statement.role = "run" if runs else role_of(program, statement)
    for statement in program.statements:
        if isinstance(statement.node, cst.FunctionDef) and building(program, statement):
            statement.role = "symbol"


def role_of(program: Program, statement: Statement) -> str:
    """Return the part of a statement in which no session runs."""
    node = statement.node
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        return "function"
    if isinstance(node, (cst.For, cst.While)) and node.body.body[0] in program.of_node:
        return "data"
    if program.code(node).strip().startswith("from tensorflow.python"):
        return "inner"
    if isinstance(node, cst.With):
        scopes = m.Call(func=m.MatchIfTrue(lambda func: last_name(func) in SCOPES)) | m.Name()
        return "scope" if all(m.matches(item.item, scopes) for item in node.items) else "data"
    called = {last_name(n.func) for n in nodes(node) if isinstance(n, cst.Call)}
    configures = any(program.role(name, statement.number) == "config" for name in names_changed_in(node))
    if called & HOUSEKEEPING or is_closing(program, statement) or configures:
        return "housekeeping"
    if called & INITIALIZERS:
        return "initializer"
    if isinstance(statement.only, cst.Assert) and program.is_symbolic(statement.reads, statement.number, COMPUTED):
        return "symbol"
    kinds = [program.facts.names.get((statement.first, name), ("data",)) for name in sorted(statement.binds)]
    for word in OBJECTS:
        if word in {kind[0] for kind in kinds}:
            return word
    if any(op.kind.startswith(APPLYING) for op in statement.operations):
        return "train"
    if isinstance(statement.only, cst.Expr) and statement.only.value in program.told:
        return "data"
    return role_of_symbols(program, statement, kinds)


def building(program: Program, statement: Statement) -> bool:
    """Return whether a function computes with symbols that it finds outside."""
    if not program.is_symbolic(statement.reads, program.finds(statement), COMPUTED):
        return False
    name, facts = statement.node.name.value, program.facts
    made = [op for op in facts.operations.values() if name in dict(op.chain[1:])]
    runs = any(name in dict(run.chain[1:]) for run in facts.runs)
    return bool(made) and not runs and not any(op.is_variable for op in made)


def is_closing(program: Program, statement: Statement) -> bool:
    """Return whether a statement only closes, opens or finalizes a session, a graph or a writer."""
    if not m.matches(statement.only, m.Expr(m.Call(m.Attribute(m.Name())))):
        return False
    asked = statement.only.value.func
    return (*program.kind(asked.value.value, statement.number)[:1], asked.attr.value) in CLOSING


def role_of_symbols(program: Program, statement: Statement, kinds: list[Any]) -> str:
    """Return the part of a statement that makes or names what belongs to a graph, `data` where it does neither."""
    made = statement.operations
    born = {op.key for op in made if op.is_variable}
    symbolic = program.is_symbolic(statement.reads, statement.number)  # a branch does not say so among its inputs
    flat = list(flattened(kinds))
    in_graph = [kind for kind in flat if len(kind) == 3]  # tensors, operations and variables, each with its graph
    varying = {kind[0] for kind in in_graph if (kind[1], kind[2].split(":")[0]) in program.tainted}
    if any(kind[0] == "variable" and kind[1:] in born for kind in flat):  # a loop may also compute with what it makes
        return "symbol" if isinstance(statement.node, cst.For) and "tensor" in varying else "variable"
    if made and all(op.kind == "Placeholder" for op in made) and flat:
        return "placeholder"
    one = isinstance(statement.only, (cst.Assign, cst.Expr)) and len(statement.binds) < 2
    if one and any(op.kind in SUMMARIES for op in made) and all(len(op.chain) == 1 for op in made):
        return "summary"
    if any(op.key in program.tainted for op in made) or (made and symbolic):
        return "symbol"
    if varying and not made and not any(kind[0] == "list" and "" in kind[2] for kind in kinds):  # "": what is fed
        return "symbol" if symbolic else "lookup" if len(statement.binds) == 1 else "data"
    return "constant" if made else "data"


def last_name(node: Any) -> str:
    """Return what stands behind the last point of a name."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""
