"""Python written by the plan that runs it: one straight function in place of a loop over a table."""
