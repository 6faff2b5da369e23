"""How does training the same line look where the graph owns, and where the object owns?"""

import gc
import weakref

import numpy as np

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.observe import why_alive

# %%
xs = np.array([0.0, 1.0, 2.0, 3.0], np.float32)
ys = 2.0 * xs + 1.0

# TensorFlow 1: build once, then feed; the variables are found through a collection.
x, y = tf1.placeholder(tf1.float32, [None]), tf1.placeholder(tf1.float32, [None])
slope, offset = tf1.Variable(0.0, name="slope"), tf1.Variable(0.0, name="offset")
loss = tf1.reduce_mean(tf1.square(slope * x + offset - y))
train = tf1.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf1.Session() as sess:
    sess.run(tf1.global_variables_initializer())
    for _ in range(100):
        sess.run(train, {x: xs, y: ys})
    print(f"TensorFlow 1: slope {sess.run(slope):.3f}, offset {sess.run(offset):.3f}")


# TensorFlow 2: an object owns its variables, a function is traced, a tape finds the gradients.
class Line(tf2.Module):
    def __init__(self):
        super().__init__()
        self.slope, self.offset = tf2.Variable(0.0), tf2.Variable(0.0)

    def __call__(self, x):
        return self.slope * x + self.offset


line = Line()


@tf2.function
def step(x, y):
    with tf2.GradientTape() as tape:
        loss = tf2.reduce_mean(tf2.square(line(x) - y))
    for variable, gradient in zip(line.trainable_variables, tape.gradient(loss, line.trainable_variables), strict=True):
        variable.assign_sub(0.1 * gradient)


for _ in range(100):
    step(tf2.constant(xs), tf2.constant(ys))
print(f"TensorFlow 2: slope {line.slope.numpy():.3f}, offset {line.offset.numpy():.3f}")
watches = {"TensorFlow 1": weakref.ref(slope), "TensorFlow 2": weakref.ref(line.slope)}
for world, watch in watches.items():
    print(f"  {world}, who holds the slope:", "; ".join(sorted({path.root.text for path in why_alive(watch()).paths})))
slope = offset = x = y = loss = train = sess = line = step = None
gc.collect()
for world, watch in watches.items():
    print(f"  {world}, all names of the program dropped:", "freed" if watch() is None else "still there")

print("What to notice: the numbers agree to the last digit shown; only who holds the variables differs.")
