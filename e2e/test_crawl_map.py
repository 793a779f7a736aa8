"""A new page is crawled without anybody thinking of it; what is not crawled says why. Quick: no browser, no demo."""

from flask import Flask

from e2e.crawl_map import ALIKE, ALSO, EVERYBODY, NO_PAGE, OWN, page_routes, reason
from e2e.crawl_world import ROLE_OF
from tests.house.test_routes import application  # noqa: F401 - the fixture

WALKING = {EVERYBODY, *(role for persona, role in ROLE_OF.items() if persona not in ALIKE)}


def test_every_page_is_open_to_somebody_who_walks(application: Flask) -> None:  # noqa: F811
    """Whether the demo world leads to it, the crawl itself says (`Explorer.missing`)."""
    assert [route for route, roles in page_routes(application).items() if not WALKING & set(roles)] == []


def test_what_is_not_crawled_is_there_and_says_why(application: Flask) -> None:  # noqa: F811
    routes = [rule.rule for rule in application.url_map.iter_rules() if "GET" in (rule.methods or ())]
    left_out = [route for route in routes if reason(route)]
    print("\n".join(f"{route}: {reason(route)}" for route in sorted(left_out)))
    assert [name for name in NO_PAGE if not any(reason(route) == NO_PAGE[name] for route in left_out)] == []
    assert all(why.strip() for why in NO_PAGE.values())


def test_what_is_opened_of_more_than_one_citizen_is_there(application: Flask) -> None:  # noqa: F811
    assert {*OWN, *ALSO} <= page_routes(application).keys()


def test_a_new_page_is_crawled() -> None:
    app = Flask("house", static_folder=None)
    app.add_url_rule("/new/<uuid:_key>", view_func=lambda _key: "")
    app.add_url_rule("/healthz", endpoint="health", view_func=lambda: "")
    assert list(page_routes(app)) == ["/new/<uuid:_key>"]
