"""Formulas that take values from outside their file: other workbooks, other programs (DDE), servers.

As they are written in a file (ECMA-376, part 1, 18.17.2.3): [1]Sheet1!A1 or 'C:\\books\\[1]Sheet 1'!A1, where the
number stands for the other file; server|'topic'!item. Names of sheets hold no brackets, and a table's columns
(Table1[2024]) follow its name.
"""

import re

_TEXT = re.compile('"[^"]*"')
_FOREIGN = re.compile(
    r"(?<![\w\])])\[[^\[\]]+\][\w.]*!|'[^'\[]*\[[^\]']+\][^']*'!|\w\|[^!]*!|\b(?:WEBSERVICE|RTD|DDE)\(", re.IGNORECASE
)


def is_foreign(formula: str) -> bool:
    """Whether the formula, as it stands in the file, takes any value from outside it."""
    return _FOREIGN.search(_TEXT.sub("", formula)) is not None
