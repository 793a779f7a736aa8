"""Wordings for tests: said and read through in one line."""

from companion.language.overlays import digest_of
from companion.words import workbench
from tests.people import Somebody

HELP = "Her kan du ringe"  # the heading of /help
DAYS = "%(n)s besked ligger her og venter på nettet."
UKRAINIAN = "Сюди можна дзвонити завжди"


def says(translator: Somebody, danish: str, *forms: str, code: str = "uk") -> str:
    """She says a Danish text so from now on; returns its name in addresses."""
    key = digest_of(danish)
    workbench.save(code=code, digest=key, forms=forms, actor=translator.actor)
    return key


def reads_through(reviewer: Somebody, danish: str, *, code: str = "uk") -> None:
    """Somebody reads what stands there now and finds it right."""
    seen = workbench.of(code, digest_of(danish)).seen
    workbench.review(code=code, digest=digest_of(danish), seen=seen, actor=reviewer.actor)
