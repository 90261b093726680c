"""What a stock-take finds: reconciled now while it is open, as it was frozen once it is closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.changes import in_the_light_of_documents
from inventory.actions.campaign.rooms_standing import walked_rooms, walkers_of
from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.campaign import OPEN
from inventory.frozen import line_from_json
from inventory.ids import SchoolId, StockTakeId
from inventory.judged_lines import JudgedLines, judged_lines, judged_lines_again
from inventory.judgement import Judgement, judge
from inventory.lines import Lines, as_lines
from inventory.recalling import call_again
from inventory.rejudging import judge_again
from inventory.roll import call
from inventory.room_coverage import Reading, read, read_again
from inventory.standing import Line
from inventory.store.stocktakes import FindingRow, StockTake
from inventory.store.survey import LoadedSurvey, load_survey
from inventory.walked import Walked, Walkers


@dataclass(frozen=True)
class Kept:
    """What was loaded and judged; the next judgement of the same stock-take need not do that again."""

    survey: LoadedSurvey
    judgement: Judgement
    reading: Reading
    lines: JudgedLines


@dataclass(frozen=True)
class Judged:
    """Every finding, how the rooms were walked, by their codes, and by whom, and what is kept."""

    lines: Lines
    walked: Mapping[str, Walked]
    walkers: Walkers
    kept: Kept | None = None


def findings(session: Session, school: SchoolId, stocktake: StockTakeId, zone: tzinfo = UTC) -> Lines:
    """Every finding without what was decided about it. Raises `NotFound`."""
    return judged(session, school, stocktake, zone=zone).lines


def judged(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    before: Judged | None = None,
    *,
    zone: tzinfo = UTC,
) -> Judged:
    """The dear part of a standing, the same as long as the evidence is, and whatever was judged `before`.

    Depreciation is reckoned up to the day that the cut-off is in `zone`. Raises `NotFound`.
    """
    found = the_stocktake(session, school, stocktake)
    if found.status not in OPEN:
        lines = as_lines(_frozen_lines(session, found))
        return Judged(lines, walked_rooms(session, school, stocktake), walkers_of(session, school, stocktake))
    day = found.cutoff.astimezone(zone).date()
    kept = _kept(session, found, day, before.kept if before else None)
    lines = in_the_light_of_documents(session, found, kept.lines.as_lines())
    return Judged(lines, kept.survey.walked, kept.survey.walks.walkers, kept)


def _kept(session: Session, found: StockTake, day: date, before: Kept | None) -> Kept:
    """What is known and judged now."""
    survey = load_survey(session, SchoolId(found.school_id), StockTakeId(found.id), before.survey if before else None)
    if before is None:
        roll = call(survey.columns)
        judgement, reading = judge(roll), read(roll)
        return Kept(survey, judgement, reading, judged_lines(judgement, reading, survey.listed, day))
    roll = call_again(before.judgement.roll, survey.columns) if survey.grown else call(survey.columns)
    judgement, news = judge_again(before.judgement, roll, survey.fresh)
    reading = read_again(before.reading, roll, news) if survey.grown else read(roll)
    return Kept(survey, judgement, reading, judged_lines_again(before.lines, judgement, reading, day, news))


def _frozen_lines(session: Session, found: StockTake) -> Iterator[Line]:
    of_this = (
        FindingRow.school_id == found.school_id,
        FindingRow.stocktake_id == found.id,
        FindingRow.closing == found.closing,
    )
    rows = session.scalars(select(FindingRow.line).where(*of_this).order_by(FindingRow.place))
    return map(line_from_json, rows)
