"""The one table from what went wrong to what HTTP answers: problem+json (RFC 9457) to programs, a page to people."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from inventory.actions.accounts import UsernameTaken
from inventory.actions.alarms import AlreadyAcknowledged, ReasonForAlarm
from inventory.actions.approving import AlreadySigned, NotAsked, NotYourSlip, WhyNot
from inventory.actions.asking import MayNotAsk, NothingAsked, NotNow, NotSaid
from inventory.actions.batches import CardsDiffer, SameCard
from inventory.actions.bulk_editing import CardsChanged, TooManyCards
from inventory.actions.card_editing import (
    CardChanged,
    CardMerged,
    MoreThanItCost,
    NameMissing,
    QuantityByDocument,
    ReasonMissing,
)
from inventory.actions.choosing import TooManyNumbers, UnknownThings
from inventory.actions.decision_checks import NoClaim, RoomUnsaid, TagTaken, ThingUnsaid, ThingWrittenOff
from inventory.actions.decisions import DecisionDoesNotFit, OneByOne
from inventory.actions.entering import PiecesOutOfRange
from inventory.actions.errands import NoTask
from inventory.actions.field import NoTag, NotAlone
from inventory.actions.gates import OneSideOnly, SameRoom, StaysNowhere
from inventory.actions.import_undo import CardWentOn, NotApplied, RegisterInUse
from inventory.actions.imports import AlreadyApplied
from inventory.actions.kept_files import TooManyAttachments
from inventory.actions.label_prints import NothingToLabel
from inventory.actions.label_templates import TemplateNameTaken
from inventory.actions.lending import BorrowerUnsaid, NotLent, PupilAlone, ReadTwice, UnknownAtDesk
from inventory.actions.lists import ColumnsUnsaid
from inventory.actions.opening import NoRooms
from inventory.actions.own_fields import ChoicesMissing, FieldNameTaken, TooManyFields
from inventory.actions.passes import PassElsewhere
from inventory.actions.photos import TooManyPhotos
from inventory.actions.prepared import NothingToPrepare
from inventory.actions.recounts import NothingToRecount
from inventory.actions.renewing import NoRenewal, NotLater
from inventory.actions.reversing import ThingWentOn
from inventory.actions.routes import DaysReversed, NobodySigns
from inventory.actions.saved_views import TooManyViews
from inventory.actions.shortages import NotShort
from inventory.actions.sightings import OutboxElsewhere
from inventory.actions.staging import ApprovalMissing, NotLive, NotWaiting, NotYourStep, WentElsewhere
from inventory.actions.stations import StationNameTaken
from inventory.actions.stocktakes import StepNotNow, StockTakeClosed
from inventory.actions.tag_files import FileApplied, FileNotApplied
from inventory.actions.tagging import ReasonUnsaid, TagElsewhere, TagOnNothing
from inventory.actions.value_rules import AlreadySaid
from inventory.actions.walks_taken_back import NotHandedIn, NotTheirWalk
from inventory.approvals import NotYours, OwnSlip
from inventory.attachments import NoAttachment, PaperTooLarge
from inventory.errors import InventoryError, NotFound
from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.typesetting import FontsNotBuilt, ReportTooLarge
from inventory.fields import BadValue
from inventory.filling import BadEntry, EntryMissing
from inventory.labels.layout import SizesOutOfRange
from inventory.labels.media import LabelsDoNotFit, LabelTooSmall
from inventory.notices import NotAnAddress
from inventory.pictures import NoPicture, PictureTooLarge, TooManyPixels
from inventory.splitting import CannotSplit, ValueOfOneUnknown
from inventory.verdicts import FindingsChanged
from service.access import NotAllowed, NotSignedIn, PasswordMustChange, first_start_of
from service.blind import BlindCount
from service.first_start import AlreadySetUp, CodeExpired, WrongCode
from service.sessions import COOKIE, PasswordTooShort, TooManyTries, WrongPassword
from service.throttle import Crowded, TooManyLivePages

STATUS: dict[type[InventoryError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    StepNotNow: HTTPStatus.CONFLICT,
    StockTakeClosed: HTTPStatus.CONFLICT,
    NoRooms: HTTPStatus.CONFLICT,
    NothingToRecount: HTTPStatus.CONFLICT,
    NothingToPrepare: HTTPStatus.CONFLICT,
    UnknownAtDesk: HTTPStatus.NOT_FOUND,
    BorrowerUnsaid: HTTPStatus.CONFLICT,
    NotLent: HTTPStatus.CONFLICT,
    PupilAlone: HTTPStatus.CONFLICT,
    ReadTwice: HTTPStatus.CONFLICT,
    PassElsewhere: HTTPStatus.CONFLICT,
    NotTheirWalk: HTTPStatus.FORBIDDEN,
    NotHandedIn: HTTPStatus.CONFLICT,
    ColumnsUnsaid: HTTPStatus.UNPROCESSABLE_ENTITY,
    AlreadyApplied: HTTPStatus.CONFLICT,
    AlreadySaid: HTTPStatus.CONFLICT,
    NotApplied: HTTPStatus.CONFLICT,
    RegisterInUse: HTTPStatus.CONFLICT,
    CardWentOn: HTTPStatus.CONFLICT,
    StationNameTaken: HTTPStatus.CONFLICT,
    OutboxElsewhere: HTTPStatus.FORBIDDEN,
    StaysNowhere: HTTPStatus.CONFLICT,
    OneSideOnly: HTTPStatus.UNPROCESSABLE_ENTITY,
    SameRoom: HTTPStatus.UNPROCESSABLE_ENTITY,
    AlreadyAcknowledged: HTTPStatus.CONFLICT,
    ReasonForAlarm: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAnAddress: HTTPStatus.UNPROCESSABLE_ENTITY,
    DecisionDoesNotFit: HTTPStatus.UNPROCESSABLE_ENTITY,
    OneByOne: HTTPStatus.UNPROCESSABLE_ENTITY,
    RoomUnsaid: HTTPStatus.UNPROCESSABLE_ENTITY,
    ThingUnsaid: HTTPStatus.UNPROCESSABLE_ENTITY,
    ThingWrittenOff: HTTPStatus.CONFLICT,
    NoClaim: HTTPStatus.UNPROCESSABLE_ENTITY,
    TagTaken: HTTPStatus.CONFLICT,
    TagElsewhere: HTTPStatus.CONFLICT,
    TagOnNothing: HTTPStatus.CONFLICT,
    ReasonUnsaid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoTag: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAlone: HTTPStatus.CONFLICT,
    FileApplied: HTTPStatus.CONFLICT,
    FileNotApplied: HTTPStatus.CONFLICT,
    FindingsChanged: HTTPStatus.CONFLICT,
    ThingWentOn: HTTPStatus.CONFLICT,
    AlreadySigned: HTTPStatus.CONFLICT,
    NotAsked: HTTPStatus.CONFLICT,
    NotYourSlip: HTTPStatus.FORBIDDEN,
    WhyNot: HTTPStatus.UNPROCESSABLE_ENTITY,
    MayNotAsk: HTTPStatus.FORBIDDEN,
    NotNow: HTTPStatus.CONFLICT,
    NotSaid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NothingAsked: HTTPStatus.UNPROCESSABLE_ENTITY,
    DaysReversed: HTTPStatus.UNPROCESSABLE_ENTITY,
    NobodySigns: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownThings: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyNumbers: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoRenewal: HTTPStatus.CONFLICT,
    NotLater: HTTPStatus.UNPROCESSABLE_ENTITY,
    ApprovalMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotLive: HTTPStatus.CONFLICT,
    NotWaiting: HTTPStatus.CONFLICT,
    NotYourStep: HTTPStatus.FORBIDDEN,
    WentElsewhere: HTTPStatus.CONFLICT,
    NotYours: HTTPStatus.FORBIDDEN,
    OwnSlip: HTTPStatus.FORBIDDEN,
    BadEntry: HTTPStatus.UNPROCESSABLE_ENTITY,
    EntryMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotShort: HTTPStatus.CONFLICT,
    NoTask: HTTPStatus.CONFLICT,
    BadValue: HTTPStatus.UNPROCESSABLE_ENTITY,
    CardChanged: HTTPStatus.CONFLICT,
    CardMerged: HTTPStatus.CONFLICT,
    NameMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuantityByDocument: HTTPStatus.UNPROCESSABLE_ENTITY,
    MoreThanItCost: HTTPStatus.UNPROCESSABLE_ENTITY,
    ReasonMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    PiecesOutOfRange: HTTPStatus.UNPROCESSABLE_ENTITY,
    CardsDiffer: HTTPStatus.CONFLICT,
    SameCard: HTTPStatus.UNPROCESSABLE_ENTITY,
    CannotSplit: HTTPStatus.UNPROCESSABLE_ENTITY,
    ValueOfOneUnknown: HTTPStatus.CONFLICT,
    FieldNameTaken: HTTPStatus.CONFLICT,
    ChoicesMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyFields: HTTPStatus.CONFLICT,
    TooManyViews: HTTPStatus.CONFLICT,
    TooManyCards: HTTPStatus.CONFLICT,
    CardsChanged: HTTPStatus.CONFLICT,
    NoAttachment: HTTPStatus.UNPROCESSABLE_ENTITY,
    PaperTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyAttachments: HTTPStatus.CONFLICT,
    NoPicture: HTTPStatus.UNPROCESSABLE_ENTITY,
    PictureTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyPixels: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyPhotos: HTTPStatus.CONFLICT,
    UsernameTaken: HTTPStatus.CONFLICT,
    TemplateNameTaken: HTTPStatus.CONFLICT,
    NothingToLabel: HTTPStatus.UNPROCESSABLE_ENTITY,
    LabelsDoNotFit: HTTPStatus.UNPROCESSABLE_ENTITY,
    LabelTooSmall: HTTPStatus.UNPROCESSABLE_ENTITY,
    SizesOutOfRange: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnreadableRegister: HTTPStatus.UNPROCESSABLE_ENTITY,
    WrongPassword: HTTPStatus.FORBIDDEN,
    PasswordTooShort: HTTPStatus.UNPROCESSABLE_ENTITY,
    WrongCode: HTTPStatus.FORBIDDEN,
    CodeExpired: HTTPStatus.FORBIDDEN,
    AlreadySetUp: HTTPStatus.CONFLICT,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    Crowded: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyLivePages: HTTPStatus.TOO_MANY_REQUESTS,
    BlindCount: HTTPStatus.FORBIDDEN,
    FontsNotBuilt: HTTPStatus.INTERNAL_SERVER_ERROR,
    ReportTooLarge: HTTPStatus.INSUFFICIENT_STORAGE,
}

RETRY_SECONDS = 5

Failure = InventoryError | RequestValidationError | str
Headers = dict[str, str] | None
PageRenderer = Callable[[Request, HTTPStatus, Failure], Response]
Translator = Callable[[Request, InventoryError | str], str]


def problem(status: HTTPStatus, detail: str, headers: Headers = None) -> JSONResponse:
    """A problem document; `type` is left at its default "about:blank", so `title` is the status phrase."""
    body = {"title": status.phrase, "status": int(status), "detail": detail}
    return JSONResponse(body, status, headers, "application/problem+json")


def install(app: FastAPI, page: PageRenderer, translated: Translator) -> None:
    """Hooks every kind of failure up to its answer; `page` renders the answer for a browser.

    Scripts of our own pages show people what they are answered, so it is `translated` for them.
    """

    def answer(request: Request, status: HTTPStatus, what: Failure, headers: Headers = None) -> Response:
        if request.url.path.startswith("/api/"):
            if COOKIE not in request.cookies or isinstance(what, RequestValidationError):
                return problem(status, _said(what), headers)
            return problem(status, translated(request, what), headers)
        response = page(request, status, what)
        response.headers.update(headers or {})
        return response

    @app.exception_handler(InventoryError)
    def _inventory(request: Request, error: InventoryError) -> Response:
        return answer(request, _status_of(error), error)

    @app.exception_handler(NotSignedIn)
    def _not_signed_in(request: Request, _error: NotSignedIn) -> Response:
        if request.url.path.startswith("/api/"):
            detail = "Send a valid token as: Authorization: Bearer TOKEN."
            return problem(HTTPStatus.UNAUTHORIZED, detail, {"WWW-Authenticate": "Bearer"})
        return _to_sign_in(request)

    @app.exception_handler(PasswordMustChange)
    def _must_change(request: Request, _error: PasswordMustChange) -> Response:
        if request.url.path.startswith("/api/"):
            return problem(HTTPStatus.FORBIDDEN, "Change the one-time password first.")
        return RedirectResponse("/password", HTTPStatus.SEE_OTHER)

    @app.exception_handler(NotAllowed)
    def _not_allowed(request: Request, _error: NotAllowed) -> Response:
        return answer(request, HTTPStatus.FORBIDDEN, "Your role does not allow this.")

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, error)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        return answer(request, HTTPStatus(error.status_code), str(error.detail), dict(error.headers or {}))

    @app.exception_handler(IntegrityError)
    def _collision(request: Request, _error: IntegrityError) -> Response:
        return answer(request, HTTPStatus.CONFLICT, "Somebody else just changed the same thing. Look again.")

    @app.exception_handler(DataError)
    def _unfit(request: Request, _error: DataError) -> Response:
        return answer(
            request, HTTPStatus.UNPROCESSABLE_ENTITY, "Something in this cannot be stored. Check it for odd signs."
        )

    @app.exception_handler(OperationalError)
    def _database_busy(request: Request, _error: OperationalError) -> Response:
        detail = "The database cannot be reached or is busy. Try again in a moment."
        return answer(request, HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": str(RETRY_SECONDS)})


def _status_of(error: InventoryError) -> HTTPStatus:
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _said(what: Failure) -> str:
    """What went wrong, as programs are told."""
    if isinstance(what, RequestValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in what.errors())
    return str(what)


def _to_sign_in(request: Request) -> Response:
    """To the sign-in page, which leads back to what was asked for; htmx follows its own header, not a redirect.

    While nobody can sign in at all, to the page that sets the school up.
    """
    asked = request.url.path if request.method == "GET" else "/"
    target = "/start" if first_start_of(request) else f"/sign-in?next={quote(asked)}"
    if "HX-Request" in request.headers:
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": target})
    return RedirectResponse(target, HTTPStatus.SEE_OTHER)
