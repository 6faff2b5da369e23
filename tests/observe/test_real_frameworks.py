"""The adapters on the real thing: run where PyTorch or TensorFlow is installed, skipped elsewhere.

Each finds a leak that people really have, and prints who holds it: run with `-s` to read.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import warnings
import weakref
from pathlib import Path

import pytest

from lifetimes.observe import assert_freed, snapshot, why_alive

pytestmark = pytest.mark.filterwarnings("ignore")


class TestPyTorch:
    @pytest.fixture(scope="class")
    def torch(self):
        return pytest.importorskip("torch")

    def test_a_list_of_losses_keeps_every_batch(self, torch):
        """`losses.append(loss)` for `losses.append(loss.item())`: each loss keeps its graph, the graph its inputs."""
        weights = torch.ones(1000, 10, requires_grad=True)
        losses = []

        def step():
            batch = torch.rand(64, 1000)
            losses.append((batch @ weights).pow(2).mean())
            return weakref.ref(batch)

        batch = step()

        why = why_alive(batch)
        print(why)

        assert why.state == "named"
        assert [step.edge for step in why.paths[0].steps][:2] == ["local losses", "[0]"]
        assert why.paths[0].steps[-1].edge == "._saved_self"
        assert eval(why.expression, {"losses": losses}) is batch()

    def test_what_a_tensor_holds_is_named_and_nothing_is_warned_of(self, torch):
        """A hook, or an attribute that somebody set. The getters of its class are not tried one by one: some compute,
        and some warn that they are old."""

        class Log:
            def note(self, gradient):
                pass

        weights, hooked, noted = torch.ones(2, requires_grad=True), Log(), Log()
        weights.register_hook(hooked.note)
        setattr(weights, "remark" + "s", noted)
        references = [weakref.ref(hooked), weakref.ref(noted)]
        del hooked, noted

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            answers = why_alive(references[0]), why_alive(references[1])

        edges = [[step.edge for step in why.paths[0].steps][1:] for why in answers]
        assert [edges[0][0], edges[0][-1], edges[1]] == ["._backward_hooks", ".__self__", [".remarks"]]
        assert [eval(why.expression, {"weights": weights}) for why in answers] == [one() for one in references]
        assert [str(warning.message) for warning in told] == []

    def test_a_detached_number_frees_the_batch(self, torch):
        weights = torch.ones(1000, 10, requires_grad=True)
        losses = []

        def step():
            batch = torch.rand(64, 1000)
            losses.append((batch @ weights).pow(2).mean().item())
            return weakref.ref(batch)

        assert_freed(step())

    def test_a_view_holds_its_base(self, torch):
        base = torch.zeros(1000)
        view = base[10:]
        reference = weakref.ref(base)
        del base

        why = why_alive(reference)

        assert [step.edge for step in why.paths[0].steps] == ["local view", "._base"]
        assert view is not None

    def test_a_leaf_is_held_by_the_graph_that_leads_to_it(self, torch):
        leaf = torch.ones(3, requires_grad=True)
        total = (leaf * 2).sum()
        reference = weakref.ref(leaf)
        del leaf

        why = why_alive(reference)

        assert why.paths[0].steps[-1].edge == ".variable"
        assert total is not None

    def test_a_hook_holds_what_it_closes_over(self, torch):
        class Thing:
            pass

        thing = Thing()
        reference = weakref.ref(thing)
        parameter = torch.nn.Parameter(torch.zeros(3))
        parameter.register_hook(lambda gradient, held=thing: gradient)
        del thing

        why = why_alive(reference)

        edges = [step.edge for step in why.paths[0].steps]
        assert edges[0] == "local parameter"
        assert edges[-1] == "default of argument held"

    def test_the_optimizer_holds_its_state(self, torch):
        parameter = torch.nn.Parameter(torch.zeros(3))
        optimizer = torch.optim.Adam([parameter])
        parameter.sum().backward()
        optimizer.step()
        reference = weakref.ref(optimizer.state[parameter]["exp_avg"])

        why = why_alive(reference)

        edges = [step.edge for step in why.paths[0].steps]
        assert edges == ["local optimizer", ".state", "[<Parameter>]", "['exp_avg']"]

    def test_a_storage_is_counted_once(self, torch):
        tensor = torch.zeros(1_000_000)
        views = [tensor[number:] for number in range(5)]

        grown = snapshot().census()["buffer"]

        assert 4_000_000 <= grown.nbytes < 8_000_000
        assert views

    def test_two_snapshots_are_equal_with_both_worlds_and_torch_in_the_heap(self, torch):
        program = (
            "import gc, torch, lifetimes.tf1 as tf1, lifetimes.tf2 as tf2\n"
            "from lifetimes.observe import snapshot, why_alive\n"
            "gc.collect(); gc.disable()\n"
            "kept = [tf1.Variable(1.0), tf2.Variable(1.0), torch.nn.Linear(2, 2)]\n"
            "taken = [snapshot(), snapshot(), why_alive(kept[2].weight) and snapshot()]\n"
            "print(taken[1] - taken[0], taken[2] - taken[1], sep='; ')\n"
        )
        root = Path(__file__).parents[2]

        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True)

        assert run.stdout == "nothing grew; nothing grew\n"

    def test_asking_runs_no_hook_of_a_saved_tensor(self, torch):
        """A node that packed what it saved is read as it is: the packed object is held, and the hook beside it."""

        class Packed:
            pass

        packed, unpacked = [], []

        def pack(tensor):
            packed.append(Packed())
            return packed[-1]

        weights = torch.ones(3, requires_grad=True)
        with torch.autograd.graph.saved_tensors_hooks(pack, unpacked.append):
            loss = (weights * weights).sum()
        reference = weakref.ref(packed.pop())

        why, taken = why_alive(reference), snapshot()

        assert not unpacked
        assert why.paths[0].steps[-1].edge == "._raw_saved_self.data"
        assert eval(why.expression, {"loss": loss}) is reference()
        assert taken.census()["tensor"].count

    def test_asking_repeats_no_forward_pass_under_a_checkpoint(self, torch):
        from torch.utils.checkpoint import checkpoint

        layer = torch.nn.BatchNorm1d(4)
        result = checkpoint(layer, torch.rand(8, 4, requires_grad=True), use_reentrant=False)

        why_alive(result)
        snapshot()

        assert int(layer.num_batches_tracked) == 1

    def test_a_gradient_that_holds_its_parameter_is_called_a_cycle(self, torch):
        """After `backward(create_graph=True)` the parameter, its gradient and the graph of it keep each other."""
        parameter = torch.ones(3, requires_grad=True)
        (parameter**3).sum().backward(create_graph=True)
        reference = weakref.ref(parameter)
        del parameter
        gc.collect()

        why = why_alive(reference)
        print(why)

        assert why.state == "held from C"
        assert "a cycle through C keeps it, and no collector frees it; break it: set its .grad to None" in str(why)
        assert [step.edge for step in why.paths[0].steps][:2] == [".grad", ".grad_fn"]
        reference().grad = None
        assert reference() is None

    def test_a_subclass_with_properties_of_its_own_is_not_asked(self, torch):
        class Wrapped(torch.Tensor):
            shape = dtype = nbytes = grad_fn = grad = _base = is_leaf = property(lambda self: asked.append(self))

        asked = []
        tensor = torch.zeros(3).as_subclass(Wrapped)

        why = why_alive(tensor)
        snapshot()

        assert not asked
        assert why.subject == "tensor 'float32[3]' (12 bytes)"


class TestTensorFlow:
    @pytest.fixture(scope="class")
    def tf(self):
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        return pytest.importorskip("tensorflow")

    def test_a_graph_that_grows_in_a_loop_owns_what_each_turn_added(self, tf):
        """The classic of TensorFlow 1: an op made inside the training loop."""
        graph = tf.Graph()
        with graph.as_default():
            x = tf.constant(1.0)
            made = [weakref.ref((x + turn).op) for turn in range(3)]
        del x

        why = why_alive(made[0])
        print(why)

        assert (why.state, why.owner) == ("lost", "graph '7 operations'")
        assert why.paths[0].steps[-1].edge == ".get_operation_by_name('add')"

    def test_a_variable_of_the_old_world_is_lost_in_its_collections(self, tf):
        graph = tf.Graph()
        with graph.as_default():
            variable = tf.compat.v1.get_variable("w", shape=(3, 4))
        reference = weakref.ref(variable)
        del variable

        why = why_alive(reference)
        print(why)

        assert why.state == "lost"
        assert why.subject == "variable 'w:0' (48 bytes)"

    def test_a_variable_of_the_new_world_is_freed_with_its_name(self, tf):
        variable = tf.Variable([1.0, 2.0])
        reference = weakref.ref(variable)
        del variable

        assert_freed(reference)

    def test_a_tape_holds_the_variables_it_watched(self, tf):
        variable = tf.Variable([1.0, 2.0])
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(variable * variable)
        reference = weakref.ref(variable)
        del variable

        why = why_alive(reference)
        print(why)

        assert why.state in ("named", "held from C")
        assert tape is not None and total is not None

    def test_a_keras_model_in_a_list_holds_its_weights(self, tf):
        keras = pytest.importorskip("keras")
        models = [keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2, name="kept")])]
        reference = weakref.ref(models[0].get_layer("kept").kernel)

        why = why_alive(reference)
        print(why)
        gc.collect()

        assert why.state == "named"
        assert "variable" in why.subject

    def test_a_property_of_a_layer_is_not_asked(self, tf):
        keras = pytest.importorskip("keras")
        asked = []

        class Layer(keras.layers.Dense):
            name = property(lambda self: asked.append(self), lambda self, name: None)

        layer, module = Layer(2), type("Module", (tf.Module,), {"name": property(asked.append)})()
        asked.clear()

        subjects = [why_alive(weakref.ref(one)).subject for one in (layer, module)]

        assert not asked
        assert [subject.partition(" ")[0] for subject in subjects] == ["layer", "module"]

    def test_a_module_that_called_no_base_class_goes_by_its_own(self, tf):
        class Dense(tf.Module):
            def __init__(self):
                self.w = tf.Variable(1.0)

        kept = Dense()

        assert not hasattr(kept, "name")
        assert why_alive(weakref.ref(kept)).subject == "module 'Dense'"

    def test_a_tape_holds_the_variables_that_it_watches(self, tf):
        variable = tf.Variable(1.0)
        with tf.GradientTape(persistent=True) as tape:
            result = variable * variable
        reference = weakref.ref(variable)
        del variable, result

        why = why_alive(reference)

        assert why.paths[0].steps[-1].edge == ".watched_variables()[0]"
        assert eval(why.expression, {"tape": tape}) is reference()
