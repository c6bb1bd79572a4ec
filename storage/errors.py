"""What can go wrong while keeping and finding; each class has a stable code, worded in ``service.messages``."""


class StorageError(Exception):
    """Base of this room's errors."""

    code = "storage"


class BlobMissingError(StorageError):
    """A blob that a row names is not in the store."""

    code = "blob_missing"


class BlobDamagedError(StorageError):
    """The bytes of a blob are not those that its name promises."""

    code = "blob_damaged"


class BlobProtectedError(StorageError):
    """A blob was to be deleted that its retention protects."""

    code = "blob_protected"


class StoreFullError(StorageError):
    """There is no room left for a blob."""

    code = "store_full"


class StoreUnavailableError(StorageError):
    """The blob store does not answer, or answers with errors of its own; trying again may help."""

    code = "store_unavailable"


class StoreUnsafeError(StorageError):
    """The blob store does not do what keeping originals needs: versions, retention, or refusing to delete."""

    code = "store_unsafe"


class DatabaseUnavailableError(StorageError):
    """The database does not answer; trying again may help."""

    code = "database_unavailable"


class DatabaseOutdatedError(StorageError):
    """The tables are of another version than this program; ``sohoa migrate`` brings them up to date."""

    code = "database_outdated"


class UnknownDocumentError(StorageError):
    """No document bears this id."""

    code = "unknown_document"


class InvalidCursorError(StorageError):
    """What was to continue a search is no cursor, or belongs to another query."""

    code = "invalid_cursor"


class UnknownPaperError(StorageError):
    """A document has no paper that begins on this page."""

    code = "unknown_paper"


class DatabaseDamagedError(StorageError):
    """The file of the database is not what it should be; a backup is needed."""

    code = "database_damaged"


class ClaimLostError(StorageError):
    """A job is no longer the caller's: its lease ran out, or its document is read anew. Nothing was written."""

    code = "claim_lost"


class BlobCondemnedError(StorageError):
    """A blob that a row was to name is about to be swept away; it has to be put again."""

    code = "blob_condemned"


class PagesMissingError(StorageError):
    """A result does not account for every page of its document."""

    code = "pages_missing"
