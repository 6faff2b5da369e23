"""What a function, a concrete function and their graphs show: names, types, nodes, inputs, outputs, captures (a captured tensor's id is cut out)."""
import re


@tf.function
def f(x, scale=2.0):
    y = tf.multiply(x, scale, name="scaled")
    return {"y": y, "pair": (y + 1.0, 3)}


v = tf.Variable(1.0, name="v")


@tf.function
def g(x):
    return x * v


c = f.get_concrete_function(tf.TensorSpec([None], tf.float32, name="given"))
print(c)
print(c.structured_outputs)
print(c.structured_input_signature)
print([node.name for node in c.graph.as_graph_def().node])
print([node.op for node in c.graph.as_graph_def().node])
print(c.inputs, [o.name for o in c.outputs], c.output_shapes, c.output_dtypes)
print(c.function_type)
print(c.name.startswith(b"__inference_f_"), c.graph.name, f.python_function.__name__, f.__name__, f.experimental_get_tracing_count())
d = g.get_concrete_function(tf.TensorSpec([], tf.float32))
print(re.sub(r"[0-9]{6,}", "<id>", str(d)))
print([node.name for node in d.graph.as_graph_def().node])
print(len(d.captured_inputs), [w.name for w in d.variables], len(d.graph.captures), d.graph.inputs)
print(type(f).__name__, type(c).__name__, type(c.graph).__name__)
print(f.pretty_printed_concrete_signatures())
f(tf.constant([1.0, 2.0]), scale=3.0)
f(tf.constant([[1.0]]))
print(f.pretty_printed_concrete_signatures())
