"""The stock-take report (盘点报告): what was counted, by whom and how, what came of it, and what is proposed.

Its chapters are those of a school's yearly report: situation, people, method, coverage, findings, variances with
their causes, proposals, signatures. Everything in it is a figure of the stock-take; nothing has to be filled in.
"""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from decimal import Decimal

from inventory.campaign import Campaign, Recount, Scope
from inventory.forms.moved import CHANGES
from inventory.forms.outcome import causes, found, proposals, variance_table
from inventory.forms.values import Block, Column, Form, Heading, Lines, Part, Say, Several, Signatures, Table, say
from inventory.movements import Document
from inventory.sections import is_expected
from inventory.standing import RoomState, Standing
from inventory.ticking import list_by_hand
from inventory.transfer_log import LogLine
from inventory.valuation import together, worth

_NOTHING = Decimal(0)

_SIGNED = Signatures(
    (
        *(say("Count team"), say("Observed by"), say("Asset keeper")),
        *(say("Accountant"), say("Head"), say("Date")),
    ),
    seal=True,
)
_COVERAGE = (
    Column(say("Room"), 50, grows=True),
    Column(say("Tags heard"), 28, figures=True),
    Column(say("About so many unheard"), 34, figures=True),
    Column(say("At least"), 24, figures=True),
    Column(say("At most"), 24, figures=True),
)


def statement_form(standing: Standing, meanwhile: Sequence[LogLine], zone: tzinfo) -> Form:
    """The report in words and figures; moments are told as the clocks of `zone` show them."""
    chapters: tuple[tuple[Say, tuple[Block, ...]], ...] = (
        (say("1. What was counted"), (Lines((*_situation(standing, zone), *_meanwhile(meanwhile))),)),
        (say("2. Who took part"), (Lines(tuple(_people(standing.campaign, zone))),)),
        (say("3. How it was done"), (Lines(tuple(_method(standing.campaign, zone))),)),
        (say("4. How far the rooms were covered"), tuple(_coverage(standing))),
        (say("5. What was found"), found(standing)),
        (say("6. Surpluses and shortages"), (variance_table(standing.lines),)),
        (say("7. Causes"), (causes(standing.lines),)),
        (say("8. Proposals"), (proposals(standing.lines),)),
        (say("9. How to check this report"), (Lines(tuple(_seal(standing, zone))),)),
    )
    blocks = [block for title, content in chapters for block in (Heading(title), *content)]
    return Form(Part.STATEMENT, say("Stock-take report"), (*blocks, _SIGNED))


def _situation(standing: Standing, zone: tzinfo) -> Iterator[Say]:
    campaign = standing.campaign
    yield say("Cut-off date: {day}", day=standing.cutoff.astimezone(zone).date())
    if campaign.first_pass and campaign.last_pass:
        first, last = campaign.first_pass.astimezone(zone), campaign.last_pass.astimezone(zone)
        if first.date() == last.date():
            yield say("Rooms were walked on {day}.", day=first.date())
        else:
            yield say("Rooms were walked from {first} to {last}.", first=first.date(), last=last.date())
    yield from _scope(campaign.scope)
    booked = together(worth(line.cost, line.accumulated) for line in standing.lines if is_expected(line))
    yield say("Rooms: {rooms}. Pieces on the books: {pieces}.", rooms=len(standing.rooms), pieces=booked.pieces)
    cost = booked.cost or _NOTHING
    if booked.net is None:
        yield say("Their cost: {cost} yuan. Their net value is not known.", cost=cost)
        return
    yield say("Their cost: {cost} yuan. Their net value: {net} yuan.", cost=cost, net=booked.net)
    if booked.unvalued:
        yield say("Pieces without a known net value, left out of it: {pieces}.", pieces=booked.unvalued)


def _meanwhile(lines: Sequence[LogLine]) -> Iterator[Say]:
    if lines:
        yield say(
            "During the count {documents} documents changed {pieces} pieces; “{list}” names them.",
            documents=len({_whole(line.deed.document) for line in lines}),
            pieces=len({(line.moved.asset, position) for line in lines for position in line.moved.positions}),
            list=CHANGES,
        )


def _whole(document: Document) -> tuple[str, int, int]:
    """The document, whichever of its stages this is."""
    return document.kind, document.year, document.number


def _scope(scope: Scope) -> Iterator[Say]:
    if scope == Scope():
        yield say("All rooms and all things of the school were counted.")
    if scope.rooms:
        yield say("Only these rooms: {names}", names=Several(scope.rooms))
    if scope.buildings:
        yield say("Only these buildings: {names}", names=Several(scope.buildings))
    if scope.departments:
        yield say("Only things of these departments: {names}", names=Several(scope.departments))
    if scope.keepers:
        yield say("Only things of these custodians: {names}", names=Several(scope.keepers))
    if scope.categories:
        yield say("Only things of these categories: {names}", names=Several(scope.categories))
    if scope.value_from is not None:
        yield say("Only things that cost {amount} yuan or more a piece.", amount=scope.value_from)


def _people(campaign: Campaign, zone: tzinfo) -> Iterator[Say]:
    opened = campaign.opened_at.astimezone(zone).date()
    yield say("Opened by {name} on {day}.", name=campaign.opened_by, day=opened)
    if campaign.teams:
        yield say("Teams: {names}", names=Several(campaign.teams))
    if campaign.counters:
        yield say("Counted by: {names}", names=Several(campaign.counters))
    if campaign.closed_by and campaign.closed_at:
        closed = campaign.closed_at.astimezone(zone).date()
        yield say("Closed by {name} on {day}.", name=campaign.closed_by, day=closed)


def _method(campaign: Campaign, zone: tzinfo) -> Iterator[Say]:
    by_eye = any(list_by_hand(device) is not None for device in campaign.devices)
    by_reader = not campaign.devices or any(list_by_hand(device) is None for device in campaign.devices)
    yield _how(by_reader=by_reader, by_eye=by_eye)
    if campaign.passes:
        yield say("Walks through rooms with a scanner: {count}.", count=campaign.passes)
    if campaign.by_hand:
        yield say("Rooms in which things were counted by hand or from a list: {count}.", count=campaign.by_hand)
    if campaign.devices:
        yield say("Readers and lists used: {names}", names=Several(tuple(map(_device, campaign.devices))))
    if campaign.blind:
        yield say("Blind count: the counters did not see what the books expect.")
    if by_reader:
        yield say("A thing is called missing only if its room was counted well and it was heard in no room.")
        yield say("How sure that is, is reckoned from how often and how strongly its tag and the others answered.")
        yield say("A thing heard through a wall is called doubtful, and not moved, until somebody has looked.")
    if by_eye:
        yield say(
            "By eye, a thing is called missing only if its room is finished and at least half was ticked there."
        )
    for recount in campaign.recounts:
        yield _recount(recount, zone)


def _how(*, by_reader: bool, by_eye: bool) -> Say:
    if not by_eye:
        return say("Each room was walked with a reader that hears RFID tags; what has no tag was looked for by eye.")
    if by_reader:
        return say(
            "Rooms were walked with a reader that hears RFID tags; by eye, what was seen was ticked on a list."
        )
    return say("The rooms were gone through by eye, and what was seen was ticked on a list.")


def _device(name: str) -> Say | str:
    """The reader, or in the reader's language that there was none, and which list was used instead."""
    listed = list_by_hand(name)
    if listed is None:
        return name
    return say("by hand: {name}", name=listed) if listed else say("by hand")


def _recount(recount: Recount, zone: tzinfo) -> Say:
    who = say("{name}, {day}", name=recount.by, day=recount.at.astimezone(zone).date())
    if recount.percent is None:
        chosen = say("all that was in doubt")
    else:
        chosen = say("{percent} % drawn by lot", percent=recount.percent)
    return say(
        "Recount {number} ({who}), of {chosen}: {looked} of {count} looked at again, {agreed} found as before.",
        number=recount.number,
        who=who,
        chosen=chosen,
        looked=recount.looked,
        count=recount.chosen,
        agreed=recount.agreed,
    )


def _coverage(standing: Standing) -> Iterator[Block]:
    rooms = standing.rooms
    complete = sum(room.state is RoomState.COMPLETE for room in rooms)
    said = [say("Rooms counted to the end: {complete} of {rooms}.", complete=complete, rooms=len(rooms))]
    if complete < len(rooms):
        unfinished = tuple(room.code for room in rooms if room.state is not RoomState.COMPLETE)
        said.append(say("Rooms not counted to the end: {names}", names=Several(unfinished)))
    if silent := tuple(room.code for room in rooms if room.silent):
        said.append(say("Rooms in which the reader heard nothing: {names}", names=Several(silent)))
    read = ((room, standing.coverage.get(room.code)) for room in rooms)
    unheard = [(room, coverage) for room, coverage in read if coverage and coverage.most > 0]
    rows = tuple((f"{room.code} {room.name}", of.heard, round(of.unread), of.least, of.most) for room, of in unheard)
    if not rows:
        yield Lines(tuple(said))
        return
    yield Lines((*said, say("Rooms in which tags may have stayed unheard")))
    yield Table(_COVERAGE, rows)


def _seal(standing: Standing, zone: tzinfo) -> Iterator[Say]:
    campaign = standing.campaign
    if campaign.digest is None or campaign.closed_at is None:
        yield say("The stock-take is not closed; its findings may still change.")
        return
    closed = campaign.closed_at.astimezone(zone)
    yield say("The findings were frozen on {moment} and have not changed since.", moment=closed)
    yield say("Digest of the frozen findings (SHA-256): {digest}", digest=campaign.digest)
    yield say("The first 12 figures of the digest stand at the foot of every page of every report.")
