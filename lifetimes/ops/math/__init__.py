"""Arithmetic, reductions and other functions of numbers."""
