"""How the database answers a query, told by itself, so that a test can name the index it runs on."""

from typing import Any

from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from companion.foundation.runtime import Runtime


def plan(runtime: Runtime, query: Select[Any], table: str) -> str:
    """The plan as text; PostgreSQL counts the rows of `table` first, as it does by itself after a while."""
    return _of_sqlite(runtime, query) if runtime.database.is_sqlite else _of_postgres(runtime, query, table)


def _of_sqlite(runtime: Runtime, query: Select[Any]) -> str:
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
    with runtime.database.reader.connect() as db:
        values = tuple(str(compiled.params[name]) for name in compiled.positiontup or ())
        return "\n".join(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values))


def _of_postgres(runtime: Runtime, query: Select[Any], table: str) -> str:
    told = query.compile(dialect=runtime.database.engine.dialect, compile_kwargs={"literal_binds": True})
    with runtime.database.writer.begin() as db:
        db.execute(text(f"analyze {table}"))
        return "\n".join(row[0] for row in db.exec_driver_sql(f"EXPLAIN {told}"))
