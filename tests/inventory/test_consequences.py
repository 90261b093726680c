"""What decisions come to: only what says enough is carried out."""

from dataclasses import replace

import pytest

from inventory.consequences import Receipt, consequences
from inventory.decisions import Choice
from inventory.details import NOMINAL, Details
from inventory.tags import Tag
from tests.inventory.exchange.standings import foreign

STRANGER = replace(foreign("102"), decision=Choice.REGISTER.value, reason="bought by the parents")
TAG = Tag(str(STRANGER.tag))


@pytest.mark.parametrize("said", [{}, {"room": "102"}, {"category": "家具", "cost": "12.50"}])
def test_a_thing_that_was_to_be_registered_without_name_or_number_is_not_entered(said: dict[str, str]) -> None:
    todo = consequences([replace(STRANGER, details=said)])

    assert () == todo.receipts


@pytest.mark.parametrize("said", [Details(name="书柜", cost=NOMINAL), Details(asset_no="ZC-7", cost=NOMINAL)])
def test_a_thing_with_a_name_or_a_number_is_entered_where_it_was_seen(said: Details) -> None:
    todo = consequences([replace(STRANGER, details=said.as_json())])

    assert (Receipt(TAG, "102", said, "bought by the parents"),) == todo.receipts
