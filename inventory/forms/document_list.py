"""The list of documents as a form: what each is about, where it stands, who wrote it and why."""

from collections.abc import Mapping, Sequence

from inventory.document_list import ListedDocument
from inventory.forms.values import Column, Form, Row, Several, Table, say
from inventory.kinds import KINDS
from inventory.slips import SlipStatus

TITLE = say("Documents")


def documents_form(documents: Sequence[ListedDocument], state_name: Mapping[SlipStatus, str], *, more: bool) -> Form:
    """The documents on sheets that lie across; `more` says that they are not all."""
    unsaid = say("These are not all: choose fewer days.") if more else None
    columns = (
        Column(say("Document"), 34),
        Column(say("State"), 24),
        Column(say("Time"), 30),
        Column(say("By"), 20),
        Column(say("Asset name"), 30, grows=True),
        Column(say("Quantity"), 14, figures=True),
        Column(say("To room"), 20),
        Column(say("Person"), 20),
        Column(say("Last day"), 24),
        Column(say("Days overdue"), 14, figures=True),
        Column(say("Reason"), 34, grows=True),
    )
    table = Table(columns, tuple(_row(each, state_name) for each in documents), title=None, aside=unsaid)
    return Form(None, TITLE, (table,), wide=True)


def _row(document: ListedDocument, state_name: Mapping[SlipStatus, str]) -> Row:
    kind, number = say(KINDS[document.kind].label), document.facts()["number"]
    return (
        say("{year}-{kind}-{number}", year=str(document.year), kind=kind, number=number),
        say(state_name[document.status]),
        Several((document.at,)),
        document.by,
        document.thing,
        document.things,
        document.room,
        document.person,
        document.due_on,
        document.late or None,
        document.reason,
    )
