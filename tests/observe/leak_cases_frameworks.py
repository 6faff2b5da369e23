"""Leaks in pandas, IPython, PyTorch and TensorFlow as people report them: run where all four are installed."""

from __future__ import annotations

import gc
import os
import tempfile
import types
import weakref

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
import torch
from IPython.core.interactiveshell import InteractiveShell
from leak_cases import Expected, Thing, fresh
from traitlets.config import Config

CASES: dict[str, Expected] = {}
app = types.SimpleNamespace()
v1 = tf.compat.v1


def leak(path: str, advice: str, state: str = "named"):
    def enter(build):
        CASES[build.__name__] = Expected(build, path, advice, state)
        return build

    return enter


HERE = "module leak_cases_frameworks .app"
CODE = "leak_cases_frameworks.app"


# IPython ----------------------------------------------------------------------------------------------------


def shell():
    if not hasattr(app, "shell"):
        os.environ["IPYTHONDIR"] = tempfile.mkdtemp()
        settings = Config()
        settings.HistoryManager.enabled = False
        app.shell = InteractiveShell.instance(config=settings)
        app.shell.user_ns.update(fresh=fresh, Thing=Thing)
    return app.shell


@leak("IPython's Out [1]", "`%reset out`")
def a_result_at_the_prompt():
    """ipython/ipython#11204, #12879: each result is kept in `Out`, under its number."""
    for line in ("Thing()", "2", "3", "4"):
        shell().run_cell(line, store_history=True, silent=False)
    return weakref.ref(shell().user_ns["Out"][1]), lambda: shell().run_line_magic("reset", "-f out")


# pandas -----------------------------------------------------------------------------------------------------


@leak(f"{HERE} .column .base", "a view keeps the whole array: keep a copy() of the part")
def a_column_of_a_large_frame():
    frame = pd.DataFrame(np.zeros((1000, 10)))
    app.column = frame[0].to_numpy()
    return weakref.ref(app.column.base), lambda: setattr(app, "column", app.column.copy())


@leak(f"{HERE} .frame ._mgr .blocks [0] .values [0, 1]", f"it goes with the DataFrame: set `{CODE}.frame` to None")
def objects_in_a_frame():
    thing, reference = fresh()
    app.frame = pd.DataFrame({"model": [None, thing]})
    return reference, lambda: setattr(app, "frame", None)


@leak(f"{HERE} .groups .obj", f"set `{CODE}.groups.obj` to None")
def a_frame_that_was_grouped():
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    app.groups = frame.groupby("a")
    return weakref.ref(frame), lambda: setattr(app, "groups", None)


# PyTorch ----------------------------------------------------------------------------------------------------


@leak(f"{HERE} .losses [0] .grad_fn .next_functions[0][0] ._saved_self",
      "a result keeps its whole history: keep its item() or detach() instead")  # fmt: skip
def a_list_of_losses():
    """The most common of all: `losses.append(loss)` for `losses.append(loss.item())`."""
    batch = torch.rand(8, 4)
    loss = (batch * torch.ones(4, requires_grad=True)).pow(2).mean()
    app.losses = [loss]
    return weakref.ref(loss.grad_fn.next_functions[0][0]._saved_self), app.losses.clear


@leak(f"{HERE} .layer ._forward_hooks [0] .__self__ [0]", "remove() what registering the hook gave")
def a_hook_that_nobody_removed():
    thing, reference = fresh()
    seen = [thing]
    app.layer = torch.nn.Linear(2, 2)
    handle = app.layer.register_forward_hook(seen.append)
    return reference, handle.remove


@leak(f"{HERE} .optimizer ._optimizer_step_post_hooks [1] .__self__", "remove() what registering the hook gave")
def a_hook_of_an_optimizer():
    thing, reference = fresh()
    app.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(2))])
    handle = app.optimizer.register_step_post_hook(thing.close)
    return reference, handle.remove


@leak(f"{HERE} .hidden .grad", f"set `{CODE}.hidden.grad` to None")
def a_gradient_that_was_retained():
    """Of a tensor in the middle, where PyTorch warns of asking for a gradient that is not retained."""
    app.hidden = torch.ones(2, requires_grad=True) * 2
    app.hidden.retain_grad()
    app.hidden.sum().backward()
    return weakref.ref(app.hidden.grad), lambda: setattr(app.hidden, "grad", None)


@leak(f"{HERE} .scheduler .optimizer .param_groups [0] ['params'] [0]", "drop the optimizer with the model")
def a_scheduler_of_an_optimizer():
    """Its own reference to the optimizer, the optimizer's to the parameters."""
    weight = torch.nn.Parameter(torch.zeros(2))
    app.scheduler = torch.optim.lr_scheduler.ConstantLR(torch.optim.SGD([weight]))
    return weakref.ref(weight), lambda: (delattr(app, "scheduler"), gc.collect())


@leak(f"{HERE} .weight ._post_accumulate_grad_hooks [2] .__self__ [0]", "remove() what registering the hook gave")
def a_hook_on_the_gradient_of_a_parameter():
    thing, reference = fresh()
    seen = [thing]
    app.weight = torch.zeros(2, requires_grad=True)
    handle = app.weight.register_post_accumulate_grad_hook(seen.append)
    return reference, handle.remove


@leak(f"{HERE} .optimizer .state [<Parameter>] ['exp_avg']", "drop the optimizer with the model")
def the_moments_of_an_optimizer():
    parameter = torch.nn.Parameter(torch.ones(2))
    app.optimizer = torch.optim.Adam([parameter])
    parameter.sum().backward()
    app.optimizer.step()
    return weakref.ref(app.optimizer.state[parameter]["exp_avg"]), lambda: delattr(app, "optimizer")


@leak("a cycle through C, which no collector sees: parameter 'float32[2]' (8 bytes) .grad .grad_fn "
      ".next_functions[1][0] .next_functions[1][0] .next_functions[0][0] ._saved_self",
      "set its .grad to None", "held from C")  # fmt: skip
def a_gradient_that_leads_back_to_its_parameter():
    """pytorch/pytorch#7343: after `backward(create_graph=True)` no collector frees either."""
    parameter = torch.nn.Parameter(torch.ones(2))
    (parameter**3).sum().backward(create_graph=True)
    reference = weakref.ref(parameter)
    return reference, lambda: setattr(reference(), "grad", None)


@leak(f"{HERE} .part ._base", "a view keeps the whole tensor: keep a clone() of the part")
def a_part_of_a_tensor():
    whole = torch.zeros(1000)
    app.part = whole[:2]
    return weakref.ref(whole), lambda: setattr(app, "part", app.part.clone())


# TensorFlow -------------------------------------------------------------------------------------------------


@leak(f"{HERE} .module .parts ._self_extra_variables [0]", "what was in it once stays, also when it is taken out: put "
      f"a new one in place of `{CODE}.module.parts`")  # fmt: skip
def a_list_of_a_module_from_which_a_variable_was_taken():
    """TensorFlow tracks what was put in for checkpoints, by three more references."""
    app.module = tf.Module()
    app.module.parts = [tf.Variable(1.0)]
    reference = weakref.ref(app.module.parts.pop())
    return reference, lambda: (setattr(app.module, "parts", []), gc.collect())


@leak(f"{HERE} .graph .get_operation_by_name('add')", "its owner keeps it", "lost")
def a_graph_that_grows_in_a_loop():
    """tensorflow/tensorflow#10408: an op that the training loop makes anew at each turn."""
    app.graph = tf.Graph()
    with app.graph.as_default():
        x = v1.placeholder(tf.float32)
        return weakref.ref((x + 1.0).op), lambda: (delattr(app, "graph"), gc.collect())


@leak(f"{HERE} .step .graph ._collections['variables'] [0]", "its owner keeps it", "lost")
def a_tensor_that_keeps_its_graph():
    graph = tf.Graph()
    with graph.as_default():
        variable = v1.get_variable("w", shape=(3, 4), trainable=False)
        app.step = tf.constant(1.0)
    return weakref.ref(variable), lambda: (delattr(app, "step"), gc.collect())


@leak(f"{HERE} .tape .watched_variables()[0]", "drop the tape when its gradients are taken")
def a_tape_that_stays():
    variable = tf.Variable([1.0])
    with tf.GradientTape(persistent=True) as app.tape:
        variable * variable
    return weakref.ref(variable), lambda: delattr(app, "tape")


@leak(f"{HERE} .train ._python_function closure variable thing",
      f"it goes with the tf.function 'train': set `{CODE}.train` to None")  # fmt: skip
def a_function_that_closes_over_its_model():
    thing, reference = fresh()
    thing.weight = tf.Variable(1.0)

    @tf.function
    def train(x):
        return x * thing.weight

    app.train = train
    app.train(tf.constant(1.0))
    return reference, lambda: (delattr(app, "train"), gc.collect())


@leak(f"{HERE} .models [0]", f"take it out of `{CODE}.models` (1 item); does it only grow?")
def a_list_of_models():
    app.models = [keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])]
    return weakref.ref(app.models[0]), lambda: (app.models.clear(), gc.collect())
