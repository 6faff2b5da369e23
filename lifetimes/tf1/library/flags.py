"""`tf.app.flags`: options that a program declares and reads from its command line, and `tf.app.run`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lifetimes.ops import plain, publish

Parser = Callable[[str], Any]


class Error(Exception):
    """What is wrong with a flag."""


class DuplicateFlagError(Error):
    """A flag is declared twice."""


class UnrecognizedFlagError(Error):
    """The command line has a flag that nobody declared."""


class IllegalFlagValueError(Error):
    """A flag cannot have that value."""


@dataclass
class Flag:
    """One flag: what it is called, what reads it from a text, what it is unless set, and what it is."""

    name: str
    parser: Parser
    default: Any
    help: str | None
    value: Any

    def parse(self, text: str) -> None:
        """Set the flag to what a text says. IllegalFlagValueError where it says nothing that the flag can be."""
        try:
            self.value = self.parser(text)
        except ValueError as error:
            raise IllegalFlagValueError(f"flag --{self.name}={text}: {error}") from None


class _FlagValuesWrapper:
    """The flags that were declared, as attributes. The command line is read at the first look, or by `app.run`."""

    def __init__(self) -> None:
        vars(self)["_flags"] = {}
        vars(self)["_parsed"] = False

    def _declare(self, name: str, default: Any, parser: Parser, help: str | None) -> None:
        if name in self._flags:
            raise DuplicateFlagError(f"The flag '{name}' is defined twice.\nIn a notebook, a cell that declares flags "
                                     "can run once only.")  # fmt: skip
        default = parser(default) if isinstance(default, str) else default
        self._flags[name] = Flag(name, parser, default, help, default)

    def __call__(self, argv: Sequence[str]) -> list[str]:
        """Read the flags from a command line; return what is left of it."""
        vars(self)["_parsed"] = True
        rest, words = [argv[0]] if argv else [], iter(argv[1:])
        for word in words:
            if word == "--":
                rest += words
            elif word.startswith("-") and len(word) > 1:
                self._read(word.lstrip("-"), words)
            else:
                rest.append(word)
        return rest

    def _read(self, word: str, words: Iterator[str]) -> None:
        name, equals, text = word.partition("=")
        if name not in self._flags and name.startswith("no") and self._is_boolean(name[2:]):
            name, equals, text = name[2:], "=", "false"
        if name not in self._flags:
            raise UnrecognizedFlagError(f"Unknown command line flag '{name}'")
        self._flags[name].parse(text if equals else "true" if self._is_boolean(name) else next(words, ""))

    def _is_boolean(self, name: str) -> bool:
        return name in self._flags and self._flags[name].parser is boolean

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not self._parsed:
            self(sys.argv)
        if name not in self._flags:
            raise AttributeError(name)
        return self._flags[name].value

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._flags:
            raise UnrecognizedFlagError(f"Unknown command line flag '{name}'")
        self._flags[name].value = value

    def __delattr__(self, name: str) -> None:
        del self._flags[name]

    def __getitem__(self, name: str) -> Flag:
        return self._flags[name]  # type: ignore[no-any-return]

    def __contains__(self, name: str) -> bool:
        return name in self._flags

    def __iter__(self) -> Iterator[str]:
        return iter(self._flags)

    def flag_values_dict(self) -> dict[str, Any]:
        return {name: flag.value for name, flag in self._flags.items()}

    def _parse_flags(self) -> None:
        self(sys.argv)


def boolean(text: Any) -> bool:
    """Return the truth value that a text spells. ValueError where it spells none."""
    spelt = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}
    if not isinstance(text, str) or text.lower() not in spelt:
        raise ValueError("Non-boolean argument to boolean flag", text)
    return spelt[text.lower()]


FLAGS: Final = _FlagValuesWrapper()
"""The one set of flags of a process, as there is one command line."""


def _defining(parser: Parser) -> Callable[..., None]:
    def declare(name: str, default: Any = None, help: str | None = None, **unused: Any) -> None:
        FLAGS._declare(name, default, parser, help)

    return declare


def define_enum(name: str, default: Any, enum_values: Any, help: str | None = None, **unused: Any) -> None:
    """Declare a flag that takes one of these values."""

    def one_of(text: str) -> str:
        if text not in enum_values:
            raise ValueError(f"value should be one of <{'|'.join(enum_values)}>")
        return text

    FLAGS._declare(name, default, one_of, help)


@plain(v1=("app.run",))
def run(main: Callable[[list[str]], Any] | None = None, argv: Sequence[str] | None = None) -> None:
    """Read the flags, call `main` with the rest of the command line, and exit with what it returns."""
    main = main or vars(sys.modules["__main__"])["main"]
    sys.exit(main(FLAGS(sys.argv if argv is None else argv)))


for _name, _value in {
    "FLAGS": FLAGS, "DEFINE_string": _defining(str), "DEFINE_integer": _defining(int), "DEFINE_float": _defining(float),
    "DEFINE_boolean": _defining(boolean), "DEFINE_bool": _defining(boolean),
    "DEFINE_list": _defining(lambda text: [part.strip() for part in text.split(",")] if text else []),
    "DEFINE_enum": define_enum, "Error": Error, "DuplicateFlagError": DuplicateFlagError,
    "IllegalFlagValueError": IllegalFlagValueError, "UnrecognizedFlagError": UnrecognizedFlagError,
    "mark_flag_as_required": lambda flag_name: None,
}.items():  # fmt: skip
    publish(_value, v1=(f"flags.{_name}", f"app.flags.{_name}"))
