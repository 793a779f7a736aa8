"""The style sheet stays small and direction-free, and every pictogram a page names is drawn."""

import re

import brotli

from companion.foundation import places

SHEET_LIMIT = 5376  # bytes of brotli: it stands before the first paint on a slow line, and Today stays below 30 kB
SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(rf"(?<![\w-])(?:(?:margin|padding|border)-(?:{SIDES})|{SIDES}|width|height)\s*:")


def sheet() -> str:
    source = (places.static() / "companion.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)


def sprite() -> str:
    return (places.static() / "icons.svg").read_text(encoding="utf-8")


def templates() -> list[str]:
    return [page.read_text(encoding="utf-8") for page in places.package().glob("*/templates/*/*.html")]


def drawn() -> set[str]:
    return set(re.findall(r'<symbol id="([a-z-]+)"', sprite()))


def test_the_sheet_is_small() -> None:
    source = (places.static() / "companion.css").read_bytes()
    assert len(brotli.compress(source)) <= SHEET_LIMIT


def test_the_sheet_knows_no_left_and_right() -> None:
    assert not PHYSICAL.findall(re.sub(r"@media[^{]*", "", sheet()))


def test_no_id_is_styled() -> None:
    assert "#" not in re.sub(r"\{[^{}]*\}", "", sheet())


def test_every_pictogram_is_drawn_once() -> None:
    assert sprite().count("<symbol ") == len(drawn())


def test_every_pictogram_a_page_names_is_drawn() -> None:
    named = re.findall(r"""parts\.(?:icon|tile|empty_state)\(["']([a-z-]+)["']""", "".join(templates()))
    assert set(named) <= drawn()


def test_no_template_carries_a_style() -> None:
    assert not [page for page in templates() if "style=" in page]
