"""Why a file or a page could not be taken in. The codes are stable; the sentences live in ``service.messages``."""


class IngestError(Exception):
    """A file that cannot be digitised as it is."""

    code = "damaged"


class EmptyFileError(IngestError):
    """The file has no bytes."""

    code = "empty_file"


class UnsupportedFormatError(IngestError):
    """The bytes are of no supported format; the message names what they look like, where that is known."""

    code = "unsupported_format"


class TooLargeError(IngestError):
    """The file has more bytes than allowed."""

    code = "too_large"


class TooManyPagesError(IngestError):
    """The file has more pages than allowed."""

    code = "too_many_pages"


class TooManyPixelsError(IngestError):
    """A picture has more pixels than allowed."""

    code = "too_many_pixels"


class PasswordRequiredError(IngestError):
    """The file opens only with a password."""

    code = "password_required"


class DamagedFileError(IngestError):
    """The file cannot be parsed, is cut off, or holds no page."""

    code = "damaged"


class PageDamagedError(IngestError):
    """One page cannot be parsed or drawn; the others may be fine."""

    code = "page_damaged"
