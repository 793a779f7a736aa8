"""`/concerns`: what she is worried about and what became of it; to whom, in which words, and what she lets out."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.contacts import contacts
from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload.office import office_of
from companion.concerns import forms, releasing, requests, rules, sentences, service, subjects, talks, translating
from companion.concerns.forms import ConcernForm
from companion.concerns.known import replies, slots
from companion.consent import aloud as consents_aloud
from companion.foundation import clock
from companion.foundation.database import new_id, reading
from companion.foundation.errors import N_, Invalid
from companion.help.lines import low_lines
from companion.language import asking, wanted
from companion.language.sounds import KnownSound
from companion.language.table import SOURCE, language
from companion.language.wanted import Shown
from companion.web import reader
from companion.web.page import page

concerns = Blueprint("concerns", __name__)
NOTE_HEADING = N_("Det vil jeg gerne tale om")  # on the note it stands in Danish too


@concerns.get("/concerns")
@signed_in_as("citizen")
def home() -> Response:
    """Everything she wrote and asked for, newest first."""
    with reading():
        mine, asked = service.of(me().person_id), requests.of(me().person_id)
        people = contacts({one.owner_id for one in asked if one.owner_id})
        return page("concerns/concerns.html", mine=mine, asked=asked, people=people, ask_key=new_id())


@concerns.get("/concerns/new")
@signed_in_as("citizen")
def new() -> Response:
    """The form: to whom, ready-made sentences first, own words second."""
    with reading():
        return _form(ConcernForm(key=new_id(), with_interpreter=_needs_interpreter()), _about(request.args))


@concerns.post("/concerns/new")
@signed_in_as("citizen")
def send() -> Response:
    """Send it, or print the note for the own doctor, of which nothing is kept."""
    filled, citizen = forms.concern(request.form), me()
    if switched():
        return _form(filled, _about(request.form))
    about = _about(request.form)
    code = reader.current().language.code
    try:
        if filled.receiver == rules.GP:
            return _note(filled, code, about)
        sent = service.send(key=filled.key, said=filled.said(code), about=about, actor=citizen.actor)
    except Invalid as fault:
        return _form(filled, about, fault)
    return redirect(f"/concerns/{sent}", 303)


@concerns.get("/concerns/<uuid:concern_id>")
@signed_in_as("citizen")
def concern(concern_id: uuid.UUID) -> Response:
    """One worry: each step with its time, the answers, times to choose from, and the advice that she reads first."""
    service.advice_opened(concern_id=concern_id, actor=me().actor)
    with reading():
        return _one(concern_id)


@concerns.post("/concerns/<uuid:concern_id>/slot")
@signed_in_as("citizen")
def choose_slot(concern_id: uuid.UUID) -> Response:
    """She takes one of the times."""
    service.own(concern_id, me().person_id)
    slot = forms.uuid_of(request.form.get("slot"))
    if slot is None:
        raise Invalid
    talks.choose(concern_id=concern_id, slot_id=slot, actor=me().actor)
    return redirect(f"/concerns/{concern_id}#talk", 303)


@concerns.post("/concerns/<uuid:concern_id>/release")
@signed_in_as("citizen")
def release(concern_id: uuid.UUID) -> Response:
    """She lets the advice out to whoever is responsible for her plan."""
    version = request.form.get("version", "")
    releasing.release(
        concern_id=concern_id,
        language=reader.current().language.code,
        text_version=int(version) if version.isdecimal() and len(version) < 6 else None,
        actor=me().actor,
    )
    return redirect(f"/concerns/{concern_id}#advice", 303)


@concerns.post("/concerns/<uuid:concern_id>/keep")
@signed_in_as("citizen")
def keep(concern_id: uuid.UUID) -> Response:
    """The advice stays with her."""
    service.keep(concern_id=concern_id, actor=me().actor)
    return redirect(f"/concerns/{concern_id}#advice", 303)


@concerns.post("/concerns/<uuid:concern_id>/translation")
@signed_in_as("citizen")
def translation(concern_id: uuid.UUID) -> Response:
    """She asks for what was answered in own words, and for the advice, in the language she reads."""
    translating.ask(concern_id=concern_id, language=reader.current().language.code, actor=me().actor)
    return redirect(f"/concerns/{concern_id}", 303)


@concerns.post("/concerns/<uuid:concern_id>/close")
@signed_in_as("citizen")
def close(concern_id: uuid.UUID) -> Response:
    """She needs no answer any more."""
    service.close(concern_id=concern_id, actor=me().actor)
    return redirect(f"/concerns/{concern_id}", 303)


def _form(filled: ConcernForm, about: subjects.Subject | None, fault: Invalid | None = None) -> Response:
    receivers = service.receivers(me().person_id)
    return page(
        "concerns/new.html",
        status=422 if fault else 200,
        filled=filled,
        fault=fault,
        about=about,
        receivers=receivers,
        offices={kind: office_of(one.contact) for kind, one in receivers.items()},
        topics=sentences.topics(sentences.CITIZEN),
        shown=Shown(wanted.SENTENCES, tuple(sentences.topics(sentences.CITIZEN))),
        provenance=sentences.provenance_of(reader.current().language.code),
        low_lines=low_lines(),
        rules=rules,
        needs_interpreter=_needs_interpreter(),
        language_form="concern-form",
    )


def _note(filled: ConcernForm, code: str, about: subjects.Subject | None) -> Response:
    said = filled.words(code)
    return page(
        "concerns/note.html",
        own_words=said.own,
        heading=NOTE_HEADING,
        chosen=said.sentences(sentences.CITIZEN),
        written_in=language(said.language),
        about=about,
        today=clock.today(),
        with_interpreter=filled.with_interpreter,
    )


def _one(concern_id: uuid.UUID) -> Response:
    found = service.own(concern_id, me().person_id)
    answers, offered = replies(concern_id), slots(concern_id)
    code = reader.current().language.code
    about = subjects.still_there(found.citizen_id, kind=found.about_kind, key=found.about_id)
    receiver = service.receivers(found.citizen_id).get(found.receiver)
    release = releasing.release_of(found.citizen_id, language=code) if found.awaits_release else None
    people = {one for one in (*(answer.staff_id for answer in answers), found.owner_id) if one is not None}
    return page(
        "concerns/concern.html",
        one=found,
        chosen=found.words.sentences(sentences.CITIZEN),
        written_in=language(found.words.language),
        answers=[(one, one.words.sentences(sentences.REPLY), language(one.words.language)) for one in answers],
        slots=[one for one in offered if one.chosen_at or (one.starts_at > clock.now() and not found.talk_chosen_at)],
        people=contacts(people),
        danish=language(SOURCE),
        about=about,
        receiver=receiver,
        office=office_of(receiver.contact) if receiver else None,
        waits_for=lambda code: asking.waits_for(found.citizen_id, code),
        release=release,
        aloud=_aloud(release),
    )


def _aloud(release: releasing.Release | None) -> KnownSound | None:
    """The recording of what she would say yes to."""
    texts = [release.text] if release and release.text else []
    return next(iter(consents_aloud.recorded(texts).values()), None)


def _about(told: Mapping[str, str]) -> subjects.Subject | None:
    """The card or meeting a form or an address names. Raises NotFound for anybody else's."""
    for kind in (subjects.CARD, subjects.APPOINTMENT):
        if key := forms.key_in(told.get(kind)):
            return subjects.subject_of(me().person_id, kind=kind, key=key)
    return None


def _needs_interpreter() -> bool:
    return me().language != SOURCE
