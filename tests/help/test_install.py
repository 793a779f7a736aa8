"""`/install`: each step is a drawing of what is to be tapped, and beside it the same in words."""

import re

import pytest
from flask.testing import FlaskClient

from companion.foundation import places

STEPS = ("Tryk på firkanten med pilen op.", "Vælg Føj til hjemmeskærm.", "Åbn appen fra hjemmeskærmen. Log ind der.")
_STEP = re.compile(
    r'<li class="row"><svg class="drawing mirror" aria-hidden="true".*?#(\w+)"/></svg><p class="big">(.+?)</p></li>'
)


def test_it_works(client: FlaskClient) -> None:
    told = _STEP.findall(client.get("/install").text)
    assert [drawing for drawing, _ in told] == ["share", "sheet", "confirm", "home", "menu", "put", "home"]
    assert set(STEPS) <= {text for _, text in told}


def test_every_drawing_is_there_and_takes_its_colours_from_the_page() -> None:
    drawn = (places.static() / "drawings" / "install.svg").read_text()
    assert set(re.findall(r'<symbol id="(\w+)"', drawn)) == {"share", "sheet", "confirm", "home", "menu", "put"}
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) == {"currentColor"}


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("uk", "ltr")])
def test_it_has_its_pictures_in_every_direction(client: FlaskClient, code: str, direction: str) -> None:
    client.post("/language", data={"language": code, "next": "/install"})
    page = client.get("/install").text
    assert f'dir="{direction}"' in page and len(re.findall(r'class="drawing mirror"', page)) == 7
