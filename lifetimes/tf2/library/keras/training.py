"""Fitting a model to arrays: batches, a step each, a progress line, and what became of loss and metrics."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from lifetimes.ops import plain
from lifetimes.ops.math.reductions import reduce_mean
from lifetimes.ops.random import sampling
from lifetimes.tf2.library.keras import losses, metrics, optimizers
from lifetimes.tf2.tape import GradientTape
from lifetimes.tf2.world import WORLD

Logs = dict[str, float]
_WIDTH: Final = 20  # of the bar


@plain(v2=("keras.callbacks.Callback",))
class Callback:
    """Called at the beginning and the end of training, of epochs and of batches."""

    model: Any = None

    def set_model(self, model: Any) -> None:
        self.model = model

    def on_train_begin(self, logs: Any = None) -> None: ...
    def on_train_end(self, logs: Any = None) -> None: ...
    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None: ...
    def on_epoch_end(self, epoch: int, logs: Any = None) -> None: ...
    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None: ...
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None: ...


@plain(v2=("keras.callbacks.History",))
class History(Callback):
    """What `fit` returns: loss and metrics of each epoch."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []
        self.params = params

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


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


class Trainer:
    """The half of a model that learns: compile, fit, evaluate, predict."""

    name: str
    optimizer: Any
    loss: Any
    _metrics: Any = None
    _wanted: Sequence[Any] | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return super().__call__(*args, **kwargs)  # type: ignore[misc]

    def compile(
        self, optimizer: Any = "rmsprop", loss: Any = None, metrics: Any = None, run_eagerly: bool = False, **unused:
        Any,
    ) -> None:  # fmt: skip
        """Say how the model is to be trained. The model owns the optimizer from here on."""
        self.optimizer = optimizers.get(optimizer)
        self.loss = loss
        self._loss = losses.get(loss)
        self._wanted = None if metrics is None else tuple(metrics)
        self._tracker: Any = None
        self._metrics = None

    metrics = property(lambda self: [] if self._metrics is None else [self._tracker, *self._metrics])
    metrics_names = property(
        lambda self: ["loss", "compile_metrics"][: hasattr(self, "loss") + (self._wanted is not None)]
    )

    # --- one batch ---

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None) -> Any:
        """Return the loss of a batch as one number, and what regularizers add to it."""
        if isinstance(self._loss, losses.Loss):
            loss = self._loss(y, y_pred, sample_weight)
        else:
            loss = reduce_mean(WORLD, self._loss(WORLD.convert(y), y_pred))
        return sum(self.losses, loss)  # type: ignore[attr-defined]

    def train_step(self, data: tuple[Any, Any]) -> Logs:
        """Train on one batch and return loss and metrics so far."""
        x, y = data
        with GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred)
        variables = self.trainable_variables  # type: ignore[attr-defined]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return self._noted(loss, y, y_pred)

    def test_step(self, data: tuple[Any, Any]) -> Logs:
        """Return loss and metrics so far, this batch included."""
        x, y = data
        y_pred = self(x, training=False)
        return self._noted(self.compute_loss(x, y, y_pred), y, y_pred)

    def _noted(self, loss: Any, y: Any, y_pred: Any) -> Logs:
        if self._metrics is None:
            self._tracker = metrics.Mean(name="loss")
            self._metrics = [metrics.get(one, WORLD.convert(y), y_pred) for one in self._wanted or ()]
        self._tracker.update_state(loss, sample_weight=len(y_pred))
        for metric in self._metrics:
            metric.update_state(y, y_pred)
        return {metric.name: float(metric.result()) for metric in self.metrics}

    def _reset(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    reset_metrics = _reset

    def train_on_batch(self, x: Any, y: Any = None, return_dict: bool = False) -> Any:
        self._check_compiled()
        return _shown(self.train_step((np.asarray(x), np.asarray(y))), return_dict)

    def test_on_batch(self, x: Any, y: Any = None, return_dict: bool = False) -> Any:
        self._check_compiled()
        return _shown(self.test_step((np.asarray(x), np.asarray(y))), return_dict)

    # --- many batches ---

    def fit(
        self, x: Any = None, y: Any = None, batch_size: int | None = None, epochs: int = 1, verbose: Any = "auto",
        callbacks: Sequence[Callback] | None = None, validation_split: float = 0.0, validation_data: Any = None,
        shuffle: bool = True, initial_epoch: int = 0,
    ) -> History:  # fmt: skip
        """Train for so many passes over the arrays and return the history."""
        self._check_compiled()
        x, y = np.asarray(x), np.asarray(y)
        if validation_split and validation_data is None:
            split = int(len(x) * (1.0 - validation_split))
            validation_data, x, y = (x[split:], y[split:]), x[:split], y[:split]
        size = batch_size or 32
        steps = -(-len(x) // size)
        history = History({"verbose": verbose, "epochs": epochs, "steps": steps})
        watchers = [*(callbacks or ()), history]
        _tell(watchers, "set_model", self)
        _tell(watchers, "on_train_begin")
        for epoch in range(initial_epoch, epochs):
            self._reset()
            _tell(watchers, "on_epoch_begin", epoch)
            bar = _Progress(steps, verbose, f"Epoch {epoch + 1}/{epochs}" if epochs > 1 else None)
            logs: Logs = {}
            for step, batch in enumerate(_batches(x, y, size, shuffle)):
                _tell(watchers, "on_train_batch_begin", step)
                logs = self.train_step(batch)
                _tell(watchers, "on_train_batch_end", step, logs)
                bar.at(step + 1, logs)
            if validation_data is not None:
                found = self.evaluate(validation_data[0], validation_data[1], size, verbose=0, return_dict=True)
                logs = {**logs, **{f"val_{name}": value for name, value in found.items()}}
            bar.done(logs)
            _tell(watchers, "on_epoch_end", epoch, logs)
            if getattr(self, "stop_training", False):
                break
        self.optimizer.finalize_variable_values(self.trainable_variables)  # type: ignore[attr-defined]
        _tell(watchers, "on_train_end")
        del history.model  # the history outlives the model
        return history

    def evaluate(
        self, x: Any = None, y: Any = None, batch_size: int | None = None, verbose: Any = "auto",
        return_dict: bool = False,
    ) -> Any:  # fmt: skip
        """Return loss and metrics over the arrays, without training."""
        self._check_compiled()
        x, y = np.asarray(x), np.asarray(y)
        self._reset()
        return _shown(_through(self.test_step, x, y, batch_size or 32, verbose), return_dict)

    def predict(self, x: Any, batch_size: int | None = None, verbose: Any = "auto", steps: int | None = None) -> Any:
        """Return the outputs for the arrays, as an array."""
        x, found = np.asarray(x), list[Any]()

        def step_of(batch: Any) -> Logs:
            found.append(np.asarray(self(batch[0], training=False)))
            return {}

        _through(step_of, x, x, batch_size or 32, verbose)
        return np.concatenate(found)

    def _check_compiled(self) -> None:
        if not hasattr(self, "optimizer"):
            raise ValueError("You must call `compile()` before using the model.")


def _batches(x: Any, y: Any, size: int, shuffle: bool) -> Iterator[tuple[Any, Any]]:
    order = np.arange(len(x))
    if shuffle:
        order = sampling.shuffle(WORLD, order).numpy()
    for start in range(0, len(x), size):
        part = order[start : start + size]
        yield x[part], y[part]


def _through(step_of: Callable[[Any], Logs], x: Any, y: Any, size: int, verbose: Any) -> Logs:
    """Do a step for each batch in turn, showing how far that has come; return what the last one gave."""
    bar = _Progress(-(-len(x) // size), verbose)
    logs: Logs = {}
    for step, batch in enumerate(_batches(x, y, size, False)):
        logs = step_of(batch)
        bar.at(step + 1, logs)
    bar.done(logs)
    return logs


def _tell(watchers: Sequence[Callback], event: str, *args: Any) -> None:
    for watcher in watchers:
        method: Callable[..., Any] = getattr(watcher, event)
        method(*args)


def _shown(logs: Logs, as_dict: bool) -> Any:
    values = list(logs.values())
    return logs if as_dict else values[0] if len(values) == 1 else values
