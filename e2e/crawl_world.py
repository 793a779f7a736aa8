"""The demo world as the crawl finds it: everybody signed in once, and a talk with an interpreter that is going on."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from companion.accounts import attempts, sign_in, trusted
from companion.accounts.codes import WrongCode
from companion.accounts.demo_people import PERSONAS
from companion.accounts.rules import CITIZEN
from companion.accounts.service import choose_language
from companion.accounts.signed_in import LOOPBACK_COOKIE as SIGN_IN
from companion.appointments import service as appointments
from companion.appointments import summaries
from companion.appointments.trusted_pages import LOOPBACK_COOKIE as READS_ALONG
from companion.caseload import contacting
from companion.checkins.answers import Answer, take_in
from companion.checkins.records import Reading
from companion.checkins.wordings import usable
from companion.cli.demo_town import INSTALLER
from companion.foundation import clock, runtime
from companion.foundation.database import new_id, transaction
from companion.interpreting import joining, live
from companion.interpreting import service as talks
from companion.interpreting.in_conversation import LOOPBACK_COOKIE as GUEST
from companion.interpreting.joining import Attested
from companion.language import asking
from companion.language.table import SOURCE
from companion.plan import service as plans
from companion.plan import translating
from companion.sync import service as sync
from companion.sync.receivers import PAGE
from companion.web.reader import LOOPBACK_COOKIE as LANGUAGE
from companion.words import translating as of_people
from e2e.town import Municipality

STRANGER, TRUSTED, COMES, READS = (
    "a stranger",
    "a trusted phone",
    "an interpreter at the door",
    "an interpreter in a talk",
)
ROLE_OF = {persona.key: persona.role for persona in PERSONAS}
ADDRESS = "127.0.0.1"  # of the crawl's browser
IN_TALK, OPENER, UNREAD = "citizen-clarify", "caseworker", "pl"
SAMIR = Attested("Samir Aziz", "Nordtolk 318", "person", adult=True)
LOW, HIGH, LOST = "citizen-wellbeing", "citizen-ips", "citizen-other"
ANSWERED = {LOW: [(2,) * 5, (1,) * 5], HIGH: [(4,) * 5], LOST: [(3,) * 5]}  # at most 35 of 100, more than 50, whatever
EARLIER = timedelta(days=20)  # so far apart that two answers can be compared


@dataclass
class World:
    """A municipality with everybody in it signed in: persona → cookies, and persona → pages that a form leads to."""

    place: Municipality
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    also: dict[str, list[str]] = field(default_factory=dict)

    def speak(self, code: str) -> None:
        """Everybody reads on in this language, signed in or not."""
        with runtime.bound(self.place.ground):
            for person in self.place.town.people.values():
                choose_language(person=person, language=code)
        for cookies in self.cookies.values():
            cookies[LANGUAGE] = code

    def of_browser(self, persona: str) -> list[Any]:
        """The cookies of a persona as a browser takes them."""
        return [{"name": name, "value": value, "url": self.place.url} for name, value in self.cookies[persona].items()]


def prepare(place: Municipality) -> World:
    """Sign everybody in, and lay what the demo has no finished example of."""
    world, people = World(place), place.town.people
    with runtime.bound(place.ground):
        for persona in ROLE_OF:
            world.cookies[persona] = {SIGN_IN: _sign_in(people[persona])}
        world.cookies |= {STRANGER: {}, TRUSTED: {READS_ALONG: _trusted(place)}, **_a_talk(world)}
        _a_page_of_facts(place)
        spoke = contacting.log(
            citizen=people["citizen-ips"], kind=contacting.SPOKE, actor=place.town.actor("consultant")
        )
        world.also["consultant"] = [f"/desk/contacts/{spoke}"]
        world.also["translator"] = [f"/words/{UNREAD}?state=unreviewed"]
        for persona, given in ANSWERED.items():
            _answered(place, persona, given)
        _a_key_is_lost(people[LOST])
        world.also[IN_TALK] = [f"/appointments/{_agreed_at(place)}/teach-back"]
        _a_text_to_translate(place)
        _asked_too_often()
    return world


def _sign_in(person: uuid.UUID) -> str:
    return sign_in.sign_in(person=person, own_phone=True, method="passkey")


def _trusted(place: Municipality) -> str:
    digits = trusted.make(with_titles=True, actor=place.town.actor("citizen-course"))
    return trusted.use(digits, device="Android")


def _a_talk(world: World) -> dict[str, dict[str, str]]:
    """The caseworker opened it, the citizen takes part, one interpreter reads along and another has just come."""
    town, she = world.place.town, world.place.town.people[IN_TALK]
    opener, me = town.actor(OPENER), sign_in.who(world.cookies[IN_TALK][SIGN_IN])
    assert me is not None
    made = talks.open_talk(citizen=she, kind="clarify", minutes=60, actor=opener)
    talks.take_part(talk=made.id, sign_in=me.sign_in_id, pages=("today", "plan"), actor=town.actor(IN_TALK))
    reads = joining.use_code(made.digits)
    guest = live.by_token(reads)
    assert guest is not None
    joining.ask(guest=guest, said=SAMIR)
    talks.let_in(talk=made.id, guest=guest.id, actor=opener)
    world.also[OPENER] = [f"/desk/talk/{made.id}"]
    comes = joining.use_code(talks.new_code(talk=made.id, actor=opener))
    return {READS: {GUEST: reads}, COMES: {GUEST: comes}}


def _a_page_of_facts(place: Municipality) -> None:
    """The health unit has no system of its own: its staff read what citizens share on a page."""
    secret = sync.make_secret()
    sync.add_receiver(
        unit=place.town.health, address="", secret=secret, body=PAGE, purposes=["who5-index"], actor=INSTALLER
    )


def _a_text_to_translate(place: Municipality) -> None:
    """A card of hers waits for a translator, and one has taken it."""
    she = place.town.people["citizen-retraining"]
    plan = plans.for_citizen(she)
    assert plan is not None
    for card in plan.cards:
        if translating.missing(card.id, UNREAD):
            translating.ask(card_id=card.id, language=UNREAD, actor=place.town.actor("citizen-retraining"))
    of_people.take(request=asking.waiting()[0].id, actor=place.town.actor("translator"))


def _agreed_at(place: Municipality) -> uuid.UUID:
    """The meeting of hers where something was agreed."""
    held = appointments.of(place.town.people[IN_TALK]).past
    return next(one.id for one in held if summaries.of(one.id))


def _answered(place: Municipality, persona: str, given: Sequence[tuple[int, ...]]) -> None:
    """Some of the check-ins came in, the last one today; the others lay on the phone meanwhile."""
    wording = usable("who5", SOURCE)
    assert wording is not None
    now = clock.now()
    for before, answers in enumerate(reversed(given)):
        at = now - before * EARLIER
        answer = Answer(new_id(), SOURCE, wording.version, answers, at, offset_minutes=60, sent_at=now)
        take_in(answer, actor=place.town.actor(persona))


def _a_key_is_lost(citizen: uuid.UUID) -> None:
    """What this citizen answered can never be opened again: a fault of ours, and the page that says so."""
    with transaction() as session:
        session.execute(update(Reading).where(Reading.citizen_id == citizen).values(answers=b"lost"))


def _asked_too_often() -> None:
    """Nobody types a code from this address for the next ten minutes, which do not pass in a crawl."""
    for _ in range(attempts.PER_ADDRESS):
        with suppress(WrongCode), attempts.counted(ADDRESS):
            raise WrongCode


def is_citizen(persona: str) -> bool:
    """Whether this is one of the demo's citizens."""
    return ROLE_OF.get(persona) == CITIZEN
