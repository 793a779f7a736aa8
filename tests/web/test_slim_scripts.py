"""A script travels without comments and indentation, and not one token of it is another."""

from pathlib import Path

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from companion.foundation import places
from companion.web import scripts

PARSER = Parser(Language(tree_sitter_javascript.language()))
OWN = sorted([*places.static().glob("*.js"), *places.service_worker().glob("*.js")])


def tokens(source: str) -> list[bytes]:
    """Every token of a script but its comments."""
    tree = PARSER.parse(source.encode())
    assert not tree.root_node.has_error
    return list(_leaves(tree.root_node))


def _leaves(node: Node) -> list[bytes]:
    if node.type == "comment":
        return []
    if not node.children or node.type in ("string", "template_string", "regex"):
        return [node.text or b""]
    return [leaf for child in node.children for leaf in _leaves(child)]


def test_it_works() -> None:
    source = '/* What it is for. */\nconst a = 1; // why\n\n  const b = "http://x"; // where\n'
    assert scripts.slim(source) == 'const a = 1;\nconst b = "http://x";\n'


@pytest.mark.parametrize("path", OWN, ids=[path.name for path in OWN])
def test_not_one_token_changes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert tokens(scripts.slim(source)) == tokens(source)


@pytest.mark.parametrize("name", sorted(scripts.JOINED))
def test_what_travels_together_is_all_of_its_parts_in_order(name: str) -> None:
    parts = [scripts.joined((part,)) for part in scripts.JOINED[name]]
    assert scripts.served(name).decode() == "\n".join(parts)
    assert tokens(scripts.served(name).decode())


def test_what_others_wrote_travels_as_it_came() -> None:
    vendored = places.static() / "vendor" / "htmx.min.js"
    assert scripts.served("vendor/htmx.min.js") == vendored.read_bytes()
