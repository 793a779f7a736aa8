"""Check-ins of a programme: in their places, three months after the end, and a screening never without its talk."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.checkins import invitations
from companion.foundation.runtime import Runtime
from companion.plan import service as plans
from companion.programmes import service, templates
from companion.programmes.template_errors import TemplateError
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff
from tests.programmes import template_file

START = '[[check_ins]]\nkey = "start"\nday_offset = 0\n'
SWAPPED = START.replace("start", "end")
SCREENING = f"{START}screening = true\n"
TALK = '[check_ins.talk]\ntitle = "En samtale"\n'
LATE = 'key = "end"\nday_offset = 14\n[[check_ins]]\nkey = "after"\nday_offset = {}\n'
END = 'key = "end"\nday_offset = 14\n'


def refused(folder: Path, old: str, new: str) -> str:
    template_file.write(folder, old, new)
    with pytest.raises(TemplateError) as caught:
        templates.load_all(folder)
    assert caught.value.line and caught.value.remedy
    return caught.value.wrong


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (START, SCREENING, "used for screening but offers no talk"),
        (START, START + TALK, "offers a talk but is not used for screening"),
        (START, f'{SCREENING}{TALK}who = "boss"\n', "who"),
        (START, SCREENING + TALK.replace("En samtale", "Du har pligt til en samtale"), "sounds like a duty"),
        (END, LATE.format(97), "three months after"),
        (END, LATE.format(114), "three months after"),
        (END, 'key = "after"\nday_offset = 105\n', "three months after"),
        (f"{START}[[check_ins]]\nkey = \"end\"", f"{SWAPPED}[[check_ins]]\nkey = \"start\"", "order"),
        ('role = "therapist"', 'role = "therapist"\nopen_ended = true', "open-ended"),
    ],
)  # fmt: skip
def test_a_check_in_out_of_place_is_refused(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    assert wrong in refused(tmp_path, old, new)


@pytest.mark.parametrize("days", [98, 105, 112])
def test_three_months_after_the_end_are_fine(tmp_path: Path, days: int) -> None:
    template_file.write(tmp_path, END, LATE.format(days))
    assert [one.key for one in templates.load("walking", tmp_path).check_ins] == ["start", "end", "after"]


def test_a_talk_is_translated_with_the_rest(tmp_path: Path) -> None:
    template_file.write(tmp_path, START, SCREENING + TALK)
    template_file.translate(tmp_path, 'provenance = "unreviewed"\n[check_ins.start]\ntalk = "A talk"\n')
    talk = templates.load("walking", tmp_path).check_ins[0].talk
    assert talk is not None and (talk.title, talk.who) == ({"da": "En samtale", "en": "A talk"}, "programme")


@pytest.mark.parametrize("who", ["programme", "responsible"])
def test_the_talk_comes_with_the_invitation(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    template_file.write(tmp_path, START, f'{SCREENING}{TALK}who = "{who}"\n')
    made = templates.load("walking", tmp_path)
    monkeypatch.setattr(templates, "load", lambda _key: made)
    amina, lone = a_citizen(), staff("therapist", name="Lone Bech")
    karen = responsible_for(amina)
    enrolled(amina, lone, "walking", date(2026, 11, 16))
    due, holder = invitations.due(amina.id), invitations.talk_holder(amina.id)
    assert due is not None and due.talk == {"da": "En samtale"} and holder is not None
    assert holder.person_id == (lone.id if who == "programme" else karen.id)


def test_an_open_ended_programme_asks_when_it_is_ended(runtime: Runtime, clock: FrozenClock) -> None:
    amina, karen = a_citizen(), staff()
    made = enrolled(amina, karen, "copenhagen-ips", date(2026, 11, 16))
    invitations.decline(actor=amina.actor)
    service.end(enrolment_id=made, actor=karen.actor)
    assert invitations.due(amina.id)
    invitations.decline(actor=amina.actor)
    clock.move(timedelta(days=90))
    invitations.decline(actor=amina.actor)  # the one that was laid for midway
    assert invitations.due(amina.id) is None
    clock.move(timedelta(days=1))
    assert invitations.due(amina.id)


def enrolled(citizen: Somebody, by: Somebody, programme: str, day: date) -> uuid.UUID:
    assert by.unit
    plans.start(citizen=citizen.id, purpose={"da": "Ro"}, unit=by.unit, actor=MADE_BY)
    return service.enrol(
        citizen=citizen.id, programme_id=programme, starts_on=day, unit=by.unit, staff=by.id, actor=by.actor
    )
