"""`tf.app.flags`: options that a program declares and reads from its command line, and `tf.app.run`."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    value: Any = None
    required: bool = False

    def read(self, text: Any) -> Any:
        """Return what a text or a value says. IllegalFlagValueError where it says nothing that the flag can be."""
        try:
            return self.parser(text)
        except (TypeError, ValueError) as error:
            raise IllegalFlagValueError(f"flag --{self.name}={text}: {error}") from None

    def check(self) -> None:
        """Raise IllegalFlagValueError where a value is required and there is none."""
        if self.required and self.value is None:
            words = f"Flag --{self.name} must have a value other than None."
            raise IllegalFlagValueError(f"flag --{self.name}=None: {words}")


class _FlagValuesWrapper:
    """The flags that were declared, as attributes. The command line is read at the first look, or by `app.run`."""

    def __init__(self) -> None:
        vars(self)["_flags"] = {}
        vars(self)["_parsed"] = False

    def _declare(self, name: str, default: Any, parser: Parser, help: str | None, required: bool = False) -> Flag:
        if name in self._flags:
            raise DuplicateFlagError(f"The flag '{name}' is defined twice.\nIn a notebook, a cell that declares flags "
                                     "can run once only.")  # fmt: skip
        flag = Flag(name, parser, default, help, required=required)
        flag.default = flag.value = default if default is None else flag.read(default)
        self._flags[name] = flag
        return flag

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
        for flag in self._flags.values():
            flag.check()
        return rest

    def _read(self, word: str, words: Iterator[str]) -> None:
        name, equals, text = word.partition("=")
        if name not in self._flags and name.startswith("no") and self._is_boolean(name[2:]):
            name, equals, text = name[2:], "=", "false"
        if name not in self._flags:
            raise UnrecognizedFlagError(f"Unknown command line flag '{name}'")
        flag = self._flags[name]
        flag.value = flag.read(text if equals else "true" if self._is_boolean(name) else next(words, ""))

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
        flag = self._flags[name]
        if isinstance(flag.parser, Number) and value is not None:
            flag.read(value)  # refused out of its bounds
        flag.value = value

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
    if str(text).lower() not in spelt:
        raise ValueError("Non-boolean argument to boolean flag", text)
    return spelt[str(text).lower()]


@dataclass(frozen=True)
class Number:
    """What reads a number from a text. ValueError for one out of its bounds."""

    kind: Any
    lower: Any
    upper: Any

    def __call__(self, text: Any) -> Any:
        if self.kind is int and not isinstance(text, (str, int)):
            raise TypeError(f"Expect argument to be a string or int, found {type(text)}")
        value = self.kind(text)
        if (self.lower is not None and value < self.lower) or (self.upper is not None and value > self.upper):
            raise ValueError(f"{value} is not {self._bounds()}")
        return value

    def _bounds(self) -> str:
        noun, article = ("integer", "an") if self.kind is int else ("number", "a")
        if self.lower is not None and self.upper is not None:
            return f"{article} {noun} in the range [{self.lower}, {self.upper}]"
        if self.lower == 1 and self.kind is int:
            return f"a positive {noun}"
        if self.upper == -1 and self.kind is int:
            return f"a negative {noun}"
        if 0 in (self.lower, self.upper):
            return f"a non-{'negative' if self.lower == 0 else 'positive'} {noun}"
        return f"{noun} <= {self.upper}" if self.lower is None else f"{noun} >= {self.lower}"


def _text(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f'flag value must be a string, found "{type(text)}"')
    return text


def _texts(text: Any) -> list[str]:
    return [part.strip() for part in text.split(",")] if isinstance(text, str) and text else list(text)


FLAGS: Final = _FlagValuesWrapper()
"""The one set of flags of a process, as there is one command line."""


def _defining(parser: Parser) -> Callable[..., Flag]:
    def declare(
        name: str, default: Any = None, help: str | None = None, lower_bound: Any = None, upper_bound: Any = None,
        required: bool = False, **unused: Any,
    ) -> Flag:  # fmt: skip
        reads = Number(parser, lower_bound, upper_bound) if parser is int or parser is float else parser
        return FLAGS._declare(name, default, reads, help, required)

    return declare


def define_enum(
    name: str, default: Any, enum_values: Any, help: str | None = None, required: bool = False, **unused: Any
) -> Flag:
    """Declare a flag that takes one of these values."""

    def one_of(text: str) -> str:
        if text not in enum_values:
            raise ValueError(f"value should be one of <{'|'.join(enum_values)}>")
        return text

    return FLAGS._declare(name, default, one_of, help, required)


def mark_flag_as_required(flag_name: str) -> None:
    """Let the command line be refused that leaves the flag without a value. KeyError where there is no such flag."""
    FLAGS[flag_name].required = True


def mark_flags_as_required(flag_names: Iterable[str]) -> None:
    for flag_name in flag_names:
        mark_flag_as_required(flag_name)


@plain(v1=("app.run",))
def run(main: Callable[[list[str]], Any] | None = None, argv: Sequence[str] | None = None) -> None:
    """Read the flags, call `main` with the rest of the command line, and exit with what it returns."""
    main = main or vars(sys.modules["__main__"])["main"]
    sys.exit(main(FLAGS(sys.argv if argv is None else argv)))


for _name, _value in {
    "FLAGS": FLAGS, "DEFINE_string": _defining(_text), "DEFINE_integer": _defining(int),
    "DEFINE_float": _defining(float), "DEFINE_boolean": _defining(boolean), "DEFINE_bool": _defining(boolean),
    "DEFINE_list": _defining(_texts),
    "DEFINE_enum": define_enum, "Error": Error, "DuplicateFlagError": DuplicateFlagError,
    "IllegalFlagValueError": IllegalFlagValueError, "UnrecognizedFlagError": UnrecognizedFlagError,
    "mark_flag_as_required": mark_flag_as_required, "mark_flags_as_required": mark_flags_as_required,
}.items():  # fmt: skip
    publish(_value, v1=(f"flags.{_name}", f"app.flags.{_name}"))
