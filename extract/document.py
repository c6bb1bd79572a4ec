"""A document of a file: its pages, its type, its fields."""

from dataclasses import dataclass

from extract.field import Field
from extract.reuse_key import ReuseKey
from extract.separator import Separator


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was extracted from one document.

    ``pages`` are page numbers of the file; ``document_type`` a code of the types, ``khac`` where no type fits;
    ``certainty`` (0-1) how surely it is of this type; ``missing`` names required fields without a value;
    ``codes`` are the texts of the two-dimensional codes on its pages, raw. ``separator`` is what the sheet before it
    or the label on it says.
    """

    pages: tuple[int, ...]
    document_type: str
    certainty: float
    fields: tuple[Field, ...]
    missing: tuple[str, ...]
    reuse_key: ReuseKey | None
    codes: tuple[str, ...] = ()
    separator: Separator | None = None

    @property
    def expected_type(self) -> str | None:
        """Return the type that the sheet or label names, None where it names none."""
        return self.separator.document_type if self.separator else None

    def field(self, name: str) -> Field | None:
        """Return a field by its name, None where it was not found."""
        return next((field for field in self.fields if field.name == name), None)
