"""Settings that a program may make and that change nothing here: configuration of devices, of runs, of optimisers."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from lifetimes.ops.registry import publish


class Settings:
    """Takes any option as a keyword or an attribute; an option that was never set is a group of options itself."""

    def __init__(self, **options: Any) -> None:
        vars(self).update(options)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = vars(self)[name] = Settings()
        return made

    def CopyFrom(self, other: Settings) -> None:
        vars(self).clear()
        vars(self).update(vars(other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return any(map(bool, vars(self).values()))

    def __str__(self) -> str:
        return "".join(
            f"{name} {{\n{_indented(str(value))}}}\n" if isinstance(value, Settings) else f"{name}: {_shown(value)}\n"
            for name, value in sorted(vars(self).items(), key=_place)
            if value
        )

    __repr__ = __str__


# The order in which TensorFlow prints the options of a ConfigProto.
_ORDER: Final = (
    "device_count", "intra_op_parallelism_threads", "placement_period", "device_filters",
    "inter_op_parallelism_threads", "gpu_options", "allow_soft_placement", "log_device_placement",
    "use_per_session_threads", "graph_options", "operation_timeout_in_ms",
)  # fmt: skip


def _place(option: tuple[str, Any]) -> int:
    return _ORDER.index(option[0]) if option[0] in _ORDER else len(_ORDER)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


class ConfigProto(Settings):
    """How a session would use its devices."""


class GPUOptions(Settings):
    """How a session would use a GPU."""


class OptimizerOptions(Settings):
    """How far a graph would be optimised."""

    L1, L0, DEFAULT = 0, -1, 0
    OFF, ON_1, ON_2 = -1, 1, 2


class GraphOptions(Settings):
    """How a graph would be prepared."""


class RunOptions(Settings):
    """What one run would record."""

    NO_TRACE, SOFTWARE_TRACE, HARDWARE_TRACE, FULL_TRACE = 0, 1, 2, 3


class RunMetadata(Settings):
    """What one run would have recorded: nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.step_stats = Settings(dev_stats=[])
        self.partition_graphs: list[Any] = []


for _kind in (ConfigProto, GPUOptions, GraphOptions, OptimizerOptions, RunMetadata, RunOptions):
    publish(_kind, v1=(_kind.__name__,))


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
