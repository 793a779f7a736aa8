"""“Why did I get this?”: every code the gate can store has a sentence, on the page and in the own copy."""

import ast
from collections.abc import Iterator

from flask.testing import FlaskClient

from companion.foundation import places
from companion.foundation.database import transaction
from companion.me.own_copy_values import VALUES
from companion.nudges.records import Message
from tests.nudges.made import drains, writes
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import by_id

SOURCES = ("rules", "deciding", "anchors", "service")
NO_REASON = "Den ligger her, så du kan se den, når du vil."


def codes() -> set[str]:
    """Every code of a decision, read from the source that makes it."""
    return {code for name in SOURCES for code in _of(ast.parse((places.package() / f"nudges/{name}.py").read_text()))}


def _of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield) or _decides(node):
            yield from _texts(node)
        elif isinstance(node, ast.Return | ast.Assign | ast.Dict):
            yield from (text for text in _texts(node) if text in KNOWN)


def _decides(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decision"


def _texts(node: ast.AST) -> Iterator[str]:
    found = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return (one for one in found if isinstance(one, str) and " " not in one)


KNOWN = set(VALUES["decision"])


def test_every_code_has_words_in_the_own_copy() -> None:
    assert codes() >= {"change", "quiet", "cap-day", "own-act", "closed", "withdrawn"}
    assert codes() <= KNOWN


def test_every_code_is_said_in_words_on_the_page(client: FlaskClient) -> None:
    amina = a_citizen()
    (key,) = writes(responsible_for(amina), amina)
    drains()
    with transaction() as session:
        session.get_one(Message, key).decision = {"codes": sorted(KNOWN), "week": 1}
    card = by_id(signed_in(client, amina).get("/messages").text, f"m-{key}")
    assert card is not None and NO_REASON not in card.text
    assert not [code for code in KNOWN if "-" in code and code in card.text]
