"""Finds the folders that live beside the package: in a checkout they are siblings, in a wheel they travel inside."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSIDE_WHEEL = _PACKAGE / "_shared"


def translations() -> Path:
    """The folder with `locales.toml`, the catalogues, consent texts and instruments."""
    return _beside("translations")


def service_worker() -> Path:
    """The folder with the parts of the service worker."""
    return _beside("service_worker")


def static() -> Path:
    """The folder with style sheet, icons, drawings and page scripts."""
    return _PACKAGE / "static"


def package() -> Path:
    """The folder of the package itself."""
    return _PACKAGE


def _beside(name: str) -> Path:
    inside = _INSIDE_WHEEL / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
