"""Fills an empty demo database as the environment names it: keys, tables, people, lives and the receiver."""

import sys

from companion.accounts.installation import mark_installation
from companion.cli import (
    demo_care,
    demo_concerns,
    demo_contacts,
    demo_figures,
    demo_groups,
    demo_interpreter,
    demo_lives,
    demo_measures,
    demo_meetings,
    demo_messages,
    demo_outside,
    demo_plans,
    demo_progress,
    demo_sharing,
    demo_words,
)
from companion.cli.demo_town import INSTALLER, Town, build
from companion.foundation import config, key_file, runtime
from companion.foundation.clock import SystemClock
from companion.foundation.crypto import make_keys
from companion.foundation.database import Database, transaction
from companion.foundation.runtime import open_runtime
from companion.migrations import steps
from companion.sync import service as sync
from companion.sync.allow_list import PURPOSES

PARTS = (  # in this order: later ones lean on what earlier ones made
    demo_lives.live,
    demo_care.care,
    demo_plans.deepen,
    demo_progress.rate,
    demo_contacts.contact,
    demo_meetings.meet,
    demo_interpreter.interpret,
    demo_groups.meet,
    demo_concerns.worry,
    demo_messages.write,
    demo_words.wait,
    demo_figures.publish,
)


def prepare(settings: config.Config) -> None:
    """Keys if there are none yet, and tables."""
    if not settings.key_file.exists():
        make_keys(settings.key_file)
    key_file.add_missing(settings.key_file)
    database = Database(settings.database_url)
    steps.upgrade(database)
    database.close()


def fill(receiver: str, secret: str) -> Town:
    """The fictional municipality, its people and its receiver, in the runtime that is bound; all or nothing."""
    with transaction():
        mark_installation(demo=True)
        town = build()
        for part in PARTS:
            part(town)
        demo_measures.offer_measures()
        added = sync.add_receiver(
            unit=town.employment, address=receiver, secret=secret, purposes=sorted(PURPOSES), actor=INSTALLER
        )
        demo_outside.connect(town, added)
        demo_sharing.share(town)
    return town


def main(receiver: str, secret: str) -> None:
    """Fill the database of the environment."""
    settings = config.read()
    prepare(settings)
    ground = open_runtime(settings, SystemClock())
    with runtime.bound(ground):
        fill(receiver, secret)
    ground.database.close()


if __name__ == "__main__":
    import os

    main(sys.argv[1], os.environ["COMPANION_RECEIVER_SECRET"])
