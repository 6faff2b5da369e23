"""`tf.app.flags`: options that a program declares and reads from its command line, and `tf.app.run`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from lifetimes.ops.registry import plain, publish

Parser = Callable[[str], Any]


class Error(Exception):
    """What is wrong with a flag."""


class DuplicateFlagError(Error):
    """A flag is declared twice."""


class UnrecognizedFlagError(Error):
    """The command line has a flag that nobody declared."""


class IllegalFlagValueError(Error):
    """A flag cannot have that value."""


class FlagValues:
    """The flags that were declared, as attributes. The command line is read at the first look, or by `app.run`."""

    def __init__(self) -> None:
        vars(self)["_parsers"] = {}
        vars(self)["_values"] = {}
        vars(self)["_parsed"] = False

    def _declare(self, name: str, default: Any, parser: Parser) -> None:
        if name in self._parsers:
            raise DuplicateFlagError(
                f"The flag '{name}' is defined twice.\nIn a notebook, a cell that declares flags can run once only."
            )
        self._parsers[name] = parser
        self._values[name] = parser(default) if isinstance(default, str) else default

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
        if name not in self._parsers and name.startswith("no") and self._parsers.get(name[2:]) is boolean:
            name, equals, text = name[2:], "=", "false"
        if name not in self._parsers:
            raise UnrecognizedFlagError(f"Unknown command line flag '{name}'")
        if not equals:
            text = "true" if self._parsers[name] is boolean else next(words, "")
        try:
            self._values[name] = self._parsers[name](text)
        except ValueError as error:
            raise IllegalFlagValueError(f"flag --{name}={text}: {error}") from None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not self._parsed:
            self(sys.argv)
        if name not in self._values:
            raise AttributeError(name)
        return self._values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._parsers:
            raise UnrecognizedFlagError(f"Unknown command line flag '{name}'")
        self._values[name] = value

    def __delattr__(self, name: str) -> None:
        del self._parsers[name], self._values[name]

    def __contains__(self, name: str) -> bool:
        return name in self._parsers

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsers)

    def flag_values_dict(self) -> dict[str, Any]:
        return dict(self._values)

    def _parse_flags(self) -> None:
        self(sys.argv)


def boolean(text: Any) -> bool:
    """Return the truth value that a text spells. ValueError where it spells none."""
    spelt = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}
    if not isinstance(text, str) or text.lower() not in spelt:
        raise ValueError("Non-boolean argument to boolean flag", text)
    return spelt[text.lower()]


FLAGS: Final = FlagValues()
"""The one set of flags of a process, as there is one command line."""


def _defining(parser: Parser) -> Callable[..., None]:
    def declare(name: str, default: Any = None, help: str | None = None, **unused: Any) -> None:
        FLAGS._declare(name, default, parser)

    return declare


def define_enum(name: str, default: Any, enum_values: Any, help: str | None = None, **unused: Any) -> None:
    """Declare a flag that takes one of these values."""

    def one_of(text: str) -> str:
        if text not in enum_values:
            raise ValueError(f"value should be one of <{'|'.join(enum_values)}>")
        return text

    FLAGS._declare(name, default, one_of)


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
