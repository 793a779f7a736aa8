"""A text about a person is translated without her name or number: a mark stands in for each, and is put back after."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from companion.language.checking import PlaceholderBroken

NAME, NUMBER = "navn", "nummer"  # as a mark says it: [navn], [navn 2], [nummer]
CPR = r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)"
SHORTEST = 2  # letters of a part of a name; an initial is no name


@dataclass(frozen=True)
class Nameless:
    """Lines without whom they are about, and what each mark in them stands for."""

    lines: Mapping[str, str]
    marks: Mapping[str, str] = field(repr=False)

    def put_back(self, said: Mapping[str, str]) -> dict[str, str]:
        """The translated lines with every mark made what it stands for. Raises PlaceholderBroken."""
        return {name: self._whole(line, said[name]) for name, line in self.lines.items()}

    def _whole(self, line: str, said: str) -> str:
        found = re.compile("|".join(map(re.escape, self.marks)) or r"(?!)")
        if Counter(found.findall(line)) != Counter(found.findall(said)):
            raise PlaceholderBroken(names=" ".join(sorted(set(found.findall(line)))) or "–")
        return found.sub(lambda mark: self.marks[mark[0]], said)


def nameless(lines: Mapping[str, str], name: str) -> Nameless:
    """The lines without any part of this name, as it is spelled, and without anything that looks like a CPR number."""
    parts = sorted({part for part in name.split() if len(part) >= SHORTEST}, key=len, reverse=True)
    one = "|".join(map(re.escape, parts)) or r"(?!)"
    hidden = re.compile(rf"(?P<{NAME}>(?<!\w)(?:{one})(?:\s+(?:{one}))*(?=s?(?!\w)))|(?P<{NUMBER}>{CPR})")
    marks: dict[str, str] = {}  # what stands there → its mark

    def mark(found: re.Match[str]) -> str:
        kind = found.lastgroup or NAME
        earlier = sum(one.startswith(f"[{kind}") for one in marks.values())
        return marks.setdefault(found[0], f"[{kind} {earlier + 1}]" if earlier else f"[{kind}]")

    made = {key: hidden.sub(mark, line) for key, line in lines.items()}
    return Nameless(made, {mark: hidden for hidden, mark in marks.items()})
