"""Graphs and values as bytes."""
