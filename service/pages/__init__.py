"""The pages: what people see in a browser, rendered by the service. One router a subject."""

from fastapi import APIRouter

from service.pages import assets, imports, live, reports, rooms, sign_in, stations, stocktakes
from service.pages.errors import error_page

__all__ = ["error_page", "routers"]

routers: tuple[APIRouter, ...] = (
    sign_in.router,
    stocktakes.router,
    live.router,
    reports.router,
    rooms.router,
    assets.router,
    imports.router,
    stations.router,
)
