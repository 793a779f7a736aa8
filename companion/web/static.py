"""Static files under hashed names, compressed once at start and served by WhiteNoise as immutable."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from companion.foundation import places
from companion.web import scripts, security

PREFIX = "/static/"
A_YEAR = 31_536_000


def install(app: Flask, *, secure: bool) -> Callable[[str], str]:
    """Serve static files from this app, told to stay on https if `secure`; returns plain name → hashed address."""
    folder, names = _published()
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix=PREFIX,
        max_age=A_YEAR,
        immutable_file_test=_always,
        allow_all_origins=False,
        add_headers_function=_dress_secure if secure else _dress,
    )

    def static(name: str) -> str:
        return PREFIX + names[name]

    return static


def published_names() -> dict[str, str]:
    """Plain name → hashed name of every static file."""
    return _published()[1]


def source_of(name: str) -> bytes:
    """The bytes of one static file as they travel."""
    return scripts.served(name) if name.endswith(".js") else (places.static() / name).read_bytes()


@cache
def _published() -> tuple[Path, dict[str, str]]:
    folder = Path(tempfile.mkdtemp(prefix="companion-static-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    compressor = Compressor(quiet=True)
    names = {}
    for name in _names():
        content = source_of(name)
        names[name] = hashed = _hashed(name, content)
        target = folder / hashed
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if compressor.should_compress(hashed):
            list(compressor.compress(str(target)))
    return folder, names


def _names() -> list[str]:
    root = places.static()
    plain = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return sorted(plain | scripts.JOINED.keys())


def _hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:10]
    return f"{stem}.{digest}.{ending}" if dot else f"{name}.{digest}"


def _dress(headers: Headers, _path: str, _url: str) -> None:
    for name, value in security.HEADERS.items():
        headers[name] = value


def _dress_secure(headers: Headers, path: str, url: str) -> None:
    _dress(headers, path, url)
    headers["Strict-Transport-Security"] = security.STRICT_TRANSPORT


def _always(_path: str, _url: str) -> bool:
    return True
