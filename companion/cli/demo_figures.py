"""The figures of the demo: two closed quarters of invented people, figures of others, and kinds of benefit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from companion.accounts import vocabularies
from companion.cli.demo_town import INSTALLER, Town
from companion.foundation import clock
from companion.insight import counting, outside, service
from companion.insight.rules import Quarter, last_closed, quarter_of
from companion.insight.tables import Counted
from companion.language.text import Text

MANY = (24, 9, 17, 6, 31, 12, 3, 14)  # people; three of them are too few to be shown
SINCE = date(2026, 1, 1)
BENEFITS: dict[str, Text] = {
    "sygedagpenge": {
        "da": "Sygedagpenge",
        "en": "Sickness benefit",
        "ar": "إعانة المرض",
        "uk": "Допомога через хворобу",
    },
    "dagpenge": {"da": "Dagpenge", "en": "Unemployment benefit", "ar": "إعانة البطالة", "uk": "Допомога з безробіття"},
    "kontanthjaelp": {"da": "Kontanthjælp", "en": "Cash benefit", "ar": "المساعدة النقدية", "uk": "Грошова допомога"},
    "integration": {
        "da": "Selvforsørgelses- og hjemrejseydelse",
        "en": "Self-support and return benefit",
        "ar": "إعانة الإعالة الذاتية والعودة",
        "uk": "Допомога на самозабезпечення та повернення",
    },
}
RETRAINING = "På ydelse tre måneder efter revalidering"
OTHERS = (("Hele landet", "22"), ("Laveste kommune", "9,6"), ("Højeste kommune", "36,1"))
SOURCE = "Benchmark af revalidering 2020"


def publish(town: Town) -> None:
    """Publish two quarters with invented numbers, and enter what others published."""
    newest = last_closed(clock.today())
    before = quarter_of(newest.begins - timedelta(days=1))
    for number, quarter in enumerate((before, newest)):
        service.publish(quarter=quarter, tables=_invented(quarter, number), actor=INSTALLER)
    for area, percent in OTHERS:
        outside.enter(
            what=RETRAINING,
            area=area,
            percent=percent,
            source=SOURCE,
            published_on=date(2020, 11, 2),
            actor=town.actor("administrator"),
        )
    for code, name in BENEFITS.items():
        vocabularies.add(vocabulary=vocabularies.BENEFIT_KIND, code=code, name=name, valid_from=SINCE, actor=INSTALLER)


def _invented(quarter: Quarter, shift: int) -> Sequence[Counted]:
    return [_filled(table, number + shift) for number, table in enumerate(counting.quarter(quarter))]


def _filled(table: Counted, shift: int) -> Counted:
    """The same rows and columns with invented people; before and after, the same people in other bands."""
    columns = len(table.columns)
    values = [[_many(row * columns + column + shift) for column in range(table.half)] for row in range(len(table.rows))]
    return replace(table, values=[row + row[::-1] if table.twice else row for row in values])


def _many(place: int) -> int:
    return MANY[place % len(MANY)]
