"""Addresses as QR codes (ISO/IEC 18004), for the camera of a phone."""

from io import BytesIO

import segno

# Weighing all eight masks, as encoders do, takes twice as long as all the rest; on a screen any of them can be read.
_MASK = 0
_QUIET = 4  # modules of white around the code, as the standard wants
_MOST = 520  # bytes that version 15 holds at level L, with 77 modules a side; of more, a camera cannot tell them apart


def fits(url: str) -> bool:
    """Whether a URL has a code that a camera can read from a screen."""
    return len(url) <= _MOST


def code(url: str) -> bytes:
    """The code of a URL that fits, as an SVG document, dark on white in any theme."""
    made = segno.make_qr(url, error="l", boost_error=False, mask=_MASK)
    drawn = BytesIO()
    made.save(drawn, kind="svg", border=_QUIET, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return drawn.getvalue().replace(b"<svg ", b'<svg shape-rendering="crispEdges" ', 1)  # modules of whole pixels
