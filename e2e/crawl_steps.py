"""What no link leads to: pages that refuse, and pages that a form answers with. Nothing a later page shows changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from companion.web.security import MAX_BODY_BYTES
from e2e.crawl_map import FIRST
from e2e.crawl_world import LOST, STRANGER

OK = 200
SAMPLED = 2  # of each reader in `make test`
A_FORM = "/help"  # everybody may stand here and send one
SEND = """([path, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  const inputs = Object.entries(fields).map(([name, value]) =>
    Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.append(...inputs);
  document.body.append(form);
  form.submit();
}"""


@dataclass(frozen=True)
class Step:
    """A way to a page, and what it answers; with a form it is sent, else opened."""

    path: str
    status: int = OK
    form: Mapping[str, str] | None = None

    @property
    def told(self) -> str:
        """As the list of faults names it."""
        sent = f"sent to {self.path}" if self.form is not None else self.path
        return sent if self.status == OK else f"{sent}, {self.status}"

    def take(self, page: Page, url: str) -> Response | None:
        """Go there."""
        if self.form is None:
            return page.goto(url + self.path.replace("&amp;", "&"))
        page.goto(url + A_FORM)
        with page.expect_navigation() as going:
            page.evaluate(SEND, [self.path, dict(self.form)])
        return going.value


NINE = {"code": "123456789"}  # nobody's code: who asks has asked too often (crawl_world)
STEPS: Mapping[str, Sequence[Step]] = {
    STRANGER: (
        Step("/no-such-page", 404),
        Step("/trusted", 422, {"code": "1"}),
        Step("/plan", 401),
        Step("/wording", 422, {}),
        Step("/join", 422, {"code": "1"}),
        Step("/sign-in/code", 422, {"code": "1"}),
        Step("/sign-in/code", 429, NINE),
        Step("/wording", 200, {"words": "Ordet er forkert"}),
        Step("/demo", 200, {"persona": "citizen-sick"}),
        Step("/glossary", 200, {"sought": "plan"}),
        Step("/help", 405, {}),
        Step("/wording", 413, {"words": "x" * MAX_BODY_BYTES}),
    ),
    FIRST: (
        Step("/desk", 403),
        Step("/plan/own", 422, {"own_title": ""}),
        Step("/no-such-page", 404),
        Step("/me/sharing", 422, {}),
        Step("/me/devices/card", 422, {"pin": "1", "again": "2"}),
        Step("/check-in", 422, {}),
        Step("/progress", 422, {}),
        Step("/me/erase", 422, {}),
        Step("/me/devices/card", 200, {"pin": "482915", "again": "482915"}),
        Step("/appointments/calendar", 200, {}),
    ),
    LOST: (Step("/check-in/result", 500),),
    "consultant": (Step("/desk/absence", 422, {}), Step("/plan", 403), Step("/desk/hours", 422, {})),
    "translator": (Step("/words/so/import", 422, {}), Step("/words/so/no-such-text", 404)),
    "administrator": (Step("/admin/people/new", 422, {}), Step("/admin/units", 422, {})),
}


def steps_of(persona: str, *, every: bool) -> Sequence[Step]:
    """The steps of one reader: all of them, or a sample."""
    found = STEPS.get(persona, ())
    return found if every else found[:SAMPLED]
