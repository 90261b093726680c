"""The handheld page: a frame that its script fills, and what a browser needs to keep it on a device."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from markupsafe import Markup

from inventory.exchange.icon import GROUND, icon
from service.access import Counter, Who
from service.handheld import ACCOUNT_COOKIE, built, words_of, worker
from service.language import Speech
from service.pages.rendering import page, speech_of, static

router = APIRouter()

Spoken = Annotated[Speech, Depends(speech_of)]
SCOPE = "/handheld"
ICON_SIDES = (192, 512)
YEAR_SECONDS = 365 * 24 * 3600


@router.get(SCOPE)
def handheld_page(request: Request, who: Counter, speech: Spoken) -> Response:
    """The same for every stock-take: what is counted is asked for by the script, and kept on the device."""
    shown = {
        "shell": script_of(_shell(who, speech)),
        "words": script_of(words_of(speech)),
        "ground": GROUND,
        "parts": built().parts,
    }
    answer = page(request, "handheld.html", who, **shown)
    answer.headers["Handheld-Version"] = built().version
    account = str(who.account or "")
    if request.cookies.get(ACCOUNT_COOKIE) != account:  # else an answer after they signed out would set it again
        answer.set_cookie(ACCOUNT_COOKIE, account, max_age=YEAR_SECONDS, samesite="lax")
    return answer


@router.get(f"{SCOPE}/worker.js")
def worker_script(who: Counter) -> Response:  # noqa: ARG001 - naming `who` is what keeps strangers out
    """The script that lets the page open without a network. It may speak for the page beside its own folder."""
    return FileResponse(worker(), headers={"Service-Worker-Allowed": SCOPE})


@router.get(f"{SCOPE}/app.webmanifest")
def manifest(who: Counter, speech: Spoken) -> Response:  # noqa: ARG001 - naming `who` is what keeps strangers out
    """How a device keeps the page as an app of its own (W3C Web Application Manifest)."""
    said = {
        "id": SCOPE,
        "start_url": SCOPE,
        "scope": SCOPE,
        "display": "standalone",
        "name": f"Rollcall · {speech.say('Count')}",
        "short_name": speech.say("Count"),
        "lang": speech.tag,
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [
            {"src": static("favicon.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"},
            *(_icon(side, purpose) for side in ICON_SIDES for purpose in ("any", "maskable")),
        ],
    }
    return JSONResponse(said, media_type="application/manifest+json")


@router.get(f"{SCOPE}/{{purpose}}-{{side}}.png")
def icon_of(who: Counter, purpose: Literal["any", "maskable"], side: Literal["192", "512"]) -> Response:  # noqa: ARG001
    """The picture of the app; some home screens take no drawing."""
    return Response(icon(int(side), maskable=purpose == "maskable"), media_type="image/png")


def _icon(side: int, purpose: str) -> dict[str, str]:
    address = f"{SCOPE}/{purpose}-{side}.png"
    return {"src": address, "type": "image/png", "sizes": f"{side}x{side}", "purpose": purpose}


def script_of(value: object) -> Markup:
    """The value as JSON that can stand within a script element: HTML reads nothing else there but its end."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - made safe just here


def _shell(who: Who, speech: Speech) -> dict[str, str]:
    return {
        "version": built().version,
        "account": str(who.account or ""),
        "name": who.name,
        "school": str(who.school),
        "school_name": who.school_name,
        "role": who.role.word,
        "language": speech.language,
        "zone": str(speech.zone),
    }
