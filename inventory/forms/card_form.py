"""The printed card (固定资产卡片): its four blocks as on the fiscal card, then its pieces."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from inventory.cards import AssetCard, ItemLine, spans
from inventory.disposals import Disposal
from inventory.fields import CARD_FIELDS, Block
from inventory.forms.values import Column, Form, Row, Several, Signatures, Table, Value, say
from inventory.kinds import KINDS
from inventory.movements import Document
from inventory.valuation import Worth

_BLOCKS = {Block.BASIC: say("Basic information"), Block.FINANCIAL: say("Value and finance"), Block.USE: say("Use")}
_HALF = (Column(say("Name of the field"), 40), Column(say("Entry"), 46, grows=True))
_SIGNED = Signatures((say("Property keeper:"), say("Accountant:"), say("Date:")))


def card_form(
    card: AssetCard,
    own: Mapping[str, str],
    pieces: Sequence[ItemLine],
    worth: Worth,
    disposals: Sequence[Disposal] = (),
    code: str = "",
) -> Form:
    """The card as it is now; `own` are the school's own fields by their names, `code` is what its QR code says."""
    filled: dict[Block, list[tuple[Value, Value]]] = {block: list(_filled(card, block)) for block in Block}
    filled[Block.FINANCIAL] += [
        (say("Quantity"), card.quantity),
        (say("Depreciation today, yuan"), worth.accumulated),
        (say("Net value today, yuan"), worth.net),
    ]
    filled[Block.USE] += own.items()
    blocks = [Table((*_HALF, *_HALF), _paired(pairs), title=_BLOCKS[block]) for block, pairs in filled.items()]
    return Form(None, say("Fixed-asset card"), (*blocks, _disposals(disposals), _pieces(pieces), _SIGNED), code=code)


def _filled(card: AssetCard, block: Block) -> Iterator[tuple[Value, Value]]:
    for field in CARD_FIELDS:
        if field.block is block:
            value = card.values[field.name]
            is_life = field.name == "life_months" and isinstance(value, int)
            yield say(field.label), say("{count} months", count=value) if is_life else value


def _paired(pairs: Sequence[tuple[Value, Value]]) -> tuple[Row, ...]:
    """Two fields a line, read down the left half first."""
    half = (len(pairs) + 1) // 2
    nothing: tuple[Value, Value] = (None, None)
    return tuple((*left, *right) for left, right in zip_longest(pairs[:half], pairs[half:], fillvalue=nothing))


def _disposals(disposals: Sequence[Disposal]) -> Table:
    columns = (
        Column(say("Written off on"), 26),
        Column(say("Way of disposal"), 40, grows=True),
        Column(say("Piece"), 20, grows=True),
        Column(say("Number of the approval"), 34, grows=True),
        Column(say("Date of the approval"), 26),
        Column(say("Proceeds, yuan"), 22, figures=True),
        Column(say("Document"), 36, grows=True),
    )
    return Table(
        columns, tuple(map(_disposal, disposals)), title=say("Disposal"), empty=say("Nothing has been disposed of.")
    )


def _disposal(disposal: Disposal) -> Row:
    approval, document = disposal.approval, disposal.document
    return (
        disposal.day,
        Several((*map(say, disposal.ways), disposal.receiver)),
        spans(disposal.positions),
        approval.number if approval else None,
        approval.day if approval else None,
        disposal.proceeds,
        say("No. {year}-{kind}-{number}", **_named(document)) if document else None,
    )


def _named(document: Document) -> Mapping[str, Value]:
    return document.facts() | {"kind": say(KINDS[document.kind].label)}


def _pieces(pieces: Sequence[ItemLine]) -> Table:
    columns = (
        Column(say("Piece"), 12, figures=True),
        Column(say("Number of the piece"), 34, grows=True),
        Column(say("Room"), 24, grows=True),
        Column(say("Custodian"), 24, grows=True),
        Column(say("State"), 24),
        Column(say("Tags"), 40, grows=True),
    )
    rows = tuple(
        (
            piece.position,
            piece.number,
            piece.room,
            piece.keeper,
            say(piece.state.value),
            Several(tuple(piece.tags)),
        )
        for piece in pieces
    )
    return Table(columns, rows, title=say("The pieces of the card"))
