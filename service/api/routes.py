"""Every route of the API, and its description for programs."""

from typing import Any

from fastapi import APIRouter, Request

from service.access import Viewer
from service.api import (
    accounts,
    alarms,
    approval_routes,
    attachments,
    books,
    bulk,
    campaign,
    card_pieces,
    cards,
    categories,
    decisions,
    delegations,
    desk,
    document_list,
    findings,
    gates,
    handheld,
    heartbeats,
    imports,
    items,
    labels,
    lists,
    my_tasks,
    own_fields,
    photos,
    places,
    prepared,
    presence,
    register,
    reports,
    rooms,
    shortages,
    sightings,
    slip_papers,
    slips,
    stations,
    stocktakes,
    tag_files,
    tags,
    transfers,
    value_rules,
    values,
    walks,
)

router = APIRouter(prefix="/api/v1")
_ABOUT_A_STOCKTAKE = (
    stocktakes,
    walks,
    campaign,
    lists,
    findings,
    rooms,
    decisions,
    prepared,
    photos,
    reports,
    handheld,
)
_CARDS = (cards, card_pieces, attachments, own_fields, categories)
_OF_THE_REGISTER = (imports, register, bulk, values, value_rules, *_CARDS, books, labels, tag_files, tags)
_OF_DOCUMENTS = (
    document_list,
    my_tasks,
    approval_routes,
    delegations,
    accounts,
    slips,
    slip_papers,
    transfers,
    items,
    places,
    desk,
)
_READERS = (stations, gates, alarms, presence)
for part in (sightings, heartbeats, *_ABOUT_A_STOCKTAKE, shortages, *_OF_DOCUMENTS, *_OF_THE_REGISTER, *_READERS):
    router.include_router(part.router)


@router.get("/openapi.json", include_in_schema=False)
def openapi(who: Viewer, request: Request) -> dict[str, Any]:  # noqa: ARG001 - naming `who` is what keeps strangers out
    """The OpenAPI description; like everything else, not for strangers."""
    description: dict[str, Any] = request.app.openapi()
    return description
