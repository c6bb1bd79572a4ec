"""Why reading failed. The codes are stable; the sentences live in ``service.messages``."""


class OcrError(Exception):
    """Recognition could not be done."""

    code = "ocr_failed"


class EngineMissingError(OcrError):
    """Tesseract or one of its languages is not installed, or its version is refused."""

    code = "engine_missing"


class EngineFailedError(OcrError):
    """The engine gave up on a picture."""

    code = "engine_failed"
