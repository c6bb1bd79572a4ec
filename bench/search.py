"""How long a search takes among many documents: ``python -m bench search [--documents 50000] [--queries 40]``.

Loads invented documents into SQLite and into a PostgreSQL started for it, then asks them the same questions of every
kind and prints the median and the 95th percentile of each, what a page costs to index, and what the index takes on the
disk. The CPU column is the time of this process alone: on a busy machine it tells what SQLite and Python need, without
what PostgreSQL needs. ``--keep FOLDER`` keeps the SQLite file (and finds it again); ``--postgres URL`` uses a running
server's empty database (and finds it again). Exits 1 where a kind of question takes longer than 150 ms in one of twenty
cases.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import Connection, Engine, func, insert, select, text

from bench.search_papers import SearchPaper, search_papers
from bench.search_questions import QUESTIONS, asked
from storage.database import open_engine
from storage.migration import migrate
from storage.schema import documents, papers, search_documents, submissions
from storage.search import search
from storage.search_dialect import search_dialect
from storage.search_index import index_fields, index_pages
from testbed.postgres import start_postgres
from testbed.server_folder import ServerFolder

TARGET_MS = 150.0
_AT_ONCE = 250  # documents of a transaction while loading
_AFTERWARDS = 200  # documents that are indexed one by one when all others are there
_GIN = {
    f"ix_{table}_index_{form}": f"{table}_index USING gin ({form}) WITH (fastupdate = off)"
    for table in ("search_pages", "search_fields")
    for form in ("exact", "folded")
}


def main(arguments: Sequence[str]) -> int:
    """Print the table of both databases."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--postgres")
    options = parser.parse_args(arguments)
    late = False
    for name in ("sqlite", "postgresql"):
        if options.only in {None, name}:
            with _database(name, options) as engine:
                _load(engine, options.documents)
                late |= _measure(engine, options)
    return int(late)


@contextmanager
def _database(name: str, options: argparse.Namespace) -> Iterator[Engine]:
    with ExitStack() as stack:
        if name == "sqlite":
            folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = f"sqlite:///{folder / 'search.sqlite'}"
        elif options.postgres:
            url = options.postgres
        else:
            server = start_postgres(stack.enter_context(ServerFolder()), durable=True)
            url = server.url(server.create_database())
        migrate(url)
        engine = open_engine(url)
        stack.callback(engine.dispose)
        yield engine


def _load(engine: Engine, count: int) -> None:
    """Keep the documents, the last of them one by one as in service, unless they are there already."""
    with engine.connect() as connection:
        if connection.scalar(select(func.count()).select_from(search_documents)) == count:
            return
    arriving = enumerate(search_papers(count))
    began = time.perf_counter()
    bulk = max(0, count - _AFTERWARDS)
    _say(engine, [f"DROP INDEX {name}" for name in _GIN])
    while portion := list(islice(arriving, min(_AT_ONCE, bulk))):
        bulk -= len(portion)
        with engine.begin() as connection:
            _keep(connection, portion)
    loaded = time.perf_counter()
    made = [f"CREATE INDEX {name} ON {on}" for name, on in _GIN.items()]
    _say(engine, ["SET LOCAL maintenance_work_mem = '256MB'", *made])
    with engine.begin() as connection:
        search_dialect(engine.dialect.name).settle(connection)
    settled = time.perf_counter()
    pages = 0
    for number, paper in arriving:
        pages += len(paper.pages)
        with engine.begin() as connection:
            _keep(connection, [(number, paper)])
    took = time.perf_counter() - settled
    print(
        f"{engine.dialect.name}: {count} documents kept in {loaded - began:.0f} s, settled in "
        f"{settled - loaded:.0f} s; then one by one {1000 * took / max(1, pages):.1f} ms a page"
    )


def _say(engine: Engine, statements: Sequence[str]) -> None:
    """Let PostgreSQL do without indexes while so much is loaded; SQLite has no such way."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))


def _keep(connection: Connection, portion: Iterable[tuple[int, SearchPaper]]) -> None:
    for number, paper in portion:
        document_id = f"{number:032x}"
        connection.execute(
            insert(documents).values(
                id=document_id, sha256=f"{number:064x}", size=1, format="pdf", page_count=len(paper.pages),
                name=f"{number}.pdf", unit=paper.unit, lane="normal", submitted_by="bench", state="done",
                received_at=paper.received_at,
            )
        )  # fmt: skip
        connection.execute(
            insert(submissions).values(
                id=document_id, document_id=document_id, dossier=paper.dossier, component="", unit=paper.unit,
                name=f"{number}.pdf", submitted_by="bench", received_at=paper.received_at,
            )
        )  # fmt: skip
        connection.execute(
            insert(papers).values(
                id=document_id, document_id=document_id, ordinal=1, first_page=1, last_page=len(paper.pages),
                document_type=paper.kind, certainty=1.0,
            )
        )  # fmt: skip
        index_pages(connection, document_id, dict(enumerate(paper.pages, 1)))
        index_fields(connection, document_id, paper.fields)


def _measure(engine: Engine, options: argparse.Namespace) -> bool:
    """Print how long each kind of question takes; tell whether one takes too long."""
    late = False
    known = list(islice(search_papers(options.documents, seed=0), 2000))
    with engine.connect() as connection:
        print(f"{engine.dialect.name}: {_sizes(connection)}")
        print(f"  {'question':44} {'p50 ms':>8} {'p95 ms':>8} {'p95 CPU':>8} {'documents':>10}")
        for name, question in QUESTIONS.items():
            rng = Random(name)  # noqa: S311
            times, ours, totals = [], [], []
            for _ in range(options.queries):
                query, visible = asked(question, rng, rng.choice(known))
                began, spent = time.perf_counter(), time.process_time()
                found = search(connection, query, visible=visible)
                times.append(1000 * (time.perf_counter() - began))
                ours.append(1000 * (time.process_time() - spent))
                totals.append(found.total)
                connection.rollback()
            slow, busy = (statistics.quantiles(values, n=20, method="inclusive")[-1] for values in (times, ours))
            late |= slow > TARGET_MS
            sign = "" if slow <= TARGET_MS else "  too long"
            middle, found_by = statistics.median(times), statistics.median(totals)
            print(f"  {name:44} {middle:8.1f} {slow:8.1f} {busy:8.1f} {found_by:10.0f}{sign}")
            sys.stdout.flush()
    return late


def _sizes(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        asked_for = "SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE 'search%' GROUP BY name ORDER BY 2 DESC"
    else:
        asked_for = (
            "SELECT relname, pg_table_size(oid) FROM pg_class WHERE relkind IN ('r', 'i') AND relname LIKE '%search%' "
            "AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC"
        )
    try:
        rows = connection.execute(text(asked_for)).all()
    except Exception:  # noqa: BLE001 - not every SQLite can tell
        connection.rollback()
        return "sizes not known"
    return ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in rows if size > 1e6)
