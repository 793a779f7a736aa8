"""What a reader sees of a page: its words, in order, without markup and hidden addresses."""

import re
from html import unescape

_UNSEEN = re.compile(r"<(script|style|title)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def words_seen(html: str) -> list[str]:
    """Every visible word of the page."""
    return unescape(_TAG.sub(" ", _UNSEEN.sub(" ", html))).split()
