"""How well `reconcile` names what is here, moved and missing, on made buildings and on samples with known truth.

    python -m tests.bench.inference [--seeds FIRST COUNT] [--sample DIR ...]

prints a line a figure. A sample is a folder with register.csv, rooms.csv, sightings.csv and truth.csv.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from uuid import NAMESPACE_OID, uuid5

from inventory.findings import Finding, Kind
from inventory.ids import ItemId, PassId, RoomId
from inventory.reconciliation import reconcile
from inventory.survey import Expected, Pass, Survey, Trace
from inventory.tags import Tag
from tests.bench.buildings import Building, make_building

_READ_KINDS = (Kind.VERIFIED, Kind.MOVED, Kind.DOUBTFUL)


class Score:
    """Counts over many buildings, and the figures they give."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.claims: list[tuple[float, bool]] = []
        self.beliefs: list[tuple[float, bool]] = []

    def add(self, building: Building, findings: Iterable[Finding]) -> None:
        """Compare the findings on items with the truth."""
        booked = {expected.item: expected.room for expected in building.survey.expected}
        for finding in findings:
            if finding.item is not None:
                self._add(finding, building.truth[finding.item], booked[finding.item])

    def _add(self, finding: Finding, truth: RoomId | None, booked: RoomId | None) -> None:
        assert finding.probabilities is not None
        read, moved = bool(finding.evidence), truth not in (None, booked)
        said, right = finding.kind is Kind.MOVED, finding.seen_room == truth
        self.count.update(
            items=1,
            read=read,
            moved=moved,
            moved_read=moved and read,
            said=said,
            said_rightly=said and moved,
            said_wrongly=said and not moved,
            in_right_room=said and moved and right,
            doubtful=finding.kind is Kind.DOUBTFUL,
            gone=truth is None,
            said_gone=finding.kind is Kind.MISSING,
            said_gone_rightly=finding.kind is Kind.MISSING and truth is None,
            verified_wrongly=finding.kind is Kind.VERIFIED and not right,
        )
        if not read:
            self.claims.append((finding.probabilities.missing, truth is None))
        elif finding.kind in _READ_KINDS:
            self.beliefs.append((finding.confidence, right))

    def figures(self) -> dict[str, float]:
        """The figures, by name."""
        c = self.count
        reach = _f1(c["moved_read"], c["moved_read"], c["moved"])
        return {
            "moved_f1_of_clairvoyant": _f1(c["said_rightly"], c["said"], c["moved"]) / reach,
            "missing_f1": _f1(c["said_gone_rightly"], c["said_gone"], c["gone"]),
            "missing_f1_of_a_clairvoyant": _f1(c["gone"], c["items"] - c["read"], c["gone"]),
            "false_moved_per_1000": 1000 * c["said_wrongly"] / c["items"],
            "moved_in_right_room": c["in_right_room"] / max(c["moved_read"], 1),
            "doubtful_of_read": c["doubtful"] / max(c["read"], 1),
            "verified_wrongly_per_1000": 1000 * c["verified_wrongly"] / c["items"],
            "missing_calibration_error": calibration_error(self.claims),
            "missing_mean_claimed": sum(p for p, _ in self.claims) / max(len(self.claims), 1),
            "missing_mean_true": sum(t for _, t in self.claims) / max(len(self.claims), 1),
            "room_calibration_error": calibration_error(self.beliefs),
        }


def _f1(right: int, said: int, true: int) -> float:
    return 2 * right / (said + true) if said + true else 1.0


def calibration_error(claims: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """Mean distance between what was claimed and what came true, over bins of equal width, by their size."""
    by_bin: dict[int, list[tuple[float, bool]]] = {}
    for chance, true in claims:
        by_bin.setdefault(min(int(chance * bins), bins - 1), []).append((chance, true))
    off = sum(abs(sum(chance - true for chance, true in each)) for each in by_bin.values())
    return off / max(sum(len(each) for each in by_bin.values()), 1)


def load_sample(folder: Path) -> Building:
    """A stock-take with known truth, from its four tables."""
    rooms = {row["room"]: row for row in _rows(folder / "rooms.csv")}
    spots = {(row["floor"], int(row["position"])): RoomId(uuid5(NAMESPACE_OID, room)) for room, row in rooms.items()}
    walls = frozenset((room, spots[floor, at + 1]) for (floor, at), room in spots.items() if (floor, at + 1) in spots)
    passes: dict[tuple[str, str], Pass] = {}
    traces = []
    for row in _rows(folder / "sightings.csv"):
        key = row["room"], row["pass"]
        each = passes.setdefault(key, Pass(PassId(uuid5(NAMESPACE_OID, "/".join(key))), _room(row["room"])))
        traces.append(_trace(each.id, row))
    expected = tuple(
        Expected(_item(row["asset_no"]), _room(row["room"]), (Tag(row["epc"]),))
        for row in _rows(folder / "register.csv")
    )
    true = _rows(folder / "truth.csv")
    truth = {_item(row["asset_no"]): _room(row["room"]) if row["room"] else None for row in true}
    return Building(
        Survey(frozenset(spots.values()), expected, tuple(passes.values()), tuple(traces), walls=walls), truth
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _room(code: str) -> RoomId:
    return RoomId(uuid5(NAMESPACE_OID, code))


def _item(asset_no: str) -> ItemId:
    return ItemId(uuid5(NAMESPACE_OID, asset_no))


def _trace(pass_id: PassId, row: dict[str, str]) -> Trace:
    peak, mean = (float(row[name]) if row[name] else None for name in ("rssi_max", "rssi_mean"))
    return Trace(pass_id, Tag(row["epc"]), int(row["reads"]), peak, mean, float(row["first_s"]), float(row["last_s"]))


def measure(buildings: Iterable[Building]) -> tuple[dict[str, float], float]:
    """The figures over all buildings, and seconds per 1,000 items."""
    score, seconds = Score(), 0.0
    for building in buildings:
        start = perf_counter()
        findings = reconcile(building.survey)
        seconds += perf_counter() - start
        score.add(building, findings)
    return score.figures(), 1000 * seconds / max(score.count["items"], 1)


def main() -> None:
    """Print a line a figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=Path, nargs="*", default=[], help="folders of samples with known truth")
    options.add_argument("--seeds", type=int, nargs=2, default=(1000, 40), help="first seed and how many")
    chosen = options.parse_args()
    first, count = chosen.seeds
    _show("buildings", measure(make_building(seed) for seed in range(first, first + count)))
    for folder in chosen.sample:
        _show(folder.name, measure([load_sample(folder)]))


def _show(name: str, measured: tuple[dict[str, float], float]) -> None:
    figures, seconds = measured
    for figure, value in figures.items():
        sys.stdout.write(f"{name} {figure} {value:.4f}\n")
    sys.stdout.write(f"{name} seconds_per_1000_items {seconds:.3f}\n")


if __name__ == "__main__":
    main()
