"""Who decides which variables are trained?

In TensorFlow 1 an optimizer asks the graph's collection; nobody has to hold, or even remember, a variable.
"""

import gc

import lifetimes.tf1 as tf
from lifetimes.observe import why_alive


# %%
def build(x):
    """Make a layer and forget to return its variable."""
    slope = tf.Variable(0.0, name="slope")
    return slope * x


x = tf.placeholder(tf.float32, [None], name="x")
y = build(x)
gc.collect()
print("After build() no name of ours holds the variable, and yet the collection lists it:")
print("  trainable:", [v.name for v in tf.trainable_variables()])
why = why_alive(tf.trainable_variables()[0], paths=1)
print(f"  it is {why.state}; who holds it: {why.expression}")

# %%
loss = tf.reduce_mean(tf.square(y - 3.0 * x))
train = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
frozen = tf.Variable(0.0, name="frozen", trainable=False)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(21):
        if step % 10 == 0:
            print(f"  step {step:2}: slope = {sess.run('slope:0'):.3f}, frozen = {sess.run('frozen:0'):.1f}")
        sess.run(train, {x: [1.0, 2.0, 3.0]})

# %%
print("What to notice: a variable that nobody holds is trained to 3.0: a list in the graph holds it.")
