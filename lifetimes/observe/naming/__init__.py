"""Words for the heap: the name of every edge, paths from a root, and the reasons why objects are alive."""
