"""Writes random programs by a grammar: names that a program has made come back in what it writes later.

A grammar is text. A line at the margin names a rule; each line below it is one way to write it, `\\n` a line break in
it and `~` nothing. A rule with a weight behind its name is a step that a program may take, and as likely as that.

    vector
      [{digit}., {digit}.]
      {vector} + {vector}
    compute 3
      {+t vector} = {vector}\\nshow({t})

`{vector}` is a name that was made as a vector, most often, or else what the rule says. `{!vector}` is what the rule
says, `{+t vector tensor}` a new name for a vector that is a tensor too, and `{t}` that name again; `{-vector}` is a
name that the program then forgets, and `{a=vector}` one that is `{a}` from here to the end of the step, or to `{/a}`.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections import defaultdict
from pathlib import Path
from typing import Final

PRELUDE: Final = r"""
import gc, os, re, tempfile, weakref
import numpy as np

folder = tempfile.mkdtemp()
gc.disable()

def show(*things):
    text = " ".join(map(repr, things)).replace(folder, "FOLDER")
    text = re.sub(r"{{function_node __wrapped__[^}]*}} ", "", text)
    text = re.sub(r"<[\w.]*\.(\w+) object at 0x[0-9a-f]+>|0x[0-9a-f]+|module '[\w.]+'", r"<\1>", text)
    print(re.sub(r"(?<=float32, numpy=)-?[\d.]+(e[+-]\d+)?", lambda found: str(np.float32(found[0])), text))

class step:
    def __init__(self, number):
        print("#", number)
    def __enter__(self):
        pass
    def __exit__(self, kind, error, trace):
        if error is not None:
            lines = [line for line in str(error).splitlines() if line.strip()]
            show(kind.__name__, *lines[:1])
        return kind is not None and issubclass(kind, Exception)
"""
TOKEN: Final = re.compile(r"\{(?:(\w+)=)?([+!/-]?)(\w+)((?: \w+)*)\}")


class Grammar:
    """The rules of one or more texts, and which of them are steps."""

    def __init__(self, *files: Path) -> None:
        self.rules: dict[str, list[str]] = defaultdict(list)
        self.steps: dict[str, float] = {}
        name = ""
        for line in "\n".join(file.read_text() for file in files).splitlines():
            if line.startswith("  "):
                self.rules[name].append(line[2:].replace(r"\n", "\n").replace("~", ""))
            elif line and not line.startswith("#"):
                name, _, weight = line.partition(" ")
                if weight:
                    self.steps[name] = float(weight)


class Writer:
    """Writes one program; the same seed writes the same."""

    def __init__(self, grammar: Grammar, seed: int) -> None:
        self.grammar = grammar
        self.random = random.Random(seed)
        self.made: dict[str, list[str]] = defaultdict(list)  # the names that a program can use, by what they are
        self.kinds: list[str] = []
        self.count = 0

    def program(self) -> str:
        """Return a program; `kinds` then has the kind of each of its steps."""
        steps, weights = list(self.grammar.steps), list(self.grammar.steps.values())
        blocks, size = [PRELUDE + self.expand("start", {}, {})], self.random.randint(15, 30)
        while len(self.kinds) < size:
            kind, new = self.random.choices(steps, weights)[0], {}
            try:
                lines = textwrap.indent(self.expand(kind, {}, new), "    ")
            except LookupError:
                continue
            blocks.append(f"with step({len(self.kinds)}):  # {kind}\n{lines}")
            self.kinds.append(kind)
            for name, words in new.items():
                for word in words:
                    self.made[word].append(name)
        return "\n".join(blocks) + "\n"

    def expand(self, rule: str, names: dict[str, str], new: dict[str, list[str]]) -> str:
        """Return one way to write a rule. `names` are those of this step, and `new` what it makes."""
        text = self.random.choice(self.grammar.rules[rule])
        return TOKEN.sub(lambda token: self.replace(token, names, new), text)

    def replace(self, token: re.Match[str], names: dict[str, str], new: dict[str, list[str]]) -> str:
        """Return what stands for one `{...}`."""
        bound, sign, word, words = token.groups()
        if sign == "+":
            self.count += 1
            names[word] = f"{word}{self.count}"
            new[names[word]] = words.split()
            return names[word]
        if sign == "/":
            del names[word]
            return ""
        if not sign and not bound and word in names:
            return names[word]
        found = self.made[word][-8:]
        if sign == "-" and not found:
            raise LookupError(f"there is no {word} to forget")
        if sign != "!" and found and (sign == "-" or self.random.random() < 0.8):
            text = self.random.choice(found)
        else:
            text = self.expand(word, names, new)
        if sign == "-":
            for made in self.made.values():
                made[:] = [name for name in made if name != text]
        if bound:
            names[bound] = text
        return text
