"""Texts that a spreadsheet would take for formulas when it opens a text file (OWASP, "CSV Injection").

An apostrophe in front makes them text again. One that stands there already is written twice in effect, so that taking
one off always gives the text back.
"""

FORMULA_BEGINS = tuple("=+-@＝＋－＠\t\r")
_GUARDED = ("'", *FORMULA_BEGINS)


def guarded(text: str) -> str:
    """The text as it can stand in a cell of a text file."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguarded(text: str) -> str:
    """What was written as `text` by `guarded`. What nobody guarded stays as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text
