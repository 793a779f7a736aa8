"""The ledger of one phone against its server, as a table a person can check."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.chaos.books import Books
from tests.chaos.phone_rounds import PhoneTally


def phone_table(
    tally: PhoneTally, found: Mapping[str, Sequence[str]], books: Books, told: Counter[str], *, kills: tuple[int, int]
) -> str:
    """All figures, one a line."""
    items = books.phones.items.values()
    lost = len(found["answers missing"]) + len(found["answers never stored"])
    lines = [
        ("rounds", tally.done.total()),
        ("  of each", ", ".join(f"{name} × {times}" for name, times in sorted(tally.done.items()))),
        ("killed with -9: browser / server", f"{kills[0]} / {kills[1]}"),
        ("answers to sealed items", ", ".join(f"{name} × {times}" for name, times in sorted(told.items()))),
        ("phone: answers made / receipts", f"{len(items)} / {sum(item.acknowledged for item in items)}"),
        ("server: answers stored", len(books.server.readings)),
        ("lost / doubled / changed", f"{lost} / {len(found['answers doubled'])} / {len(found['answers changed'])}"),
        ("nobody's / without a receipt", f"{len(found['answers ghosts'])} / {len(found['answers without a receipt'])}"),
        ("still on the phone", len(found["left on the phone"])),
        ("slowest from healed to sent, s", f"{tally.slowest_heal:.1f}"),
    ]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"  {name:<{width}}  {figure}" for name, figure in lines)
