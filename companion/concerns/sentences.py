"""The ready-made sentences (`sentences.toml`): citizen and staff each read them in their own language."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from companion.language.provenance import Provenance, of
from companion.language.text import Text, danish_of

CITIZEN, REPLY, ADVICE, WORKPLACE = "citizen", "reply", "advice", "workplace"
SPEAKERS = (CITIZEN, REPLY, ADVICE, WORKPLACE)


@dataclass(frozen=True)
class Sentence:
    """One sentence; `icon` is the pictogram of its topic."""

    key: str
    topic: str
    icon: str
    text: Text


@dataclass(frozen=True)
class Topic:
    """A few sentences about one thing, with a name and a pictogram."""

    key: str
    icon: str
    name: Text
    sentences: Sequence[Sentence]


@cache
def topics(speaker: str) -> Sequence[Topic]:
    """What somebody can say (`CITIZEN`, `REPLY`, `ADVICE` or `WORKPLACE`), by topic, in the order of the file."""
    return [_topic(key, rows) for key, rows in _file()[speaker].items()]


@cache
def sentences(speaker: str) -> Mapping[str, Sentence]:
    """The same by key."""
    return {one.key: one for topic in topics(speaker) for one in topic.sentences}


def known(speaker: str, keys: Iterable[str]) -> list[str]:
    """Those of the keys that are sentences of this speaker, each once, in the order of the file."""
    wanted = set(keys)
    return [key for key in sentences(speaker) if key in wanted]


def said(speaker: str, keys: Iterable[str]) -> list[Sentence]:
    """The sentences of these keys; one that a later version dropped is left out."""
    there = sentences(speaker)
    return [there[key] for key in keys if key in there]


def provenance_of(code: str) -> Provenance:
    """Where the sentences in a language come from."""
    return of(_danish(), code, shipped(code))


def shipped(code: str) -> Provenance:
    """What the file says of a language."""
    told: Mapping[str, Provenance] = _file()["provenance"]
    return told.get(code, "missing")


@cache
def _danish() -> frozenset[str]:
    return danish_of(*(topics(speaker) for speaker in SPEAKERS))


def _topic(key: str, rows: Mapping[str, Text]) -> Topic:
    told = dict(_file()["topics"][key])
    icon = told.pop("icon")
    return Topic(key, icon, told, [Sentence(name, key, icon, dict(text)) for name, text in rows.items()])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
