"""Saved models: trees of objects with their traces, without their classes."""
