"""Out of the old world: who takes over what a graph owned, and how is that proved?"""

import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import lifetimes

if find_spec("libcst") is None:
    raise SystemExit("This demo upgrades a program: pip install libcst, then run it again.")

OLD = """import tensorflow as tf

def dense(x, units, name):
    w = tf.Variable(tf.fill([2, units], 0.5), name=name + "_w")
    tf.add_to_collection("decayed", w)
    return tf.matmul(x, w)

x = tf.placeholder(tf.float32, [None, 2], name="x")
out = dense(dense(x, 2, "first"), 1, "second")
decay = tf.add_n([tf.nn.l2_loss(w) for w in tf.get_collection("decayed")])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: [[1, 2]]}))
    print(sess.run(decay))
"""

# %%
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "old.py").write_text(OLD)
    command = [sys.executable, "-m", "lifetimes", "upgrade", "old.py", "-o", "new.py"]
    path = os.pathsep.join([str(Path(lifetimes.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    print("The old program: dense() drops w; only the graph and a collection know it.\n")
    print(OLD)
    print(f"The new program (status {done.returncode}): each call is an object that owns its w.\n")
    print(Path(folder, "new.py").read_text())
    told = done.stdout.splitlines()
    print("The report:", told[0])
    print("\n".join(told[-3:]))

print("\nWhat to notice: names changed little, the owner of every variable did, and both programs were run.")
