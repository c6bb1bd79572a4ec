"""A hundred thousand jobs: claiming one costs the same as among a hundred, since no plan walks over all of them."""

import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from storage.claims import Claimant, claim_next, first_of, units_in_turn
from storage.database import Database
from testbed.keeping import BEGIN

NOW = BEGIN + timedelta(days=30)
COUNT = 100_000
UNITS = 50
MANY = {
    "sqlite": "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {count})",
    "postgresql": "WITH many(n) AS (SELECT generate_series(1, {count}))",
}
DOCUMENTS = """INSERT INTO documents
    (id, sha256, size, format, page_count, name, unit, lane, submitted_by, state, generation, received_at)
    {many} SELECT 'd' || n, 's' || n, 1, 'pdf', 1, 'x', 'U' || (n % {units}), 'normal', 'me', 'received', 1, :at
    FROM many"""
JOBS = """INSERT INTO jobs
    (id, document_id, generation, kind, page, lane, unit, state, attempts, not_before, created_at, started_at)
    {many} SELECT 'j' || n, 'd' || n, 1, 'whole', 0, 1, 'U' || (n % {units}), {state}, 0, :at, :at, {started}
    FROM many"""


@pytest.mark.parametrize("most", ["waiting", "done"])
def test_claiming_among_many(database: Database, most: str) -> None:
    """Whether most wait or most are done (but three), the queries use the index, and a claim takes milliseconds."""
    _fill(database, most)
    with database.read() as connection:
        for query in (units_in_turn(1, NOW), first_of(1, "U7", NOW)):
            plan = _plan(connection, query)
            assert "ix_jobs_" in plan
            assert "SCAN jobs" not in plan
            assert "Seq Scan" not in plan
            assert "ix_jobs_served on jobs jobs_1" not in plan  # all that were ever served, to find one that waits
    seconds = []
    for number in range(40):
        begun = time.perf_counter()
        with database.write() as connection:
            claim = claim_next(connection, Claimant("w", timedelta(hours=1)), NOW + timedelta(seconds=number))
        seconds.append(time.perf_counter() - begun)
        assert (claim is not None) == (most == "waiting" or number < 3)
    assert sorted(seconds)[len(seconds) // 2] < 0.1  # some ten milliseconds; a walk over all takes several times more


def _fill(database: Database, most: str) -> None:
    many = MANY[database.dialect].format(count=COUNT)
    # The last three wait in any case, so that one who looks for them among the others has a long way.
    state, started = "'waiting'", "NULL"
    at = BEGIN.isoformat(" ").removesuffix("+00:00") + (".000000" if database.dialect == "sqlite" else "+00")
    if most == "done":
        state = f"CASE WHEN n > {COUNT - 3} THEN 'waiting' ELSE 'done' END"
        kept = f"'{at}'" if database.dialect == "sqlite" else f"timestamptz '{at}'"
        started = f"CASE WHEN n > {COUNT - 3} THEN NULL ELSE {kept} END"
    with database.write() as connection:
        for statement in (DOCUMENTS, JOBS):
            whole = statement.format(many=many, units=UNITS, state=state, started=started)
            connection.execute(text(whole.replace(":at", f"'{at}'")))


def _plan(connection: Any, query: Any) -> str:
    written = str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {written}".replace("%", "%%")).all()
    return "\n".join(" ".join(map(str, row)) for row in rows)
