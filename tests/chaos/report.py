"""The ledger as a table a person can check."""

from collections.abc import Iterator

from tests.chaos.diary import Wish
from tests.chaos.ledger import must_arrive
from tests.chaos.line import BUSY, CUT, SHUT
from tests.chaos.rounds import Outcome

Line = tuple[str, object]


def table(outcome: Outcome) -> str:
    """All figures, one a line."""
    lines = [*_rounds(outcome), *_answers(outcome), *_letters(outcome), *_requests(outcome)]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"  {name:<{width}}  {figure}" for name, figure in lines)


def _rounds(outcome: Outcome) -> Iterator[Line]:
    tally = outcome.tally
    yield "seed", tally.seed
    yield "rounds", tally.kills.total()
    yield "killed with -9", ", ".join(f"{name} {times}" for name, times in sorted(tally.kills.items()))
    yield "receiver told to fail", ", ".join(f"{name} × {times}" for name, times in sorted(tally.faults.items()))
    yield "seconds of load / of drain", f"{tally.load_seconds:.1f} / {tally.drain_seconds:.1f}"


def _answers(outcome: Outcome) -> Iterator[Line]:
    items = outcome.books.phones.items.values()
    yield (
        "answers made / acknowledged / stored",
        _three(len(items), sum(item.acknowledged for item in items), len(outcome.books.server.readings)),
    )
    yield (
        "  missing / doubled / ghosts / changed",
        _wrong(outcome, "answers ", "missing", "doubled", "ghosts", "changed"),
    )
    yield "  sent again and absorbed", sum(item.told_known for item in items)


def _letters(outcome: Outcome) -> Iterator[Line]:
    wishes = [item.wish for item in outcome.books.phones.items.values()]
    outcomes = [one.outcome for one in outcome.books.server.deliveries]
    held = outcome.books.held
    yield (
        "results released / undone / kept",
        _three(*(wishes.count(one) for one in (Wish.RELEASED, Wish.UNDONE, Wish.KEPT))),
    )
    yield "consents withdrawn", len(outcome.books.phones.withdrawn)
    yield "must arrive / Observations held", f"{len(must_arrive(outcome.books))} / {_held(outcome)}"
    yield "  missing or wrong / doubled / ghosts", _wrong(outcome, "letters ", "missing or wrong", "doubled", "ghosts")
    yield "  ended", ", ".join(f"{name} {outcomes.count(name)}" for name in sorted(set(outcomes), key=str))
    yield "  under way (claimed) at a kill", outcome.tally.letters_cut
    yield "  sent again and absorbed", sum(held.webhooks.values()) - len(held.webhooks)


def _requests(outcome: Outcome) -> Iterator[Line]:
    counted = outcome.load.counted()
    for kind in (CUT, SHUT, BUSY):
        yield f"requests: {kind}", counted[kind]
    shown = ("answers ", "letters ")
    for name, ones in outcome.found.items():
        if ones or not name.startswith(shown):
            yield name, len(ones)


def _held(outcome: Outcome) -> int:
    return sum(kind == "Observation" for kind, _ in outcome.books.held.resources)


def _wrong(outcome: Outcome, about: str, *names: str) -> str:
    return " / ".join(str(len(outcome.found[about + name])) for name in names)


def _three(*figures: int) -> str:
    return " / ".join(str(figure) for figure in figures)
