"""Words, dates and numbers as Flask-Babel gives them: locale and catalogue found per request, kept on `g`."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.support import NullTranslations, Translations
from flask import g
from flask_login import current_user
from markupsafe import Markup

from companion.foundation import places
from companion.language.table import Language, language

DANISH_TIME = ZoneInfo("Europe/Copenhagen")


def shown_language() -> Language:
    """The language of this request."""
    if "language" not in g:
        g.language = language(current_user.language if current_user.is_authenticated else None)
    return cast(Language, g.language)


def gettext(text: str) -> str:
    """What Jinja's i18n extension asks for every word."""
    return str(_translations().ugettext(text))


def ngettext(one: str, many: str, n: int) -> str:
    """The same with a number."""
    return str(_translations().ungettext(one, many, n))


def weekday_date(when: datetime | date) -> str:
    """Weekday, day and month name."""
    day = danish(when).date() if isinstance(when, datetime) else when
    return format_date(day, shown_language().date, locale=_locale())


def clock_time(when: datetime) -> str:
    """The hour on a Danish wall clock."""
    return format_skeleton("Hm", danish(when), tzinfo=None, locale=_locale())


def said(text: dict[str, str]) -> Markup | str:
    """A text of the database in the reader's language, or marked as Danish."""
    own = text.get(shown_language().code)
    return own or Markup('<span lang="da" dir="ltr">%s</span>') % text["da"]


def danish_line(when: datetime) -> Markup:
    """The same day in Danish."""
    if shown_language().code == "da":
        return Markup()
    day = format_date(danish(when).date(), language("da").date, locale="da").capitalize()
    hour = format_skeleton("Hm", danish(when), tzinfo=None, locale="da")
    return Markup('<span class="danish" lang="da" dir="ltr">%s</span>') % f"{day} kl. {hour}"


def danish(when: datetime) -> datetime:
    """A moment of the database (UTC) on a Danish wall clock."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(DANISH_TIME)


def _locale() -> Locale:
    if "locale" not in g:
        g.locale = Locale.parse(shown_language().babel)
    return cast(Locale, g.locale)


def _translations() -> Any:
    if "translations" not in g:
        g.translations = _catalogue(shown_language().code)
    return g.translations


@cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(str(places.translations()), [code], domain="messages")
