"""Whole training scripts of the old world end where real TensorFlow ends.

The scripts under `scripts/tf1/` are written as in books of 2016 to 2018. Data and initial values come from
NumPy, so that nothing is drawn by TensorFlow; `scripts/record.py` wrote the losses beside each.
"""

import gc
import json
import runpy
from pathlib import Path

import numpy as np
import pytest

SCRIPTS = sorted((Path(__file__).resolve().parent / "scripts" / "tf1").glob("*.py"))


@pytest.fixture
def tf():
    import lifetimes.tf1 as tf

    yield tf
    tf.reset_default_graph()
    gc.collect()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_follows_the_losses_of_tensorflow(script, tf):
    recorded = json.loads(script.with_suffix(".json").read_text())

    losses = runpy.run_path(str(script), init_globals={"tf": tf})["losses"]

    np.testing.assert_allclose(losses, recorded, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_has_a_hundred_recorded_losses_that_fall(script):
    recorded = json.loads(script.with_suffix(".json").read_text())

    assert len(recorded) == 100
    assert recorded[-1] < 0.8 * recorded[0]
