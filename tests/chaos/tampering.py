"""What somebody who can write into the database, but has no key, might do to the audit: each kind as one function.

Rows are plain dictionaries, so that one verified state is copied in memory for every round.
"""

import copy
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from companion.foundation.audit_chain import Anchor, Fault, Rows, faults, head
from companion.foundation.audit_digest import Keys, content_digest, digest

CONTENT = ("at", "event", "citizen_id", "actor_id", "actor_role", "actor_unit_id", "purpose", "about")
PROOF = ("salt", "content_digest", "digest", "seal_number", "blanked_by")
Row = dict[str, Any]


@dataclass
class Audit:
    """Seals and lines as a tamperer finds them; the anchors lie outside and out of reach."""

    seals: list[Row]
    lines: list[Row]
    anchors: list[Anchor]

    def copied(self) -> "Audit":
        """The same, to be changed."""
        return Audit(copy.deepcopy(self.seals), copy.deepcopy(self.lines), self.anchors)

    def found(self, keys: Keys) -> list[Fault]:
        """What verification says of it."""
        seals = [SimpleNamespace(**seal) for seal in sorted(self.seals, key=lambda seal: seal["number"])]
        lines = [SimpleNamespace(**line) for line in self.lines]
        sealed = sorted((line for line in lines if line.seal_number is not None), key=lambda line: line.seal_number)
        waiting = [line for line in lines if line.seal_number is None]
        return list(faults(Rows(seals, sealed, waiting, self.anchors), keys))


def _other(chance: random.Random, value: Any) -> Any:
    """Another value of the same kind."""
    if value is None or isinstance(value, uuid.UUID):
        return uuid.UUID(int=chance.getrandbits(128))
    if isinstance(value, int):
        return value + chance.choice([-1, 1])
    if isinstance(value, str):
        return value[:-1] + chance.choice([one for one in "0123456789abcdef" if one != value[-1:]])
    return value + timedelta(microseconds=chance.randrange(1, 10**9))


def change_a_line(audit: Audit, chance: random.Random) -> None:
    line, column = chance.choice(audit.lines), chance.choice(CONTENT)
    line[column] = _other(chance, line[column])


def change_a_proof(audit: Audit, chance: random.Random) -> None:
    line, column = chance.choice(audit.lines), chance.choice(PROOF)
    line[column] = str(uuid.uuid4()) if column == "salt" else _other(chance, line[column])


def empty_a_column(audit: Audit, chance: random.Random) -> None:
    full = [(line, name) for line in audit.lines for name in (*CONTENT[2:], *PROOF) if line[name] is not None]
    line, column = chance.choice(full)
    line[column] = "" if column == "actor_role" else None


def remove_a_line(audit: Audit, chance: random.Random) -> None:
    audit.lines.remove(chance.choice(audit.lines))


def remove_several_lines(audit: Audit, chance: random.Random) -> None:
    for line in chance.sample(audit.lines, 7):
        audit.lines.remove(line)


def insert_a_copy(audit: Audit, chance: random.Random) -> None:
    audit.lines.append({**chance.choice(audit.lines), "id": uuid.uuid4()})


def insert_with_a_key_of_her_own(audit: Audit, chance: random.Random) -> None:
    made = SimpleNamespace(**{**chance.choice(audit.lines), "id": uuid.uuid4(), "salt": "5a" * 16, "blanked_by": None})
    made.content_digest = content_digest(made)
    made.digest = digest(made, (str(made.digest).partition(":")[0], b"guessed"))
    made.seal_number = chance.choice([made.seal_number, None])
    audit.lines.append(vars(made))


def insert_bare(audit: Audit, chance: random.Random) -> None:
    bare = dict.fromkeys(PROOF)
    audit.lines.append({**chance.choice(audit.lines), **bare, "id": uuid.uuid4()})


def swap_two_lines(audit: Audit, chance: random.Random) -> None:
    one, other = chance.sample(audit.lines, 2)
    one["id"], other["id"] = other["id"], one["id"]


def swap_between_seals(audit: Audit, chance: random.Random) -> None:
    numbers = sorted({line["seal_number"] for line in audit.lines})
    first, second = chance.sample(numbers, 2)
    one = chance.choice([line for line in audit.lines if line["seal_number"] == first])
    other = chance.choice([line for line in audit.lines if line["seal_number"] == second])
    one["seal_number"], other["seal_number"] = second, first


def change_a_seal(audit: Audit, chance: random.Random) -> None:
    seal, column = chance.choice(audit.seals), chance.choice(["sealed_at", "lines", "previous_head", "head", "number"])
    seal[column] = _other(chance, seal[column])


def swap_two_seals(audit: Audit, chance: random.Random) -> None:
    one, other = chance.sample(audit.seals, 2)
    one["number"], other["number"] = other["number"], one["number"]


def remove_a_seal(audit: Audit, chance: random.Random) -> None:
    audit.seals.remove(chance.choice(audit.seals))


def remove_a_seal_with_its_lines(audit: Audit, chance: random.Random) -> None:
    seal = chance.choice(audit.seals)
    audit.seals.remove(seal)
    audit.lines = [line for line in audit.lines if line["seal_number"] != seal["number"]]


def close_a_gap(audit: Audit, chance: random.Random) -> None:
    """Take a seal out and number the rest as if it had never been, linked anew."""
    remove_a_seal_with_its_lines(audit, chance)
    numbers = {seal["number"]: place for place, seal in enumerate(audit.seals, start=1)}
    previous = ""
    for seal in audit.seals:
        seal["number"], seal["previous_head"], previous = numbers[seal["number"]], previous, seal["head"]
    for line in audit.lines:
        line["seal_number"] = numbers[line["seal_number"]]


def cut_the_tail(audit: Audit, chance: random.Random) -> None:
    """Back to exactly what stood there earlier."""
    kept = chance.randrange(len(audit.seals))
    audit.seals = [seal for seal in audit.seals if seal["number"] <= kept]
    audit.lines = [line for line in audit.lines if line["seal_number"] <= kept]


def blank_without_a_word(audit: Audit, chance: random.Random) -> None:
    line = chance.choice([one for one in audit.lines if one["blanked_by"] is None])
    records = [one["id"] for one in audit.lines if one["event"] == "audit.blanked"]
    gone = dict.fromkeys(("citizen_id", "purpose", "about", "salt"))
    line.update(gone, blanked_by=chance.choice([*records, uuid.uuid4()]))


def chain_it_anew(audit: Audit, chance: random.Random) -> None:
    """Change a line and make every head behind it again, with a key that is not ours."""
    change_a_line(audit, chance)
    previous = ""
    for seal in audit.seals:
        digests = [line["digest"] for line in audit.lines if line["seal_number"] == seal["number"]]
        at, kid = seal["sealed_at"].isoformat(timespec="microseconds"), seal["head"].partition(":")[0]
        made = head(number=seal["number"], sealed_at=at, previous=previous, digests=digests, key=(kid, b"guessed"))
        seal["previous_head"], seal["head"], previous = previous, made, made


KINDS: tuple[Callable[[Audit, random.Random], None], ...] = (
    change_a_line,
    change_a_proof,
    empty_a_column,
    remove_a_line,
    remove_several_lines,
    insert_a_copy,
    insert_with_a_key_of_her_own,
    insert_bare,
    swap_two_lines,
    swap_between_seals,
    change_a_seal,
    swap_two_seals,
    remove_a_seal,
    remove_a_seal_with_its_lines,
    close_a_gap,
    cut_the_tail,
    blank_without_a_word,
    chain_it_anew,
)
