"""Checks, calls back into Python, and the machine that programs ask about."""
