"""Out of the old world: `lifetimes upgrade OLD.py -o NEW.py` converts who owns what, and proves it by running both.

What the files do, in the order of the work: `recorder` runs the old program and writes down the `facts`; `reading`
lays them beside the source; `roles` says what part each statement plays; `converting` turns runs of a session into
calls, with `rewriting`, `spelling`, `training` and `saving` for the pieces and `owners` for what they become;
`writing` puts the program together; `replay` runs it with the old initial values; `proving` compares; `report` tells.
Needs libcst: the extra `upgrade`.
"""
