"""A random generator's states, keys, skips and splits; and what tf.compat makes of bytes, text, paths and sizes."""
import os, pathlib
import numpy as np
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:220]
    print(label, "=", value)

G = tf.random.Generator
say("state of a number", lambda: tf.random.create_rng_state(2**70 + 5, "philox").numpy().tolist())
say("state of one", lambda: tf.random.create_rng_state([7], 1).numpy().tolist())
say("state of a tensor", lambda: tf.random.create_rng_state(tf.constant(-3), "threefry").numpy().tolist())
say("state of more", lambda: tf.random.create_rng_state([1, 2, 3, 4], "philox").numpy().tolist())
say("algorithm", lambda: tf.random.create_rng_state(1, "dice"))
say("name", lambda: (str(tf.random.Algorithm.PHILOX), repr(tf.random.Algorithm.THREEFRY)))
g = G.from_seed(1)
say("copy", lambda: (G(copy_from=g).state.numpy().tolist(), G(copy_from=g).algorithm))
say("no state", lambda: G(alg="philox"))
say("wrong state", lambda: G(state=[1, 2], alg="philox"))
k = G.from_key_counter(key=4, counter=[1, 2], alg="philox")
say("key counter", lambda: (k.state.numpy().tolist(), int(k.key)))
say("counter", lambda: G.from_key_counter(key=4, counter=[1, 2, 3], alg="philox"))
k.reset_from_key_counter(9, [5, 6]); print(k.state.numpy().tolist())
k.reset_from_seed(3); print(k.state.numpy().tolist())
k.reset([1, 2, 3]); print(k.state.numpy().tolist())
say("skip", lambda: (k.skip(10).numpy().tolist(), k.state.numpy().tolist()))
say("uniform", lambda: k.uniform([2], maxval=10, dtype=tf.int32).numpy().tolist())
say("no maxval", lambda: k.uniform([2], dtype=tf.int32))
say("full", lambda: k.uniform([1], minval=None, maxval=None, dtype=tf.uint32).shape)
say("seeds", lambda: k.make_seeds(2).numpy().tolist())
say("split", lambda: [one.state.numpy().tolist()[:2] for one in k.split(2)])
C = tf.compat
for value in (b"ab", "ab", bytearray(b"ab"), 3, None):
    say(("bytes", value), lambda: C.as_bytes(value)); say(("text", value), lambda: C.as_text(value)); say(("str", value), lambda: C.as_str(value)); say(("any", value), lambda: C.as_str_any(value))
say("path", lambda: (C.path_to_str(pathlib.PurePosixPath("a/b")), C.path_to_str(3), C.path_to_str(b"c")))
say("encoding", lambda: (C.as_bytes("é", "latin-1"), C.as_text(b"\xe9", "latin-1")))
say("dimension", lambda: (C.dimension_value(C.dimension_at_index(tf.TensorShape([3, None]), 0)), C.dimension_value(5), C.dimension_at_index(tf.TensorShape(None), 1)))
with tf.GradientTape(persistent=True) as tape:
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]]); tape.watch(x)
    y = x * x; z = tf.reduce_sum(x); w = tf.constant([[1.0], [2.0]])
say("batch", lambda: tape.batch_jacobian(y, x).numpy().tolist())
say("batches", lambda: tape.batch_jacobian(tf.ones([3, 1]), x))
say("apart", lambda: tape.batch_jacobian(w, x))
say("apart jacobian", lambda: tape.jacobian(w, x))
say("spec of a set", lambda: tf.type_spec_from_value({1}))
