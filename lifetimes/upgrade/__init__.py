"""Out of the old world: `lifetimes upgrade OLD.py -o NEW.py` converts who owns what, and proves it by running both.

What the files do, in the order of the work: `recorder` runs the old program and writes down the `facts`; `inlining`
writes functions out at their only calls; `reading` lays the facts beside the `source`. A `Program` with its facts
becomes `Slices` of what runs need, and a `Writer` of the whole; `rewriting`, `spelling` and `calls` are for the pieces,
`owners` for what they become. `proving` runs the new program with the old initial values and random draws, and
compares; `report` tells; `upgrading` goes the whole way. Needs libcst: the extra `upgrade`.
"""
