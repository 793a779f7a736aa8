"""QR codes, drawn in the page itself: nothing is fetched, and nothing of what they say is stored."""

from markupsafe import Markup

MODULE = 6  # pixels a module: a code for a short address stays below 300 px, and prints about 6 cm wide


def drawn(text: str) -> Markup:
    """An `<svg>` of this text, dark on white in every colour scheme, as phones' cameras want it (ISO/IEC 18004)."""
    import segno  # here: most processes never draw one

    made = segno.make(text, error="m", micro=False)
    return Markup(made.svg_inline(scale=MODULE, border=4, dark="#000", light="#fff"))  # noqa: S704 - segno's own SVG, the text is only in its dots
