"""One Jinja environment per language: words, dates and static names are bound once, not looked up per request."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from companion.foundation import places
from companion.language import formats
from companion.language.overlays import Overlay
from companion.language.provenance import is_unread
from companion.language.table import SOURCE, Language, language
from companion.language.text import Text, own_words, pick
from companion.language.words import bound
from companion.web.binding import BindingGenerator

INSTEAD = "data-instead"  # on words in Danish that stand in for words in the reader's language
_SAID = Markup('<span lang="%s" dir="%s" data-instead>%s</span>')
_DANISH_LINE = Markup('<span class="danish" lang="da" dir="ltr">%s</span>')
REMEMBERED = frozenset(  # parts that are asked for a few days, hours, roles or names again and again
    {
        "clock_face",
        "hour",
        "hour_to_keep",
        "hours_to_keep",
        "icon",
        "language_buttons",
        "mark",
        "places_bar",
        "role_name",
        "tile",
        "time_block",
        "time_of",
        "time_to_keep",
        "wall",
    }
)
REMEMBERED_ANSWERS = 512  # of each part and language: the meetings of a few busy weeks


class Hands(NamedTuple):
    """Degrees of the two hands of a clock face."""

    hour_angle: int
    minute_angle: int


def environment(code: str, overlay: Overlay, static: Callable[[str], str], shared: Mapping[str, Any]) -> Environment:
    """The environment that renders every template in one language, with the wordings that lie over its catalogue."""
    reader = language(code)
    made = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=None if overlay.tried else _Compiled(code, overlay.version, static("icons.svg")),
    )
    made.code_generator_class = BindingGenerator
    spoken = bound(code, overlay)
    made.globals.update(
        {"_": spoken.say, "plain_": spoken.plain, "_n": spoken.count, "language": reader, "static": static},
        said=partial(_said, reader=reader, overlay=overlay),
        tongue_of=lambda text: pick(text, reader).language.html,  # for an option or a drawing, where no element fits
        danish_line=partial(_danish_line, reader=reader),
        is_unread=lambda text, shipped: is_unread(text, code, shipped),
        **shared,
    )
    made.filters.update(_filters(reader))
    made.filters["in_danish"] = lambda text: bool(text[SOURCE]) and own_words(text, reader.code, overlay) is None
    made.globals["parts"] = _Parts(made.get_template("web/parts.html").module)
    return made


class _Parts:
    """The macros of `web/parts.html`; those of few different arguments remember what they answered."""

    def __init__(self, macros: Any) -> None:
        for name, macro in vars(macros).items():
            setattr(self, name, lru_cache(REMEMBERED_ANSWERS)(macro) if name in REMEMBERED else macro)


class _Compiled(BytecodeCache):
    """Keeps compiled pages for the life of the process, by what their constants were made with.

    Of the wordings of a language only the newest are kept: translators save many in a day.
    """

    _kept: dict[str, bytes] = {}  # noqa: RUF012 - deliberately one for all environments

    def __init__(self, code: str, version: str, icons: str) -> None:
        self._bound_to = f"{code} {version} {icons}"
        usual = (f"{code}  ", f"{code} {version} ")
        for key in [key for key in list(self._kept) if key.startswith(f"{code} ") and not key.startswith(usual)]:
            self._kept.pop(key, None)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{self._bound_to} {super().get_cache_key(name, filename)}"

    def load_bytecode(self, bucket: Any) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Any) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def _loader() -> ChoiceLoader:
    rooms = sorted(places.package().glob("*/templates"))
    return ChoiceLoader([FileSystemLoader(room) for room in rooms])


def _filters(reader: Language) -> dict[str, Callable[..., Any]]:
    return {
        "weekday_date": lru_cache(REMEMBERED_ANSWERS)(partial(formats.weekday_date, language=reader)),
        "long_date": partial(formats.long_date, language=reader),
        "weekday_name": partial(formats.weekday_name, language=reader),
        "clock_time": lru_cache(REMEMBERED_ANSWERS)(partial(formats.clock_time, language=reader)),
        "number": partial(formats.number, language=reader),
        "part_of_day": formats.part_of_day,
        "hands": lambda when: Hands(*formats.hands(when)),
    }


def _said(text: Text, reader: Language, overlay: Overlay) -> Markup | str:
    own = own_words(text, reader.code, overlay)
    if own:
        return overlay.marked(text[SOURCE], escape(own)) if overlay.tried else own
    found = pick(text, reader)
    return _SAID % (found.language.html, found.language.dir, found.words)


def _danish_line(when: datetime, reader: Language) -> Markup | str:
    if reader.code == SOURCE:
        return ""
    danish = language(SOURCE)
    line = f"{formats.weekday_date(when, danish).capitalize()} kl. {formats.clock_time(when, danish)}"
    return _DANISH_LINE % line
