"""How long a server asks us to wait before we call again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WISH = timedelta(hours=24)  # a receiver may ask for patience, not for silence


def wished_wait(retry_after: str | None, *, now: datetime) -> timedelta:
    """The wait a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); nonsense asks none."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        seconds = int(text) if len(text) <= 9 else LONGEST_WISH.total_seconds()
        return min(timedelta(seconds=seconds), LONGEST_WISH)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return timedelta(0)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta(0)), LONGEST_WISH)
