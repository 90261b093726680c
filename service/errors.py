"""The one table from what went wrong to its HTTP status. How it is answered: `service.failures`."""

from http import HTTPStatus

from inventory.actions.campaign.decision_checks import NoClaim, RoomUnsaid, TagTaken, ThingUnsaid, ThingWrittenOff
from inventory.actions.campaign.decisions import DecisionDoesNotFit, OneByOne
from inventory.actions.campaign.errands import NoTask
from inventory.actions.campaign.opening import NoRooms
from inventory.actions.campaign.photos import TooManyPhotos
from inventory.actions.campaign.prepared import NothingToPrepare
from inventory.actions.campaign.recounts import NothingToRecount
from inventory.actions.campaign.shortages import NotShort
from inventory.actions.campaign.stocktakes import StepNotNow, StockTakeClosed
from inventory.actions.cards.batches import CardsDiffer, SameCard
from inventory.actions.cards.bulk_editing import CardsChanged, TooManyCards
from inventory.actions.cards.card_editing import (
    CardChanged,
    CardMerged,
    MoreThanItCost,
    NameMissing,
    QuantityByDocument,
    ReasonMissing,
)
from inventory.actions.cards.entering import PiecesOutOfRange
from inventory.actions.cards.kept_files import TooManyAttachments
from inventory.actions.cards.own_fields import ChoicesMissing, FieldNameTaken, TooManyFields
from inventory.actions.cards.saved_views import TooManyViews
from inventory.actions.cards.value_rules import AlreadySaid
from inventory.actions.counting.lists import ColumnsUnsaid
from inventory.actions.counting.passes import PassElsewhere
from inventory.actions.counting.walks_taken_back import NotHandedIn, NotTheirWalk
from inventory.actions.documents.approving import AlreadySigned, NotAsked, NotYourSlip, WhyNot
from inventory.actions.documents.asking import MayNotAsk, NothingAsked, NotNow, NotSaid
from inventory.actions.documents.choosing import TooManyNumbers, UnknownThings
from inventory.actions.documents.lending import BorrowerUnsaid, NotLent, PupilAlone, ReadTwice, UnknownAtDesk
from inventory.actions.documents.renewing import NoRenewal, NotLater
from inventory.actions.documents.reversing import ThingWentOn
from inventory.actions.documents.routes import DaysReversed, NobodySigns
from inventory.actions.documents.staging import ApprovalMissing, NotLive, NotWaiting, NotYourStep, WentElsewhere
from inventory.actions.importing.import_undo import CardWentOn, NotApplied, RegisterInUse
from inventory.actions.importing.imports import AlreadyApplied
from inventory.actions.presence.alarms import AlreadyAcknowledged, ReasonForAlarm
from inventory.actions.presence.gates import OneSideOnly, SameRoom, StaysNowhere
from inventory.actions.presence.sightings import OutboxElsewhere
from inventory.actions.presence.stations import StationNameTaken
from inventory.actions.school.accounts import UsernameTaken
from inventory.actions.tagging.binding import ReasonUnsaid, TagElsewhere, TagOnNothing
from inventory.actions.tagging.field import NoTag, NotAlone
from inventory.actions.tagging.label_prints import NothingToLabel
from inventory.actions.tagging.label_templates import TemplateNameTaken
from inventory.actions.tagging.tag_files import FileApplied, FileNotApplied
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
from service.accounts import LastAdministrator, OneselfShutOut
from service.blind import BlindCount
from service.first_start import AlreadySetUp, CodeExpired, WrongCode
from service.sessions import PasswordTooShort, TooManyTries, WrongPassword
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
    OneselfShutOut: HTTPStatus.CONFLICT,
    LastAdministrator: HTTPStatus.CONFLICT,
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


def status_of(error: InventoryError) -> HTTPStatus:
    """The status of this error; of one that has none of its own, that of its nearest parent in the table."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.UNPROCESSABLE_ENTITY
