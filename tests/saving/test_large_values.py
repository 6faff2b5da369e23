"""Large values, whose checksum is made while another thread writes them."""

from concurrent.futures import ThreadPoolExecutor
from io import BufferedWriter, FileIO

import numpy as np
import pytest

from lifetimes.graph.data import whole_files
from lifetimes.graph.data.tensor_bundle import open_bundle, write_bundle


@pytest.mark.parametrize("threads", [True, False])
def test_a_large_value_has_the_checksum_of_its_bytes(threads, tmp_path, monkeypatch):
    """It is made while another thread writes them, or before, where no thread can begin any more."""

    def refuse(*_):
        raise RuntimeError("cannot schedule new futures after interpreter shutdown")

    if not threads:
        monkeypatch.setattr(ThreadPoolExecutor, "submit", refuse)
    values = {"large": np.arange(1_000_000, dtype=np.float32), "small": np.float32(7.0), "next": np.arange(400_000)}
    write_bundle(tmp_path / "model", values)

    read = open_bundle(tmp_path / "model")
    assert all((read.read(name) == value).all() for name, value in values.items())


def test_a_large_value_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    """What fails in the other thread fails here, and the checkpoint of before is whole."""
    write_bundle(tmp_path / "model", {"v": np.float32(1.0)})
    before = sorted(tmp_path.iterdir())

    class Full(BufferedWriter):
        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_files, "open", lambda path, mode: Full(FileIO(path, "w")), raising=False)
    with pytest.raises(OSError, match="No space left"):
        write_bundle(tmp_path / "model", {"v": np.zeros(1_000_000, np.float32)})

    assert sorted(tmp_path.iterdir()) == before
    assert open_bundle(tmp_path / "model").read("v") == 1.0
