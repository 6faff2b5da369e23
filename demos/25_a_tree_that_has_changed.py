"""What happens to saved values when the program has changed?"""

import tempfile
from pathlib import Path

import lifetimes.tf2 as tf


# %%
class Net(tf.Module):
    """A net whose attributes are given: the paths of a checkpoint are made of these names."""

    def __init__(self, **values):
        super().__init__()
        for name, value in values.items():
            setattr(self, name, tf.Variable(value, name="the_same_for_all"))


def values(net):
    return {name: float(v.numpy()) for name, v in sorted(vars(net).items()) if isinstance(v, tf.Variable)}


with tempfile.TemporaryDirectory() as folder:
    path = tf.train.Checkpoint(net=Net(weight=1.0, bias=2.0)).write(str(Path(folder) / "m"))
    print("saved under:", *(name.split("/.")[0] for name, _ in tf.train.list_variables(path) if name.startswith("net")))

    renamed = Net(weight=0.0, offset=0.0)
    status = tf.train.Checkpoint(net=renamed).read(path)
    print("bias is called offset now:", values(renamed))
    try:
        status.assert_consumed()
    except AssertionError as error:
        print("  assert_consumed:", str(error).splitlines()[0][:80])

    renamed.bias = tf.Variable(0.0)
    print("an attribute of the old name is made later:", values(renamed))

    moved = tf.Module()
    moved.inner = Net(weight=0.0, bias=0.0)
    tf.train.Checkpoint(net=moved).read(path)
    print("the net has moved one level down:", values(moved.inner))
    tf.train.Checkpoint(net=moved.inner).read(path)
    print("  read from where it was saved:", values(moved.inner))

# %%
print("What to notice: a value waits for an object at its path; nobody reads the names of the variables.")
