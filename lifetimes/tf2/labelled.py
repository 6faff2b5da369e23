"""What the instrument may know of the new world: variables and tensors have bytes. Nothing here is an owner:
whoever holds a variable holds it by a name of the program."""

from __future__ import annotations

from lifetimes import labels
from lifetimes.graph import labelled as labelled
from lifetimes.graph.storage import bytes_of
from lifetimes.tf2.checkpoint import Checkpoint
from lifetimes.tf2.module import Module
from lifetimes.tf2.tape import GradientTape
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.variable import Variable

labels.register(
    Variable,
    "variable",
    name=lambda variable: variable.name,
    nbytes=lambda variable: bytes_of(variable.dtype, variable.static_shape),
)
labels.register(EagerTensor, "tensor", nbytes=lambda tensor: tensor._value.nbytes)
labels.register(Module, "module", name=lambda module: module.name)
labels.register(GradientTape, "tape")
labels.register(Checkpoint, "checkpoint")
