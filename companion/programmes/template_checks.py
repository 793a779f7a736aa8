"""What must be true of a template as a whole: numbering, keys, meetings, tone and check-ins. Pure."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from companion.accounts.rules import HEALTH_ROLES
from companion.language.table import SOURCE
from companion.plan.rules import FREE, duty_words
from companion.programmes.template_errors import Fault, Place
from companion.programmes.template_shape import (
    RESPONSIBLE,
    CardPart,
    SessionPart,
    TemplateShape,
    WeekPart,
    place_name,
)
from companion.programmes.template_texts import SAY_IT_FREELY

WEEKS_LIMIT = 60  # a good year; follow-along beyond that is `open_ended`
CHECK_IN_GAP = 14  # days; WHO-5 asks about the last two weeks
CHECK_IN_ORDER = {"start": 0, "midway": 1, "end": 2, "after": 3}
AFTER_END = range(84, 99)  # days: three months after the end, give or take a week

# An offer or invitation never sounds like a duty or a deadline (case S5).
_DUTY = re.compile(
    r"\b(?:skal (?:møde|deltage|komme|svare)|(?:er )?nødt til|senest|krav|kræves|udebliv\w*|(?:for)?pligt\w*"
    r"|\w+pligt\w*|\w*frist(?:en|er|erne)?|\w*sanktion\w*|konsekvens\w*)\b",
    re.IGNORECASE,
)


def first_fault(template: TemplateShape) -> Fault | None:
    """The first thing wrong with a template of the right shape, or None."""
    return next((fault for check in _CHECKS for fault in check(template)), None)


def _responsible_role(template: TemplateShape) -> Iterator[Fault]:
    named: list[tuple[Place, str]] = [(("role",), template.role)]
    named += [((*place, "role"), part.role) for place, part in _parts(template) if part.role]
    for place, role in named:
        if role not in RESPONSIBLE:
            yield Fault(place, f"role '{role}' is unknown", f"Use one of: {', '.join(RESPONSIBLE)}")


def _health_with_health(template: TemplateShape) -> Iterator[Fault]:
    """The sanction firewall: what is hidden from employment roles is never in the hands of one (R3)."""
    for place, part in _parts(template):
        hidden = part.private or "health" in (template.track, part.track)
        role = part.role or template.role
        if hidden and role not in HEALTH_ROLES:
            wrong = f"'{part.key}' is not told to employment roles, but a {role} would hold it"
            remedy = f"Write role = in this part, one of: {', '.join(HEALTH_ROLES)}"
            yield Fault((*place, "role") if part.role else place, wrong, remedy)


def _parts(template: TemplateShape) -> Iterator[tuple[Place, CardPart | SessionPart]]:
    yield from ((("cards", index), card) for index, card in enumerate(template.cards))
    yield from ((("sessions", index), session) for index, session in enumerate(template.sessions))


def _enough_weeks(template: TemplateShape) -> Iterator[Fault]:
    if template.kind == "course" and not template.weeks:
        yield Fault(("weeks",), "a course has no weeks", "Add at least one [[weeks]]")
    reached = list(itertools.accumulate(max(1, _last(week) - week.number + 1) for week in template.weeks))
    for index, number in enumerate(reached):
        if number > WEEKS_LIMIT:
            wrong = f"{reached[-1]} weeks are more than {WEEKS_LIMIT}"
            place: Place = ("weeks", index, "until") if template.weeks[index].until else ("weeks", index)
            yield Fault(place, wrong, "Write fewer weeks and set open_ended = true")


def _weeks_in_order(template: TemplateShape) -> Iterator[Fault]:
    expected = 1
    for index, week in enumerate(template.weeks):
        if week.number != expected:
            wrong = f"week {expected} is expected here, not week {week.number}"
            remedy = "Number the weeks 1, 2, 3 and so on, without gaps or repeats"
            yield Fault(("weeks", index, "number"), wrong, remedy)
        if _last(week) < week.number:
            wrong = f"the page of week {week.number} ends in week {week.until}, before it begins"
            yield Fault(("weeks", index, "until"), wrong, "Write the last week of the page, or remove the line")
        expected = _last(week) + 1


def _last(week: WeekPart) -> int:
    return week.number if week.until is None else week.until


def _own_keys(template: TemplateShape) -> Iterator[Fault]:
    yield from _repeats(("cards",), [card.key for card in template.cards])
    yield from _repeats(("sessions",), [session.key for session in template.sessions])
    yield from _repeats(("check_ins",), [check_in.key for check_in in template.check_ins])
    for index, week in enumerate(template.weeks):
        yield from _repeats(("weeks", index, "blocks"), [block.key for block in week.blocks])
        yield from _repeats(("weeks", index, "steps"), [step.key for step in week.steps])
        yield from _repeats(("weeks", index, "questions"), [one.key for one in week.questions])
        for number, one in enumerate(week.questions):
            yield from _repeats(
                ("weeks", index, "questions", number, "answers"), [answer.key for answer in one.answers]
            )
    yield from _repeats(("notes",), [note.kind for note in template.notes], "kind")
    for index, note in enumerate(template.notes):
        yield from _repeats(("notes", index, "fields"), [field.key for field in note.fields])


def _repeats(place: Place, keys: Iterable[str], called: str = "key") -> Iterator[Fault]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            wrong = f"the {called} '{key}' stands twice in {place_name(place)}"
            yield Fault((*place, index, called), wrong, f"Give each its own {called}")
        seen.add(key)


def _sessions_inside(template: TemplateShape) -> Iterator[Fault]:
    numbers = {number for week in template.weeks for number in range(week.number, _last(week) + 1)}
    for index, session in enumerate(template.sessions):
        place: Place = ("sessions", index, "weeks")
        if outside := sorted(set(session.weeks) - numbers):
            wrong = f"session '{session.key}' lies in week {outside[0]}, which the programme does not have"
            yield Fault(place, wrong, "Name only weeks that stand in this file")
        if len(set(session.weeks)) < len(session.weeks):
            wrong = f"session '{session.key}' names a week twice"
            yield Fault(place, wrong, "Name each week once; a second meeting is a session of its own")


def _sessions_on_weekdays(template: TemplateShape) -> Iterator[Fault]:
    for index, session in enumerate(template.sessions):
        if (session.weekday is None) == (not session.weekdays):
            wrong = f"session '{session.key}' needs either a weekday or weekdays"
            yield Fault(("sessions", index), wrong, "Write weekday = 0 (Monday), or weekdays = [0, 2, 4]")
        if len(set(session.weekdays)) < len(session.weekdays):
            wrong = f"session '{session.key}' names a weekday twice"
            yield Fault(("sessions", index, "weekdays"), wrong, "Name each weekday once")


def _ips_without_place(template: TemplateShape) -> Iterator[Fault]:
    """Case S35: in IPS the citizen says where to meet."""
    for index, session in enumerate(template.sessions):
        if template.kind == "ips" and session.place:
            wrong = f"session '{session.key}' has a place, but in IPS the citizen chooses it"
            yield Fault(("sessions", index, "place"), wrong, 'Write place = ""')


def _no_duty_wording(template: TemplateShape) -> Iterator[Fault]:
    for place, kind, text in _toned(template):
        found = _DUTY.findall(text) + duty_words({SOURCE: text})
        if kind in FREE and found:
            wrong = f"'{found[0]}' sounds like a duty or a deadline, but this is an {kind}"
            yield Fault(place, wrong, SAY_IT_FREELY)


def _toned(template: TemplateShape) -> Iterator[tuple[Place, str, str]]:
    for index, card in enumerate(template.cards):
        yield ("cards", index, "title"), card.kind, card.title
        yield ("cards", index, "why"), card.kind, card.why
    for index, session in enumerate(template.sessions):
        yield ("sessions", index, "title"), session.kind, session.title
        yield ("sessions", index, "place"), session.kind, session.place
        yield ("sessions", index, "directions"), session.kind, session.directions
        yield ("sessions", index, "childcare"), session.kind, session.childcare
    for index, check_in in enumerate(template.check_ins):
        yield ("check_ins", index, "talk", "title"), "invitation", check_in.talk.title if check_in.talk else ""


def _check_ins_apart(template: TemplateShape) -> Iterator[Fault]:
    days = [check_in.day_offset for check_in in template.check_ins]
    for index, (earlier, later) in enumerate(itertools.pairwise(days), 1):
        if later - earlier < CHECK_IN_GAP:
            wrong = f"the check-in on day {later} comes less than {CHECK_IN_GAP} days after day {earlier}"
            remedy = "Write check-ins in order and at least two weeks apart"
            yield Fault(("check_ins", index, "day_offset"), wrong, remedy)


def _check_ins_in_their_places(template: TemplateShape) -> Iterator[Fault]:
    """Start, midway, end, and three months after the end; where there is no last week, no end is written."""
    keys = [check_in.key for check_in in template.check_ins]
    days = {check_in.key: check_in.day_offset for check_in in template.check_ins}
    for index, key in enumerate(keys):
        place: Place = ("check_ins", index, "key")
        if index and CHECK_IN_ORDER[key] < CHECK_IN_ORDER[keys[index - 1]]:
            yield Fault(place, "the check-ins are out of order", "Write start, midway, end, after")
        if template.open_ended and key in ("end", "after"):
            wrong = f"an open-ended programme has no day for its check-in '{key}'"
            yield Fault(place, wrong, "Remove it: when somebody ends the programme, Companion asks by itself")
        elif key == "after" and days["after"] - days.get("end", -1000) not in AFTER_END:
            wrong = "the check-in 'after' does not come three months after one with the key 'end'"
            yield Fault(place, wrong, f"Put it {AFTER_END[0]} to {AFTER_END[-1]} days after 'end'")


def _screening_with_its_talk(template: TemplateShape) -> Iterator[Fault]:
    """Case S18: a check-in used for screening always comes with a talk that can be booked; no other one does."""
    for index, check_in in enumerate(template.check_ins):
        if check_in.screening and check_in.talk is None:
            wrong = f"the check-in '{check_in.key}' is used for screening but offers no talk"
            yield Fault(("check_ins", index, "screening"), wrong, "Add [check_ins.talk] with title and who")
        if check_in.talk and not check_in.screening:
            wrong = f"the check-in '{check_in.key}' offers a talk but is not used for screening"
            yield Fault(("check_ins", index, "talk"), wrong, "Add screening = true or remove the talk")


def _review_only_of_safety(template: TemplateShape) -> Iterator[Fault]:
    for number, week in enumerate(template.weeks):
        for index, block in enumerate(week.blocks):
            if block.review and not block.safety:
                wrong = f"block '{block.key}' has a review but is no safety text"
                remedy = "Add safety = true or remove the review"
                yield Fault(("weeks", number, "blocks", index, "review"), wrong, remedy)


def _note_by_health(template: TemplateShape) -> Iterator[Fault]:
    """A note is written by a health role: the programme needs somebody of health who does (case S26)."""
    if template.notes and not {part.role or template.role for _, part in _parts(template)} & set(HEALTH_ROLES):
        wrong = "the programme has a note, but nobody of a health role who could write it"
        yield Fault(("notes", 0), wrong, f"Give a part one of the roles {', '.join(HEALTH_ROLES)}, or remove the note")


def _one_right_answer(template: TemplateShape) -> Iterator[Fault]:
    for number, week in enumerate(template.weeks):
        for index, one in enumerate(week.questions):
            if one.right not in {answer.key for answer in one.answers}:
                wrong = f"question '{one.key}' has no answer '{one.right}'"
                yield Fault(("weeks", number, "questions", index, "right"), wrong, "Name the key of one of its answers")


_CHECKS: tuple[Callable[[TemplateShape], Iterator[Fault]], ...] = (
    _responsible_role,
    _health_with_health,
    _enough_weeks,
    _weeks_in_order,
    _own_keys,
    _sessions_inside,
    _sessions_on_weekdays,
    _ips_without_place,
    _no_duty_wording,
    _check_ins_apart,
    _check_ins_in_their_places,
    _screening_with_its_talk,
    _review_only_of_safety,
    _one_right_answer,
    _note_by_health,
)
