"""Makes pages small on the way: a quarter of their size on a slow line.

No secret of ours stands in a page beside what a stranger can choose, so compression tells nothing (BREACH).
"""

from flask import Flask
from flask_compress import Compress

QUICK = 4  # Brotli quality: most of the gain for little work


def install(app: Flask) -> None:
    """Compress every text this app answers; static files are compressed once, by `static`."""
    app.config |= {
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": QUICK,
        "COMPRESS_MIMETYPES": ["text/html", "text/javascript", "application/json", "application/manifest+json"],
    }
    Compress(app)
