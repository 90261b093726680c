"""All tables in one place: importing this module is what makes `METADATA` complete."""

from inventory.store import (
    alarms,
    card_keys,
    cards,
    closings,
    journal,
    labels,
    lending,
    lists,
    movements,
    places,
    presence,
    recounts,
    register,
    schools,
    search,
    sightings,
    slips,
    stocktakes,
    tasks,
    values,
)
from inventory.store.base import Table

METADATA = Table.metadata

SUBJECTS = (
    *(schools, places, register, cards, values, labels, search, card_keys),
    *(sightings, stocktakes, recounts, closings, tasks, movements, slips, lending, lists),
    *(presence, alarms, journal),
)
