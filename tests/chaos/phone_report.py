"""The ledger of one phone against its server, as a table a person can check."""

from collections.abc import Mapping, Sequence

from tests.chaos.books import Books
from tests.chaos.faulty_line import FaultyLine
from tests.chaos.phone_rounds import Rounds


def phone_table(
    rounds: Rounds, found: Mapping[str, Sequence[str]], books: Books, line: FaultyLine, *, kills: tuple[int, int]
) -> str:
    """All figures, one a line."""
    tally = rounds.tally
    items = books.phones.items.values()
    lost = len(found["answers missing"]) + len(found["answers never stored"])
    late, early = len(found["receipts kept too long"]), len(found["receipts gone too early"])
    lines = [
        ("rounds", tally.done.total()),
        ("  of each", ", ".join(f"{name} × {times}" for name, times in sorted(tally.done.items()))),
        ("killed with -9: browser / server", f"{kills[0]} / {kills[1]}"),
        ("answers to sealed items", ", ".join(f"{name} × {times}" for name, times in sorted(line.told.items()))),
        ("sealed items that the worker sent", line.from_worker),
        ("phone: answers made / receipts", f"{len(items)} / {sum(item.acknowledged for item in items)}"),
        ("server: answers stored", len(books.server.readings)),
        ("lost / doubled / changed", f"{lost} / {len(found['answers doubled'])} / {len(found['answers changed'])}"),
        ("nobody's / without a receipt", f"{len(found['answers ghosts'])} / {len(found['answers without a receipt'])}"),
        ("receipts of 91 days ago: gone / kept", f"{len(rounds.old) - late} / {late}"),
        ("receipts of 89 days ago: kept / gone", f"{len(rounds.young) - early} / {early}"),
        ("still on the phone", len(found["left on the phone"])),
        ("slowest from healed to sent, s", f"{tally.slowest_heal:.1f}"),
    ]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"  {name:<{width}}  {figure}" for name, figure in lines)
