"""`tf.logging`: Python's logger named `tensorflow`, under TensorFlow's names."""

import logging
from collections.abc import Callable
from typing import Any

from lifetimes.ops import plain, publish

_LOGGER = logging.getLogger("tensorflow")


def log(level: int, message: Any, *arguments: Any, **keywords: Any) -> None:
    """Log a message, the first one through a handler of the logger's own unless the program has set up logging."""
    if not _LOGGER.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        _LOGGER.addHandler(handler)
    _LOGGER.log(level, message, *arguments, **keywords)


def _at(level: str) -> Callable[..., None]:
    """Return the function that logs messages of a level."""

    def log_message(message: Any, *arguments: Any, **keywords: Any) -> None:
        log(getattr(logging, level.upper()), message, *arguments, **keywords)

    log_message.__name__ = log_message.__qualname__ = level
    return log_message


debug, info, warning, error, fatal = map(_at, ("debug", "info", "warning", "error", "fatal"))


def set_verbosity(level: Any) -> None:
    """Show messages of that level and above."""
    _LOGGER.setLevel(level)


def get_verbosity() -> int:
    return _LOGGER.getEffectiveLevel()


@plain("get_logger")
def get_logger() -> logging.Logger:
    """Return Python's logger of that name."""
    return _LOGGER


_NAMES: dict[str, Any] = {
    "DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARN": logging.WARNING, "ERROR": logging.ERROR,
    "FATAL": logging.FATAL,
    "debug": debug, "info": info, "warn": warning, "warning": warning,
    "error": error, "fatal": fatal, "log": log,
    "vlog": log, "set_verbosity": set_verbosity, "get_verbosity": get_verbosity, "flush": lambda: None,
}  # fmt: skip
for _name, _value in _NAMES.items():
    publish(_value, v1=(f"logging.{_name}",))
