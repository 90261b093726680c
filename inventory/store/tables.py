"""All tables in one place: importing this module is what makes `METADATA` complete."""

from inventory.store import (
    closings,
    journal,
    lists,
    movements,
    places,
    recounts,
    register,
    schools,
    sightings,
    stocktakes,
)
from inventory.store.base import Table

METADATA = Table.metadata

SUBJECTS = (schools, places, register, sightings, stocktakes, recounts, closings, movements, lists, journal)
