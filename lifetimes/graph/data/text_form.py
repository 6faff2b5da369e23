"""The text form of messages, as TensorFlow prints protocol buffers, and back."""

import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from lifetimes.graph.data.field import FOUR_BYTES, SIZED, Field

_NAMED: Final = {9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\"}


def text_of(message: Any, in_files: bool = False) -> str:
    """Return the text of a message, as `print` shows it or as TensorFlow writes it in files."""
    return "".join(f"{line}\n" for line in _lines(message, in_files))


def _lines(message: Any, in_files: bool) -> Iterator[str]:
    for field, value in message.set_fields():
        if field.entry is not None:
            # Printed are names from z to a, and a prefix first.
            for key in sorted(value, key=None if in_files else _backwards):
                yield from _block(field.name, _lines(field.entry(key=key, value=value[key]), in_files))
        else:
            for one in value if field.repeated else [value]:
                if field.message is not None:
                    yield from _block(field.name, _lines(one, in_files))
                else:
                    exact = in_files and isinstance(one, float)
                    yield f"{field.name}: {_repr(field, one) if exact else _scalar(field, one)}"


def _repr(field: Field, value: float) -> str:
    return str(np.float32(value)) if field.scalar.wire == FOUR_BYTES else str(value)


def _backwards(key: Any) -> Any:
    return [-ord(letter) for letter in key] if isinstance(key, str) else key


def _block(name: str, inside: Iterator[str]) -> Iterator[str]:
    yield f"{name} {{"
    for line in inside:
        yield f"  {line}"
    yield "}"


def _scalar(field: Field, value: Any) -> str:
    if field.enum is not None:
        return str(field.enum.Name(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return _number(value, field)
    return f'"{escaped(value)}"' if field.scalar.wire == SIZED else str(value)


def _number(value: float, field: Field) -> str:
    """Return a float in few digits, or in more where these do not tell it from its neighbours."""
    few, many = (6, 9) if field.scalar.wire == FOUR_BYTES else (15, 17)
    text = f"{value:.{few}g}"
    return text if field.scalar.take(float(text)) == value or value != value else f"{value:.{many}g}"


def escaped(text: bytes | str) -> str:
    """Return text between quotes: what cannot be printed in octal, letters of other scripts as they are."""
    if isinstance(text, str):
        return "".join(letter if ord(letter) > 127 else escaped(letter.encode()) for letter in text)
    return "".join(_NAMED.get(b) or (chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in text)


_TOKEN: Final = re.compile(
    r"""\s+|\#.*|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<word>[-\w.+]+)|(?P<mark>[][{}<>:,;])"""
)
_ESCAPE: Final = re.compile(rb"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_SIMPLE: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


class Reader:
    """A text on its way into a message, one token at a time."""

    def __init__(self, text: str) -> None:
        """Begin at the first token. ValueError here, and where fields are read, with line and word of what is none."""
        self._text, self._at = text, 0
        self._begun = self._ahead = 0  # where the token at hand begins, and the next one
        self._next: str | None = None
        self._step()

    def _step(self) -> str | None:
        """Return the token at hand and go on to the next."""
        token, self._next = self._next, None
        self._begun = self._ahead
        while self._next is None and self._at < len(self._text):
            found = _TOKEN.match(self._text, self._at)
            if found is None:
                raise self._refused(self._text[self._at], self._at)
            self._ahead, self._at = found.span()
            self._next = found["text"] or found["word"] or found["mark"]
        return token

    def _refused(self, token: str | None, at: int | None = None) -> ValueError:
        line = self._text.count("\n", 0, self._begun if at is None else at) + 1
        return ValueError(f"{line}: {token!r} is not expected there in the text form of a message.")

    def _skip(self, *marks: str) -> bool:
        if self._next in marks:
            self._step()
            return True
        return False

    def fields(self, message: Any, close: str | None) -> None:
        while self._next != close:
            name = self._step() or ""
            field = message.by_name.get(name)
            if field is None:
                raise self._refused(name)
            self._skip(":")
            if self._skip("["):
                while not self._skip("]"):
                    self._value(field, message)
                    self._skip(",")
            else:
                self._value(field, message)
            self._skip(",", ";")
        self._step()

    def _value(self, field: Field, message: Any) -> None:
        kind = field.entry if field.entry is not None else field.message
        value: Any
        if kind is not None:
            if self._next not in ("{", "<"):
                raise self._refused(self._next, self._ahead)
            value = kind() if field.entry is not None or field.repeated else getattr(message, field.name)
            self.fields(value, {"{": "}", "<": ">"}[self._step() or ""])
        else:
            value = self._scalar(field)
        if field.entry is not None:
            getattr(message, field.name)[value.key] = value.value
        elif field.repeated:
            list.append(getattr(message, field.name), value)
        else:
            setattr(message, field.name, value)

    def _scalar(self, field: Field) -> Any:
        token = self._step() or ""
        if token[:1] in "\"'" and token:
            data = _unescaped(token)
            while (self._next or "")[:1] in ("'", '"'):
                data += _unescaped(self._step() or "")
            return field.scalar.take(data)
        try:
            if field.enum is not None:
                return field.enum.Value(token if not token.lstrip("-").isdigit() else int(token))
            if isinstance(field.scalar.empty, bool):
                return {"true": True, "false": False, "1": True, "0": False}[token]
            if isinstance(field.scalar.empty, float):
                return field.scalar.take(float(token if token.endswith("inf") else token.rstrip("f")))
            return field.scalar.take(int(token, 0))
        except (KeyError, TypeError, ValueError):
            raise self._refused(token) from None


def _unescaped(token: str) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if code[:1] == b"x" and len(code) > 1:
            return bytes([int(code[1:], 16)])
        return bytes([int(code, 8) & 255]) if code[0] in b"01234567" else _SIMPLE.get(code, code)

    return _ESCAPE.sub(plain, token[1:-1].encode())
