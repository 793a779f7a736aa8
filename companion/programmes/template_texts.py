"""The texts of a template by name, in Danish and in every translation that lies beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from companion.language.overlays import digest_of
from companion.language.provenance import Provenance
from companion.language.table import SOURCE, languages
from companion.language.text import Text
from companion.plan.rules import FREE, duty_words
from companion.programmes.template_errors import Fault, Place
from companion.programmes.template_shape import TEXT_LIMIT, QuestionPart, TemplateShape

SAY_IT_FREELY = "Say it as something the citizen may choose"
MADE_FROM = "danish"  # on top of a translation, if whoever made it wants to be told when the Danish texts change
OF_THE_FILE = ("provenance", MADE_FROM)
_TOLD: tuple[Provenance, ...] = ("unreviewed", "human-reviewed")  # a file that is here is not missing


@dataclass(frozen=True)
class Translation:
    """One language's texts by name (`weeks.3.blocks.low-signs`), and where they come from."""

    code: str
    provenance: Provenance
    texts: Mapping[str, str]


def danish(template: TemplateShape) -> dict[str, str]:
    """Every Danish text of a template by name; an empty notice, place or directions has no name."""
    return {name: text for name, text in _named(template) if text}


def digest(template: TemplateShape) -> str:
    """A short name of all its Danish texts: another one as soon as one of them is said otherwise."""
    return digest_of("\n".join(f"{name}: {text}" for name, text in sorted(danish(template).items())))


def together(danish_texts: Mapping[str, str], translations: list[Translation]) -> dict[str, Text]:
    """Each text in all languages that have it; Danish always."""
    return {
        name: {SOURCE: text} | {one.code: one.texts[name] for one in translations if name in one.texts}
        for name, text in danish_texts.items()
    }


def free(template: TemplateShape) -> set[str]:
    """The names of the texts that never sound like a duty or a deadline (case S5): those of what may be declined."""
    cards = {f"cards.{card.key}" for card in template.cards if card.kind in FREE}
    sessions = {f"sessions.{session.key}" for session in template.sessions if session.kind in FREE}
    return {name for name, _text in _named(template) if name.rpartition(".")[0] in cards | sessions}


def translation(code: str, tables: dict[str, Any], template: TemplateShape) -> Translation | Fault:
    """A parsed translation file, or the first thing in it that does not fit the template."""
    if code == SOURCE or code not in languages():
        remedy = "Name the folder after another language of translations/locales.toml"
        return Fault((), f"'{code}' is no language to translate into", remedy)
    told: Provenance | None = next((state for state in _TOLD if state == tables.get("provenance")), None)
    if told is None:
        remedy = f"Write provenance = on top, one of: {', '.join(_TOLD)}"
        return Fault(("provenance",), "nobody says where this translation comes from", remedy)
    if tables.get(MADE_FROM, now := digest(template)) != now:
        remedy = f'Look the translation through, then write {MADE_FROM} = "{now}"'
        return Fault((MADE_FROM,), "the Danish texts have changed since this was translated", remedy)
    names, to_choose, texts = set(danish(template)), free(template), dict[str, str]()
    for place, text in _leaves({name: part for name, part in tables.items() if name not in OF_THE_FILE}, ()):
        if fault := _unfit(place, text, names):
            return fault
        name, words = ".".join(map(str, place)), str(text).strip()
        if name in to_choose and (found := duty_words({code: words})):
            return Fault(place, f"'{found[0]}' sounds like a duty or a deadline", SAY_IT_FREELY)
        texts[name] = words
    return Translation(code, told, texts)


def _unfit(place: Place, text: object, names: set[str]) -> Fault | None:
    name = ".".join(map(str, place))
    if name not in names:
        return Fault(place, f"the template has no Danish text '{name}'", "Correct the key or remove the line")
    if not isinstance(text, str) or not text.strip():
        return Fault(place, f"'{name}' is no text", "Translate it, or remove the line to show Danish")
    if len(text) > TEXT_LIMIT:
        return Fault(place, f"'{name}' is too long", f"Shorten it to at most {TEXT_LIMIT:,} characters")
    return None


def _leaves(tables: Mapping[str, Any], above: Place) -> Iterator[tuple[Place, object]]:
    for key, part in tables.items():
        if isinstance(part, dict):
            yield from _leaves(part, (*above, key))
        else:
            yield (*above, key), part


def _named(template: TemplateShape) -> Iterator[tuple[str, str]]:
    yield "title", template.title
    yield "about", template.about
    yield "notice", template.notice
    for card in template.cards:
        yield f"cards.{card.key}.title", card.title
        yield f"cards.{card.key}.why", card.why
    for session in template.sessions:
        yield f"sessions.{session.key}.title", session.title
        yield f"sessions.{session.key}.place", session.place
        yield f"sessions.{session.key}.directions", session.directions
        yield f"sessions.{session.key}.childcare", session.childcare
    for check_in in template.check_ins:
        yield f"check_ins.{check_in.key}.talk", check_in.talk.title if check_in.talk else ""
    for week in template.weeks:
        yield f"weeks.{week.number}.title", week.title
        yield f"weeks.{week.number}.work", week.work
        yield from ((f"weeks.{week.number}.blocks.{block.key}", block.text) for block in week.blocks)
        yield from ((f"weeks.{week.number}.steps.{step.key}", step.text) for step in week.steps)
        for question in week.questions:
            yield from _question_texts(f"weeks.{week.number}.questions.{question.key}", question)
    for note in template.notes:
        yield from ((f"notes.{note.kind}.{field.key}", field.label) for field in note.fields)


def _question_texts(own: str, question: QuestionPart) -> Iterator[tuple[str, str]]:
    yield f"{own}.ask", question.ask
    yield f"{own}.again", question.again
    yield from ((f"{own}.answers.{answer.key}", answer.text) for answer in question.answers)
