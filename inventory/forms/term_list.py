"""The list of a term (期初、期末财产登记表): what was held at its beginning and end, with every difference."""

from collections.abc import Sequence

from inventory.forms.rooms import number_width
from inventory.forms.transfer_log import number_of
from inventory.forms.values import Block, Column, Form, Row, Say, Several, Signatures, Sums, Table, Value, say
from inventory.held import Crossing, HeldPiece, Holder, HolderKind, TermLine

_SIGNED = Signatures((say("Class teacher or keeper:"), say("General affairs:"), say("Date:")))
HOLDER_NAME = {
    HolderKind.ROOM: say("Room"),
    HolderKind.PERSON: say("Custodian"),
    HolderKind.DEPARTMENT: say("Department or class"),
}


def term_form(
    holder: Holder, lines: Sequence[TermLine], crossed: Sequence[Crossing], held: Sequence[HeldPiece]
) -> Form:
    """The list to sign, every difference with its document, and the pieces held at the end."""
    blocks: tuple[Block, ...] = (
        lines_table(lines),
        _sums(lines),
        changes_table(crossed),
        pieces_table(held),
        _SIGNED,
    )
    return Form(None, title_of(holder), blocks, wide=True)


def title_of(holder: Holder) -> Say:
    """Whose list it is."""
    return say("Term list: {kind} {name}", kind=HOLDER_NAME[holder.kind], name=holder.name)


def lines_table(lines: Sequence[TermLine]) -> Table:
    """How many of each card there were at the beginning and at the end; the last columns are written by hand."""
    columns = (
        Column(say("Asset number"), number_width([line.asset_no for line in lines])),
        Column(say("Asset name"), 40, grows=True),
        Column(say("Model"), 34, grows=True),
        Column(say("Unit"), 12),
        Column(say("At the beginning"), 20, figures=True),
        Column(say("Came"), 14, figures=True),
        Column(say("Went"), 14, figures=True),
        Column(say("At the end"), 20, figures=True),
        Column(say("Checked"), 18),
        Column(say("Condition"), 26),
    )
    return Table(columns, tuple(map(_line, lines)), empty=say("Nothing was held."))


def changes_table(crossed: Sequence[Crossing]) -> Table:
    """What came and what went, each with its document."""
    columns = (
        Column(say("Time"), 36),
        Column(say("Came or went"), 18),
        Column(say("Asset number"), number_width([each.piece.asset_no for each in crossed])),
        Column(say("Asset name"), 36, grows=True),
        Column(say("Piece"), 12, figures=True),
        Column(say("Document"), 44, grows=True),
        Column(say("By"), 22),
        Column(say("Reason"), 40, grows=True),
    )
    return Table(columns, tuple(map(_change, crossed)), title=say("Differences, each with its document"))


def pieces_table(held: Sequence[HeldPiece]) -> Table:
    """The pieces held at the end, one by one."""
    columns = (
        Column(say("Asset number"), number_width([piece.asset_no for piece in held])),
        Column(say("Asset name"), 40, grows=True),
        Column(say("Piece"), 12, figures=True),
        Column(say("Room"), 26),
        Column(say("Custodian"), 26),
        Column(say("Condition of use"), 26),
    )
    return Table(columns, tuple(map(_piece, held)), title=say("Held at the end, piece by piece"))


def brought_by(crossed: Crossing) -> Value:
    """The document, the file or the change of the card that did it."""
    if crossed.by.document:
        return number_of(crossed.by.document)
    return say("File {filename}", filename=crossed.by.file) if crossed.by.file else say("Change of the card")


def _sums(lines: Sequence[TermLine]) -> Sums:
    pairs = (
        (say("At the beginning"), sum(line.opening for line in lines)),
        (say("Came"), sum(line.came for line in lines)),
        (say("Went"), sum(line.went for line in lines)),
        (say("At the end"), sum(line.closing for line in lines)),
    )
    return Sums(pairs)


def _line(line: TermLine) -> Row:
    card = (line.asset_no, line.name, line.model, line.unit)
    return (*card, line.opening, line.came, line.went, line.closing, None, None)


def _change(each: Crossing) -> Row:
    piece = each.piece
    what = say("came") if each.came else say("went")
    return (
        *(Several((each.by.at,)), what, piece.asset_no, piece.name, piece.position),
        *(brought_by(each), each.by.by, each.by.reason),
    )


def _piece(piece: HeldPiece) -> Row:
    side = piece.side
    return piece.asset_no, piece.name, piece.position, side.room, side.keeper, say(side.state)
