"""Writes functions out at their only calls, and objects that are made once, where these build or run a graph.

Many old programs keep all of their state in `main()`, in `build()`, or in an object. What is made there is found by
what the whole program does afterwards, so it is read as if it stood there.
"""

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import Facts
from lifetimes.upgrade.source import BINDING, all_of, argument, code, fresh, names_bound_in, only, replaced, words_in


def inlined(source: str, facts: Facts) -> str:
    """Return the source with one such function or object written out, the source itself where there is none."""
    module: Any = replaced(cst.parse_module(source), with_main)
    wanted = {name for fact in facts.runs for name, _ in fact.chain[1:]}
    wanted |= {op.chain[-1][0] for op in facts.operations.values() if op.kind == "Placeholder" and len(op.chain) > 1}
    for node in module.body:
        text = ""
        if isinstance(node, cst.FunctionDef) and node.name.value in wanted and is_simple(node):
            text = written_out(module, node)
        elif isinstance(node, cst.ClassDef) and {method.name.value for method in methods_of(node)} & wanted:
            text = opened(module, node)
        if text:
            return text
    return source


def with_main(node: Any) -> Any:
    """Return a call of `main` for `tf.app.run()`, which made it, with the arguments of the program."""
    runs = isinstance(node, cst.Call) and not node.args and code(node.func).endswith(".app.run")
    return cst.parse_expression("main(None)") if runs else node


def is_simple(function: Any) -> bool:
    """Return whether the body of a function means the same at the top level: no stars, no early return."""
    params, last = function.params, function.body.body[-1]
    ends = last.body[0] if isinstance(last, cst.SimpleStatementLine) else None
    inner = (cst.Return, cst.Yield, cst.Nonlocal, cst.FunctionDef, cst.ClassDef)
    early = [n for n in all_of(function.body, *inner) if n is not ends or isinstance(n, inner[3:])]
    return not (function.decorators or params.star_kwarg or isinstance(params.star_arg, cst.Param) or early)


def written_out(module: cst.Module, function: Any) -> str:
    """Return the new source, nothing where the function is used in another way than by one call."""
    uses = [n for n in all_of(module, cst.Name) if n.value == function.name.value]
    calls = [n for n in all_of(module, cst.Call) if n.func in uses]
    lines = [n for n in all_of(module, cst.SimpleStatementLine) if getattr(n.body[0], "value", None) in calls]
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
    if body:
        body[0] = body[0].with_changes(leading_lines=[*comments_of(function, line), *body[0].leading_lines])
    return str(replaced(module, lambda node: [] if node is function else body if node is line else node).code)


def comments_of(*nodes: Any) -> list[Any]:
    """Return the lines with comments above some statements."""
    return [line for node in nodes for line in node.leading_lines if line.comment]


def body_for(module: cst.Module, function: Any, call: cst.Call) -> list[Any]:
    """Return the statements that stand for a call, parameters bound first; none where arguments are missing."""
    elsewhere = [n for n in module.body if not isinstance(n, (cst.FunctionDef, cst.ClassDef))]
    taken = words_in(module)
    shared = {item.name.value for n in all_of(function, cst.Global) for item in n.names}
    clashing = bound(function) & {name for node in elsewhere for name in bound(node)} - shared
    names = {name: fresh(name, taken) for name in sorted(clashing)}
    found: list[Any] = []
    for position, param in enumerate(function.params.params):
        value = argument(call, position, param.name.value) or param.default
        if value is None:
            return []
        if param.name.value not in words_in(function.body):
            continue
        name = names.get(param.name.value, param.name.value)
        if isinstance(value, cst.Name) and param.name.value not in bound(function.body):
            names[param.name.value] = value.value
        else:
            found += cst.parse_module(f"{name} = {code(value)}").body
    lines = [node for node in function.body.body if not isinstance(only(node), cst.Global)]
    return [*found, *(renamed(node, names) for node in lines)]


def methods_of(node: cst.ClassDef) -> list[Any]:
    """Return the methods of a class that has nothing else but a docstring, above it or in it; else none."""
    methods = [part for part in node.body.body if isinstance(part, cst.FunctionDef) and not part.decorators]
    others = [code(part).strip() for part in node.body.body if part not in methods]
    plain = all(text.startswith(('"', "'")) for text in others) and len(node.bases) < 2
    return methods if plain else []


def opened(module: cst.Module, node: cst.ClassDef) -> str:
    """Return the source with the only object of a class written out, nothing where that does more than have attributes.

    Its attributes become names, its methods functions that find these; `__init__` is one that is called once.
    """
    calls = [call for call in all_of(module, cst.Call) if code(call.func) == node.name.value]
    lines = [line for line in all_of(module, cst.SimpleStatementLine)
             if isinstance(only(line), cst.Assign) and only(line).value in calls]  # fmt: skip
    begin, *others = sorted(methods_of(node), key=lambda method: method.name.value != "__init__")
    if len(lines) != 1 or not is_simple(begin):
        return ""
    line, made = lines[0], only(lines[0])
    owned = {"self", code(made.targets[0].target)}
    asked = [n for n in all_of(module, cst.Attribute) if getattr(n.value, "value", "") in owned]
    told = [n for n in all_of(module, cst.Name) if n.value in {*owned, node.name.value}]
    if len(told) != len(asked) + len(others) + 4:  # four: class, call, name, `self` of `__init__`
        return ""
    taken = words_in(module) - {method.name.value for method in others}
    names = {name: fresh(name, taken) for name in sorted({n.attr.value for n in asked})}
    names["__init__"] = node.name.value

    def written(part: Any) -> Any:
        own = isinstance(part, cst.Attribute) and getattr(part.value, "value", "") in owned
        return cst.Name(names[part.attr.value]) if own else part

    def function(method: Any) -> Any:
        params = method.params.with_changes(params=method.params.params[1:])
        name = cst.Name(names.get(method.name.value, method.name.value))
        lines = [*[cst.EmptyLine(indent=False)] * 2, *comments_of(*([node] if method is begin else []), method)]
        made = replaced(method.with_changes(name=name, params=params, leading_lines=lines), written)
        binds = sorted(names_bound_in(made.body) & set(names.values()))
        first = [cst.parse_statement(f"global {', '.join(binds)}")] if binds else []
        return made.with_changes(body=made.body.with_changes(body=[*first, *made.body.body]))

    begin, *others = map(function, (begin, *others))
    call = line.with_changes(body=[cst.Expr(made.value)])
    text = replaced(module, lambda part: [begin, *others] if part is node else call if part is line else part)
    return written_out(replaced(text, written), begin)


def bound(node: cst.CSTNode) -> set[str]:
    """Return the names that a piece of source binds for more than itself, but for what it imports."""
    opened = [item.asname for item in all_of(node, cst.WithItem) if item.asname]
    return names_bound_in(node, BINDING.keys() - {cst.CompFor, cst.AsName}).union(*map(names_bound_in, opened))


def renamed(node: Any, names: dict[str, str]) -> Any:
    """Return a piece of source with other words for some names, but for attributes and keywords."""

    def other(part: Any) -> Any:
        renaming = isinstance(part, cst.Name) and part.value in names
        return part.with_changes(value=names[part.value]) if renaming else part

    return replaced(node, other) if names else node


def apart(source: str, names: set[str]) -> str:
    """Return the source with some names, where the top level binds them again, under another word from there on."""
    module = cst.parse_module(source)
    names = names.difference(*map(words_in, all_of(module, cst.FunctionDef, cst.ClassDef, cst.Lambda)))
    taken = words_in(module)
    now: dict[str, str] = {}

    def written(node: Any) -> Any:
        if isinstance(node, cst.With):
            head = [renamed(item, now) for item in node.items]
            return node.with_changes(items=head, body=node.body.with_changes(body=[written(n) for n in node.body.body]))
        part = only(node) or node
        if not isinstance(part, (cst.Assign, cst.For)):
            return renamed(node, now)
        read, form = ("iter", cst.For) if isinstance(part, cst.For) else ("value", cst.AssignTarget)
        before = renamed(getattr(part, read), now)  # it is read before the names are bound
        for name in names_bound_in(part, (form,)) & names:
            now[name] = fresh(name, taken) if name in now else name
        after = renamed(part, now).with_changes(**{read: before})
        return after if part is node else node.with_changes(body=[after])

    return module.with_changes(body=[written(node) for node in module.body]).code
