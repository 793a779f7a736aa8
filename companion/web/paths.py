"""Addresses that a form may send a reader back to."""

from urllib.parse import urlsplit


def local_path(wanted: str | None) -> str:
    """A path on this site, or the front page: never another site."""
    path = wanted or "/"
    try:
        parts = urlsplit(path)
    except ValueError:  # such as “//[”
        return "/"
    local = not parts.scheme and not parts.netloc and path.startswith("/") and not path.startswith("//")
    return path if local and "\\" not in path and path.isprintable() else "/"
