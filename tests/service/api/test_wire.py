"""The published examples are what the service takes and gives."""

import json
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_stocktake

WIRE = Path(__file__).parents[2] / "wire"


def example(name: str) -> Any:
    return json.loads((WIRE / f"{name}.json").read_text(encoding="utf-8"))


def shape(value: Any) -> Any:
    """The keys of a document, all the way down; of a list, those of its first entry."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None


def test_the_published_sweep_is_taken_and_its_findings_have_the_published_shape(
    client: TestClient, school: School, database: Database
) -> None:
    url = f"/api/v1/stocktakes/{a_stocktake(database, school)}"
    sweep = example("sweep_v1") | {"seen_by_hand": [{"asset_no": "ZC-2024-00005", "note": "label torn off"}]}

    taken = client.post(f"{url}/rooms/202/passes", json=sweep, headers=school.bearer(Role.COUNTER))
    found = client.get(f"{url}/findings", headers=school.bearer(Role.VIEWER)).json()

    assert 200 == taken.status_code
    assert [] == taken.json()["unknown_numbers"]
    seen = next(finding for finding in found["findings"] if finding["evidence"])
    notes = seen.pop("notes")
    assert shape(example("findings_v1")["findings"][0]) == shape(seen) | {"decision": None}
    assert isinstance(notes, list)
    assert example("findings_v1").keys() == found.keys()
