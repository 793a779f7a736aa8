"""What the web server loads to serve the ordinary application."""

from flask import Flask

from bench.ordinary.app import create_ordinary
from companion.foundation import config
from companion.foundation.clock import SystemClock
from companion.foundation.runtime import open_runtime


def from_environment() -> Flask:
    """The ordinary application with the settings of the environment."""
    return create_ordinary(open_runtime(config.read(), SystemClock()))
