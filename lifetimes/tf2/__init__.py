"""TensorFlow 2: a variable belongs to the Python object that holds it."""

from lifetimes.ops import arithmetic, arrays, indexing, linear, reductions, state
from lifetimes.tf2.world import WORLD
