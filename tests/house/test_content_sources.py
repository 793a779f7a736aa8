"""Every text in several languages that ships in a file is one a translator can reach at `/words`, or says why not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from companion.foundation.runtime import Runtime
from companion.language.overlays import digest_of
from companion.words.sources import sources
from tests.house import tree

NOT_AT_WORDS = {
    "companion/cli/demo_lives.toml": "what the demo's invented people wrote and were told: text about persons",
    "companion/sync/neutral_titles.toml": "names for other systems' machines, on no page of ours",
}


def danish_in(told: Any) -> Iterator[str]:
    """The Danish of every table that says something in several languages; one that tells who read it is none."""
    if isinstance(told, dict):
        if isinstance(told.get("da"), str):
            yield told["da"]
        yield from (text for key, one in told.items() if key != "provenance" for text in danish_in(one))
    elif isinstance(told, list):
        yield from (text for one in told for text in danish_in(one))


def files() -> dict[str, set[str]]:
    """The texts of every such file, by its path."""
    found: dict[str, set[str]] = {}
    for room in ("companion", "translations"):
        for path in sorted((tree.ROOT / room).rglob("*.toml")):
            texts = set(danish_in(tomllib.loads(path.read_text(encoding="utf-8"))))
            if texts:
                found[str(Path(path).relative_to(tree.ROOT))] = texts
    return found


def test_it_works() -> None:
    assert list(danish_in({"provenance": {"da": "source"}, "row": [{"name": {"da": "Søvn", "uk": "Сон"}}]})) == ["Søvn"]


def test_each_file_is_a_source_of_the_workbench_or_a_named_exception(runtime: Runtime) -> None:
    listed, shipped = sources("uk"), files()
    lacking = {path: [one for one in texts if digest_of(one) not in listed] for path, texts in shipped.items()}
    assert {path: texts for path, texts in lacking.items() if texts and path not in NOT_AT_WORDS} == {}
    assert set(NOT_AT_WORDS) <= set(shipped)
