"""Steps of several runs on one axis: those that do the same thing to the same object stand at one place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from .moments import Step


def places_of(runs: Sequence[Sequence[Step]]) -> tuple[int, list[list[int]]]:
    """How many places the axis has, and the place of each step of each run, of one run or of two."""
    if len(runs) != 2:
        longest = max(map(len, runs), default=0)
        return longest, [list(range(len(steps))) for steps in runs]
    both_know = set.intersection(*({name for step in steps for name, _ in step.happened} for steps in runs))
    old, new = ([_deed(step, both_know) for step in steps] for steps in runs)
    places: tuple[list[int], list[int]] = ([], [])
    count = 0
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both = kind == "equal"
        places[0].extend(range(count, count + to_old - from_old))
        second = count if both else count + to_old - from_old
        places[1].extend(range(second, second + to_new - from_new))
        count = second + to_new - from_new
    return count, [*places]


def _deed(step: Step, known: set[str]) -> object:
    """What a step does to those that both runs know: to whom it gives birth, and whose last name goes, whatever
    becomes of it then.

    Of a step that does nothing of this its text, so that equal lines meet.
    """
    done = sorted((name, "born" if what == "born" else "gone") for name, what in step.lasting if name in known)
    return tuple(dict.fromkeys(done)) or step.mark.text.strip()
