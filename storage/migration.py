"""Brings the tables of a database up to date, or back, in one transaction: wholly or not at all."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, literal, select

from storage.database import open_engine, revision
from storage.database_failures import translated
from storage.errors import DatabaseDamagedError

_LOCK = 0x50_48_4F_41
"""Who migrates a PostgreSQL database holds this lock until it is done."""


def migrate(url: str, to: str = "head") -> str | None:
    """Bring the tables up to a revision, the newest one by default; return the one that they had, None for none.

    Several may try at once: one does it, the others wait and find it done.

    :raises DatabaseUnavailableError: when the database does not answer; nothing has changed then.
    """
    return _run(url, lambda config: command.upgrade(config, to))


def migrate_back(url: str, to: str) -> str | None:
    """Bring the tables back to an older revision (``base``: to none); what only the newer ones can hold is lost."""
    return _run(url, lambda config: command.downgrade(config, to))


def revisions() -> tuple[str, ...]:
    """Return all revisions, the oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())[::-1]


def _run(url: str, step: Callable[[Config], None]) -> str | None:
    engine = open_engine(url).execution_options(sohoa_writes=True)
    try:
        with translated(), engine.connect() as connection:
            _without_references(connection)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(literal(_LOCK))))
                before = revision(connection)
                config = _config()
                config.attributes["connection"] = connection
                step(config)
                _check_references(connection)
        return before
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _without_references(connection: Connection) -> None:
    """Keep SQLite from deleting rows that name those of a table which is being written anew."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - an open connection has one
        driver.execute("PRAGMA foreign_keys=OFF")  # only counts outside a transaction


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = f"{len(broken)} rows name others that are not there"
        raise DatabaseDamagedError(message)
