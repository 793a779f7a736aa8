"""Sealed check-ins per second on SQLite with synchronous=FULL: beside ordinary Flask and ORM, and on eight threads."""

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

import click

from bench.method import wrk
from bench.method.caller import Wsgi, call, post
from bench.method.installation import Installation, installation
from bench.method.rounds import percentile
from bench.method.sending import INTAKE, sealed_items, send_all
from bench.method.serving import EIGHT_THREADS, ORDINARY, ORDINARY_APP, OUR_APP, OURS, serving
from bench.method.table import print_table
from bench.ordinary.app import create_ordinary
from companion.app import create_app
from companion.checkins import service as checkins
from companion.foundation import runtime

COMPANION, PEER, EIGHT = "Companion", "ordinary Flask + ORM", "Companion on eight threads"
HEAD = ("", "check-ins a second", "p50 ms", "p99 ms", "times")
MANY_CLIENTS = 16
PAUSE = 0.2  # seconds from one item of a phone to its next: 80 a second from all of them
OVER_EIGHT, P99_MS = 1.7, 15  # what we aim at, on an otherwise quiet machine; nothing is asserted on time
Round = Callable[[Sequence[bytes]], tuple[float, list[float]]]  # sends items: seconds of all, milliseconds of each


@click.command()
@click.option("--rounds", default=7, show_default=True, help="Rounds; each contestant runs once in every round.")
@click.option("--items", default=200, show_default=True, help="Check-ins of one contestant in one round.")
@click.option("--clients", default=4, show_default=True, help="Threads that send over HTTP at once.")
def main(rounds: int, items: int, clients: int) -> None:
    """Measure the sealed intake: unseal, seal, audit, commit to disk; in process, over HTTP, and on eight threads.

    Example: python -m bench.check_ins --rounds 7 --items 200 --clients 4
    """
    with installation() as place:
        inside = {
            COMPANION: _in_process(create_app(place.ground.config, ground=place.ground), place.token),
            PEER: _in_process(create_ordinary(place.ground), place.token),
        }
        _measure(place, f"In process, {rounds} rounds of {items}", inside, (rounds, items))
        with serving(place, OURS) as ours, serving(place, ORDINARY, ORDINARY_APP) as peer:
            served = {
                COMPANION: _over_http(ours, place.token, clients),
                PEER: _over_http(peer, place.token, clients),
            }
            _measure(place, f"Over HTTP, {clients} clients, one server process each", served, (rounds, items))
        answered = _beside_eight_threads(place, (rounds, items))
        click.echo(f"  Aim: {OVER_EIGHT} times eight threads, p99 at most {P99_MS} ms on a quiet machine.")
        click.echo(f"  This machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end of the run.")
        acknowledged = 3 * 2 * (rounds + 1) * items + answered  # three tables of two, and the last one
        missing = max(0, acknowledged - _kept(place))
        click.echo(f"\nAcknowledged {acknowledged}, missing {missing}; a key is kept once (a test holds that).")


def _beside_eight_threads(place: Installation, effort: tuple[int, int]) -> int:
    """Both tables; how many items of the last one were acknowledged."""
    each = (*OURS, "--workers", str(os.cpu_count() or 1))  # as docs/operating.md says: one a processor
    with serving(place, each) as one, serving(place, EIGHT_THREADS, OUR_APP) as eight:
        title = "{} clients, {}: a process of one thread for each processor, beside eight threads"
        paced = {
            COMPANION: _over_http(one, place.token, MANY_CLIENTS, PAUSE),
            EIGHT: _over_http(eight, place.token, MANY_CLIENTS, PAUSE),
        }
        _measure(place, title.format(MANY_CLIENTS, f"one item each {PAUSE * 1000:.0f} ms"), paced, effort)
        return _as_fast_as_answered(
            place, title.format(MANY_CLIENTS, "as fast as they are answered"), one, eight, effort
        )


def _as_fast_as_answered(place: Installation, title: str, one: int, eight: int, effort: tuple[int, int]) -> int:
    """Sent by `wrk` where the machine has it; otherwise by threads of Python, which then measure themselves too."""
    rounds, items = effort
    if not wrk.is_there():
        click.echo("  wrk is not here (Debian's package wrk): Python sends, and takes a processor from both.")
        full = {
            COMPANION: _over_http(one, place.token, MANY_CLIENTS),
            EIGHT: _over_http(eight, place.token, MANY_CLIENTS),
        }
        _measure(place, title, full, effort)
        return 2 * (rounds + 1) * items
    took: dict[str, list[tuple[int, float, float, float]]] = {COMPANION: [], EIGHT: []}
    for _turn in range(rounds + 1):
        for name, port in ((COMPANION, one), (EIGHT, eight)):
            took[name].append(wrk.send(port, place.token, sealed_items(place, wrk.ENOUGH), MANY_CLIENTS))
    middle = {name: [statistics.median(one[part] for one in took[name][1:]) for part in (1, 2, 3)] for name in took}
    rows = [
        (name, f"{rate:,.0f}", f"{p50:.2f}", f"{p99:.2f}", f"{rate / middle[EIGHT][0]:.2f}")
        for name, (rate, p50, p99) in middle.items()
    ]
    print_table(title, HEAD, rows)
    return sum(one[0] for rounds_of in took.values() for one in rounds_of)


def _measure(place: Installation, title: str, contestants: Mapping[str, Round], effort: tuple[int, int]) -> None:
    rounds, number = effort
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(rounds + 1):
        for name, send in contestants.items():
            seconds, each = send(sealed_items(place, number))
            if turn:  # the first round warms up
                rates[name].append(number / seconds)
                taken[name] += each
    median = {name: statistics.median(rate) for name, rate in rates.items()}
    beside = median[list(contestants)[-1]]  # the last one is what the others are measured by
    print_table(title, HEAD, [_row(name, median[name], taken[name], beside) for name in contestants])


def _in_process(app: Wsgi, token: str) -> Round:
    def send(items: Sequence[bytes]) -> tuple[float, list[float]]:
        each = [_timed(app, item, token) for item in items]
        return sum(each) / 1000, each

    return send


def _timed(app: Wsgi, item: bytes, token: str) -> float:
    environ = post(INTAKE, item, token)
    started = time.perf_counter()
    answer = call(app, environ)
    taken = (time.perf_counter() - started) * 1000
    assert answer.status.startswith("201"), (answer.status, answer.body)
    return taken


def _over_http(port: int, token: str, clients: int, every: float = 0) -> Round:
    return lambda items: send_all(port, token, items, clients, every=every)


def _kept(place: Installation) -> int:
    with runtime.bound(place.ground):
        return len(checkins.history(place.citizen))


def _row(name: str, rate: float, taken: Sequence[float], beside: float) -> tuple[str, ...]:
    p50, p99 = percentile(taken, 50), percentile(taken, 99)
    return name, f"{rate:,.0f}", f"{p50:.2f}", f"{p99:.2f}", f"{rate / beside:.2f}"


if __name__ == "__main__":
    main()
