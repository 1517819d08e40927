"""Addresses as QR codes (ISO/IEC 18004), for the camera of a phone."""

from functools import lru_cache

import segno
from markupsafe import Markup

# Weighing all eight masks, as encoders do, takes twice as long as all the rest; on a screen any of them can be read.
_MASK = 0
_QUIET = 4  # modules of white around the code, as the standard wants
_MOST_MODULES = 77  # a side; of more, a camera cannot tell them apart on a screen


@lru_cache(maxsize=512)
def code(text: str) -> Markup | None:
    """The code as an SVG element, dark on white in any theme; None for a text that needs too many modules."""
    try:
        made = segno.make_qr(text, error="l", boost_error=False, mask=_MASK)
    except segno.DataOverflowError:
        return None
    if len(made.matrix) > _MOST_MODULES:
        return None
    svg = made.svg_inline(border=_QUIET, dark="#000", light="#fff", omitsize=True, svgclass="qr-code", lineclass=None)
    return Markup(svg)  # made of modules: no word of the text stands in it
