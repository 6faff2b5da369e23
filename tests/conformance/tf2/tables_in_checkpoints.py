"""The entries of a table that can be changed are saved with what holds it, and take the place of those that it has."""

import os
import tempfile

folder = tempfile.mkdtemp()
mutable = tf.lookup.experimental.MutableHashTable


def make(**options):
    holder = tf.Module()
    holder.words = mutable(tf.string, tf.float32, 0.0, **options)
    holder.numbers = [mutable(tf.int64, tf.int64, -1)]
    return holder


holder = make()
holder.words.insert(["a", "b"], [1.0, 2.0])
holder.numbers[0].insert(tf.constant([7], tf.int64), tf.constant([70], tf.int64))
path = tf.train.Checkpoint(net=holder).save(os.path.join(folder, "c"))
print(*tf.train.list_variables(path), sep="\n")

other = make()
other.words.insert(["gone", "a"], [3.0, 4.0])
status = tf.train.Checkpoint(net=other).restore(path)
status.assert_consumed()
print(other.words.lookup(tf.constant(["a", "b", "gone"])).numpy(), other.words.size().numpy())
print(other.numbers[0].lookup(tf.constant([7, 8], tf.int64)).numpy())

late = tf.train.Checkpoint()
status = late.restore(path)
late.net = tf.Module()
late.net.words = mutable(tf.string, tf.float32, 0.0)
print(late.net.words.lookup(tf.constant(["b"])).numpy())
try:
    status.assert_consumed()
except AssertionError as error:
    print(str(error).splitlines()[0])

path = tf.train.Checkpoint(net=make(checkpoint=False)).write(os.path.join(folder, "as_well"))  # said to Savers only
print(*tf.train.list_variables(path), sep="\n")

kept = tf.function(lambda key: holder.words.lookup(key))
print(kept(tf.constant(["a"])).numpy())
tf.train.Checkpoint(net=holder).restore(tf.train.latest_checkpoint(folder))
holder.words.insert(["a"], [9.0])
print(kept(tf.constant(["a"])).numpy())
