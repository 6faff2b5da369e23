"""`tf.app.flags`: options that a program declares and reads from its command line, and `tf.app.run`."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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


class ValidationError(Error):
    """What a check of a flag's value says against it."""


@dataclass(eq=False, repr=False)
class Flag:
    """One flag: what it is called, what reads it from a text, what it is unless set, and what it is."""

    name: str
    parser: Parser
    default: Any
    help: str | None
    several: bool = False
    value: Any = None
    present: int = 0
    checks: list[tuple[Callable[[Any], Any], str]] = field(default_factory=list)

    boolean = property(lambda self: self.parser is boolean)

    def read(self, text: Any) -> Any:
        """Return what a text or a value says. IllegalFlagValueError where it says nothing that the flag can be."""
        try:
            if self.several:
                return [self.parser(one) for one in (text if isinstance(text, (list, tuple)) else [text])]
            return self.parser(text)
        except (TypeError, ValueError, ValidationError) as error:
            raise IllegalFlagValueError(f"flag --{self.name}={text}: {error}") from None

    def parse(self, text: Any) -> None:
        """Take what a text says; one that may be given several times is a list of all."""
        value = self.read(text)
        self.value = self.value + value if self.several and self.present else value
        self.present += 1

    def unparse(self) -> None:
        self.value, self.present = self.default, 0

    def serialize(self) -> str:
        """Return what a command line would say, and nothing of None."""
        if self.value is None:
            return ""
        if self.boolean:
            return f"--{'' if self.value else 'no'}{self.name}"
        if self.several:
            return "\n".join(f"--{self.name}={one}" for one in self.value)
        comma = " " if self.parser is _words else ","
        return f"--{self.name}={comma.join(self.value) if isinstance(self.value, list) else self.value}"

    def check(self) -> None:
        """Raise IllegalFlagValueError where one of its checks refuses the value."""
        for accepts, words in self.checks:
            try:
                if accepts(self.value):
                    continue
            except ValidationError as error:
                words = str(error)
            raise IllegalFlagValueError(f"flag --{self.name}={self.value}: {words}")


class _FlagValuesWrapper:
    """The flags that were declared, as attributes. The command line is read at the first look, or by `app.run`."""

    def __init__(self) -> None:
        vars(self)["_flags"] = vars(self)["__flags"] = {}  # the second is what old programs print
        vars(self)["_parsed"] = False

    def _declare(self, flag: Flag, required: bool = False) -> Flag:
        name, default = flag.name, flag.default
        if name in self._flags:
            raise DuplicateFlagError(f"The flag '{name}' is defined twice.\nIn a notebook, a cell that declares flags "
                                     "can run once only.")  # fmt: skip
        flag.default = flag.value = default if default is None else flag.read(default)
        self._flags[name] = flag
        if isinstance(flag.parser, Number):
            register_validator(name, flag.parser.check)
        if required:
            mark_flag_as_required(name)
        return flag

    def __call__(self, argv: Sequence[str], known_only: bool = False) -> list[str]:
        """Read the flags from a command line; return what is left of it. Unknown ones are left where `known_only`."""
        vars(self)["_parsed"] = True
        rest, words = [argv[0]] if argv else [], iter(argv[1:])
        for word in words:
            if word == "--":
                rest += [word, *words] if known_only else words
            elif not word.startswith("-") or len(word) == 1 or not self._read(word, words, known_only):
                rest.append(word)
        for flag in self._flags.values():
            flag.check()
        return rest

    def _read(self, word: str, words: Iterator[str], known_only: bool) -> bool:
        name, equals, text = word.lstrip("-").partition("=")
        if name not in self._flags and name.startswith("no") and self._is_boolean(name[2:]):
            if equals:
                raise ValueError(f"{word} does not take an argument")
            name, equals, text = name[2:], "=", "false"
        if name not in self._flags:
            if known_only:
                return False
            raise UnrecognizedFlagError(f"Unknown command line flag '{name}'")
        if not equals and (text := "true" if self._is_boolean(name) else next(words, None)) is None:  # type: ignore[assignment]
            raise Error(f"Missing value for flag {word}")
        self._flags[name].parse(text)
        return True

    def _is_boolean(self, name: str) -> bool:
        return name in self._flags and self._flags[name].boolean

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
        before, flag.value = flag.value, value
        try:
            flag.check()
        except Error:
            flag.value = before
            raise

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

    def get_flag_value(self, name: str, default: Any) -> Any:
        """Return the value of a flag, or the default where it is None."""
        value = getattr(self, name)
        return default if value is None else value

    def set_default(self, name: str, value: Any) -> None:
        """Let a flag be this where the command line does not say what it is."""
        flag = self._flags[name]
        unset, flag.default = flag.value is flag.default, value if value is None else flag.read(value)
        if unset:
            flag.value = flag.default

    def flags_into_string(self) -> str:
        """Return what a command line would say, a line for each flag."""
        return "".join(f"{flag.serialize()}\n" for _, flag in sorted(self._flags.items()) if flag.value is not None)

    def is_parsed(self) -> bool:
        return self._parsed  # type: ignore[no-any-return]

    def mark_as_parsed(self) -> None:
        vars(self)["_parsed"] = True

    def unparse_flags(self) -> None:
        """Forget what was read and set."""
        for flag in self._flags.values():
            flag.unparse()
        vars(self)["_parsed"] = False

    def __dir__(self) -> list[str]:
        return sorted(self._flags)

    def __len__(self) -> int:
        return len(self._flags)

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
    """What reads a number from a text. ValidationError for one out of its bounds."""

    kind: Any
    lower: Any
    upper: Any

    def __call__(self, text: Any) -> Any:
        if self.kind is int and not isinstance(text, (str, int)):
            raise TypeError(f"Expect argument to be a string or int, found {type(text)}")
        value = self.kind(text)
        self.check(value)
        return value

    def check(self, value: Any) -> bool:
        """Return True. ValidationError for a number out of the bounds; None is in them."""
        least, most = self.lower, self.upper
        if value is not None and ((least is not None and value < least) or (most is not None and value > most)):
            raise ValidationError(f"{value} is not {self._bounds()}")
        return True

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


def _words(text: Any) -> list[str]:
    return text.split() if isinstance(text, str) else list(text)


def _defining(parser: Parser, several: bool = False) -> Callable[..., Flag]:
    def declare(
        name: str, default: Any = None, help: str | None = None, lower_bound: Any = None, upper_bound: Any = None,
        required: bool = False, **unused: Any,
    ) -> Flag:  # fmt: skip
        reads = Number(parser, lower_bound, upper_bound) if parser is int or parser is float else parser
        return FLAGS._declare(Flag(name, reads, default, help, several), required)

    return declare


def _defining_enum(several: bool) -> Callable[..., Flag]:
    def declare(
        name: str, default: Any, enum_values: Any, help: str | None = None, required: bool = False, **unused: Any
    ) -> Flag:
        def one_of(text: str) -> str:
            if text not in enum_values:
                raise ValueError(f"value should be one of <{'|'.join(enum_values)}>")
            return text

        return FLAGS._declare(Flag(name, one_of, default, help, several), required)

    return declare


def register_validator(flag_name: Any, checker: Callable[[Any], Any], message: str = "Flag validation failed") -> None:
    """Let a flag be refused whose value the checker does not accept. KeyError where there is no such flag."""
    FLAGS[getattr(flag_name, "name", flag_name)].checks.append((checker, message))


def validator(flag_name: Any, message: str = "Flag validation failed") -> Callable[[Any], Any]:
    """Return a decorator that lets a function check the value of a flag."""

    def registering(checker: Any) -> Any:
        register_validator(flag_name, checker, message)
        return checker

    return registering


def mark_flag_as_required(flag_name: str) -> None:
    """Let the command line be refused that leaves the flag without a value. KeyError where there is no such flag."""
    words = f"Flag --{flag_name} must have a value other than None."
    register_validator(flag_name, lambda value: value is not None, words)


def mark_flags_as_required(flag_names: Iterable[str]) -> None:
    for flag_name in flag_names:
        mark_flag_as_required(flag_name)


@plain(v1=("app.run",))
def run(main: Callable[[list[str]], Any] | None = None, argv: Sequence[str] | None = None) -> None:
    """Read the known flags, call `main` with the rest of the command line, and exit with what it returns."""
    main = main or vars(sys.modules["__main__"])["main"]
    sys.exit(main(FLAGS(sys.argv if argv is None else argv, known_only=True)))


for _name, _value in {
    "FLAGS": FLAGS, "DEFINE_string": _defining(_text), "DEFINE_integer": _defining(int),
    "DEFINE_float": _defining(float), "DEFINE_boolean": _defining(boolean), "DEFINE_bool": _defining(boolean),
    "DEFINE_list": _defining(_texts), "DEFINE_spaceseplist": _defining(_words),
    "DEFINE_multi_string": _defining(_text, True), "DEFINE_multi_integer": _defining(int, True),
    "DEFINE_multi_float": _defining(float, True), "DEFINE_multi_enum": _defining_enum(True),
    "DEFINE_enum": _defining_enum(False), "Error": Error, "DuplicateFlagError": DuplicateFlagError,
    "IllegalFlagValueError": IllegalFlagValueError, "UnrecognizedFlagError": UnrecognizedFlagError,
    "ValidationError": ValidationError, "register_validator": register_validator, "validator": validator,
    "mark_flag_as_required": mark_flag_as_required, "mark_flags_as_required": mark_flags_as_required,
}.items():  # fmt: skip
    publish(_value, v1=(f"flags.{_name}", f"app.flags.{_name}"))
