"""A counter whose loop builds a new assignment in every turn: right values, a graph that grows."""
import tensorflow as tf

count = tf.Variable(0, name="count")
for i in range(5):
    count.assign(count + i)
    print(i, count.numpy())
count.assign(0)
print("again", count.numpy())
