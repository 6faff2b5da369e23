"""The heap: where a walk starts, what it leaves out, what it reaches, and the whole of it as arrays."""
