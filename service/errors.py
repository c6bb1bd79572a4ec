"""Why a batch cannot even begin. The codes are stable; the sentences live in ``service.messages``."""


class ServiceError(Exception):
    """Something that stops the whole batch, not one file."""

    code = "internal"


class OutputFolderError(ServiceError):
    """Nothing can be written into the folder for the results."""

    code = "not_written"
