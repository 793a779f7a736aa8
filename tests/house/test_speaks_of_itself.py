"""The project speaks of itself alone: no machine, no address of a package registry, no word on its making."""

import hashlib
import re

import pytest

from tests.house import tree

REGISTRIES = (
    r"pypi\.org|pythonhosted\.org|npmjs\.|registry\.\w+\.\w+|unpkg\.com|jsdelivr\.|crates\.io"
    r"|deb\.debian\.org"
)
MACHINES = r"(?<![\w.])/(home|Users|root|work|workspace)/\w|/tmp/[\w-]+/|(?<![\w-])\.\./shared/|--index-url\s+\S"
_PLACE = re.compile(f"{REGISTRIES}|{MACHINES}")
_WORD = re.compile(r"[a-z]{3,}")
# Names of tools and makers, as checksums: the list would otherwise be the one file that speaks of them.
_MAKERS = {
    "c857d09db23e6822",
    "c70eca6b0f88f44d",
    "60965168ce762e94",
    "7d3194f79e645c42",
    "3ea125d0bff386e6",
    "57de4cf40144bdf7",
    "5d72436256ada538",
    "053ea4804ef1bb33",
    "487b91042c7cf27a",
    "de2187af3fb01170",
    "5792d2981981be5a",
    "ebde709e306badca",
    "5d0c0ab127fdea24",
    "920510199770f4d6",
    "6f7ac1823da81d2e",
    "94a168d2da574b00",
    "d298391b07433318",
    "386ebc0efd04339a",
}


def test_no_place_outside_the_project() -> None:
    found = [f"{tree.short(path)}: {place}" for path in tree.texts() for place in places(path.read_text("utf-8"))]
    assert not found


def test_no_word_on_the_making() -> None:
    found = [f"{tree.short(path)}: {word}" for path in tree.texts() for word in makers(path.read_text("utf-8"))]
    assert not found


@pytest.mark.parametrize(
    "parts",
    [
        ("see /ho", "me/anna/companion"),
        ("https://py", "pi.org/simple"),
        ("../sha", "red/DESIGN"),
        ("--index", "-url https://mirror"),
        ("https://registry.np", "mjs.org/idb"),
    ],
)
def test_a_place_is_seen(parts: tuple[str, str]) -> None:
    assert places("".join(parts))


def test_a_maker_is_seen() -> None:
    assert makers("written by " + "open" + "ai") == ["open" + "ai"]
    assert not makers("openapi.json, cursor: pointer, https://companion.example/home/plan")


def places(text: str) -> list[str]:
    """Every machine path and registry address in a text."""
    return [match.group() for match in _PLACE.finditer(text)]


def makers(text: str) -> list[str]:
    """Every word that names a tool or a maker."""
    words = set(_WORD.findall(text.lower()))
    return sorted(word for word in words if hashlib.sha256(word.encode()).hexdigest()[:16] in _MAKERS)
