"""Sign-ins on their way through another system: ten minutes, once, and only in the browser that began them."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update

from companion.accounts.records import OidcPending
from companion.foundation import clock, crypto
from companion.foundation.database import new_id, transaction

LIFE = timedelta(minutes=10)
RANDOM_BYTES = 32  # 43 characters: also the shortest PKCE verifier (RFC 7636, 4.1)
STATE, BROWSER = "oidc-state", "oidc-browser"

_USE = (
    update(OidcPending)
    .where(
        OidcPending.state_hash.in_(bindparam("states", expanding=True)),
        OidcPending.browser_hash.in_(bindparam("browsers", expanding=True)),
        OidcPending.door == bindparam("through"),
        OidcPending.made_at > bindparam("oldest"),
        OidcPending.used_at.is_(None),
    )
    .values(used_at=bindparam("now"))
    .returning(OidcPending.id, OidcPending.secrets, OidcPending.own_phone)
)


@dataclass(frozen=True, repr=False)
class Begun:
    """What a browser takes along (state, and its own cookie), and what stays here until it comes back."""

    state: str
    browser: str
    nonce: str
    verifier: str


@dataclass(frozen=True, repr=False)
class Back:
    """What was kept for the one who came back."""

    nonce: str
    verifier: str
    own_phone: bool


def begin(*, door: str, own_phone: bool) -> Begun:
    """Keep the secrets of a new sign-in; those of the past are removed."""
    begun = Begun(*(secrets.token_urlsafe(RANDOM_BYTES) for _ in range(4)))
    row, now = new_id(), clock.now()
    kept = {"nonce": begun.nonce, "verifier": begun.verifier}
    pending = OidcPending(
        id=row,
        door=door,
        state_hash=crypto.keyed_hash(STATE, begun.state),
        browser_hash=crypto.keyed_hash(BROWSER, begun.browser),
        secrets=crypto.seal(kept, table="oidc_pending", row=row, field="secrets"),
        own_phone=own_phone,
        made_at=now,
    )
    with transaction() as session:
        session.execute(delete(OidcPending).where(OidcPending.made_at <= now - LIFE))
        session.add(pending)
    return begun


def use(*, door: str, state: str, browser: str) -> Back | None:
    """Use a sign-in up: of two at the same moment one wins, and a failed one is not given back."""
    now = clock.now()
    values: dict[str, Any] = {
        "states": crypto.keyed_hashes(STATE, state),
        "browsers": crypto.keyed_hashes(BROWSER, browser),
        "through": door,
        "oldest": now - LIFE,
        "now": now,
    }
    with transaction() as session:
        row = session.execute(_USE, values, execution_options={"synchronize_session": False}).one_or_none()
    if row is None:
        return None
    kept = crypto.unseal(row.secrets, table="oidc_pending", row=row.id, field="secrets")
    return Back(kept["nonce"], kept["verifier"], row.own_phone)
