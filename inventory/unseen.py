"""Signs nobody sees in what people type or paste: databases and pages want none of them."""

import re

_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def without_controls(text: str) -> str:
    """The text without control characters (Unicode 16.0, section 23.1); tabs and line breaks stay."""
    return _CONTROLS.sub("", text)
