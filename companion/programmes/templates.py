"""Programme templates: one file of structure and Danish texts per programme, and translations beside it.

`municipal/<id>.toml` is the template, `municipal/translations/<code>/<id>.toml` its words in other languages.
A municipality adds a programme by adding files; a bad one raises `TemplateError`.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from companion.language.provenance import Provenance
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.programmes import template_checks, template_texts, template_weeks
from companion.programmes.programme import Card, CheckIn, Note, NoteField, Programme, Session, Talk
from companion.programmes.template_errors import Fault, TemplateError, refused
from companion.programmes.template_shape import CardPart, CheckInPart, NotePart, SessionPart, TemplateShape, shaped

MUNICIPAL = Path(__file__).with_name("municipal")

_SYNTAX_LINE = re.compile(r"at line (\d+)")
_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")
_NO_TEXT: Text = {SOURCE: ""}  # an empty place: nothing is assumed


@cache
def load_all(folder: Path = MUNICIPAL) -> tuple[Programme, ...]:
    """Every template of a folder, by id, read once per process; raises `TemplateError` at the first bad file."""
    files = sorted(folder.glob("*.toml"))
    for stray in sorted(folder.glob("translations/*/*.toml")):
        if stray.name not in {file.name for file in files}:
            raise TemplateError(stray, None, "there is no template of this name", "Rename or remove the file")
    return tuple(read(file) for file in files)


@cache
def load(programme_id: str, folder: Path = MUNICIPAL) -> Programme:
    """One template, read once per process; raises `TemplateError` if it is missing or bad."""
    if not _ID.match(programme_id):
        raise TemplateError(folder, None, f"'{programme_id}' is no programme id", "Use a-z, 0-9 and -")
    return read(folder / f"{programme_id}.toml")


def read(file: Path) -> Programme:
    """The template in `file` with its translations; raises `TemplateError`."""
    source, template = _template(file)
    if template.id != file.stem:
        wrong = f"the id '{template.id}' is not the name of the file"
        raise refused(file, source, Fault(("id",), wrong, f'Write id = "{file.stem}" or rename the file'))
    danish = template_texts.danish(template)
    translations = _translations(file, template)
    provenance: dict[str, Provenance] = {SOURCE: "human-reviewed"}
    provenance |= {one.code: one.provenance for one in translations}
    return _programme(template, template_texts.together(danish, translations), provenance)


def _template(file: Path) -> tuple[str, TemplateShape]:
    source, tables = _parsed(file)
    template = shaped(tables)
    if isinstance(template, Fault):
        raise refused(file, source, template)
    if fault := template_checks.first_fault(template):
        raise refused(file, source, fault)
    return source, template


def _translations(file: Path, template: TemplateShape) -> list[template_texts.Translation]:
    found = []
    for path in sorted(file.parent.glob(f"translations/*/{file.name}")):
        source, tables = _parsed(path)
        one = template_texts.translation(path.parent.name, tables, template)
        if isinstance(one, Fault):
            raise refused(path, source, one)
        found.append(one)
    return found


def _parsed(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        source = file.read_text(encoding="utf-8")
        return source, tomllib.loads(source)
    except FileNotFoundError:
        raise TemplateError(file, None, "there is no such template", "Check the name of the file") from None
    except UnicodeDecodeError:
        raise TemplateError(file, None, "the file is not UTF-8", "Save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        line = _SYNTAX_LINE.search(str(error))
        wrong = f"this is not TOML: {error}"
        raise TemplateError(file, int(line[1]) if line else None, wrong, "Correct the line") from None


def _programme(shape: TemplateShape, texts: dict[str, Text], provenance: dict[str, Provenance]) -> Programme:
    return Programme(
        id=shape.id,
        version=shape.version,
        case=shape.case,
        kind=shape.kind,
        title=texts["title"],
        about=texts["about"],
        track=shape.track,
        role=shape.role,
        open_ended=shape.open_ended,
        group=shape.group,
        notice=texts.get("notice", _NO_TEXT),
        cards=tuple(_card(card, shape.role, texts) for card in shape.cards),
        weeks=tuple(template_weeks.week(part, texts) for part in shape.weeks),
        sessions=_sessions(shape, texts),
        check_ins=tuple(_check_in(one, texts) for one in shape.check_ins),
        notes=tuple(_note(part, texts) for part in shape.notes),
        provenance=provenance,
        danish=frozenset(text[SOURCE] for text in texts.values()),
    )


def _card(card: CardPart, responsible: str, texts: dict[str, Text]) -> Card:
    own, role = f"cards.{card.key}", card.role or responsible
    return Card(card.key, card.kind, card.track, role, card.private, texts[f"{own}.title"], texts[f"{own}.why"])


def _check_in(part: CheckInPart, texts: dict[str, Text]) -> CheckIn:
    talk = Talk(texts[f"check_ins.{part.key}.talk"], part.talk.who) if part.talk else None
    return CheckIn(part.key, part.day_offset, talk)


def _note(part: NotePart, texts: dict[str, Text]) -> Note:
    fields = (NoteField(field.key, texts[f"notes.{part.kind}.{field.key}"]) for field in part.fields)
    return Note(part.kind, tuple(fields))


def _sessions(shape: TemplateShape, texts: dict[str, Text]) -> tuple[Session, ...]:
    """One session for each day of each week named, in the order in which they are held."""
    held = ((part, week, day) for part in shape.sessions for week in part.weeks for day in _days(part))
    sessions = [_session(part, shape, texts, week=week, weekday=day) for part, week, day in held]
    return tuple(sorted(sessions, key=lambda one: (one.week, one.weekday, one.starts, one.key)))


def _days(part: SessionPart) -> list[int]:
    return part.weekdays if part.weekday is None else [part.weekday]


def _session(part: SessionPart, shape: TemplateShape, texts: dict[str, Text], *, week: int, weekday: int) -> Session:
    own = f"sessions.{part.key}"
    return Session(
        key=f"{part.key}-{week}" if part.weekday is not None else f"{part.key}-{week}-{weekday}",
        track=part.track or shape.track,
        role=part.role or shape.role,
        private=part.private,
        week=week,
        weekday=weekday,
        starts=part.starts,
        minutes=part.minutes,
        kind=part.kind,
        title=texts[f"{own}.title"],
        place=texts.get(f"{own}.place", _NO_TEXT),
        directions=texts.get(f"{own}.directions", _NO_TEXT),
        form=part.form,
        interpreter=part.interpreter,
        childcare=texts.get(f"{own}.childcare", _NO_TEXT),
        group_is=part.group_is,
        reassess=part.reassess,
    )
