"""Whether traced functions are traced at all: the switch of `tf.config`."""

from __future__ import annotations

from typing import Any

from lifetimes.ops.registry import public
from lifetimes.tf2.context import HERE


@public(v2=("config.run_functions_eagerly", "config.experimental_run_functions_eagerly"))
def run_functions_eagerly(world: Any, run_eagerly: bool) -> None:
    """Let every `tf.function` run its Python function at each call, until told otherwise."""
    HERE.functions_run_eagerly = bool(run_eagerly)


@public(v2=("config.functions_run_eagerly", "config.experimental_functions_run_eagerly"))
def functions_run_eagerly(world: Any) -> bool:
    return bool(HERE.functions_run_eagerly)
