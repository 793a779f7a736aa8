"""`create_app(config, clock)`: one Flask app over all rooms, bound to its own runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from companion.accounts import signed_in
from companion.accounts.card_pages import card_door
from companion.accounts.code_pages import code_door
from companion.accounts.device_pages import device_room
from companion.accounts.oidc_pages import oidc_door
from companion.accounts.pages import accounts
from companion.accounts.passkey_pages import passkey_door
from companion.admin.help_line_pages import admin_help_lines
from companion.admin.language_pages import admin_languages
from companion.admin.pages import admin
from companion.admin.people_pages import admin_people
from companion.admin.programme_pages import admin_programmes
from companion.admin.receiver_pages import admin_receivers
from companion.admin.unit_pages import admin_units
from companion.admin.vocabulary_pages import admin_words
from companion.app.metrics import metrics
from companion.app.places import places_of
from companion.app.ready import ready
from companion.appointments.calendar_pages import calendars
from companion.appointments.day_pages import hard_day
from companion.appointments.desk_calendar_pages import desk_calendar
from companion.appointments.held_pages import held_appointments
from companion.appointments.offers_pages import desk_talk_times
from companion.appointments.pages import appointments
from companion.appointments.show_pages import shown_appointments
from companion.appointments.staff_pages import desk_appointments
from companion.appointments.talk_pages import talks
from companion.appointments.trusted_pages import trusted_room
from companion.caseload.pages import team_room
from companion.caseload.staff_pages import absence_room
from companion.checkins.invitation_pages import check_in_invitations
from companion.checkins.pages import check_ins
from companion.checkins.progress_pages import own_progress
from companion.checkins.staff_pages import desk_progress
from companion.concerns import request_pages
from companion.concerns.hours_pages import hours_room
from companion.concerns.pages import concerns
from companion.concerns.request_pages import asking
from companion.concerns.staff_pages import desk_concerns
from companion.concerns.support_pages import support_room
from companion.concerns.voice_pages import voice
from companion.concerns.wish_pages import wish_room
from companion.concerns.workplace_pages import workplace_room
from companion.desk.agreement_pages import case_questions
from companion.desk.citizen_pages import citizen_desk
from companion.desk.code_pages import hand_over
from companion.desk.contact_pages import contact_room
from companion.desk.day_pages import day_room
from companion.desk.end_pages import end_room
from companion.desk.gap_pages import gap_room
from companion.desk.handover_pages import handover_room
from companion.desk.pages import desk
from companion.desk.reach_pages import reach_room
from companion.desk.talk_pages import desk_talks
from companion.foundation import runtime
from companion.foundation.clock import Clock, SystemClock
from companion.foundation.config import Config
from companion.foundation.runtime import Runtime, open_runtime
from companion.help.pages import help_room
from companion.help.show_pages import show_room
from companion.insight.pages import insight
from companion.interpreting import in_conversation
from companion.interpreting import pages as in_two
from companion.interpreting.join_pages import join_room
from companion.interpreting.pages import interpreting
from companion.interpreting.talk_pages import own_talks
from companion.me import privacy_pages
from companion.me.agreement_pages import agreements
from companion.me.own_copy_pages import own_copies
from companion.me.pages import me_room
from companion.me.privacy_pages import plain_truth
from companion.me.quiet_pages import quiet_room
from companion.me.receipts_pages import receipts_room
from companion.me.result_pages import results
from companion.me.retention_pages import admin_retention
from companion.me.staff_pages import unwell_desk
from companion.me.talk_pages import talk_room
from companion.me.unwell_pages import unwell_room
from companion.nudges.notification_pages import notifications
from companion.nudges.pages import messages_room
from companion.nudges.session_pages import desk_sessions
from companion.nudges.staff_pages import desk_nudges
from companion.nudges.work_start_pages import work_starts
from companion.plan.answer_pages import plan_answers
from companion.plan.card_pages import card_room
from companion.plan.catalogue_pages import catalogue_room
from companion.plan.entry_pages import own_plan
from companion.plan.goal_pages import goal_room
from companion.plan.offers_pages import offers_room
from companion.plan.pages import plan
from companion.plan.staff_pages import desk_plan
from companion.plan.teach_back_pages import plan_teach_back
from companion.plan.translation_pages import plan_translations
from companion.programmes import service as programme_service
from companion.programmes.course_pages import course_room
from companion.programmes.group_pages import group_room
from companion.programmes.note_pages import notes_room
from companion.programmes.pages import programmes
from companion.programmes.recording_pages import spoken_texts
from companion.programmes.staff_pages import desk_programmes
from companion.push.pages import push_room
from companion.sync.api_pages import api
from companion.sync.facts_pages import facts_room
from companion.sync.open_pages import open_room
from companion.tasks.no_answer_pages import no_answer_room
from companion.tasks.pages import tasks
from companion.tasks.unsent_pages import unsent_room
from companion.today.pages import today
from companion.web import compression, errors, htmx, leaves, no_session, page, security, static
from companion.web.pwa import web
from companion.words import aloud_pages
from companion.words.aloud_pages import aloud_room
from companion.words.asked_pages import asked_room
from companion.words.glossary_pages import glossary_room
from companion.words.note_pages import note_room as wording_notes
from companion.words.pages import words_room
from companion.words.po_pages import po_room

ROOMS = (
    web,
    ready,
    accounts,
    today,
    plan,
    plan_answers,
    plan_translations,
    plan_teach_back,
    desk_plan,
    card_room,
    goal_room,
    own_plan,
    offers_room,
    catalogue_room,
    appointments,
    talks,
    hard_day,
    calendars,
    desk_appointments,
    desk_talk_times,
    held_appointments,
    desk_calendar,
    check_ins,
    own_progress,
    desk_progress,
    check_in_invitations,
    results,
    talk_room,
    facts_room,
    open_room,
    programmes,
    course_room,
    notes_room,
    group_room,
    desk_programmes,
    spoken_texts,
    tasks,
    unsent_room,
    help_room,
    show_room,
    glossary_room,
    asked_room,
    aloud_room,
    po_room,
    words_room,
    wording_notes,
    shown_appointments,
    me_room,
    receipts_room,
    agreements,
    case_questions,
    own_copies,
    plain_truth,
    messages_room,
    notifications,
    desk_nudges,
    desk_sessions,
    work_starts,
    desk,
    code_door,
    card_door,
    passkey_door,
    oidc_door,
    device_room,
    hand_over,
    reach_room,
    interpreting,
    own_talks,
    join_room,
    desk_talks,
    team_room,
    absence_room,
    no_answer_room,
    handover_room,
    gap_room,
    end_room,
    trusted_room,
    citizen_desk,
    contact_room,
    day_room,
    quiet_room,
    unwell_room,
    unwell_desk,
    concerns,
    asking,
    wish_room,
    workplace_room,
    hours_room,
    support_room,
    desk_concerns,
    voice,
    push_room,
    api,
    insight,
    metrics,
    admin,
    admin_units,
    admin_people,
    admin_words,
    admin_help_lines,
    admin_receivers,
    admin_languages,
    admin_programmes,
    admin_retention,
)
GROUND = "companion-runtime"  # the extension that holds what this app stands on
Environ = dict[str, Any]
StartResponse = Callable[..., Any]


def create_app(
    config: Config,
    clock: Clock | None = None,
    *,
    ground: Runtime | None = None,
) -> Flask:
    """The whole application; `ground` lets a test share its runtime. Raises KeysMissing."""
    stands_on = ground or open_runtime(config, clock or SystemClock())
    app = Flask("companion", static_folder=None)
    app.secret_key = stands_on.keys.newest("session")[1]
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default JSON provider has it
    no_session.install(app)
    htmx.install(app)
    compression.install(app)
    security.install(app)
    errors.install(app)
    signed_in.install(app)
    leaves.install(app)
    _install_rooms(app)
    app.wsgi_app = _on_ground(_behind(app.wsgi_app, config), app)  # type: ignore[method-assign]
    page.install(app, static=static.install(app, secure=config.secure), places=places_of)
    app.extensions[GROUND] = stands_on
    return app


def _install_rooms(app: Flask) -> None:
    """What rooms put in beside their pages, and the pages."""
    request_pages.install(app, know_first=programme_service.know_first)
    in_conversation.install(app)
    in_two.install(app)
    aloud_pages.install(app, more=privacy_pages.to_read)
    for room in ROOMS:
        app.register_blueprint(room)


def _behind(wsgi: Any, config: Config) -> Any:
    """Believe so many proxies of our own, and no others, about where a request comes from; nothing else they say."""
    if not config.trusted_proxies:
        return wsgi
    return ProxyFix(wsgi, x_for=config.trusted_proxies, x_proto=0)


def _on_ground(wsgi: Any, app: Flask) -> Any:
    def bound(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        with runtime.bound(app.extensions[GROUND]):
            answered: Iterable[bytes] = wsgi(environ, start_response)
            return answered

    return bound
