"""The pages: what people see in a browser, rendered by the service. One router a subject."""

from fastapi import APIRouter

from service.pages import (
    assets,
    attachments,
    batches,
    campaign,
    card_editing,
    card_log,
    cards,
    closing,
    documents,
    finding,
    findings,
    imports,
    label_templates,
    labels,
    lists,
    live,
    opening,
    own_fields,
    reports,
    rooms,
    shortages,
    sign_in,
    stations,
    stocktakes,
    tasks,
    ticks,
)
from service.pages.errors import error_page

__all__ = ["error_page", "routers"]

routers: tuple[APIRouter, ...] = (
    sign_in.router,
    opening.router,
    stocktakes.router,
    campaign.router,
    closing.router,
    documents.router,
    findings.router,
    finding.router,
    tasks.router,
    shortages.router,
    live.router,
    reports.router,
    ticks.router,
    lists.router,
    rooms.router,
    assets.router,
    card_log.router,
    card_editing.router,
    batches.router,
    attachments.router,
    own_fields.router,
    cards.router,
    imports.router,
    label_templates.router,
    labels.router,
    stations.router,
)
