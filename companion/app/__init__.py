"""The application: every room put together on one runtime."""

from companion.app.factory import create_app

__all__ = ["create_app"]
