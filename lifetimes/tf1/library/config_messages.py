"""What a session is told of its devices: it is checked, and changes nothing here."""

from __future__ import annotations

from typing import Any, NamedTuple

from lifetimes.graph.data.protos import ConfigProto


class DeviceAttributes(NamedTuple):
    """A device as `list_devices` shows it."""

    name: str
    device_type: str
    memory_limit_bytes: int
    incarnation: int


def devices() -> list[DeviceAttributes]:
    """Return the devices that a session has: the CPU."""
    return [DeviceAttributes("/job:localhost/replica:0/task:0/device:CPU:0", "CPU", 268435456, 0)]


def check_session(target: Any, config: Any) -> None:
    """Raise TypeError where the arguments of a session are not what TensorFlow takes."""
    if not isinstance(target, (str, bytes)):
        mixed_up = isinstance(target, ConfigProto)
        hint = '. Did you do "Session(config)" instead of "Session(config=config)"?' * mixed_up
        raise TypeError(f'Argument `target` must be a string, but got "{type(target).__name__}"{hint}')
    if config is not None and not isinstance(config, ConfigProto):
        raise TypeError(f'Argument `config` must be a tf.ConfigProto, but got "{type(config).__name__}"')
