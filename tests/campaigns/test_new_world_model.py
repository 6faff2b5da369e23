"""The new world against a small model of it: random programs make, name, hold, hide, lose, assign, save and restore.

The model is a heap: things refer to things, the program's names refer to some of them, and what no name leads to is
gone at that statement. The collector is off all the time.
"""

import gc
import tempfile
import weakref
from pathlib import Path

import hypothesis.strategies as some
import pytest
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import lifetimes.tf2 as tf

ATTRIBUTES, NUMBERS = some.sampled_from("xyz"), some.integers(0, 99)


class Thing:
    """A thing of the heap: what it refers to, by attribute, and its value where it is a variable."""

    def __init__(self, real, value=None, **refers):
        self.watch, self.value, self.refers, self.hidden = weakref.ref(real), value, refers, set()

    def reaches(self, other):
        return self is other or any(thing.reaches(other) for thing in self.refers.values())


class NewWorld(RuleBasedStateMachine):
    """`names` are the only references that the program has: each a real object beside the thing that stands for it."""

    @initialize()
    def start(self):
        gc.collect()
        gc.freeze()  # what was there before is none of this program's business
        gc.disable()
        self.folder = tempfile.TemporaryDirectory()
        self.names, self.every, self.files = [], [], []

    def teardown(self):
        self.names.clear()
        gc.enable()
        self.folder.cleanup()
        assert [thing for thing in self.every if thing.watch() is not None] == []

    def named(self, real, value=None, **refers):
        self.every.append(Thing(real, value, **refers))
        self.names.append((real, self.every[-1]))

    def pick(self, which, *kinds):
        """Return one of the names of these kinds, or two Nones."""
        found = [pair for pair in self.names if isinstance(pair[0], kinds)]
        return found[which % len(found)] if found else (None, None)

    @rule(value=NUMBERS)
    def make_a_variable(self, value):
        self.named(tf.Variable(float(value)), float(value))

    @rule()
    def make_a_module(self):
        self.named(tf.Module())

    @rule(module=NUMBERS, held=NUMBERS, attribute=ATTRIBUTES)
    def hold(self, module, held, attribute):
        """Set an attribute; what was there goes. No cycles: these would wait for the collector."""
        holder, model = self.pick(module, tf.Module)
        real, thing = self.pick(held, tf.Module, tf.Variable)
        if holder is None or real is None or thing.reaches(model):
            return
        setattr(holder, attribute, real)
        model.refers[attribute] = thing
        model.hidden.discard(attribute)

    @rule(module=NUMBERS, attribute=ATTRIBUTES)
    def hide(self, module, attribute):
        """None in the place of a variable or module hides it, and frees nothing."""
        holder, model = self.pick(module, tf.Module)
        if holder is not None and attribute in model.refers:
            setattr(holder, attribute, None)
            model.hidden.add(attribute)

    @rule(module=NUMBERS, attribute=ATTRIBUTES)
    def delete(self, module, attribute):
        holder, model = self.pick(module, tf.Module)
        if holder is not None and attribute in model.refers:
            delattr(holder, attribute)
            del model.refers[attribute]
            model.hidden.discard(attribute)

    @rule(held=NUMBERS)
    def close_over(self, held):
        """A function holds what its Python function closes over, traced or not."""
        real, thing = self.pick(held, tf.Variable)
        if real is not None:
            function = tf.function(lambda x, kept=real: kept + x)
            self.named(function, closure=thing)

    @rule(held=NUMBERS)
    def record(self, held):
        """A tape holds the variables that were read under it."""
        real, thing = self.pick(held, tf.Variable)
        if real is not None:
            with tf.GradientTape(persistent=True) as tape:
                y = real * real
            assert tape.gradient(y, real).numpy() == 2 * thing.value
            self.named(tape, watched=thing)

    @rule(held=NUMBERS, value=NUMBERS)
    def assign(self, held, value):
        real, thing = self.pick(held, tf.Variable)
        if real is not None:
            real.assign(float(value))
            thing.value = float(value)

    @rule(which=NUMBERS)
    def lose(self, which):
        if self.names:
            del self.names[which % len(self.names)]

    @rule(module=NUMBERS)
    def save(self, module):
        """A checkpoint has what attributes lead to, hidden or not, by path; what two lead to is there once."""
        real, model = self.pick(module, tf.Module)
        held = dict(located(model)) if real is not None else {}
        if real is not None and len(set(held.values())) == len(held):
            path = tf.train.Checkpoint(root=real).write(str(Path(self.folder.name) / f"m{len(self.files)}"))
            self.files.append((path, {key: thing.value for key, thing in held.items()}))

    @precondition(lambda self: self.files)
    @rule(module=NUMBERS, file=NUMBERS)
    def restore(self, module, file):
        """Values go to what stands at the same path now."""
        real, model = self.pick(module, tf.Module)
        path, saved = self.files[file % len(self.files)]
        found = dict(located(model)) if real is not None else {}
        if real is not None and found.keys() == saved.keys() and len(set(found.values())) == len(saved):
            tf.train.Checkpoint(root=real).read(path).assert_consumed()
            for key, thing in found.items():
                thing.value = saved[key]

    @invariant()
    def what_no_name_leads_to_is_gone(self):
        for thing in getattr(self, "every", ()):
            named = any(model.reaches(thing) for _, model in self.names)
            assert (thing.watch() is not None) is named
            if named and thing.value is not None:
                assert thing.watch().numpy() == thing.value


def located(thing, path=""):
    """Yield each path of attributes that leads to a variable, and the variable."""
    for attribute, held in sorted(thing.refers.items()):
        if held.value is not None:
            yield f"{path}/{attribute}", held
        yield from located(held, f"{path}/{attribute}")


@pytest.mark.campaign
def test_random_programs_of_the_new_world_do_what_the_model_says(programs):
    run_state_machine_as_test(NewWorld, settings=programs)
