"""Out of the old world: `lifetimes upgrade OLD.py -o NEW.py` converts who owns what, and proves it by running both.

What the files do, in the order of the work: `recorder` runs the old program and writes down the `facts`; `inlining`
writes functions out at their only calls; `reading` lays the facts beside the source; `roles` says what part each
statement plays; `slicing` finds what a run needs, and `converting` turns runs of a session into calls, with
`rewriting`, `spelling`, `training`, `layers`, `summaries` and `saving` for the pieces and `owners` and `functions` for
what they become; `writing` puts the program together; `replay` runs it with the old initial values and random draws;
`proving` compares; `report` tells. Needs libcst: the extra `upgrade`.
"""
