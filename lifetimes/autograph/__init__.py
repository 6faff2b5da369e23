"""AutoGraph: Python's `if`, `while` and `for` over tensors become control flow of a graph.

The honest subset: branches, loops, `break`, `continue`, early `return`, `and`/`or`/`not`, nested, and in the
functions that are called. A condition that is a Python value stays Python. Where the source cannot be had the
function is traced as it is. Shared by both worlds; the world is an argument here too.
"""
