"""The instrument: who keeps an object alive, what the heap holds, when an object was born, lost and freed.

It works on any Python object, imports no framework and no NumPy, calls nothing of the user's, collects
nothing unless asked, and leaves itself out of every answer. What it knows of a framework it knows through
`lifetimes.labels`.
"""

from lifetimes.labels import register as label
from lifetimes.labels import register_owner
from lifetimes.observe import adapters as adapters
from lifetimes.observe.why import Why, why_alive

__all__ = ["Why", "label", "register_owner", "why_alive"]
