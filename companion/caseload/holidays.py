"""Days on which a Danish municipality is closed besides weekends: public holidays, 24 and 31 December and 5 June."""

from datetime import date, timedelta

FRIDAY = 4
FIXED = ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))  # month, day; 5 June is Constitution Day
FROM_EASTER = (-3, -2, 1, 39, 50)  # Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday


def is_working_day(day: date) -> bool:
    """Whether offices are open that day."""
    if day.weekday() > FRIDAY or (day.month, day.day) in FIXED:
        return False
    return (day - easter(day.year)) not in {timedelta(days=days) for days in FROM_EASTER}


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm in Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moons = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moons + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
