"""Keras, small but real: layers own their variables, models their layers, optimizers their slots.

The one thing that is global is the counter of automatic names (`scope.py`), as in Keras itself.
"""
