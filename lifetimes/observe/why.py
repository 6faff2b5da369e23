"""`why_alive`: who keeps this object alive, by which names, and does anything but an owner know it?

Known limits, all of which read `held from C`: what `atexit.register`, `os.register_at_fork`, `codecs.register_error`,
`numpy.seterrcall`, a connection of sqlite3 or `register_hook` of a `grad_fn` was given, the array behind
`torch.from_numpy`, iterators of arrays (`flat`, `nditer`), the frames of greenlets that are switched away from, what a
`GradientTape` of TensorFlow recorded (the variables that it watches are named), and values on the stack of an
expression that is not finished.  IPython's other names for a result (`_`, `_2`) are paths of their own beside `Out`.
Under a function given to `sys.setprofile` the copies of locals that the interpreter makes for it count as references,
and a cycle that it holds so reads `held from C`; under `cProfile` nothing is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .forms import Drawable
from .heap.attributes import is_weak, referent, type_name
from .heap.looking import counted_references, undisturbed
from .naming.reasons import Reason, explain

if TYPE_CHECKING:
    from .drawing.picture import Picture

__all__ = ["Why", "why_alive"]


class Why(Drawable, Reason):
    """The answer of `why_alive`. It is text and numbers, keeps nothing alive, and can be drawn."""

    forms: ClassVar = {".svg": "to_svg", ".html": "to_html", ".dot": "to_dot", ".mmd": "to_mermaid"}

    def picture(self) -> Picture:
        """The paths as a drawing that can still be added to."""
        from .drawing.paths_picture import draw

        return draw(self)

    def to_svg(self) -> str:
        return self.picture().to_svg()

    def to_html(self) -> str:
        """One page: the paths as a drawing, then the whole answer in words."""
        from .drawing import page

        return page.page(f"{self.subject}: {self.state}", self._repr_html_())

    def to_dot(self) -> str:
        return self.picture().to_dot()

    def to_mermaid(self) -> str:
        return self.picture().to_mermaid()

    def _repr_html_(self) -> str:
        from .drawing import page

        return f"{page.figure(self.to_svg())}\n{page.block('pre', str(self))}"


def why_alive(obj: object, *, paths: int = 3) -> Why:
    """Say who keeps an object alive: its state, up to `paths` named paths from different roots, and the balance.

    A weak reference or a proxy stands for its object, so that the question itself need not be a holder:
    `why_alive(ref)`. Nothing is collected, and nothing of the user's is called. Weak references never count
    as holding.
    """
    with undisturbed():
        if is_weak(obj):
            name = type_name(type(obj))
            obj = referent(obj)
            if obj is None:
                return Why(f"what {name} pointed to", "freed")
        counted = counted_references(obj)
        return Why(**vars(explain(obj, counted, paths)))
