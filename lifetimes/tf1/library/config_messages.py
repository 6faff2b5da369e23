"""What a session is told of its devices, and what it tells of a run that is traced."""

from types import NoneType
from typing import Any, NamedTuple

from lifetimes.errors import refuse
from lifetimes.graph.data.protos import ConfigProto
from lifetimes.graph.plan import Plan
from lifetimes.ops.debugging.machine import Misplaced


class DeviceAttributes(NamedTuple):
    """A device as `list_devices` shows it."""

    name: str
    device_type: str
    memory_limit_bytes: int
    incarnation: int

    def __repr__(self) -> str:
        return f"_DeviceAttributes({', '.join(map(str, self))})"


def devices() -> list[DeviceAttributes]:
    """Return the devices that a session has: the CPU."""
    return [DeviceAttributes("/job:localhost/replica:0/task:0/device:CPU:0", "CPU", 268435456, 0)]


def plans_for(target: Any, config: Any) -> dict[Any, Plan]:
    """Return where a session keeps its plans. TypeError where its arguments are not what TensorFlow takes."""
    if not isinstance(target, (str, bytes, NoneType)):
        mixed_up = isinstance(target, ConfigProto)
        hint = '. Did you do "Session(config)" instead of "Session(config=config)"?' * mixed_up
        raise TypeError(f'Argument `target` must be a string, but got "{type(target).__name__}"{hint}')
    if config is not None and not isinstance(config, ConfigProto):
        raise TypeError(f'Argument `config` must be a tf.ConfigProto, but got "{type(config).__name__}"')
    return _Announced() if config is not None and config.log_device_placement else {}


def check_fault(fault: str, config: Any) -> None:
    """Raise InvalidArgumentError for what no session can run; one may be allowed to place operations elsewhere."""
    elsewhere = config is not None and (config.allow_soft_placement or config.device_count.get("CPU", 1) > 1)
    if not (isinstance(fault, Misplaced) and fault.soft and elsewhere):
        raise refuse(f"Graph execution error:\n\n{fault}")


class _Announced(dict[Any, Plan]):
    """Plans of a session that is to log where operations are: each operation is printed when it is first planned."""

    def __init__(self) -> None:
        super().__init__()
        self._told: set[str] = set()

    def __setitem__(self, key: Any, plan: Plan) -> None:
        super().__setitem__(key, plan)
        for operation in _operations(plan):
            if operation.name not in self._told:
                self._told.add(operation.name)
                print(f"{operation.name}: ({operation.type}): {devices()[0].name}")


def note_steps(plan: Plan, options: Any, run_metadata: Any) -> None:
    """Write which operations a run will run into its metadata, where its options ask for a trace.

    AttributeError where one of the two is no message.
    """
    for message, needed in ((options, "SerializeToString"), (run_metadata, "ParseFromString")):
        if message is not None:
            getattr(message, needed)
    if options is None or run_metadata is None or not options.trace_level:
        return
    stats = run_metadata.step_stats.dev_stats.add(device=devices()[0].name)
    for operation in _operations(plan):
        inputs = ", ".join(tensor.op.name for tensor in operation.inputs)
        label = f"{operation.name} = {operation.type}({inputs})"
        stats.node_stats.add(node_name=operation.name, timeline_label=label)


def _operations(plan: Plan) -> list[Any]:
    """Return what a plan runs; where several run as one, each of them."""
    return [part[0] for step in plan.steps for part in getattr(step[1], "links", [step])]
