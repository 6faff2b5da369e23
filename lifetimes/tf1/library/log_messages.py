"""`tf.logging`: Python's logger named `tensorflow`, under TensorFlow's names."""

from __future__ import annotations

import logging
from typing import Any

from lifetimes.ops.registry import publish

_LOGGER = logging.getLogger("tensorflow")


def _show_on_stderr() -> None:
    """Give the logger its own handler at the first message, unless the program has set up logging itself."""
    if not _LOGGER.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        _LOGGER.addHandler(handler)


def _log(level: int, message: Any, *arguments: Any, **keywords: Any) -> None:
    _show_on_stderr()
    _LOGGER.log(level, message, *arguments, **keywords)


def debug(message: Any, *arguments: Any, **keywords: Any) -> None:
    _log(logging.DEBUG, message, *arguments, **keywords)


def info(message: Any, *arguments: Any, **keywords: Any) -> None:
    _log(logging.INFO, message, *arguments, **keywords)


def warning(message: Any, *arguments: Any, **keywords: Any) -> None:
    _log(logging.WARNING, message, *arguments, **keywords)


def error(message: Any, *arguments: Any, **keywords: Any) -> None:
    _log(logging.ERROR, message, *arguments, **keywords)


def fatal(message: Any, *arguments: Any, **keywords: Any) -> None:
    _log(logging.FATAL, message, *arguments, **keywords)


def log(level: int, message: Any, *arguments: Any, **keywords: Any) -> None:
    _log(level, message, *arguments, **keywords)


def set_verbosity(level: Any) -> None:
    """Show messages of that level and above."""
    _LOGGER.setLevel(level)


def get_verbosity() -> int:
    return _LOGGER.getEffectiveLevel()


_NAMES: dict[str, Any] = {
    "DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARN": logging.WARNING, "ERROR": logging.ERROR,
    "FATAL": logging.FATAL,
    "debug": debug, "info": info, "warn": warning, "warning": warning, "error": error, "fatal": fatal, "log": log,
    "vlog": log, "set_verbosity": set_verbosity, "get_verbosity": get_verbosity, "flush": lambda: None,
}  # fmt: skip
for _name, _value in _NAMES.items():
    publish(_value, v1=(f"logging.{_name}",))
