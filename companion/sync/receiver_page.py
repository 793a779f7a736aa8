"""The reference receiver's page for people: what it holds, plainly, in Danish and English."""

import json
from html import escape
from typing import Any

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Reference receiver</title>
</head>
<body>
<main>
<h1>Reference receiver <span lang="da">/ Modtager til prøve</span></h1>
<p>What arrived here, each resource once. <span lang="da">Det, der er kommet, hver ting én gang.</span></p>
"""
_FOOT = """</main>
</body>
</html>
"""
_NOTHING = '<p>Nothing has arrived. <span lang="da">Der er ikke kommet noget.</span></p>\n'


def page(held: dict[str, Any]) -> str:
    """The whole page; everything that came from outside is escaped."""
    sections = [_section(resource) for resource in held["resources"]]
    return _HEAD + ("".join(sections) or _NOTHING) + _FOOT


def _section(resource: dict[str, Any]) -> str:
    kind, at = escape(str(resource["type"])), escape(str(resource["received_at"]))
    body = escape(json.dumps(resource["body"], indent=2, ensure_ascii=False))
    when = f'<p><time datetime="{at}">{at}</time></p>'
    return f"<section>\n<h2>{kind}</h2>\n{when}\n<pre>{body}</pre>\n</section>\n"
