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
KNOWN = set(VALUES["decision"])
NO_REASON = "Den ligger her, så du kan se den, når du vil."


def codes() -> set[str]:
    """Every code of a decision, read from the source that makes it."""
    return {code for name in SOURCES for code in _of(ast.parse((places.package() / f"nudges/{name}.py").read_text()))}


def _of(tree: ast.Module) -> Iterator[str]:
    """Codes are yielded, decided, called `codes`, or returned where there may be none."""
    for node in ast.walk(tree):
        if _decides(node):
            yield from _texts(node)
        elif isinstance(node, ast.Dict):
            yield from (text for key, told in _pairs(node) if key == "codes" for text in _texts(told))
        elif isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "str | None":
            yield from (text for one in ast.walk(node) if isinstance(one, ast.Return) for text in _texts(one))


def _pairs(told: ast.Dict) -> Iterator[tuple[str, ast.AST]]:
    return ((ast.unparse(key).strip("'"), one) for key, one in zip(told.keys, told.values, strict=True) if key)


def _decides(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "codes"
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decision"
    return called or isinstance(node, ast.Yield)


def _texts(node: ast.AST) -> Iterator[str]:
    found = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return (one for one in found if isinstance(one, str))


def test_every_code_has_words_in_the_own_copy() -> None:
    assert codes() == KNOWN


def test_every_code_is_said_in_words_on_the_page(client: FlaskClient) -> None:
    amina = a_citizen()
    (key,) = writes(responsible_for(amina), amina)
    drains()
    with transaction() as session:
        session.get_one(Message, key).decision = {"codes": sorted(KNOWN), "week": 1}
    card = by_id(signed_in(client, amina).get("/messages").text, f"m-{key}")
    assert card is not None and NO_REASON not in card.text
    assert not [code for code in KNOWN if "-" in code and code in card.text]
