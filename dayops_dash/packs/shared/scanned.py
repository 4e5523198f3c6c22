"""The code beside an address on paper, which a telephone's camera opens: QR, ISO/IEC 18004."""

from __future__ import annotations

import io

import segno

ALT = "Code for a telephone’s camera, which opens the address beside it"
CORRECTED = "m"  # a code is still read with about 15% of it worn or folded
EDGE = 4  # modules that stay empty round it, as the standard asks
CODE_CM = 2.4
DOTS = 12  # of a PNG for each module: as wide as that it has more than 300 dots an inch


def code_svg(address: str) -> str:
    """Return the code of an address as a drawing, which scales."""
    return str(_code(address).svg_inline(border=EDGE, dark="#0B0C0C", light="#FFFFFF"))


def code_png(address: str) -> bytes:
    """Return the code of an address as a picture. The same address gives the same bytes."""
    made = io.BytesIO()
    _code(address).save(made, kind="png", border=EDGE, scale=DOTS)
    return made.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error=CORRECTED, boost_error=False)
