"""Where the variables of a program on many machines would be: this machine runs none of it, and tells the devices.

Source: `tensorflow/python/training/device_setter.py` and `server_lib.py`.
"""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, Final

from lifetimes.ops import plain
from lifetimes.ops.debugging.machine import DeviceSpec

_PLACED: Final = ("Variable", "VariableV2", "VarHandleOp", "MutableHashTableV2")


@plain("train.ClusterSpec")
class ClusterSpec:
    """The addresses of the tasks of each job: a list, or a map from the number of a task."""

    def __init__(self, cluster: Any) -> None:
        given = cluster.as_dict() if isinstance(cluster, ClusterSpec) else cluster
        if not isinstance(given, dict):
            raise TypeError("`cluster` must be a dictionary mapping one or more job names to lists of network "
                            "addresses, or a `ClusterDef` protocol buffer")  # fmt: skip
        self._jobs: dict[str, dict[int, str]] = {}
        for name, tasks in given.items():
            if not isinstance(tasks, (list, tuple, dict)):
                words = f"The tasks for job {name!r} must be a list or a dictionary from integers to strings."
                raise TypeError(words)
            numbered = tasks.items() if isinstance(tasks, dict) else enumerate(tasks)
            self._jobs[name] = {int(number): task for number, task in numbered}

    jobs = property(lambda self: list(self._jobs))

    def as_dict(self) -> dict[str, Any]:
        """Return the jobs with a list of addresses each, or a map where some of its tasks are not told."""
        return {name: self.job_tasks(name) if tasks and max(tasks) + 1 == len(tasks) else {**tasks}
                for name, tasks in self._jobs.items()}  # fmt: skip

    def _tasks(self, job_name: str) -> dict[int, str]:
        if job_name not in self._jobs:
            raise ValueError(f"No such job in cluster: {job_name!r}")
        return self._jobs[job_name]

    def num_tasks(self, job_name: str) -> int:
        return len(self._tasks(job_name))

    def task_indices(self, job_name: str) -> list[int]:
        return sorted(self._tasks(job_name))

    def task_address(self, job_name: str, task_index: int) -> str:
        """Return the address of a task. ValueError where there is none of that number."""
        if task_index not in self._tasks(job_name):
            raise ValueError(f"No task with index {task_index!r} in job {job_name!r}")
        return self._jobs[job_name][task_index]

    def job_tasks(self, job_name: str) -> list[str | None]:
        """Return the addresses by the numbers of the tasks, None for one that is not told."""
        tasks = self._tasks(job_name)
        return [tasks.get(number) for number in range(max(tasks) + 1)]

    def __bool__(self) -> bool:
        return bool(self._jobs)

    def __eq__(self, other: object) -> bool:
        return self._jobs == (other._jobs if isinstance(other, ClusterSpec) else other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ClusterSpec({dict(sorted(self.as_dict().items()))})"


@plain(v1=("train.replica_device_setter",))
def replica_device_setter(
    ps_tasks: int = 0, ps_device: str = "/job:ps", worker_device: str = "/job:worker", merge_devices: bool = True,
    cluster: Any = None, ps_ops: Sequence[str] | None = None, ps_strategy: Callable[[Any], int] | None = None,
) -> Callable[[Any], str] | None:  # fmt: skip
    """Return a function for `tf.device`: variables go to the tasks of `ps_device` by turns, all else to the worker.

    None where there are no such tasks. TypeError where `ps_strategy` is no function of an operation.
    """
    holders, workers = DeviceSpec.from_string(ps_device), DeviceSpec.from_string(worker_device or "")
    if cluster is not None:
        jobs = ClusterSpec(cluster).as_dict()
        ps_tasks = len(jobs.get(str(holders.job)) or ())
    if not ps_tasks:
        return None
    turns = count()
    choose: Any = ps_strategy or (lambda operation: next(turns) % ps_tasks)
    if not callable(choose):
        raise TypeError("ps_strategy must be callable")

    def placed(operation: Any) -> str:
        if operation.device and not merge_devices:
            return str(operation.device)
        now, device = DeviceSpec.from_string(operation.device), workers
        if ps_device and operation.type in (_PLACED if ps_ops is None else ps_ops):
            device = holders
            if holders.job and now.job in (None, holders.job):
                device = holders.replace(task=choose(operation))
        return device.make_merged_spec(now).to_string()

    return placed
