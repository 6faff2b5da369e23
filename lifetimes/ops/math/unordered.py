"""The order of numbers among which some are NaN, neither before nor behind any other: what the sorting makes of it.

These are the steps of the C++ library with which TensorFlow sorts.
Source: `tensorflow/core/kernels/topk_op.cc`, `tensorflow/core/lib/gtl/top_n.h`; `std::sort` of libstdc++.
"""

from functools import cmp_to_key, reduce
from heapq import heapify, heappop, heappush
from typing import Any, Final

_SHORT: Final = 16  # so many are sorted by insertion


def largest(values: list[float], count: int) -> list[int]:
    """Return where the largest of a row stand: all by `std::sort`, some by a heap, one as the maximum."""
    if count == len(values):
        return _sorted(values)
    if count == 1:
        top = reduce(lambda a, b: a if a > b else b, values)
        return [values.index(top) if top == top else 0]

    def before(i: Any, j: Any) -> bool:
        return values[i] > values[j] or (not values[i] < values[j] and i < j)

    items: list[Any] = [*map(cmp_to_key(lambda i, j: -before(j, i)), range(len(values)))]
    heap = items[: count + 1]  # the worst on top
    heapify(heap)
    heappop(heap)
    for item in items[count + 1 :]:
        if heap[0] < item:
            heappush(heap, item)
            heappop(heap)
    return [heappop(heap).obj for _ in range(count)][::-1]


def _sorted(values: list[float]) -> list[int]:
    """Return the places of all values: parted around medians of three, then inserted; equal ones stay in order."""
    order = [*range(len(values))]

    def before(at: int, other: int) -> bool:
        return bool(values[order[at]] > values[order[other]])

    def swap(at: int, other: int) -> None:
        order[at], order[other] = order[other], order[at]

    def part(first: int, last: int) -> None:
        while last - first > _SHORT:
            a, b, c = first + 1, (first + last) // 2, last - 1
            a, b = (a, b) if before(a, b) else (b, a)
            swap(first, b if before(b, c) else c if before(a, c) else a)
            low, high = first + 1, last - 1
            while True:
                while before(low, first):
                    low += 1
                while before(first, high):
                    high -= 1
                if low >= high:
                    break
                swap(low, high)
                low, high = low + 1, high - 1
            part(low, last)
            last = low

    part(0, len(order))
    for place in range(1, len(order)):
        if place < _SHORT and before(place, 0):
            order.insert(0, order.pop(place))
            continue
        while place and before(place, place - 1):
            swap(place, place - 1)
            place -= 1
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or values[order[start]] != values[order[end]]:
            order[start:end] = sorted(order[start:end])
            start = end
    return order
