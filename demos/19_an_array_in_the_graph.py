"""What does an array cost that is written into an expression?"""

import numpy as np

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

# %%
data = np.ones([100, 1000], np.float32)
print(f"the array: {data.nbytes:,} bytes")


def size_of_graph():
    return tf1.get_default_graph().as_graph_def().ByteSize()


total = tf1.Variable(0.0)
with tf1.Session() as sess:
    sess.run(total.initializer)
    for turn in range(3):
        sess.run(tf1.square(data) + total)
        print(f"TensorFlow 1, the array in the expression, turn {turn + 1}: the graph has {size_of_graph():,} bytes")

# %%
tf1.reset_default_graph()
x = tf1.placeholder(tf1.float32, [None, 1000])
result = tf1.square(x)
with tf1.Session() as sess:
    for _ in range(3):
        sess.run(result, {x: data})
print(f"TensorFlow 1, fed to a placeholder three times: the graph has {size_of_graph():,} bytes")


@tf2.function
def closing_over():
    return tf2.square(data)


# %%
@tf2.function
def taking(x):
    return tf2.square(x)


for f, arguments in ((closing_over, ()), (taking, (data,))):
    for _ in range(3):
        f(*arguments)
    graph = f.get_concrete_function(*arguments).graph
    print(f"TensorFlow 2, `{f.__name__}` called three times: its trace has {graph.as_graph_def().ByteSize():,} bytes")

print("What to notice: an array in an expression is a constant of the graph; hand it over: nothing is kept.")
