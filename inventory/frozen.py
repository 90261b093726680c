"""A line of a closed stock-take as JSON and back, so that its report reads the same in ten years."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from inventory.findings import Kind, Note, Probabilities
from inventory.ids import AssetId, ItemId
from inventory.standing import Heard, Line
from inventory.tags import Tag

_DECIDED = frozenset({"reason", "decided_by", "details", "overtaken"})
_KEPT = tuple(each.name for each in fields(Line) if each.name not in _DECIDED)
_HEARD = tuple(each.name for each in fields(Heard))
_CHANCES = tuple(each.name for each in fields(Probabilities))


def line_to_json(line: Line) -> dict[str, Any]:
    """Plain values only: ids and money as text. What was decided is kept elsewhere."""
    said = _named(line, _KEPT)
    for name in ("item", "asset", "cost", "accumulated", "acquired"):
        said[name] = None if said[name] is None else str(said[name])
    return said | {
        "decision": None,
        "probabilities": _named(line.probabilities, _CHANCES) if line.probabilities else None,
        "evidence": [_named(heard, _HEARD) for heard in line.evidence],
        "notes": list(line.notes),
    }


def _named(value: Line | Heard | Probabilities, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def line_from_json(said: dict[str, Any]) -> Line:
    """The line that `line_to_json` wrote, in this version or an earlier one that knew less of the card."""
    chances = said["probabilities"]
    return Line(
        kind=Kind(said["kind"]),
        item=ItemId(UUID(said["item"])) if said["item"] else None,
        asset=AssetId(UUID(said["asset"])) if said["asset"] else None,
        asset_no=said["asset_no"],
        name=said["name"],
        model=said["model"],
        keeper=said["keeper"],
        cost=None if said["cost"] is None else Decimal(said["cost"]),
        booked_room=said["booked_room"],
        seen_room=said["seen_room"],
        confidence=said["confidence"],
        probabilities=Probabilities(**chances) if chances else None,
        tag=Tag(said["tag"]) if said["tag"] else None,
        evidence=tuple(Heard(**heard) for heard in said["evidence"]),
        notes=tuple(Note(note) for note in said["notes"]),
        category=said.get("category", ""),
        department=said.get("department", ""),
        unit=said.get("unit", ""),
        quantity=said.get("quantity", 1),
        acquired=date.fromisoformat(said["acquired"]) if said.get("acquired") else None,
        accumulated=Decimal(said["accumulated"]) if said.get("accumulated") else None,
        state=said.get("state", ""),
        by_number=said.get("by_number", False),
    )
