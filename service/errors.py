"""Why a batch cannot even begin. The codes are stable; the sentences live in ``service.messages``."""


class ServiceError(Exception):
    """Something that stops the whole batch, not one file."""

    code = "internal"


class OutputFolderError(ServiceError):
    """Nothing can be written into the folder for the results."""

    code = "not_written"


class QueueUnavailableError(ServiceError):
    """The queue does not answer; what waits in the database is submitted again later."""

    code = "queue_unavailable"


class RefusedError(ServiceError):
    """A file that is not taken in, and why: a code of ``service.messages``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class JobFailedError(ServiceError):
    """An attempt at a job failed for a reason of this machine or program, not of the paper; another may do better."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EngineAbsentError(ServiceError):
    """This machine has no recognition engine that may be used."""

    code = "engine_missing"
