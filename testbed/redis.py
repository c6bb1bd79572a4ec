"""Redis with a password."""

import secrets
from dataclasses import dataclass

import redis

from testbed.programs import find_redis
from testbed.server import HOST, Launch, Server, free_port
from testbed.server_folder import ServerFolder

_CARELESS = 'save ""\nappendonly no\n'
_DURABLE = "appendonly yes\nappendfsync always\n"


@dataclass(frozen=True, slots=True)
class Redis:
    """A running Redis."""

    server: Server
    port: int
    password: str

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def flush(self) -> None:
        """Forget everything."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()


def start_redis(place: ServerFolder, *, durable: bool) -> Redis:
    """Start an empty Redis that writes each command to the disk before it answers, or none at all.

    :raises ServerMissingError, ServerFailedError: when it cannot be had.
    """
    program = find_redis()
    folder, port, password = place.make_folder("redis"), free_port(), secrets.token_hex(16)
    settings = folder / "redis.conf"
    settings.write_text(
        f"bind {HOST}\nport {port}\nrequirepass {password}\ndir {folder}\n" + (_DURABLE if durable else _CARELESS),
        encoding="utf-8",
    )
    command = (str(program), str(settings))
    server = place.start(Launch("Redis", command, folder, lambda: _answers(port, password)))
    return Redis(server, port, password)


def _answers(port: int, password: str) -> bool:
    try:
        with redis.Redis(HOST, port, password=password, socket_timeout=5) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
