"""The policy table as a printed matrix: `python -m tests.house.matrix` renews it in `docs/access.md`."""

from collections.abc import Iterator

from companion.accounts.rules import CITIZEN, ROLES
from tests.house import tree
from tests.house.objects import HANDED_OVER, strength, whose
from tests.house.policy import EVERYBODY, WHO

DOCUMENT = tree.ROOT / "docs" / "access.md"
BEGIN, END = "<!-- access: begin -->", "<!-- access: end -->"
COLUMNS = ("signed out", CITIZEN, "citizen by code", *ROLES[1:], "staff by code")
HEADS = {"ips-consultant": "IPS consultant", "health-coordinator": "health coordinator"}


def renewed(document: str) -> str:
    """The document with the matrix as it is now between its marks."""
    before, _, rest = document.partition(BEGIN)
    return "\n".join([f"{before}{BEGIN}\n", *rows(), f"\n{END}{rest.partition(END)[2]}"])


def rows() -> Iterator[str]:
    """The table as the docs show it."""
    heads = [HEADS.get(column, column) for column in COLUMNS]
    yield f"| route | {' | '.join(heads)} | whose |"
    yield f"|---|{'---|' * (len(COLUMNS) + 1)}"
    for route in sorted(WHO, key=lambda route: (route.partition(" ")[2], route)):
        cells = " | ".join(_cell(column, route) for column in COLUMNS)
        yield f"| `{route}` | {cells} | {whose(route)} |"


def _cell(column: str, route: str) -> str:
    if not may(column, route):
        return "·"
    return "in person" if "by code" in column and route in HANDED_OVER else "yes"


def may(column: str, route: str) -> bool:
    """Whether somebody of this column gets in at all."""
    roles = WHO[route]
    if roles == EVERYBODY:
        return True
    if column == "citizen by code":
        return CITIZEN in roles and strength(route) != "strong"
    if column == "staff by code":
        return strength(route) == "any" and set(roles) != {CITIZEN}
    return column in roles


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
