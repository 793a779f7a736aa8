"""Companion's own templates in ordinary Flask dress: `url_for` for static files, macros imported, plain gettext.

Written over from the real ones at start, so both pages always say the same and neither grows old.
"""

import re

from jinja2 import DictLoader

from companion.foundation import places

PAGES = {
    "base.html": "web/templates/web/base.html",
    "parts.html": "web/templates/web/parts.html",
    "today.html": "today/templates/today/today.html",
}
MACROS = {  # imported by the page under their own names
    "web/reached.html": "web/templates/web/reached.html",
    "caseload/responsible.html": "caseload/templates/caseload/responsible.html",
    "caseload/office.html": "caseload/templates/caseload/office.html",
    "checkins/invitation.html": "checkins/templates/checkins/invitation.html",
}
_STATIC = re.compile(r"static\('([^']+)'\)")
_IMPORT = '{% import "parts.html" as parts %}\n'
_SPRITE = "{% set sprite = url_for('static', filename='icons.svg') %}\n"  # once: an address per icon would cost more


def ordinary_templates() -> DictLoader:
    """The templates of the Today page."""
    sources = {name: (places.package() / path).read_text(encoding="utf-8") for name, path in (PAGES | MACROS).items()}
    dressed = {name: _dress(source) for name, source in sources.items()}
    for name in ("base.html", *MACROS):
        dressed[name] = _IMPORT + dressed[name]
    dressed["parts.html"] = _SPRITE + dressed["parts.html"]
    dressed["today.html"] = dressed["today.html"].replace("%}\n", "%}\n" + _IMPORT, 1)  # after `extends`
    return DictLoader(dressed)


def _dress(source: str) -> str:
    plain = source.replace("plain_(", "_(").replace('"web/base.html"', '"base.html"')
    linked = _STATIC.sub(r"url_for('static', filename='\1')", plain)
    return linked.replace("{{ url_for('static', filename='icons.svg') }}", "{{ sprite }}")
