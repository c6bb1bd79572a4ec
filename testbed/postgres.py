"""PostgreSQL with a password, for a superuser and as many databases as wanted."""

import os
import pwd
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from testbed.programs import find_postgres
from testbed.server import HOST, Launch, Server, free_port, run
from testbed.server_folder import ServerFolder

_USER = "sohoa"

# The time zone is that of the offices, so that a time kept without its zone is seven hours wrong in tests too.
_SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=Asia/Ho_Chi_Minh", "jit=off")

# The data of tests is thrown away with the machine's next breath: nothing is gained by waiting for the disk.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running PostgreSQL."""

    server: Server
    port: int
    password: str

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database for SQLAlchemy and psycopg 3."""
        return f"postgresql+psycopg://{_USER}:{self.password}@{HOST}:{self.port}/{database}"

    def create_database(self, template: str = "template0") -> str:
        """Create a database and return its name. The template, empty by default, must not be in use."""
        name = f"t{secrets.token_hex(8)}"
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with self.connect() as connection:
            connection.execute(copy)
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database; whoever is still connected to it is cut off."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def connect(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """Open a connection of the superuser, without transactions."""
        with _connect(self.port, self.password, database) as connection:
            yield connection


def start_postgres(place: ServerFolder, *, durable: bool) -> Postgres:
    """Start an empty PostgreSQL, with its own settings for durability or, much faster, with none.

    :raises ServerMissingError, ServerFailedError: when it cannot be had.
    """
    programs = find_postgres()
    user = _unprivileged()
    folder, port, password = place.make_folder("postgres", user), free_port(), secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")  # readable by its user because the folder is
    data = folder / "data"
    initdb = (
        *(str(programs / "initdb"), "--pgdata", str(data), "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"),
        *(f"--username={_USER}", "--auth=password", f"--pwfile={folder / 'password'}"),
    )
    run(Launch("initdb", initdb, folder, lambda: True, user=user))
    settings = (*_SETTINGS, f"port={port}", *(() if durable else _CARELESS))
    command = (str(programs / "postgres"), "-D", str(data), *(word for one in settings for word in ("-c", one)))
    server = place.start(Launch("PostgreSQL", command, folder, lambda: _answers(port, password), user=user))
    return Postgres(server, port, password)


def _unprivileged() -> str | None:
    """Return as whom PostgreSQL runs, which refuses root: as its own user where Debian made one."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _connect(port: int, password: str, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(
        host=HOST, port=port, user=_USER, password=password, dbname=database, autocommit=True, connect_timeout=5
    )


def _answers(port: int, password: str) -> bool:
    try:
        _connect(port, password).close()
    except psycopg.OperationalError:
        return False
    return True
