"""One check of `companion doctor`: which safety text has no professional signed, or nobody read in a language?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from companion.checkins.low_help import SENTENCES, low_help
from companion.foundation import runtime
from companion.language import provenance
from companion.language.offered import offered_codes
from companion.language.provenance import Provenance, is_unread
from companion.language.reviews import Review
from companion.language.text import Text, lacking
from companion.programmes import templates


@dataclass(frozen=True)
class _SafetyText:
    """One text and where it stands; `text` and `shipped` answer for one language."""

    name: str
    text: Callable[[str], Text]
    shipped: Callable[[str], Provenance]
    review: Review | None


def safety_check() -> tuple[bool, str]:
    """How many safety texts still wait for somebody, and below it which; their pages say so, so nothing is wrong."""
    texts = [*_of_courses(), *_of_low_help()]
    waiting = [line for one in texts if (line := _waits_for(one))]
    if not waiting:
        return True, f"all {len(texts)} safety texts are signed by a professional and read through in every language"
    told = f"{len(waiting)} of {len(texts)} safety texts wait for a professional or a reader (their pages say so; see"
    return True, "\n       ".join([f"{told} docs/municipality.md and docs/translating.md):", *waiting])


def _of_courses() -> Iterator[_SafetyText]:
    for programme in templates.load_all():
        for week in programme.weeks:
            for block in week.blocks:
                if block.safety:
                    name, text = f"{programme.id}, week {week.number}, {block.key}", block.text
                    yield _SafetyText(name, lambda _, text=text: text, programme.shipped, block.review)  # type: ignore[misc] # mypy cannot see the default


def _of_low_help() -> Iterator[_SafetyText]:
    for key in SENTENCES:
        name = f"check-in, help after a low number, {key}"
        yield _SafetyText(name, lambda code, key=key: low_help(code).texts[key], provenance.shipped, _signed())  # type: ignore[misc] # mypy cannot see the default


def _signed() -> Review | None:
    return low_help("da").review


def _waits_for(one: _SafetyText) -> str | None:
    unread = [code for code in offered_codes() if is_unread(one.text(code), code, one.shipped(code))]
    shows = runtime.current().config.shows_unread_safety
    lacks = [] if one.review else ["no professional has signed it"]
    lacks += _in("not translated in", [code for code in offered_codes() if lacking(code, one.text(code))])
    lacks += _in("not read through in", unread)
    lacks += _in("Danish instead in", [code for code in unread if not shows(code)])
    return f"{one.name}: {'; '.join(lacks)}" if lacks else None


def _in(what: str, codes: Sequence[str]) -> list[str]:
    return [f"{what} {', '.join(codes)}"] if codes else []
