"""Another system's sign-in, and an application whose doors lead to it."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from pytest_httpserver import HTTPServer

from companion.accounts import oidc_discovery
from companion.app import create_app
from companion.foundation.runtime import Runtime
from tests.accounts.oidc_provider import Provider


@pytest.fixture
def provider(runtime: Runtime, httpserver: HTTPServer) -> Provider:
    """A MitID broker and a single sign-on in one; whoever asked before is forgotten."""
    oidc_discovery.forget()
    return Provider(httpserver, runtime.clock.now)


@pytest.fixture
def visitor(runtime: Runtime, provider: Provider) -> FlaskClient:
    """A browser at an installation with both doors open."""
    ground = replace(runtime, config=provider.settings(runtime.config))
    made = create_app(ground.config, ground=ground).test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made
