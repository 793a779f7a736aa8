"""Passes facts on: one transaction hands them to every room that tells something, and marks them dispatched."""

from companion.foundation import audit, journal
from companion.foundation.database import transaction
from companion.nudges import service as nudges
from companion.sync import service as sync

AT_ONCE = 100  # facts in one transaction: short enough not to hold up the web


def take_facts() -> int:
    """Turn every waiting fact into what the rooms tell; how many facts there were."""
    taken = 0
    while found := _one_batch():
        taken += found
    return taken


def take_failed(*, actor: audit.Actor) -> int:
    """Try those once more that could not be told; how many went this time. What is told is what is true now."""
    with transaction() as session:
        before = journal.failed()
        again = journal.unmark_failed()
        sync.take(again)
        nudges.take_again(again)
        number = before - journal.failed()
        if number:
            journal.wake_after_commit(session)
            audit.write(event="facts.taken-again", citizen=None, actor=actor)
        return number


def _one_batch() -> int:
    with transaction():
        facts = journal.undispatched(AT_ONCE)
        if facts:
            sync.take(facts)
            nudges.take(facts)
            journal.mark_dispatched(facts)
        return len(facts)
