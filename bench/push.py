"""Notices per CPU second: our sender (seal and POST) beside `pywebpush.webpush()`, to one push service, in one run."""

import uuid
from collections.abc import Callable

import click
import pywebpush
from py_vapid import Vapid02

from bench.method.installation import installation
from bench.method.push_service import push_service
from bench.method.rounds import Effort, cpu_microseconds
from bench.method.table import print_table
from companion.foundation import runtime
from companion.push import sealing, vapid
from companion.push.gateway import Parcel
from companion.push.payload import payload
from companion.push.posting import UrllibGateway
from companion.push.rules import Services, Subscription
from tests.push.carried import Browser

OURS, THEIRS = "Companion", "pywebpush.webpush()"
AIM = 2.5  # times pywebpush, in notices per CPU second
HEAD = ("", "µs CPU a notice", "notices per CPU second", "times pywebpush")
NOTICE = uuid.UUID(int=7)


@click.command()
@click.option("--rounds", default=15, show_default=True, help="Rounds; each contestant runs once in every round.")
@click.option("--calls", default=100, show_default=True, help="Notices of one contestant in one round.")
def main(rounds: int, calls: int) -> None:
    """Measure CPU time of this process; the push service runs in another one, over plain HTTP for both.

    Example: python -m bench.push --rounds 15 --calls 100
    """
    with installation() as place, runtime.bound(place.ground), push_service() as address:
        browser = Browser(address + "1")
        acts = {OURS: _ours(browser), THEIRS: _theirs(browser)}
        times = cpu_microseconds(acts, Effort(rounds, calls))
    rows = [_row(name, times) for name in acts]
    aim = f"Aim: at least {AIM} times. Both send the same bytes; every one is sealed anew. Nothing is asserted on time."
    print_table(f"Sealed and posted, {rounds} rounds of {calls}", HEAD, rows, [aim])


def _ours(browser: Browser) -> Callable[[], None]:
    told, kid = browser.told(), vapid.kid_of(vapid.public_key()) or ""
    keys = Subscription(told["endpoint"], told["keys"]["p256dh"], told["keys"]["auth"])
    gateway = UrllibGateway(Services((), ()), allow_private=True)

    def send() -> None:
        body, authorization = sealing.sealed(payload(NOTICE, "ar"), keys, kid)
        headers = {"authorization": authorization, "content-encoding": "aes128gcm", "ttl": "3600", "urgency": "normal"}
        assert gateway.post(Parcel(keys.endpoint, headers, body)).state == "accepted"

    return send


def _theirs(browser: Browser) -> Callable[[], None]:
    told, signer = browser.told(), Vapid02()
    signer.generate_keys()
    where = {"endpoint": told["endpoint"], "keys": told["keys"]}
    headers = {"urgency": "normal"}

    def send() -> None:
        claims: dict[str, str | int] = {"sub": "mailto:nobody@example.dk"}
        answer = pywebpush.webpush(where, payload(NOTICE, "ar"), signer, claims, headers=dict(headers), ttl=3600)
        assert getattr(answer, "status_code", None) == 201

    return send


def _row(name: str, times: dict[str, float]) -> tuple[str, ...]:
    taken = times[name]
    return name, f"{taken:,.0f}", f"{1e6 / taken:,.0f}", f"{times[THEIRS] / taken:.2f}"


if __name__ == "__main__":
    main()
