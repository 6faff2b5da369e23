"""Cost against size, log-log, as an SVG: variables, graph nodes, the length of a trace, the size of a heap.

    python tests/benchmarks/scaling.py [--largest 1000000] [-o scaling.svg] [NAME ...]

What is linear is a straight line that rises by one decade for each decade, and by a tenth more where the heap grows:
Python's collector goes through all of it each time it has grown by a quarter. Prints the seconds, and the slope between
the two largest sizes. Each size is measured in a process of its own, in seconds of the processor, so that nothing else
that runs counts: once where it takes a second, else the best of three times.
"""

import argparse
import gc
import json
import math
import subprocess
import sys
import time

import lifetimes.observe as observe
import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2


def tf1_variables(n):
    """Make n variables of the old world, initialise them, and read the last by its name."""

    def work():
        with tf1.Graph().as_default(), tf1.Session() as session:
            for _ in range(n):
                last = tf1.Variable(1.0)
            session.run(tf1.global_variables_initializer())
            session.run(last.name)

    return work


def tf2_variables(n):
    """Make n variables of the new world, held by a list, and let go of them."""
    return lambda: [tf2.Variable(1.0) for _ in range(n)]


def graph_nodes(n):
    """Add n nodes to a graph, each reading the one before, and run the last."""

    def work():
        with tf1.Graph().as_default(), tf1.Session() as session:
            x = start = tf1.placeholder(tf1.float32, [])
            for _ in range(n):
                x = x + 1.0
            session.run(x, {start: 0.0})

    return work


def trace_length(n):
    """Trace a function of n ops, and call it."""

    def long(x):
        for _ in range(n):
            x = x + 1.0
        return x

    return lambda: tf2.function(long, autograph=False)(tf2.constant(0.0))


def heap_size(n):
    """Take a snapshot of a heap with n objects more than there were."""
    held = [[None] for _ in range(n)]
    return lambda: (observe.snapshot(), held)


CURVES = {made.__name__: made for made in (tf1_variables, tf2_variables, graph_nodes, trace_length, heap_size)}


def seconds(name, size):
    """Return how long the work takes at this size."""
    work, best = CURVES[name](size), math.inf
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def measured(name, size):
    """Return `seconds` as a process of its own finds it."""
    done = subprocess.run([sys.executable, __file__, "--one", name, str(size)], capture_output=True, check=True)
    return json.loads(done.stdout)


def slope(points):
    """Return by how many decades the cost rises over the last decade of sizes."""
    (small, quick), (large, slow) = points[-2:]
    return math.log10(slow / quick) / math.log10(large / small)


# --- the picture -----------------------------------------------------------------------------------------

_COLOURS = "#1b6ca8", "#b8442c", "#2f7d4f", "#8a5fa8", "#8c6d1f"
_LEFT, _TOP, _DECADE = 60, 20, 90


def as_svg(curves):
    """Return the curves as a picture: sizes to the right, seconds upwards, a decade as long in both directions."""
    points = [point for found in curves.values() for point in found]
    xs, ys = ([math.log10(point[axis]) for point in points] for axis in (0, 1))
    left, right, low, high = math.floor(min(xs)), math.ceil(max(xs)), math.floor(min(ys)), math.ceil(max(ys))

    def place(size, cost):
        return _LEFT + _DECADE * (math.log10(size) - left), _TOP + _DECADE * (high - math.log10(cost))

    width, height = _LEFT + _DECADE * (right - left) + 240, _TOP + _DECADE * (high - low) + 40
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' font-family='sans-serif' "
        f"font-size='12'><title>Seconds against size</title><rect width='{width}' height='{height}' fill='white'/>"
    ]
    for decade in range(left, right + 1):
        x, bottom = place(10**decade, 10**low)
        parts.append(f"<line x1='{x}' x2='{x}' y1='{_TOP}' y2='{bottom}' stroke='#d9dee5'/>")
        parts.append(f"<text x='{x}' y='{bottom + 18}' text-anchor='middle'>{10**decade:,}</text>")
    for decade in range(low, high + 1):
        x, y = place(10**right, 10.0**decade)
        parts.append(f"<line x1='{_LEFT}' x2='{x}' y1='{y}' y2='{y}' stroke='#d9dee5'/>")
        parts.append(f"<text x='{_LEFT - 6}' y='{y + 4}' text-anchor='end'>{10.0**decade:g} s</text>")
    written = -math.inf  # where the last words stand, from the top down
    from_the_top = sorted(curves.items(), key=lambda curve: -curve[1][-1][1])
    for colour, (name, found) in zip(_COLOURS, from_the_top, strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in found))
        x, y = place(*found[-1])
        y = written = max(y, written + 15)
        parts.append(f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>")
        words = f"{name.replace('_', ' ')}, slope {slope(found):.2f}"
        parts.append(f"<text x='{x + 8:.1f}' y='{y + 4:.1f}' fill='{colour}'>{words}</text>")
    return "\n".join([*parts, "</svg>"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CURVES))
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("-o", "--output", default="scaling.svg")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(seconds(options.one[0], int(options.one[1]))))
        return
    curves = {}
    for name in options.names or CURVES:
        sizes = [10**decade for decade in range(2, 10) if 10**decade <= options.largest]
        curves[name] = [(size, measured(name, size)) for size in sizes]
        costs = "  ".join(f"{size:,}: {cost:.4f} s" for size, cost in curves[name])
        print(f"{name:16} {costs}  slope {slope(curves[name]):.2f}", flush=True)
    with open(options.output, "w") as file:
        file.write(as_svg(curves))


if __name__ == "__main__":
    main()
