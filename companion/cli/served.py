"""What the web server loads: the app as the environment says, waking the worker whenever a fact was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.app import create_app
from companion.foundation import config, logs
from companion.foundation.clock import SystemClock
from companion.foundation.runtime import open_runtime
from companion.worker.wiring import wake

if TYPE_CHECKING:
    from flask import Flask


def from_environment() -> Flask:
    """The app on its own runtime. Raises WrongSetting or KeysMissing."""
    logs.configure()
    settings = config.read()
    return create_app(settings, ground=open_runtime(settings, SystemClock(), wake))
