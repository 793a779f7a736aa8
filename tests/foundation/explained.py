"""How a database would find what a select asks for, in its own words."""

from typing import Any

from sqlalchemy import Executable, event

from companion.foundation.runtime import Runtime


def plan_of(runtime: Runtime, query: Executable, **values: Any) -> str:
    """The plan of this very select, once the database has counted its rows."""
    explain = "EXPLAIN QUERY PLAN" if runtime.database.is_sqlite else "EXPLAIN"

    def explained(*told: Any) -> tuple[str, Any]:
        return f"{explain} {told[2]}", told[3]

    with runtime.database.writer.begin() as db:
        db.exec_driver_sql("ANALYZE")
        event.listen(db, "before_cursor_execute", explained, retval=True)
        cursor = db.execute(query, values).cursor
        assert cursor is not None
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
