"""Quotations: somebody's words, which need not speak of the same day as the text around them."""

_PAIRS = (("„", "“”"), ("«", "»"), ("“", "”"))  # where a text has the first kind, its “ closes


def in_quotation(text: str, at: int, farthest: int) -> bool:
    """Whether an offset lies in a quotation of its line that was opened at most `farthest` characters before."""
    line = text.rfind("\n", max(0, at - farthest), at) + 1
    head = text[line or max(0, at - farthest) : at]
    for opening, closing in _PAIRS:
        opened = head.rfind(opening)
        if opened >= 0:
            return not any(sign in head[opened + 1 :] for sign in closing)
    return head.count('"') % 2 == 1
