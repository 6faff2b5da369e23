"""The machine that programs ask about: one CPU, no accelerator. Settings of devices are accepted and change nothing."""

import dataclasses
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lifetimes.errors import advise
from lifetimes.ops import World, plain, public, publish_as

PhysicalDevice = namedtuple("PhysicalDevice", "name device_type")
LogicalDevice = namedtuple("LogicalDevice", "name device_type")  # as operations name it
_CPU = PhysicalDevice("/physical_device:CPU:0", "CPU")


@public(
    "config.list_physical_devices", "config.experimental.list_physical_devices", "config.get_visible_devices",
    "config.experimental.get_visible_devices",
)  # fmt: skip
def list_physical_devices(world: World, device_type: str | None = None) -> list[PhysicalDevice]:
    """Return the devices of that type: one CPU."""
    return [_CPU] if device_type in (None, "CPU") else []


@public("config.list_logical_devices", "config.experimental.list_logical_devices")
def list_logical_devices(world: World, device_type: str | None = None) -> list[LogicalDevice]:
    """Return the devices of that type as operations name them: one CPU."""
    return [LogicalDevice("/device:CPU:0", "CPU")] if device_type in (None, "CPU") else []


def _answer(value: Any, names: str) -> None:
    """Publish a function that takes what it is given and always answers the same; None where nothing can be set."""
    setting = "Accepted; there is one CPU here, and nothing to set."
    doc = setting if value is None else f"Return {value!r}, whatever is asked."
    publish_as(names, lambda world, *arguments, **keywords: value, doc)


for _value, _names in (
    (None, "config.set_visible_devices config.experimental.set_visible_devices"),
    (None, "config.experimental.set_memory_growth"),
    (None, "config.set_logical_device_configuration config.experimental.set_virtual_device_configuration"),
    (None, "config.set_soft_device_placement"),
    (None, "config.threading.set_inter_op_parallelism_threads"),
    (None, "config.threading.set_intra_op_parallelism_threads"),
    (None, "config.optimizer.set_jit"),
    (None, "config.optimizer.set_experimental_options"),
    (None, "debugging.set_log_device_placement"),
    (False, "test.is_built_with_cuda test.is_built_with_rocm test.is_built_with_gpu_support"),
    (False, "test.is_built_with_xla"),
    (False, "test.is_gpu_available"),
    (False, "config.experimental.get_memory_growth"),
    (True, "config.get_soft_device_placement"),
    (0, "config.threading.get_inter_op_parallelism_threads config.threading.get_intra_op_parallelism_threads"),
    ("", "test.gpu_device_name"),
):
    _answer(_value, _names)


@plain("config.LogicalDeviceConfiguration", "config.experimental.VirtualDeviceConfiguration")
@dataclass(frozen=True)
class LogicalDeviceConfiguration:
    """How a device would be divided."""

    memory_limit: int | None = None
    experimental_priority: int | None = None
    experimental_device_ordinal: int | None = None


def _kind(text: str) -> str:
    return text.upper() if text in ("cpu", "gpu") else text


_PARTS: Final[dict[str, Callable[[Any], Any]]] = {
    "job": str, "replica": int, "task": int, "device_type": _kind, "device_index": int,
}  # fmt: skip


@plain("DeviceSpec")
@dataclass(frozen=True)
class DeviceSpec:
    """The parts of a device's name, each of which may be missing."""

    job: str | None = None
    replica: int | None = None
    task: int | None = None
    device_type: str | None = None
    device_index: int | None = None

    def __post_init__(self) -> None:
        for key, kind in _PARTS.items():
            value = getattr(self, key)
            object.__setattr__(self, key, None if value is None else kind(value))

    @classmethod
    def from_string(cls, spec: str) -> "DeviceSpec":
        """Return the parts of a text such as `/job:worker/task:1/device:CPU:0`. ValueError where it is none."""
        found: dict[str, Any] = {}
        for piece in filter(None, (spec or "").split("/")):
            key, *rest = piece.split(":")
            if key in ("job", "replica", "task") and len(rest) == 1:
                found[key] = rest[0]
                continue
            if key == "device" and len(rest) == 2:
                kind, index = rest
            elif key.upper() in ("CPU", "GPU", "TPU") and len(rest) < 2:
                kind, index = key.upper(), (*rest, "*")[0]
            else:
                raise ValueError(f"Unknown attribute '{key}' is encountered while parsing the device spec: '{spec}'.")
            if "device_type" in found:
                raise ValueError(f"Multiple device types are not allowed while parsing the device spec: {spec}.")
            found |= {"device_type": kind, "device_index": None if index == "*" else index}
        return cls(**found)

    def to_string(self) -> str:
        parts = [(key, getattr(self, key)) for key in ("job", "replica", "task")]
        text = "".join(f"/{key}:{value}" for key, value in parts if value is not None)
        index = "*" if self.device_index is None else self.device_index
        return text if self.device_type is None else f"{text}/device:{self.device_type}:{index}"

    def make_merged_spec(self, dev: "DeviceSpec") -> "DeviceSpec":
        """Return this spec with what the other one says put over it."""
        return self.replace(**{k: v for k, v in dataclasses.asdict(dev).items() if v is not None})

    def replace(self, **parts: Any) -> "DeviceSpec":
        """Return this spec with some parts replaced."""
        return dataclasses.replace(self, **parts)

    def __repr__(self) -> str:
        return f"<DeviceSpec({', '.join(f'{key}={value}' for key, value in dataclasses.asdict(self).items())})>"


def spec_of(device: Any) -> DeviceSpec:
    """Return the parts of a device as a program names it. ValueError for what is no device."""
    return device if isinstance(device, DeviceSpec) else DeviceSpec.from_string(device)


def place(operation: Any, devices: Sequence[Any]) -> None:
    """Give an operation its device, as it is made inside these blocks. What the inner leave open, the outer say.

    A device function says all there is, from the device that the blocks inside its own have given.
    """
    for device in reversed(devices):
        if callable(device):
            operation.device = _asked(device, operation)
        else:
            operation.device = device.make_merged_spec(spec_of(operation.device)).to_string()
    if operation.device:
        check_place(operation)


class Misplaced(str):
    """Why a graph cannot run here: an operation is on a device that this machine lacks."""

    soft: bool  # a session that places softly runs it all the same


def check_place(operation: Any) -> None:
    """Leave with the graph that no session of this machine can run it, where an operation is on another device."""
    spec, root = spec_of(operation.device), operation.graph.root
    here = spec.job in (None, "localhost") and not spec.replica and not spec.task
    if here and spec.device_type in (None, "CPU") and not spec.device_index:
        return
    words = (f"{operation.name}: {{{{node {operation.name}}}}} was explicitly assigned to {operation.device} but "
             "available devices are [ /job:localhost/replica:0/task:0/device:CPU:0 ]. Make sure the device "
             "specification refers to a valid device.")  # fmt: skip
    missing = " The requested device appears to be a GPU, but CUDA is not enabled." * (spec.device_type == "GPU")
    root.fault = root.fault or Misplaced(f"Cannot assign a device for operation {words}{missing}")
    if isinstance(root.fault, Misplaced):
        root.fault.soft = here and getattr(root.fault, "soft", True)


def _asked(function: Callable[[Any], Any], operation: Any) -> str:
    """Return what a device function says of an operation. TypeError where that is no device."""
    answer = function(operation)
    if not isinstance(answer, (str, DeviceSpec)):
        advice = "A device function returns the device of the operation that it is given."
        raise TypeError(advise(f"Expected binary or unicode string, got {answer}", advice))
    return answer if isinstance(answer, str) else answer.to_string()
