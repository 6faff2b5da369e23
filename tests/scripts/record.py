#!/usr/bin/env python3
"""Records what the scripts beside it compute on real TensorFlow: `losses`, 100 floats, in a `.json` each.

    python tests/scripts/record.py             # all of them
    python tests/scripts/record.py perceptron  # only this one

Needs tensorflow-cpu, and tf_keras for `tf.layers`. The tests compare `lifetimes` with these files; nothing
else may write them.
"""

import json
import os
import runpy
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")  # it reorders sums, by more than 1e-5 over a hundred steps
HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> None:
    """Run each script with real TensorFlow as `tf` and write its losses."""
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    for script in sorted((HERE / "tf1").glob("*.py")):
        if names and script.stem not in names:
            continue
        losses = runpy.run_path(str(script), init_globals={"tf": tf})["losses"]
        script.with_suffix(".json").write_text(json.dumps(losses, indent=0) + "\n")
        print(f"{script.stem}: {len(losses)} losses, {losses[0]:.6f} to {losses[-1]:.6f}")


if __name__ == "__main__":
    main(sys.argv[1:])
