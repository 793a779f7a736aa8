"""One check of `companion doctor`: which safety text has no professional signed, or nobody read in a language?"""

from collections.abc import Iterator, Sequence

from companion.foundation import runtime
from companion.language.offered import offered_codes
from companion.language.provenance import is_unread
from companion.programmes import templates
from companion.programmes.programme import Block, Programme


def safety_check() -> tuple[bool, str]:
    """How many safety texts still wait for somebody, and below it which; their pages say so, so nothing is wrong."""
    texts = list(_texts())
    waiting = [line for programme, number, block in texts if (line := _waits_for(programme, number, block))]
    if not waiting:
        return True, f"all {len(texts)} safety texts are signed by a professional and read through in every language"
    told = f"{len(waiting)} of {len(texts)} safety texts wait for a professional or a reader (their pages say so; see"
    return True, "\n       ".join([f"{told} docs/municipality.md and docs/translating.md):", *waiting])


def _texts() -> Iterator[tuple[Programme, int, Block]]:
    for programme in templates.load_all():
        for week in programme.weeks:
            yield from ((programme, week.number, block) for block in week.blocks if block.safety)


def _waits_for(programme: Programme, number: int, block: Block) -> str | None:
    unread = _unread(programme, block)
    shows = runtime.current().config.shows_unread_safety
    lacks = [] if block.review else ["no professional has signed it"]
    lacks += [f"not read through in {', '.join(unread)}"] if unread else []
    hidden = [code for code in unread if not shows(code)]
    lacks += [f"Danish instead in {', '.join(hidden)}"] if hidden else []
    return f"{programme.id}, week {number}, {block.key}: {'; '.join(lacks)}" if lacks else None


def _unread(programme: Programme, block: Block) -> Sequence[str]:
    return [code for code in offered_codes() if is_unread(block.text, code, programme.shipped(code))]
