"""What the audit log keeps of rows that one deed changes at a time: such an entry keeps the digest of what it left.

Declared in one table: the rows that belong to the subject of an entry, and what the entries are called that leave
them as they are. The newest of them tells how the rows have to be now.
"""

from typing import NamedTuple

from inventory.store.alarms import AlarmRow, RulesRow, TargetRow
from inventory.store.base import Table
from inventory.store.cards import CustomField
from inventory.store.closings import Closing, Photo
from inventory.store.labels import LabelPrint, LabelPrintItem, LabelTemplate
from inventory.store.lists import TagFile, TagFileBinding, TagList
from inventory.store.presence import GateRow
from inventory.store.register import RegisterImport
from inventory.store.schools import AccessToken, Account, School
from inventory.store.sightings import Station
from inventory.store.slips import ApprovalRoute, DelegationRow, Renewal, SlipPaper, SlipRoom
from inventory.store.stocktakes import FindingRow, StockTake
from inventory.store.values import MonthRule, ServiceLife


class Rows(NamedTuple):
    """Rows of a table that belong to whatever `owner` names, and the columns that count, named one by one.

    With `since` only those that say when that was.
    """

    table: type[Table]
    owner: str
    columns: tuple[str, ...]
    since: str = ""


class Seal(NamedTuple):
    """What rows are called together, and what the entries are called that keep their digest."""

    called: str
    rows: Rows
    kept_by: tuple[str, ...]

    @property
    def fact(self) -> str:
        """Under which the entry keeps it."""
        return f"seal of {self.called}"


_ACCOUNT = ("id", "username", "password_hash", "one_time", "role", "created_at", "disabled_at", "person_id")
_ALARM = ("id", "kind", "item_id", "room_id", "gate_id", "raised_at", "acknowledged_by", "acknowledged_at", "reason")
_CLOSING = ("id", "number", "digest", "closed_by", "closed_at", "reopened_by", "reopened_at", "reason")
_DELEGATION = ("id", "giver", "taker", "since", "until", "made_by", "made_at", "ended_at")
_FILE = ("id", "filename", "content", "handed_in_by", "handed_in_at", "applied_at", "undone_at")
_FINDING = ("id", "closing", "place", "kind", "line")
_GATE_SIDES = ("inner", "outer", "least_reads", "least_rssi")
_GATE = ("id", "room_id", "beyond_id", *_GATE_SIDES, "since", "until", "made_by")
_LIFE = ("id", "scheme", "edition", "code", "months", "valid_from", "said_by", "said_at")
_LIST = ("id", "room_code", "filename", "sha256", "handed_in_by", "handed_in_at", "columns", "counted_at", "said")
_PAPER = ("id", "filename", "media_type", "sha256", "note", "added_by", "added_at", "removed_by", "removed_at")
_PHOTO = ("id", "subject", "media_type", "sha256", "note", "taken_by", "taken_at")
_PRINT = ("id", "template", "layout", "printed_by", "printed_at")
_RENEWAL = ("number", "due_on", "by", "at", "reason")
_ROUTE = ("id", "kind", "worth", "categories", "since", "until", "levels", "asker_may", "made_by", "made_at")
_RULES = ("id", "since", "elsewhere_minutes", "unseen_days", "episode_minutes", "quiet_from", "quiet_until")
_STOCKTAKE = ("id", "name", "status", "cutoff", "opened_by", "opened_at", "closed_by", "closed_at", "scope", "blind")
_TARGET = ("id", "name", "url", "kinds", "made_by", "made_at", "removed_at")
_TOKEN = ("id", "name", "secret_hash", "role", "station_id", "created_at", "revoked_at")

_ACCOUNT_SAYS = ("account created", "account named", "account disabled", "password changed", "password reset")
_CLOSED = ("stock-take closed", "stock-take reopened")
_FIELD_SAYS = ("field made", "field dropped", "field taken up again")
_LIST_SAYS = ("handed in", "counted", "taken back", "counted after all")
_SCHOOL_SAYS = ("school created", "school renamed", "pupils may borrow alone", "pupils may not borrow alone")
_STATUS_SAYS = ("stock-take opened", "recount begun", "stock-take under review", *_CLOSED, "stock-take archived")
_TAG_FILE_SAYS = ("tag file handed in", "tags bound by a file", "tag file taken back")
_TEMPLATE_SAYS = ("label template added", "label template changed", "label template dropped")

SEALS = (
    Seal("the school", Rows(School, "id", ("id", "name", "created_at", "pupils_borrow")), _SCHOOL_SAYS),
    Seal("an account", Rows(Account, "id", _ACCOUNT), _ACCOUNT_SAYS),
    Seal("a token", Rows(AccessToken, "id", _TOKEN), ("token created", "token revoked")),
    Seal("a reader", Rows(Station, "id", ("id", "name", "created_at")), ("station created",)),
    Seal("a gate", Rows(GateRow, "station_id", _GATE), ("gate set", "gate ended")),
    Seal("an approval route", Rows(ApprovalRoute, "id", _ROUTE), ("approval route made", "approval route ended")),
    Seal("a delegation", Rows(DelegationRow, "id", _DELEGATION), ("signing delegated", "delegation ended")),
    Seal("a later day of a loan", Rows(Renewal, "slip_id", _RENEWAL), ("document renewed",)),
    Seal("a room of a handover", Rows(SlipRoom, "slip_id", ("room_id", "keeper_id")), ("document asked for",)),
    Seal(
        "a paper of a document",
        Rows(SlipPaper, "slip_id", _PAPER),
        ("file put on a document", "file taken off a document"),
    ),
    Seal("a rule of alarms", Rows(RulesRow, "id", (*_RULES, "gates_always", "made_by")), ("alarm rules set",)),
    Seal("an alarm", Rows(AlarmRow, "id", _ALARM), ("alarm raised", "alarm acknowledged")),
    Seal("who is told of alarms", Rows(TargetRow, "id", _TARGET), ("notice target added", "notice target removed")),
    Seal("a field of the school's own", Rows(CustomField, "id", ("id", "name", "kind", "choices")), _FIELD_SAYS),
    Seal("a label template", Rows(LabelTemplate, "id", ("id", "name", "layout")), _TEMPLATE_SAYS),
    Seal("a print of labels", Rows(LabelPrint, "id", _PRINT), ("labels printed",)),
    Seal("a thing on printed labels", Rows(LabelPrintItem, "print_id", ("position", "item_id")), ("labels printed",)),
    Seal("a service life", Rows(ServiceLife, "id", _LIFE), ("service life said",)),
    Seal("a rule of months", Rows(MonthRule, "id", ("id", "rule", "valid_from", "said_by")), ("month rule said",)),
    Seal(
        "a register file",
        Rows(RegisterImport, "id", (*_FILE, "updates", "moves"), since="applied_at"),
        ("register imported", "register import undone"),
    ),
    Seal("a tag file", Rows(TagFile, "id", _FILE), _TAG_FILE_SAYS),
    Seal("a tag bound by a file", Rows(TagFileBinding, "file_id", ("binding_id",)), _TAG_FILE_SAYS),
    Seal("a stock-take", Rows(StockTake, "id", _STOCKTAKE), _STATUS_SAYS),
    Seal("a closing of a stock-take", Rows(Closing, "stocktake_id", _CLOSING), _CLOSED),
    Seal("a finding of a closed stock-take", Rows(FindingRow, "stocktake_id", _FINDING), _CLOSED),
    Seal("a photo of a stock-take", Rows(Photo, "stocktake_id", _PHOTO), ("photo added",)),
    Seal(
        "a list of tags", Rows(TagList, "stocktake_id", _LIST), tuple(f"list of tags {each}" for each in _LIST_SAYS)
    ),
)
