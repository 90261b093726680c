"""Photos are kept with a finding once each, and no more than help."""

import pytest

from inventory.actions.campaign.photos import MOST_PHOTOS, TooManyPhotos, add_photo, photos_of
from inventory.store.engine import Database
from tests.inventory.pictures import jpeg, segment
from tests.people import NOW, a_school, a_stocktake

STRANGER = "E280116060000204FFFFFFFF"


def test_a_finding_has_so_many_photos_and_no_more(database: Database) -> None:
    school = a_school(database)
    stocktake = a_stocktake(database, school)
    pictures = [jpeg(segment(0xDB, bytes([number]))) for number in range(MOST_PHOTOS + 1)]

    with database.write() as session:
        for picture in pictures[:-1] * 2:
            add_photo(session, school.id, stocktake, STRANGER, picture, "", by="Ben", at=NOW)
        with pytest.raises(TooManyPhotos):
            add_photo(session, school.id, stocktake, STRANGER, pictures[-1], "", by="Ben", at=NOW)

    with database.read() as session:
        kept = photos_of(session, school.id, stocktake, [STRANGER])
    assert MOST_PHOTOS == len(kept[STRANGER])
