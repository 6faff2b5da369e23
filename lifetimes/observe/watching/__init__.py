"""A program at work: births, lives, and the lines of the user's own code."""
