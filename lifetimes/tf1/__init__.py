"""TensorFlow 1: one implicit default graph owns everything."""

from lifetimes.ops import arithmetic, arrays, indexing, linear, reductions, state
from lifetimes.tf1.world import WORLD
