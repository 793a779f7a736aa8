"""A name is a name, whatever it looks like: no template, no placeholder and no pattern is read out of it."""

import re

import pytest
from flask.testing import FlaskClient

from tests.people import a_citizen, responsible_for, signed_in

A_TAG = re.compile(r"<[^>]+>")  # ids, opaque words and hashes stand in these
TEMPLATES = ("{{ 7 * 7 }}", "{% for x in () %}{% endfor %}", "${7*7}", "#{7*7}", "{{ reader }}")
PLACEHOLDERS = ("%(name)s", "%s %d %n", "100 %", "{0.__class__}", "{name}", "%%", "$(id)")


@pytest.mark.parametrize("name", [*TEMPLATES, *PLACEHOLDERS])
def test_it_works(client: FlaskClient, name: str) -> None:
    amina = a_citizen(name=name)
    karen = responsible_for(amina)
    signed_in(client, amina)
    assert f"<bdi>{name}</bdi>" in client.get("/me").text
    signed_in(client, karen)
    desk = client.get("/desk")
    shown = A_TAG.sub("", desk.text.partition("<main")[2])
    assert desk.status_code == 200 and name in shown and "49" not in shown


@pytest.mark.parametrize("typed", [*TEMPLATES, *PLACEHOLDERS])
def test_what_was_typed_wrong_comes_back_as_it_was(client: FlaskClient, typed: str) -> None:
    answer = client.post("/sign-in/code", data={"code": typed})
    assert answer.status_code == 422 and f'value="{typed}"' in answer.text
