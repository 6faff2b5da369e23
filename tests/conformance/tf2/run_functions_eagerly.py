"""tf.config.run_functions_eagerly(True) makes every tf.function run its Python body at each call, with real values and no trace."""
seen = []


@tf.function
def f(x):
    seen.append(hasattr(x, "numpy"))
    return x + 1


print(tf.config.functions_run_eagerly())
tf.config.run_functions_eagerly(True)
print(tf.config.functions_run_eagerly(), [f(tf.constant(i)).numpy().item() for i in range(3)], seen)
tf.config.run_functions_eagerly(False)
seen.clear()
print([f(tf.constant(i)).numpy().item() for i in range(3)], seen, f.experimental_get_tracing_count())
