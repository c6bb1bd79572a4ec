"""Fonts of the years before Unicode: their text layer looks fluent and is wrong.

TCVN3 fonts (``.VnTime``, ``.VnTimeH``) and VNI fonts (``VNI-Times``) draw Vietnamese letters under the codes of other
ones; ``ư`` in TCVN3 is U+00AD, which extractors drop, so that the text cannot be converted back: the picture must be
read.
"""

import re

_LEGACY = re.compile(r"(?:^|\+)(?:\.?Vn[A-Z]\w*|VNI[-_ ]?\w+|VN[AU]rial\w*|Vni\w+|VPS\w+|VietwareX?\w*)", re.ASCII)


def is_legacy_font(name: str) -> bool:
    """Tell whether a font name (with or without its subset prefix ``ABCDEF+``) is of such a family."""
    return _LEGACY.search(name) is not None
