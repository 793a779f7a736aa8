"""The HTML of the fake server: the markup hooks the scripts rely on, nothing more."""

from datetime import UTC, datetime

from companion.checkins.who5 import BANDS

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ITEMS = ("happy", "calm", "active", "rested", "interest")
BOXES = """
<p data-offline hidden>offline</p><form data-online>search</form>
<div data-unsent-box hidden><b data-unsent>0</b> waiting <ul data-receipts></ul>
<p data-storage-asked hidden>asked</p><p data-storage-short hidden>short</p><p data-storage-week hidden>week</p></div>
<p data-no-room hidden>no room</p><p data-not-sent hidden>not sent</p>
<div role="status"><p data-sent-box hidden>sent</p></div>
<p data-needs-help-box hidden>needs help <span data-receipts="needs-help"></span>
<button type="button" data-try-again>again</button></p>
<p data-sign-in-box hidden>sign in</p><p data-other-box hidden><b data-other></b> of others</p>
<p data-keep-failed hidden>no room</p><ul data-receipts="sent"></ul>
<form data-sign-out method="post" action="/sign-out"><button>out</button></form>
"""
CALL_ME = """
<form data-call-me method="post" action="/call-me"><input type="hidden" name="key" value="server-key">
<input type="hidden" name="with_interpreter" value="1"><button>call me</button></form>
<p data-call-me-saved hidden>saved</p><p data-call-me-sent hidden>asked</p>
"""
WORDS = "".join(f'<p data-from="{one.lowest}" data-to="{one.highest}" hidden>{one.key}</p>' for one in BANDS)
RESULT = f"""
<p data-not-saved hidden>not saved</p>
<section data-result hidden><h2>Result</h2><b data-index></b>
{WORDS}<p data-from="0" data-to="12" hidden>talk</p><p data-help-lines hidden>lines</p>
<p data-saved hidden>saved <bdi data-receipt></bdi></p></section>
"""


def page(title: str, body: str, metas: dict[str, str], scripts: list[str]) -> str:
    """A whole page with its metas and deferred scripts."""
    head = "".join(f'<meta name="companion-{name}" content="{text}">' for name, text in metas.items())
    tags = "".join(f'<script defer src="/static/{name}"></script>' for name in scripts)
    config = '<meta name="htmx-config" content=\'{"includeIndicatorCSS":false,"history":false}\'>'
    return (
        f'<!doctype html><html lang="da" dir="ltr"><meta charset="utf-8"><title>{title}</title>{config}{head}{tags}'
        f'<link rel="stylesheet" href="/static/look.css"><body data-page="x"><main><h1>{title}</h1>{body}</main>'
    )


def day_until(moment: float) -> str:
    """The mark of the list of the day: when it is over (s since 1970)."""
    return f'<p data-day-until="{datetime.fromtimestamp(moment, UTC).isoformat()}">until midnight</p>'


def check_in_form(ticked: dict[str, int]) -> str:
    """The plain form of the check-in, with answers the server writes into it again."""
    sets = "".join(_statement(name, ticked.get(name)) for name in ITEMS)
    bars = "<i></i>" * len(ITEMS)
    return (
        '<form data-check-in data-instrument="who5" data-version="1" data-language="ar" method="post" '
        'action="/check-in"><button name="_language" value="da" formaction="/language">dansk</button>'
        f'<input type="hidden" name="key" value="server-key">{sets}'
        f"<p data-choose-one hidden>choose one</p><p data-progress><span data-step>1</span></p>"
        f"<div data-bar>{bars}</div><button type=button data-back hidden>back</button>"
        f"<button type=button data-next hidden>next</button><button data-finish>finish</button></form>{RESULT}"
    )


def _statement(name: str, ticked: int | None) -> str:
    choices = "".join(
        f'<label><input type="radio" name="{name}" value="{value}"{" checked" if value == ticked else ""}>'
        f"{value}</label>"
        for value in range(5, -1, -1)
    )
    return f'<fieldset data-item="{name}"><legend>{name}</legend>{choices}</fieldset>'
