"""What can go wrong in the trade, each error named by the situation and carrying its facts.

`text` is an English sentence with named gaps and the key of the message catalogues; `facts` fill the gaps.
No status codes here: service/errors.py has the one table from situation to status.
"""

from typing import ClassVar


class InventoryError(Exception):
    """Base of every error a person can mend: says what, where, and what to do."""

    text: ClassVar[str] = "{problem}"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.text.format(**facts))


class NotFound(InventoryError):
    """Nothing of that name or id in this school."""

    text = "There is no {kind} {name} here."
