"""Strings, and tensors as text."""
