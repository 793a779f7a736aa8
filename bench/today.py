"""Today's CPU per request, beside the same app's hello and the same page written in ordinary Flask and ORM."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from flask import Flask, Response
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bench.method.caller import Answer, browser, call
from bench.method.installation import Installation, installation
from bench.method.rounds import Effort, cpu_microseconds
from bench.method.seen import words_seen
from bench.method.table import print_table
from bench.ordinary.app import create_ordinary
from companion.accounts.signed_in import signed_in_as
from companion.app import create_app

TODAY, HELLO, ORDINARY, COMPRESSED = "Today", "hello, same door and headers", "ordinary Flask + ORM", "Today, as Brotli"
OF_HELLO, OVER_ORDINARY = 0.40, 1.8  # what we aim at: shares of requests per CPU second
Act = Callable[[], Answer]


@click.command()
@click.option("--rounds", default=15, show_default=True, help="Rounds; each contestant runs once in every round.")
@click.option("--calls", default=100, show_default=True, help="Requests of one contestant in one round.")
def main(rounds: int, calls: int) -> None:
    """Measure the Today page: CPU time of this process, in-process WSGI calls, median of interleaved rounds.

    Example: python -m bench.today --rounds 15 --calls 100
    """
    with installation() as place:
        acts = contestants(place)
        same_words(acts)
        times = cpu_microseconds(acts, Effort(rounds, calls))
        counts = {name: _statements(act) for name, act in acts.items()}  # last: counting slows every statement
    rows = [_row(name, times, counts[name]) for name in acts]
    head = ("", "µs CPU a request", "requests per CPU second", "of hello", "times ordinary", "statements")
    aim = (
        f"Aim: Today at least {OF_HELLO:.0%} of hello and {OVER_ORDINARY} times ordinary. Nothing is asserted on time."
    )
    print_table(f"Today in Arabic, signed in, {rounds} rounds of {calls}", head, rows, [aim])


def contestants(place: Installation) -> dict[str, Act]:
    """Each contestant by its name: one request that it answers."""
    ours, ordinary = create_app(place.ground.config, ground=place.ground), create_ordinary(place.ground)
    _add_hello(ours)
    plain = {"HTTP_ACCEPT_ENCODING": "identity"}  # compression is a cost of its own, shown in its own row
    today, hello = browser("/", place.token), browser("/hello", place.token) | plain
    return {
        TODAY: lambda: call(ours, today | plain),
        HELLO: lambda: call(ours, hello),
        ORDINARY: lambda: call(ordinary, today | plain),
        COMPRESSED: lambda: call(ours, today),
    }


def _add_hello(app: Flask) -> None:
    """The least this app can answer to somebody signed in: session check, door, headers, one word."""

    @app.get("/hello")
    @signed_in_as("citizen")
    def hello() -> Response:
        return Response("hello\n", mimetype="text/plain")


def same_words(acts: dict[str, Act]) -> None:
    """Both pages must show the same words. Raises ClickException with the first difference."""
    answers = [acts[TODAY](), acts[ORDINARY]()]
    ours, ordinary = (words_seen(answer.body.decode()) for answer in answers)
    if any(not answer.status.startswith("200") for answer in answers) or ours != ordinary:
        pairs = zip([*ours, ""], [*ordinary, ""], strict=False)
        differing = next((pair for pair in pairs if pair[0] != pair[1]), None)
        raise click.ClickException(f"The pages differ: {[one.status for one in answers]} {differing}")


def _statements(act: Act) -> int:
    act()
    with _counted() as seen:
        act()
    return len(seen)


@contextmanager
def _counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _row(name: str, times: dict[str, float], statements: int) -> tuple[str, ...]:
    taken = times[name]
    return (
        name,
        f"{taken:,.0f}",
        f"{1e6 / taken:,.0f}",
        f"{times[HELLO] / taken:.0%}",
        f"{times[ORDINARY] / taken:.2f}",
        str(statements),
    )


if __name__ == "__main__":
    main()
