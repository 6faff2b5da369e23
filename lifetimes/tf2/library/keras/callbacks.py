"""What is told of training, and may change or end it: `fit` calls it at the begin and end of all that it does."""

import warnings
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.tf2.library.keras import scope

_EVENTS: Final = ("epoch", "batch", "train", "test", "predict", "test_batch", "predict_batch")


class Callback:
    """Called at the beginning and the end of training, of epochs and of batches: `on_epoch_end(epoch, logs)`."""

    model: Any = None
    params: Any = None

    def set_model(self, model: Any) -> None:
        self.model = model

    def set_params(self, params: Any) -> None:
        self.params = params

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.on_batch_begin(batch, logs=logs)  # type: ignore[attr-defined]

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.on_batch_end(batch, logs=logs)  # type: ignore[attr-defined]


def _nothing(self: Any, *args: Any, **kwargs: Any) -> None:
    """Do nothing; a subclass does."""


for _event in _EVENTS:
    for _place in ("begin", "end"):
        setattr(Callback, f"on_{_event}_{_place}", _nothing)


class CallbackList:
    """Those who are told of a pass: each is told first of which model, and how long it will take."""

    def __init__(self, callbacks: Any, model: Any, params: dict[str, Any]) -> None:
        self.callbacks: list[Any] = nest.flatten(callbacks) if callbacks else []
        self.params = params
        for one in self.callbacks:
            one.set_model(model)
            one.set_params(params)

    def tell(self, event: str, *about: int, logs: Any = None) -> None:
        """Tell each of them what happens now, and the numbers that are known of it."""
        logs = logs or {}
        for one in self.callbacks:
            getattr(one, event)(*about, logs)


class History(Callback):
    """What `fit` returns: loss and metrics of each epoch."""

    def __init__(self, params: dict[str, Any] | None = None) -> None:
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []
        self.params = params

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


class LambdaCallback(Callback):
    """Functions as a callback: `LambdaCallback(on_epoch_end=lambda epoch, logs: ...)`."""

    def __init__(self, **functions: Callable[..., Any] | None) -> None:
        vars(self).update((name, function) for name, function in functions.items() if function is not None)


class LearningRateScheduler(Callback):
    """Sets the learning rate that a function gives for each epoch, of the one before."""

    def __init__(self, schedule: Callable[..., float], verbose: int = 0) -> None:
        self.schedule, self.verbose = schedule, verbose

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        try:
            rate = self.schedule(epoch, float(self.model.optimizer.learning_rate))
        except TypeError:
            rate = self.schedule(epoch)
        if not isinstance(rate, (float, np.float32, np.float64)):
            raise ValueError(f"The output of the `schedule` function should be a float. Got: {rate}")
        self.model.optimizer.learning_rate = rate
        if self.verbose > 0:
            print(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        logs["learning_rate"] = float(self.model.optimizer.learning_rate)


class EarlyStopping(Callback):
    """Ends training when a number has not become better for some epochs; may put the best weights back."""

    def __init__(
        self, monitor: str = "val_loss", min_delta: float = 0, patience: int = 0, verbose: int = 0, mode: str = "auto",
        baseline: float | None = None, restore_best_weights: bool = False, start_from_epoch: int = 0,
    ) -> None:  # fmt: skip
        self.monitor, self.patience, self.verbose, self.baseline = monitor, patience, verbose, baseline
        self.restore_best_weights, self.start_from_epoch = restore_best_weights, start_from_epoch
        known = monitor.removeprefix("val_")
        grows = mode == "max" or (mode == "auto" and known.endswith(("acc", "accuracy", "auc")))
        self._sign, self.min_delta = -1 if grows else 1, abs(min_delta)
        self.on_train_begin()

    def on_train_begin(self, logs: Any = None) -> None:
        self.wait = self.stopped_epoch = self.best_epoch = 0
        self.best: Any = None
        self.best_weights: Any = None

    def _better(self, value: float, than: float | None) -> bool:
        return than is None or self._sign * value < self._sign * than - self.min_delta

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        value = (logs or {}).get(self.monitor)
        if value is None:
            warnings.warn(f"Early stopping conditioned on metric `{self.monitor}` which is not available. Available "
                          f"metrics are: {','.join(logs or {})}", stacklevel=2)  # fmt: skip
        if value is None or epoch < self.start_from_epoch:
            return
        self.wait += 1
        better = self._better(value, self.best)
        if self.restore_best_weights and (better or self.best_weights is None):
            self.best_weights, self.best_epoch = self.model.get_weights(), epoch
        if better:
            self.best, self.best_epoch = value, epoch
            if self.baseline is None or self._better(value, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch, self.model.stop_training = epoch, True

    def on_train_end(self, logs: Any = None) -> None:
        if self.stopped_epoch > 0 and self.verbose > 0:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.restore_best_weights and self.best_weights is not None:
            if self.verbose > 0:
                print(f"Restoring model weights from the end of the best epoch: {self.best_epoch + 1}.")
            self.model.set_weights(self.best_weights)


class TerminateOnNaN(Callback):
    """Ends training when the loss is no number any more."""

    def on_batch_end(self, batch: int, logs: Any = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is not None and not np.isfinite(loss):
            print(f"Batch {batch}: Invalid loss, terminating training")
            self.model.stop_training = True


_ALL: Final = (Callback, EarlyStopping, History, LambdaCallback, LearningRateScheduler, TerminateOnNaN)
scope.published("callbacks", {kind.__name__: kind for kind in _ALL})
