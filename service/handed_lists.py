"""Handing in a list of tags. Understanding it takes seconds if it is long; nobody is kept from writing meanwhile."""

from datetime import datetime, tzinfo

from inventory.actions.counting.list_counting import count_list
from inventory.actions.counting.lists import Understood, hand_in_list, the_list, understood
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from service.access import Who


def take_in_list(
    database: Database,
    who: Who,
    stocktake: StockTakeId,
    filename: str,
    content: bytes,
    *,
    room: str,
    zone: tzinfo,
    at: datetime,
) -> Understood:
    """Keeps the list; one whose columns are known, and which nobody handed in for another room, is counted at once.

    Raises as `hand_in_list`.
    """
    with database.write() as session:
        kept = hand_in_list(session, who.school, stocktake, filename, content, room=room, by=who.name, at=at)
    with database.read() as session:
        found = understood(session, the_list(session, who.school, stocktake, kept), zone=zone)
    if found.remembered and not found.twins:
        with database.write() as session:
            count_list(session, who.school, stocktake, found, by=who.name, at=at)
    return found
