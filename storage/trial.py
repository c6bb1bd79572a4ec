"""The blob that a store is tried with."""

import hashlib
import secrets

from storage.blobs import BlobKey, Shelf


def trial_key(shelf: Shelf) -> tuple[BlobKey, bytes]:
    """Return a few bytes that no document has, and their key."""
    content = b"sohoa trial " + secrets.token_hex(32).encode()
    return BlobKey(shelf, hashlib.sha256(content).hexdigest()), content
