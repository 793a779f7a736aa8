"""The citizen's side of a card, rendered beside the form in a language of choice.

Which language she reads is hers (decision 0010): it is taken for health roles; for employment roles the choice begins
with Danish and is made among what is offered to everybody.
"""

import uuid
from typing import Any

from markupsafe import Markup

from companion.accounts import service as accounts
from companion.accounts.rules import HEALTH_ROLES
from companion.accounts.signed_in import me
from companion.language.offered import offered_languages
from companion.language.table import SOURCE, Language, readable
from companion.plan.known import KnownCard
from companion.plan.pages import is_stale
from companion.web.page import rendered


def beside(citizen: uuid.UUID, draft: KnownCard | None, *, typed: str | None) -> dict[str, Any]:
    """The values a page needs to show the preview: languages to choose from, the chosen one, and what she sees."""
    offered = offered_languages()
    chosen = _chosen(citizen, offered, typed)
    stale = draft is not None and draft.measure is not None and is_stale(draft.measure)
    values = {"card": draft, "stale": stale}
    told = rendered("plan/preview.html", values, chosen) if draft else ""
    return {"preview": Markup(told), "preview_in": chosen, "preview_languages": offered}  # noqa: S704 - our own page


def _chosen(citizen: uuid.UUID, offered: list[Language], typed: str | None) -> Language:
    usual = accounts.person(citizen).language if me().role in HEALTH_ROLES else SOURCE
    wanted = typed if typed in {one.code for one in offered} else usual
    return readable(wanted or SOURCE)
