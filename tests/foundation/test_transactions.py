"""One transaction at a time: inner joins outer, only the outermost commits, and reading never writes."""

from contextlib import suppress

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from companion.foundation.audit import AuditLine
from companion.foundation.database import reading, transaction
from companion.foundation.runtime import Runtime
from tests.foundation.a_record import lines, write_line
from tests.foundation.at_once import together


def test_it_works(runtime: Runtime) -> None:
    write_line()
    assert lines() == 1


def test_an_inner_transaction_is_the_outer_one(runtime: Runtime) -> None:
    with transaction() as outer, transaction() as inner:
        assert inner is outer


def test_only_the_outermost_commits(runtime: Runtime) -> None:
    with transaction():
        write_line()
        seen_meanwhile: list[int] = []
        together([lambda: seen_meanwhile.append(lines())])
    assert (seen_meanwhile, lines()) == ([0], 1)


def test_an_error_undoes_everything(runtime: Runtime) -> None:
    with suppress(ZeroDivisionError), transaction():
        write_line()
        write_line()
        raise ZeroDivisionError
    assert lines() == 0


def test_an_error_in_the_inner_one_undoes_the_outer_one(runtime: Runtime) -> None:
    with suppress(ZeroDivisionError), transaction():
        write_line()
        with transaction():
            raise ZeroDivisionError
    assert lines() == 0


def test_after_an_error_the_next_one_is_a_new_one(runtime: Runtime) -> None:
    with suppress(ZeroDivisionError), transaction():
        raise ZeroDivisionError
    write_line()
    assert lines() == 1


def test_a_reading_cannot_become_a_transaction(runtime: Runtime) -> None:
    with reading(), pytest.raises(RuntimeError, match="open the transaction first"), transaction():
        pass


def test_a_reading_inside_a_transaction_sees_what_was_written(runtime: Runtime) -> None:
    with transaction() as session:
        session.add(AuditLine(at=runtime.clock.now(), event="not flushed yet", actor_role="system"))
        assert lines() == 1


def test_a_reading_inside_a_reading_is_the_same_one(runtime: Runtime) -> None:
    with reading() as outer, reading() as inner:
        assert inner is outer


def test_a_reading_keeps_nothing(runtime: Runtime) -> None:
    write_line()
    with reading() as db, suppress(DBAPIError):
        db.execute(delete(AuditLine))
    assert lines() == 1


def test_a_reading_sees_one_state_from_beginning_to_end(runtime: Runtime) -> None:
    with reading():
        before = lines()
        assert together([write_line]) == []
        assert lines() == before


def test_ten_writers_take_turns(runtime: Runtime) -> None:
    assert together([write_line] * 10) == []
    assert lines() == 10
