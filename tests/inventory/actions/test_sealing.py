"""What is sealed: every column of a document, of what was asked for and of a signature."""

from typing import Any

import pytest

from inventory.actions.proof import sealing
from inventory.store.movements import MovementLine, MovementRoom, MovementRow, MovementTag
from inventory.store.slips import Signature, SlipLine, SlipRow


@pytest.mark.parametrize(
    ("table", "sealed"),
    [
        (MovementRow, sealing.MOVEMENT),
        (MovementLine, sealing.MOVEMENT_LINE),
        (MovementTag, sealing.MOVEMENT_TAG),
        (MovementRoom, sealing.MOVEMENT_ROOM),
        (SlipRow, (*sealing.SLIP, "status")),  # it follows from signatures and documents
        (SlipLine, sealing.SLIP_LINE),
        (Signature, sealing.SIGNATURE),
    ],
)
def test_no_column_is_forgotten(table: type[Any], sealed: tuple[str, ...]) -> None:
    columns = {column.key for column in table.__table__.columns}

    assert columns - {"school_id"} == set(sealed)
