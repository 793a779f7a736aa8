"""The door of pages that everybody may open; a view without any door fails a house test."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g

from companion.web.page import Keep

View = Callable[..., Any]


def open_to_all(*, keep: Keep = None) -> Callable[[View], View]:
    """Mark a view as open, signed in or not; `keep="anyone"` lets every phone keep it for offline."""

    def mark(view: View) -> View:
        @wraps(view)
        def opened(*args: Any, **kwargs: Any) -> Any:
            g.keep = keep
            return view(*args, **kwargs)

        opened.__open_to__ = ("everybody",)  # type: ignore[attr-defined]
        return opened

    return mark
