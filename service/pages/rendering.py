"""From a template and values to a page in the reader's language."""

import re
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from inventory import naming
from inventory.access import Role
from inventory.errors import InventoryError
from inventory.forms.values import shown
from inventory.ids import new_id
from inventory.sections import Figures
from service.access import Who
from service.language import LANGUAGES, Speech, key
from service.pages import plates, slip_words, wording
from service.pages.complaining import complaint_words
from service.pages.help import help_on
from service.settings import Settings

HERE = Path(__file__).parent.parent
STATIC = HERE / "static"
LANGUAGE_COOKIE = "rollcall_language"
THEME_COOKIE = "rollcall_theme"
KEYS_COOKIE = "rollcall_keys"

THEMES = {"system": key("As the device has it"), "light": key("Light"), "dark": key("Dark")}
"""How bright the pages are, and what each is called."""

MENU = (
    ("/", key("Overview"), Role.VIEWER),
    ("/handheld", key("Count"), Role.COUNTER),
    ("/tasks", key("My tasks"), Role.VIEWER),
    ("/assets", key("Assets"), Role.VIEWER),
    ("/documents", key("Documents"), Role.VIEWER),
    ("/tagging", key("Tags"), Role.MANAGER),
    ("/alarms", key("Alarms"), Role.VIEWER),
    ("/shortages", key("Pending shortages"), Role.MANAGER),
    ("/imports", key("Import"), Role.MANAGER),
    ("/stations", key("Readers"), Role.VIEWER),
)
"""Where the menu leads, what is wanted every day first, and who is led there."""

_WORDING: Mapping[str, object] = {
    "status_name": wording.STATUS_NAME,
    "state_name": naming.STATE_NAME,
    "note_name": wording.NOTE_NAME,
    "item_state_name": wording.ITEM_STATE_NAME,
    "slip_status_name": slip_words.STATUS_NAME,
    "kind_name": naming.KIND_NAME,
    "section_name": naming.SECTION_NAME,
    "section_title": wording.section_title,
    "section_hint": wording.section_hint,
    "sureness": wording.sureness,
    "sign_of": plates.sign_of,
    "shares": plates.shares,
    "found": plates.found,
    "open_sections": plates.open_sections,
    "none_at_all": Figures(),
    "new_id": new_id,
    "languages": LANGUAGES,
    "menu": MENU,
    "themes": THEMES,
}


@cache
def environment() -> Environment:
    """The templates; everything they show is escaped, and a name they do not know is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_WORDING, static=static)
    return made


@cache
def static(name: str) -> str:
    """The address of a built file, with a digest so that browsers keep it until it changes."""
    path = STATIC / name
    digest = sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else "unbuilt"
    return f"/static/{name}?v={digest}"


def speech_of(request: Request) -> Speech:
    """The language this browser chose, else the service's own; times in the school's zone."""
    settings: Settings = request.app.state.settings
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return Speech(chosen if chosen in LANGUAGES else settings.language, ZoneInfo(settings.zone))


def say_error(speech: Speech, error: InventoryError) -> str:
    """What went wrong, in the reader's language."""
    return speech.sentence(error.text, error.facts)


def page(request: Request, template: str, who: Who | None, /, **values: object) -> HTMLResponse:
    """The template as the answer, in the frame that says who is signed in and where this is."""
    return answer(HTTPStatus.OK, request, template, who, **values)


def answer(status: HTTPStatus, request: Request, template: str, who: Who | None, /, **values: object) -> HTMLResponse:
    """The same with another status than 200."""
    return HTMLResponse(fragment(speech_of(request), template, **frame(request, who), **values), status)


def led_to(request: Request, address: str) -> Response:
    """On to another page; htmx follows its own header, not a redirect."""
    if "HX-Request" in request.headers:
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def fragment(speech: Speech, template: str, /, **values: object) -> str:
    """The text of the template."""
    return environment().get_template(template).render(**spoken(speech), **values)


def frame(request: Request, who: Who | None) -> dict[str, object]:
    """What the frame around every page shows."""
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    here = _menu_entry(path)
    theme = request.cookies.get(THEME_COOKIE, "")
    return {
        "who": who,
        "here": here,
        "back": path + query if request.method == "GET" else "/",
        "help": help_on(_pattern(request), here),
        "theme": theme if theme in THEMES else "system",
        "keys": request.cookies.get(KEYS_COOKIE) != "off",
    }


def spoken(speech: Speech) -> dict[str, object]:
    """The functions by which templates speak: sentences, numbers, days."""
    return {
        "_": speech.say,
        "sentence": speech.sentence,
        "look_up": speech.look_up,
        "ngettext": speech.count,
        "lang": speech.tag,
        "other_language": next(code for code in LANGUAGES if code != speech.language),
        "day": speech.day,
        "moment": speech.moment,
        "money": speech.money,
        "amount": speech.amount,
        "number": speech.number,
        "percent": speech.percent,
        "device_words": partial(wording.device_words, speech),
        "heard_words": partial(wording.heard_words, speech),
        "silence": partial(wording.silence, speech),
        "complaint_words": partial(complaint_words, speech),
        "coverage_words": partial(wording.coverage_words, speech),
        "where": partial(naming.where, speech.look_up),
        "speak": lambda value: shown(value, speech.look_up),
        "floor_name": partial(naming.floor_name, speech.look_up),
    }


def _pattern(request: Request) -> str:
    """The path as its route is written, with its gaps open; what a gap takes is left out."""
    return re.sub(r":\w+}", "}", getattr(request.scope.get("route"), "path", request.url.path))


def _menu_entry(path: str) -> str:
    """The entry of the main menu a path belongs to."""
    if path.startswith(("/stocktakes", "/people", "/first-steps")):
        return "/"
    if path.startswith(("/labels", "/books", "/values", "/log", "/things", "/held", "/presence")):
        return "/assets"
    if path.startswith(("/routes", "/desk", "/receive")):
        return "/documents"
    if path.startswith("/delegations"):
        return "/tasks"
    if path.startswith("/tags"):
        return "/tagging"
    if path.startswith("/notices"):
        return "/alarms"
    return "/" + path.split("/")[1]
