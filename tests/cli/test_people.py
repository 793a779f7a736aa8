"""`companion people` and `companion invite`: from an empty database to everybody's first way in, and out again."""

import re
import uuid
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.accounts import cards, codes, cpr, outside, sign_in
from companion.accounts import service as accounts
from companion.accounts.enrolment import Newcomer, NotAdult, enrol
from companion.accounts.rules import is_adult
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.runtime import Runtime
from tests.cli.installed import Installed
from tests.people import MADE_BY, a_citizen, responsible_for

AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
UNIT = ("people", "unit", "add", "--kind", "employment", "--name", "Jobafdelingen", "--phone", "72 00 00 00")
SIGN_ON = {
    "ISSUER": "https://sign-on.example",
    "CLIENT_ID": "companion",
    "CLIENT_SECRET": "x",
    "UNITS_CLAIM": "units",
    "ROLES_CLAIM": "roles",
    "MFA_VALUES": "mfa",
}
CITIZEN = ("people", "add", "--name", "Amina Haddad", "--language", "ar", "--phone", "20 00 00 00")


@pytest.fixture
def installed(tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """An empty installation."""
    return Installed(tmp_path, keys, monkeypatch)


def made(installed: Installed, *words: str) -> str:
    said = installed.run(*words)
    assert said.exit_code == 0, said.output
    found = AN_ID.search(said.output)
    assert found is not None
    return found[0]


def refused(installed: Installed, *words: str) -> str:
    said = installed.run(*words)
    assert (said.exit_code, said.exception.__class__) == (1, SystemExit)
    return said.output


def digits_in(output: str) -> str:
    found = re.search(r"^code +(\d{3}) (\d{3}) (\d{3})$", output, re.MULTILINE)
    assert found is not None
    return "".join(found.groups())


def test_it_works(installed: Installed) -> None:
    unit = made(installed, *UNIT)
    ole = made(installed, "people", "add", "--role", "administrator", "--name", "Ole Brandt", "--unit", unit)
    amina = made(installed, *CITIZEN, "--adult")
    listed = installed.run("people", "list").output
    assert (
        f"{ole}  Ole Brandt  administrator at Jobafdelingen" in listed and f"{amina}  Amina Haddad  citizen" in listed
    )
    said = installed.run("invite", amina, "--own").output
    assert "http://localhost:8000/sign-in" in said and "#" not in said
    with installed.bound():
        assert codes.use(digits_in(said)) == codes.LetIn(uuid.UUID(amina), "citizen", "ar", True)


def test_the_code_of_staff_is_for_staff(installed: Installed) -> None:
    ole = made(installed, "people", "add", "--role", "administrator", "--name", "Ole Brandt")
    said = installed.run("invite", ole, "--qr").output
    with installed.bound():
        assert codes.use(digits_in(said)).role == "administrator"


@pytest.mark.parametrize("role", ["citizen", "interpreter"])
def test_nobody_is_taken_in_unless_she_is_18(installed: Installed, role: str) -> None:
    words = ("people", "add", "--name", "Young One", "--role", role)
    assert "--adult" in refused(installed, *words)
    assert "Nobody." in installed.run("people", "list").output
    made(installed, *words, "--adult")


def test_the_young_come_in_where_a_setting_says_so(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_ALLOW_UNDER_18", "true")
    made(installed, *CITIZEN)
    assert "--adult" in refused(installed, "people", "add", "--name", "Young One", "--role", "interpreter")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("people", "add", "--name", "Karen", "--role", "caseworker"), "--unit"),
        (("people", "add", "--name", "Karen", "--role", "caseworker", "--unit", str(uuid.uuid4())), "no such unit"),
        (("people", "add", "--name", "Karen", "--role", "translator", "--hours", "9"), "whole hours"),
        (("people", "add", "--name", "Karen", "--role", "translator", "--hours", "15-9"), "whole hours"),
        (("people", "add", "--name", "Amina", "--language", "xx", "--adult"), "No language is called xx"),
        (("people", "disable", str(uuid.uuid4())), "no such person"),
        (("people", "role", "give", str(uuid.uuid4()), "translator"), "no such person"),
        (("people", "role", "end", str(uuid.uuid4()), "citizen"), "does not hold"),
        (("invite", str(uuid.uuid4())), "no such person"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(installed: Installed, words: tuple[str, ...], said: str) -> None:
    assert said in refused(installed, *words)


def test_a_language_that_is_not_offered_is_told(installed: Installed) -> None:
    amina = made(installed, *CITIZEN, "--adult")
    assert "not offered" in refused(installed, "invite", amina, "--language", "ti")


def test_roles_are_given_and_ended(installed: Installed) -> None:
    unit = made(installed, *UNIT)
    karen = made(installed, "people", "add", "--role", "caseworker", "--name", "Karen Holm", "--unit", unit)
    assert installed.run("people", "role", "give", karen, "translator").exit_code == 0
    assert installed.run("people", "role", "end", karen, "caseworker").exit_code == 0
    assert installed.run("people", "list", "--name", "Holm").output == f"{karen}  Karen Holm  translator\n"
    assert "Nobody." in installed.run("people", "list", "--role", "caseworker").output
    assert unit in installed.run("people", "unit", "list").output


def test_a_closed_account_is_out_everywhere_at_once(installed: Installed) -> None:
    with installed.bound():
        amina = a_citizen()
        token = sign_in.sign_in(person=amina.id, own_phone=True, method="passkey")
        digits = codes.make(person=amina.id, language="da", own_phone=True, actor=MADE_BY)
        secret = cards.make(pin="482915", actor=amina.actor)
    assert installed.run("people", "disable", str(amina.id)).exit_code == 0
    with installed.bound():
        assert sign_in.who(token) is None
        with pytest.raises(codes.WrongCode):
            codes.use(digits)
        with pytest.raises(cards.WrongCard):
            cards.use(secret=secret, pin="482915")
        assert "person.disabled" in {line.event for line in audit.lines_about(amina.id)}
    assert "closed" in installed.run("people", "list").output
    assert "no such person" in refused(installed, "people", "disable", str(amina.id))


def test_citizens_are_not_orphaned_silently(installed: Installed) -> None:
    with installed.bound():
        amina = a_citizen()
        karen = responsible_for(amina)
    said = installed.run("people", "disable", str(karen.id)).output
    assert "without a responsible person now: 1" in said and str(amina.id) in said
    with installed.bound():
        assert caseload.responsible_for(amina.id) is None  # a gap that her page shows
        assert "responsible.missing" in {line.event for line in audit.lines_about(amina.id)}


@pytest.mark.parametrize(
    "words",
    [
        ("people",),
        *(("people", name) for name in ("add", "list", "disable", "role", "unit")),
        ("people", "role", "give"),
        ("people", "role", "end"),
        ("people", "unit", "add"),
        ("people", "unit", "list"),
        ("invite",),
    ],
)
def test_every_help_has_an_example(installed: Installed, words: tuple[str, ...]) -> None:
    said = installed.run(*words, "--help")
    assert said.exit_code == 0 and "Example" in said.output


@pytest.mark.parametrize(("born", "taken"), [(date(2008, 11, 22), True), (date(2008, 11, 23), False)])
def test_a_known_birthday_decides_whatever_is_attested(runtime: Runtime, born: date, taken: bool) -> None:
    newcomer = Newcomer("Amina Haddad", "ar", "citizen", attested_adult=True, born=born)
    if taken:
        assert accounts.person(enrol(newcomer, actor=MADE_BY)).name == "Amina Haddad"
        return
    with pytest.raises(NotAdult):
        enrol(newcomer, actor=MADE_BY)


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)))
def test_18_from_the_birthday_on(born: date) -> None:
    leap = (born.month, born.day) == (2, 29)
    birthday = date(born.year + 18, 3, 1) if leap else date(born.year + 18, born.month, born.day)
    assert is_adult(born, birthday) and not is_adult(born, date.fromordinal(birthday.toordinal() - 1))


def test_a_number_is_linked_and_never_printed(installed: Installed) -> None:
    amina = made(installed, *CITIZEN, "--adult")
    said = installed.run("people", "link", "cpr", amina, "--number", "010190-4444")
    assert (said.exit_code, "4444" in said.output) == (0, False)
    with installed.bound():
        assert str(cpr.find("0101904444")) == amina
    assert "ten digits" in refused(installed, "people", "link", "cpr", amina, "--number", "12")
    assert "no such person" in refused(installed, "people", "link", "cpr", str(uuid.uuid4()), "--number", "0101904444")


def test_an_account_is_linked_where_there_is_a_sign_on(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = made(installed, *UNIT)
    peter = made(installed, "people", "add", "--role", "caseworker", "--name", "Peter Dam", "--unit", unit)
    assert "No sign-on" in refused(installed, "people", "link", "account", peter, "00u1")
    for name, value in SIGN_ON.items():
        monkeypatch.setenv(f"COMPANION_OIDC_STAFF_{name}", value)
    assert installed.run("people", "link", "account", peter, "00u1").exit_code == 0
    with installed.bound():
        assert str(outside.find(SIGN_ON["ISSUER"], "00u1")) == peter


def test_somebody_is_signed_out_everywhere_and_can_come_back(installed: Installed) -> None:
    with installed.bound():
        amina = a_citizen()
        token = sign_in.sign_in(person=amina.id, own_phone=True, method="passkey")
    assert "on 1 phones" in installed.run("people", "sign-out", str(amina.id)).output
    with installed.bound():
        assert sign_in.who(token) is None
        assert sign_in.who(sign_in.sign_in(person=amina.id, own_phone=True, method="passkey"))
    assert "no such person" in refused(installed, "people", "sign-out", str(uuid.uuid4()))
