"""Writes functions out at their only calls, and objects that are made once, where these build or run a graph.

Many old programs keep all of their state in `main()`, in `build()`, or in an object. What is made there is found by
what the whole program does afterwards, so it is read as if it stood there.
"""

from typing import Any

import libcst as cst
from libcst import matchers as m

from lifetimes.upgrade.facts import Facts
from lifetimes.upgrade.reading import BINDING, names_bound_in, nodes
from lifetimes.upgrade.spelling import argument, fresh


def inlined(source: str, facts: Facts) -> str:
    """Return the source with one such function or object written out, the source itself where there is none."""
    module: Any = m.replace(cst.parse_module(source), RUNNING, cst.parse_expression("main(None)"))
    wanted = {name for fact in facts.runs for name, _ in fact.chain[1:]}
    wanted |= {op.chain[-1][0] for op in facts.operations.values() if op.kind == "Placeholder" and len(op.chain) > 1}
    for node in module.body:
        if isinstance(node, cst.FunctionDef) and node.name.value in wanted and is_simple(node):
            text = written_out(module, node)
            if text:
                return text
        if isinstance(node, cst.ClassDef) and {method.name.value for method in methods_of(node)} & wanted:
            text = opened(module, node)
            if text:
                return text
    return source


# What called a function that is called `main`, with the arguments of the program.
RUNNING = m.Call(m.Attribute(m.Attribute(attr=m.Name("app")), m.Name("run")), args=[])


def is_simple(function: Any) -> bool:
    """Return whether the body of a function means the same at the top level: no stars, no early return."""
    params, last = function.params, function.body.body[-1]
    ends = last.body[0] if isinstance(last, cst.SimpleStatementLine) else None
    inner = (cst.Return, cst.Yield, cst.Nonlocal, cst.FunctionDef, cst.ClassDef)
    early = [n for n in nodes(function.body) if isinstance(n, inner) and (n is not ends or isinstance(n, inner[3:]))]
    return not (function.decorators or params.star_kwarg or isinstance(params.star_arg, cst.Param) or early)


def written_out(module: cst.Module, function: Any) -> str:
    """Return the new source, nothing where the function is used in another way than by one call."""
    attributes = {n.attr for n in nodes(module) if isinstance(n, cst.Attribute)}
    name = function.name.value
    uses = [n for n in nodes(module) if isinstance(n, cst.Name) and n.value == name and n not in attributes]
    calls = [n for n in nodes(module) if isinstance(n, cst.Call) and n.func in uses]
    lines = [n for n in nodes(module) if isinstance(n, cst.SimpleStatementLine)
             and getattr(n.body[0], "value", None) in calls]  # fmt: skip
    if len(uses) != 2 or len(calls) != 1 or not lines:
        return ""
    call, line, part = calls[0], lines[0], lines[0].body[0]
    *body, last = body_for(module, function, call) or [None]
    result = last.body[0] if isinstance(last, cst.SimpleStatementLine) else None
    if isinstance(result, cst.Return):
        value = [last.with_changes(body=[part.with_changes(value=result.value)])]
        body += value if result.value else []
    elif isinstance(part, cst.Expr) and last is not None:
        body.append(last)
    else:
        return ""
    without: Any = module.with_changes(body=[node for node in module.body if node is not function])
    return str(without.deep_replace(line, cst.FlattenSentinel(body)).code)


def body_for(module: cst.Module, function: Any, call: cst.Call) -> list[Any]:
    """Return the statements that stand for a call, parameters bound first; none where arguments are missing."""
    elsewhere = [n for n in module.body if not isinstance(n, (cst.FunctionDef, cst.ClassDef))]
    taken = {n.value for n in nodes(module) if isinstance(n, cst.Name)}
    shared = {item.name.value for n in nodes(function) if isinstance(n, cst.Global) for item in n.names}
    clashing = bound(function) & {name for node in elsewhere for name in bound(node)} - shared
    names = {name: fresh(name, taken) for name in sorted(clashing)}
    found: list[Any] = []
    for position, param in enumerate(function.params.params):
        value = argument(call, position, param.name.value) or param.default
        if value is None:
            return []
        if not any(m.matches(n, m.Name(param.name.value)) for n in nodes(function.body)):
            continue
        name = names.get(param.name.value, param.name.value)
        if isinstance(value, cst.Name) and param.name.value not in bound(function.body):
            names[param.name.value] = value.value
        else:
            found += cst.parse_module(f"{name} = {module.code_for_node(value)}").body
    lines = [node for node in function.body.body if not m.matches(node, m.SimpleStatementLine([m.Global()]))]
    return [*found, *(renamed(node, names) for node in lines)]


def methods_of(node: cst.ClassDef) -> list[Any]:
    """Return the methods of a class that has nothing else, above it or in it; else none."""
    plain = all(m.matches(part, m.FunctionDef(decorators=[]) | DOCSTRING) for part in node.body.body)
    return [part for part in node.body.body if isinstance(part, cst.FunctionDef)] * (plain and len(node.bases) < 2)


DOCSTRING = m.SimpleStatementLine([m.Expr(m.SimpleString())])


def opened(module: cst.Module, node: cst.ClassDef) -> str:
    """Return the source with the only object of a class written out, nothing where that does more than have attributes.

    Its attributes become names, its methods functions that find these; `__init__` goes where it is called.
    """
    named = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name())], m.Call(m.Name(node.name.value)))])
    lines = [line for line in nodes(module) if m.matches(line, named)]
    begin, *others = sorted(methods_of(node), key=lambda method: method.name.value != "__init__")
    if len(lines) != 1 or not is_simple(begin):
        return ""
    owned = {"self", lines[0].body[0].targets[0].target.value}
    asked = [n for n in nodes(module) if isinstance(n, cst.Attribute) and getattr(n.value, "value", "") in owned]
    told = [n for n in nodes(module) if isinstance(n, cst.Name) and n.value in {*owned, node.name.value}]
    if len(told) != len(asked) + len(others) + 4:  # four: class, call, name, `self` of `__init__`
        return ""
    parts = {n.attr for n in nodes(module) if isinstance(n, cst.Attribute)} | {method.name for method in others}
    taken = {n.value for n in nodes(module) if isinstance(n, cst.Name) and n not in parts}
    names = {name: fresh(name, taken) for name in sorted({n.attr.value for n in asked})}

    def name_of(attribute: Any, _: Any) -> cst.Name:
        return cst.Name(names[attribute.attr.value])

    def written(tree: Any) -> Any:
        return m.replace(tree, m.Attribute(m.Name(m.MatchIfTrue(owned.__contains__))), name_of)

    def function(method: Any) -> Any:
        params = method.params.with_changes(params=method.params.params[1:])
        targets = [getattr(n, BINDING[type(n)]) for n in nodes(method) if type(n) in BINDING]
        binds = sorted({names[n.attr.value] for target in targets for n in nodes(target) if n in asked})
        if binds and method.name.value != "__init__":
            line = cst.parse_statement(f"global {', '.join(binds)}")
            method = method.with_deep_changes(method.body, body=[line, *method.body.body])
        name = cst.Name(names.get(method.name.value, method.name.value))
        return written(method.with_changes(name=name, params=params, leading_lines=[cst.EmptyLine(indent=False)] * 2))

    begin, *others = map(function, (begin, *others))
    text: Any = module.with_changes(body=[part for one in module.body for part in (others if one is node else [one])])
    body = body_for(module, begin, lines[0].body[0].value)
    return str(written(text.deep_replace(lines[0], cst.FlattenSentinel(body))).code) if body else ""


def bound(node: cst.CSTNode) -> set[str]:
    """Return the names that a piece of source binds for more than itself, but for what it imports."""
    opened = [n.asname for n in nodes(node) if isinstance(n, cst.WithItem) and n.asname]
    return names_bound_in(node, BINDING.keys() - {cst.CompFor, cst.AsName}).union(*map(names_bound_in, opened))


def renamed(node: Any, names: dict[str, str]) -> Any:
    """Return a piece of source with other words for some names, but for attributes and keywords."""
    attributes = {n.attr for n in nodes(node) if isinstance(n, cst.Attribute)}
    keywords = {n.keyword for n in nodes(node) if isinstance(n, cst.Arg)}
    found = {n for n in nodes(node) if isinstance(n, cst.Name) and n.value in names} - attributes - keywords

    def other(name: Any, _: Any) -> Any:
        return name.with_changes(value=names[name.value])

    return m.replace(node, m.MatchIfTrue(found.__contains__), other)


def apart(source: str, names: set[str]) -> str:
    """Return the source with some names, where the top level binds them again, under another word from there on."""
    module = cst.parse_module(source)
    inside = [n for n in nodes(module) if isinstance(n, (cst.FunctionDef, cst.ClassDef, cst.Lambda))]
    names = names - {n.value for function in inside for n in nodes(function) if isinstance(n, cst.Name)}
    taken = {n.value for n in nodes(module) if isinstance(n, cst.Name)}
    now: dict[str, str] = {}

    def written(node: Any) -> Any:
        if isinstance(node, cst.With):
            head = [renamed(item, now) for item in node.items]
            return node.with_changes(items=head, body=node.body.with_changes(body=[written(n) for n in node.body.body]))
        part = node.body[0] if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 else node
        if not isinstance(part, (cst.Assign, cst.For)):
            return renamed(node, now)
        read, form = ("iter", cst.For) if isinstance(part, cst.For) else ("value", cst.AssignTarget)
        before = renamed(getattr(part, read), now)  # it is read before the names are bound
        for name in names_bound_in(part, (form,)) & names:
            now[name] = fresh(name, taken) if name in now else name
        after = renamed(part, now).with_changes(**{read: before})
        return after if part is node else node.with_changes(body=[after])

    return module.with_changes(body=[written(node) for node in module.body]).code
