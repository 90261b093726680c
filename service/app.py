"""The web application: made from its settings and its database, nothing happens on import."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from inventory.store.checkpoints import Checkpoints
from inventory.store.engine import Database
from service import failures, pages
from service.api.routes import router as api
from service.first_start import FirstStart
from service.guard import Guard
from service.language import Speech
from service.notices import Sender
from service.pages.notices import notice_words
from service.printing import printers
from service.settings import Settings
from service.standings import StandingCache
from service.throttle import Throttle
from service.valuing import ValueCache

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, database: Database, first: FirstStart | None = None) -> FastAPI:
    """The app on a database that is already migrated. It closes the database when it stops.

    `first` lets the first person in while nobody can sign in.
    """

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        zone = ZoneInfo(settings.zone)
        sender = Sender(database, partial(notice_words, Speech(settings.language, zone)), zone)
        checkpoints = Checkpoints(database)
        sender.start()
        checkpoints.start()
        yield
        checkpoints.stop()
        sender.stop()
        database.close()

    # FastAPI's own documentation pages load scripts from a foreign host, and are open to strangers.
    app = FastAPI(
        title="Rollcall", routes=list(_routes()), lifespan=life, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.settings = settings
    app.state.database = database
    app.state.first_start = first
    app.state.standings = StandingCache(zone=ZoneInfo(settings.zone))
    app.state.values = ValueCache()
    app.state.throttle = Throttle()
    app.state.printers = printers()
    app.add_middleware(Guard)
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    failures.install(app, pages.error_page, pages.error_words)
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """For all apps of a process: to work out what hundreds of routes depend on takes longer than to answer."""
    whole = APIRouter()
    whole.include_router(api)
    for router in pages.routers:
        whole.include_router(router, include_in_schema=False)
    return tuple(whole.routes)
