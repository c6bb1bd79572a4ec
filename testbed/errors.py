"""What can go wrong while starting servers."""


class ServersError(Exception):
    """Base of this folder's errors."""

    code = "servers"


class ServerMissingError(ServersError):
    """The program of a server is not on this machine."""

    code = "server_missing"


class ServerFailedError(ServersError):
    """A server did not start, or ended by itself; the message holds the end of what it said."""

    code = "server_failed"
