"""What is recorded of one watched object: text and steps, so that a record keeps nothing alive."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field

from .sites import Site

NAMED, LOST, FREED = "named", "lost", "freed"


@dataclass(frozen=True)
class Change:
    """From this step on the object is in this state, one of the five words; `holder` when it is lost."""

    step: int
    state: str
    holder: str | None = None


@dataclass(frozen=True)
class Mark:
    """A step with a text: one given to `mark`, or under `trace` the line that had just run."""

    step: int
    text: str
    site: Site | None = None
    is_line: bool = False


@dataclass(eq=False)
class Life:
    """What is known of one object; it refers to the object only weakly, and only while it is watched."""

    name: str
    born: int
    site: Site | None
    nbytes: int | None = None
    is_owner: bool = False
    freed: int | None = None
    changes: list[Change] = field(default_factory=list)
    reference: weakref.ref[object] | None = field(default=None, repr=False)

    @property
    def state(self) -> str:
        """The state as of the last look: one of the five words."""
        return FREED if self.freed is not None else self.changes[-1].state

    @property
    def holder(self) -> str | None:
        """What holds the object now that no name does."""
        return None if self.freed is not None else self.changes[-1].holder

    @property
    def unnamed_since(self) -> int | None:
        """The step at which the last name was seen to be gone: at a look, or at the death itself."""
        if self.freed is None and self.changes[-1].state == NAMED:
            return None
        named = [at for at, change in enumerate(self.changes) if change.state == NAMED]
        after = self.changes[named[-1] + 1 :]
        return after[0].step if after else self.freed

    def standing_at(self, step: int) -> str | None:
        """The state at a step, or None before the birth."""
        if self.freed is not None and step >= self.freed:
            return FREED
        return next((change.state for change in reversed(self.changes) if change.step <= step), None)
