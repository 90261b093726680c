"""All tables in one place: importing this module is what makes `METADATA` complete."""

from inventory.store import journal, places, register, schools, sightings, stocktakes
from inventory.store.base import Table

METADATA = Table.metadata

SUBJECTS = (schools, places, register, sightings, stocktakes, journal)
