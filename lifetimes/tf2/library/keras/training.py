"""Fitting a model to arrays: batches, a step each, a progress line, and what became of loss and metrics.

A step is traced once, as Keras does it, by a function that the model owns and that knows the model weakly; what the
step does in Python, such as printing, is done while it is traced. With `run_eagerly=True` it is done for each batch.
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final
from weakref import ref

import numpy as np

from lifetimes import nest
from lifetimes.ops.layout import arrays
from lifetimes.ops.random import sampling
from lifetimes.tf2.function import Function
from lifetimes.tf2.library.keras import optimizers
from lifetimes.tf2.library.keras.callbacks import CallbackList, History
from lifetimes.tf2.library.keras.compiled import CompileLoss, CompileMetrics
from lifetimes.tf2.library.keras.metrics import Mean
from lifetimes.tf2.tape import GradientTape
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.world import WORLD

Logs = dict[str, Any]
_WIDTH: Final = 20  # of the bar


class _Progress:
    """Prints how far a pass has come. `verbose`: 0 is silent, 1 keeps a bar up to date, 2 prints a line at the end."""

    def __init__(self, steps: int, verbose: Any, title: str | None = None) -> None:
        self._steps, self._verbose = steps, 1 if verbose == "auto" else int(verbose)
        self._begun = time.perf_counter()
        self._length = 0
        if self._verbose and title is not None:
            print(title)

    def at(self, step: int, logs: Logs) -> None:
        """Show that `step` steps are done."""
        if self._verbose == 1:
            self._show(step, logs)

    def done(self, logs: Logs) -> None:
        """Show the end."""
        if self._verbose == 1:
            self._show(self._steps, logs)
            print()
        elif self._verbose == 2:
            seconds = time.perf_counter() - self._begun
            print(f"{self._steps}/{self._steps} - {seconds:.0f}s - {self._pace(self._steps)}{_values(logs)}")

    def _show(self, step: int, logs: Logs) -> None:
        full = _WIDTH * step // self._steps
        done = f"\x1b[32m{'━' * full}\x1b[0m\x1b[37m{'━' * (_WIDTH - full)}\x1b[0m"
        seconds = time.perf_counter() - self._begun
        tail = f" {self._pace(step)}{_values(logs)}"
        text = f"\x1b[1m{step}/{self._steps}\x1b[0m {done} \x1b[1m{seconds:.0f}s\x1b[0m{tail}"
        sys.stdout.write("\x08" * self._length + "\r" + text)
        self._length = len(text)

    def _pace(self, step: int) -> str:
        each = (time.perf_counter() - self._begun) / max(step, 1)
        scale, unit = (1, "s") if each >= 1 else (1e3, "ms") if each >= 1e-3 else (1e6, "us")
        return f"{each * scale:.0f}{unit}/step"


def _values(logs: Logs) -> str:
    return "".join(f" - {name}: {value:{'.4f' if abs(value) > 1e-3 else '.4e'}}" for name, value in logs.items())


def _steps(method: str) -> Callable[..., Any]:
    """Return the function that a model traces: it calls that method of the model."""

    def one_step_on_data(model: Any, data: Any) -> Any:
        return getattr(model, method)(data)

    return one_step_on_data


_STEPS: Final = {what: _steps(f"{what}_step") for what in ("train", "test", "predict")}


class Trainer:
    """The half of a model that learns: compile, fit, evaluate, predict."""

    name: str
    optimizer: Any
    loss: Any = None
    compiled = False
    run_eagerly = False
    stop_training = False
    _compile_loss: Any = None
    _compile_metrics: Any = None
    _loss_tracker: Any = None
    train_function: Any = None
    _own_functions: Final = tuple(f"{what}_function" for what in _STEPS)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return super().__call__(*args, **kwargs)  # type: ignore[misc]

    def compile(
        self, optimizer: Any = "rmsprop", loss: Any = None, loss_weights: Any = None, metrics: Any = None,
        weighted_metrics: Any = None, run_eagerly: bool = False, **unused: Any,
    ) -> None:  # fmt: skip
        """Say how the model is to be trained. The model owns the optimizer from here on."""
        self.optimizer = optimizers.get(optimizer)
        names = getattr(self, "output_names", None)
        own = vars(self)
        if loss is not None:
            own.update(_compile_loss=CompileLoss(loss, loss_weights, names), loss=loss)
        if metrics is not None or weighted_metrics is not None:
            own["_compile_metrics"] = CompileMetrics(metrics, weighted_metrics, names)
        own.update(run_eagerly=run_eagerly, stop_training=False, compiled=True, _loss_tracker=Mean(name="loss"))
        own.update(dict.fromkeys(self._own_functions))

    @property
    def metrics(self) -> list[Any]:
        """The metric of the loss, those that the model was compiled with, its own, and those of its layers."""
        own = [self._loss_tracker, self._compile_metrics, *(self._compile_loss.metrics if self._compile_loss else ())]
        return [*(metric for metric in own if metric is not None), *super().metrics]  # type: ignore[misc]

    metrics_names = property(lambda self: [metric.name for metric in self.metrics])

    def reset_metrics(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    # --- one batch ---

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Return the loss of a batch as one number, with what layers and regularizers add. ValueError without any."""
        own = None if self._compile_loss is None else self._compile_loss(y, y_pred, sample_weight)
        found = [*([] if own is None else [own]), *self.losses]  # type: ignore[attr-defined]
        if not found:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        return sum(found[1:], found[0])

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> Logs:
        """Tell the metrics of a batch, and return what they say."""
        if self._compile_metrics is not None:
            self._compile_metrics.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

    def get_metrics_result(self) -> Logs:
        """Return what the metrics say by now."""
        found: Logs = {}
        for metric in self.metrics:
            result = metric.result()
            found |= result if isinstance(result, dict) else {metric.name: result}
        return found

    def train_step(self, data: Any) -> Logs:
        """Train on one batch and return loss and metrics so far."""
        x, y, sample_weight = _unpacked(data)
        with GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self._noted_loss(x, y, y_pred, sample_weight, True)
        variables = self.trainable_variables  # type: ignore[attr-defined]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def test_step(self, data: Any) -> Logs:
        """Return loss and metrics so far, this batch included."""
        x, y, sample_weight = _unpacked(data)
        y_pred = self(x, training=False)
        self._noted_loss(x, y, y_pred, sample_weight, False)
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def predict_step(self, data: Any) -> Any:
        return self(_unpacked(data)[0], training=False)

    def _noted_loss(self, x: Any, y: Any, y_pred: Any, sample_weight: Any, training: bool) -> Any:
        loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=training)
        self._loss_tracker.update_state(loss, sample_weight=arrays.shape(WORLD, nest.flatten(x)[0])[0])
        return loss

    def _step(self, what: str) -> Any:
        """Return what does a step on a batch."""
        if self.run_eagerly:
            return getattr(self, f"{what}_step")
        made = vars(self).get(f"{what}_function")
        if made is None:
            made = Function(_STEPS[what], autograph=False, reduce_retracing=True, instance=ref(self))
            vars(self)[f"{what}_function"] = made
        return made

    def train_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        """Train on these arrays and return loss and metrics of them."""
        return self._on_batch("train", x, y, sample_weight, return_dict)

    def test_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        """Return loss and metrics of these arrays."""
        return self._on_batch("test", x, y, sample_weight, return_dict)

    def predict_on_batch(self, x: Any) -> Any:
        return nest.map_structure(np.asarray, self._step("predict")(_tensors((x,))))

    def _on_batch(self, what: str, x: Any, y: Any, sample_weight: Any, return_dict: bool) -> Any:
        self._check_compiled()
        self.reset_metrics()
        return self._shown(_as_numbers(self._step(what)(_tensors((x, y, sample_weight)))), return_dict)

    # --- many batches ---

    def fit(
        self, x: Any = None, y: Any = None, batch_size: int | None = None, epochs: int = 1, verbose: Any = "auto",
        callbacks: Any = None, validation_split: float = 0.0, validation_data: Any = None,
        shuffle: bool = True, class_weight: Any = None, sample_weight: Any = None, initial_epoch: int = 0,
        validation_batch_size: int | None = None, validation_freq: int = 1,
    ) -> History:  # fmt: skip
        """Train for so many passes over the arrays and return the history."""
        self._check_compiled()
        data = _as_arrays(x, y, sample_weight)
        if validation_split and validation_data is None:
            split = int(_length(data) * (1.0 - validation_split))
            validation_data = nest.map_structure(lambda array: array[split:], data)
            data = nest.map_structure(lambda array: array[:split], data)
        if class_weight is not None:
            data = _weighted_by_class(data, class_weight)
        size = batch_size or 32
        steps = -(-_length(data) // size)
        watchers = self._watchers(callbacks, verbose, steps, epochs)
        history = History(watchers.params)
        watchers.callbacks.append(history)  # the model owns it, so it is not told of the model
        vars(self).update(stop_training=False, history=history)
        watchers.tell("on_train_begin")
        logs: Logs = {}
        for epoch in range(initial_epoch, epochs):
            self.reset_metrics()
            watchers.tell("on_epoch_begin", epoch)
            bar = _Progress(steps, verbose, f"Epoch {epoch + 1}/{epochs}" if epochs > 1 else None)
            for each in self._through("train", data, size, watchers, bar, shuffle):
                logs = each
                if self.stop_training:
                    break
            if validation_data is not None and (epoch + 1) % validation_freq == 0:
                x, y, weights = _unpacked(validation_data)
                found = self.evaluate(x, y, validation_batch_size or size, 0, weights, watchers, return_dict=True)
                logs = {**logs, **{f"val_{name}": value for name, value in found.items()}}
            bar.done(logs)
            watchers.tell("on_epoch_end", epoch, logs=logs)
            if self.stop_training:
                break
        self.optimizer.finalize_variable_values(self.trainable_variables)  # type: ignore[attr-defined]
        watchers.tell("on_train_end", logs=logs)
        return history

    def evaluate(
        self, x: Any = None, y: Any = None, batch_size: int | None = None, verbose: Any = "auto",
        sample_weight: Any = None, callbacks: Any = None, return_dict: bool = False,
    ) -> Any:  # fmt: skip
        """Return loss and metrics over the arrays, without training."""
        self._check_compiled()
        data, size = _as_arrays(x, y, sample_weight), batch_size or 32
        steps = -(-_length(data) // size)
        watchers, bar = self._watchers(callbacks, verbose, steps), _Progress(steps, verbose)
        watchers.tell("on_test_begin")
        self.reset_metrics()
        *_, logs = {}, *self._through("test", data, size, watchers, bar)
        bar.done(logs)
        watchers.tell("on_test_end", logs=logs)
        return self._shown(logs, return_dict)

    def _watchers(self, callbacks: Any, verbose: Any, steps: int, epochs: int = 1) -> CallbackList:
        """Return those who are told of a pass; those of a pass around it know already."""
        if isinstance(callbacks, CallbackList):
            return callbacks
        return CallbackList(callbacks, self, {"verbose": verbose, "epochs": epochs, "steps": steps})

    def _through(
        self, what: str, data: Any, size: int, watchers: CallbackList, bar: _Progress, shuffle: bool = False
    ) -> Iterator[Logs]:
        """Do a step for each batch in turn and yield what it gave, showing how far that has come."""
        step, gives_logs = self._step(what), what != "predict"
        if gives_logs and isinstance(step, Function) and not WORLD.context.functions_run_eagerly:
            sizes = None if _length(data) % size else size
            step.get_concrete_function(
                nest.map_structure(lambda array: TensorSpec((sizes, *array.shape[1:]), array.dtype), data)
            )
        for number, batch in enumerate(_batches(data, size, shuffle)):
            watchers.tell(f"on_{what}_batch_begin", number)
            logs = _as_numbers(step(batch)) if gives_logs else {"outputs": step(batch)}
            watchers.tell(f"on_{what}_batch_end", number, logs=logs)
            bar.at(number + 1, logs if gives_logs else {})
            yield logs

    def predict(
        self, x: Any, batch_size: int | None = None, verbose: Any = "auto", steps: int | None = None,
        callbacks: Any = None,
    ) -> Any:  # fmt: skip
        """Return the outputs for the arrays, as an array."""
        data, size = _as_arrays(x), batch_size or 32
        steps = -(-_length(data) // size)
        watchers, bar = self._watchers(callbacks, verbose, steps), _Progress(steps, verbose)
        watchers.tell("on_predict_begin")
        found = [logs["outputs"] for logs in self._through("predict", data, size, watchers, bar)]
        bar.done({})
        watchers.tell("on_predict_end")
        return nest.map_structure(lambda *parts: np.concatenate([*map(np.asarray, parts)]), *found)

    def _check_compiled(self) -> None:
        if not self.compiled:
            raise ValueError("You must call `compile()` before using the model.")

    def _shown(self, logs: Logs, as_dict: bool) -> Any:
        """Return the numbers in the order of the metrics, or by name."""
        if as_dict:
            return logs
        names = [inner.name for metric in self.metrics for inner in getattr(metric, "metrics", [metric])]
        order = [*(name for name in names if name in logs), *(name for name in logs if name not in names)]
        values = [logs[name] for name in order]
        return values[0] if len(values) == 1 else values


def _unpacked(data: Any) -> tuple[Any, Any, Any]:
    """Return inputs, targets and weights of a batch, None for what it does not have."""
    return (*data, None, None)[:3] if isinstance(data, (tuple, list)) else (data, None, None)


def _as_arrays(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """Return what a step is given of each batch: inputs, targets and weights as arrays, the inputs alone without these.

    ValueError where they do not go together.
    """
    given = {"x": x, "y": y, "sample_weight": sample_weight}
    if not all(leaf is None or hasattr(leaf, "shape") for leaf in nest.flatten(given)):
        raise ValueError(f"Unrecognized data type: x={x} (of type {type(x)})")
    found = nest.map_structure(_array, given)
    sizes = {name: [len(leaf) for leaf in nest.flatten(one) if leaf is not None] for name, one in found.items()}
    if len({size for each in sizes.values() for size in each}) > 1:
        told = "".join(f"'{name}' sizes: {', '.join(map(str, each))}\n" for name, each in sizes.items() if each)
        words = "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples."
        raise ValueError(words + told)
    if y is None:
        return (found["x"],) if isinstance(x, (tuple, list)) else found["x"]
    return (found["x"], found["y"]) if sample_weight is None else tuple(found.values())


def _array(leaf: Any) -> Any:
    array = None if leaf is None else np.asarray(leaf)
    return array.astype(np.float32) if array is not None and array.dtype.kind == "f" else array


def _tensors(data: Any) -> Any:
    return nest.map_structure(lambda leaf: None if leaf is None else WORLD.convert(_array(leaf)), data)


def _length(data: Any) -> int:
    return len(nest.flatten(data)[0])


def _batches(data: Any, size: int, shuffle: bool) -> Iterator[Any]:
    order = np.arange(_length(data))
    if shuffle:
        order = sampling.shuffle(WORLD, order).numpy()
    for start in range(0, len(order), size):
        part = order[start : start + size]
        yield _tensors(nest.map_structure(lambda array, part=part: array[part], data))


def _weighted_by_class(data: Any, weights: dict[int, float]) -> Any:
    """Return the data with the weight of each example: that of its class, 1 for one that has none.

    ValueError where the examples have weights, or targets of several kinds.
    """
    x, y, sample_weight = _unpacked(data)
    if sample_weight is not None:
        raise ValueError("You cannot `class_weight` and `sample_weight` at the same time.")
    if nest.is_nested(y):
        raise ValueError("`class_weight` is only supported for Models with a single output.")
    classes = y
    if y.ndim > 1:
        classes = y.argmax(axis=-1) if y.shape[-1] != 1 else y.squeeze(-1)
    return x, y, np.array([weights.get(int(one), 1.0) for one in np.round(classes)], np.float32)


def _as_numbers(logs: Any) -> Logs:
    """Return what a step gave as numbers, by name and in the order of these; a dict inside is opened."""
    found: Logs = {}
    for name, value in sorted((logs or {}).items()):
        found |= _as_numbers(value) if isinstance(value, dict) else {name: _number(value)}
    return found


def _number(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value
