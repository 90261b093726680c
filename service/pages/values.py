"""What the register is worth: balances and changes by group for any period, and the rules the school set for it."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.cards.value_rules import AlreadySaid, lives_said, rules_said, say_life, say_rule
from inventory.forms.report import foot
from inventory.forms.value_tables import Differing, balance_form, differing_form, turnover_forms
from inventory.forms.values import Form as Sheet
from inventory.forms.values import Report, Say, say
from inventory.lives import Life, shipped_lives
from inventory.schedule import DatedRule, MonthRule
from service.access import Manager, Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.language import key
from service.pages.rendering import answer, page, say_error, speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of
from service.sought import Typed
from service.valuing import By, ValueCache, Valued, Values
from service.wire import Day, Word

router = APIRouter(prefix="/values")

LONGEST_LIFE = 1200
"""Months, as long as any card may last."""


BY_NAME: dict[By, Say] = {
    By.CLASS: say("Class of assets"),
    By.CATEGORY: say("Asset classification"),
    By.DEPARTMENT: say("Department"),
}
RULE_NAME = {
    MonthRule.PUBLIC: key("From the month of posting on, as public bodies do"),
    MonthRule.ENTERPRISE: key("From the month after posting on, as enterprises do"),
}
_TITLE = key("Values of the register")


class PeriodIn(BaseModel):
    """From which day to the end of which, and grouped by what; without a word this year up to today."""

    first: Typed[Day] = None
    last: Typed[Day] = None
    by: By = By.CLASS

    def days(self, today: date) -> tuple[date, date]:
        """The first day and the last; a period that would end before it begins is of its last day."""
        last = self.last or today
        return min(self.first or last.replace(month=1, day=1), last), last


Asked = Annotated[PeriodIn, Query()]


@router.get("")
def values_page(request: Request, who: Viewer, session: ReadSession, values: Values, asked: Asked) -> Response:
    """The tables of the period, to read and print."""
    with turns_of(request).turn():
        report, period = _report(request, session, who, values, asked)
    return page(request, "values.html", who, report=report, period=period, by_name=BY_NAME, foot=foot(report))


@router.get("/values.{form}")
def values_file(
    request: Request, who: Viewer, session: ReadSession, values: Values, form: Format, asked: Asked
) -> Response:
    """The same as a PDF or a workbook."""
    speech = speech_of(request)
    with turns_of(request).turn():
        report, period = _report(request, session, who, values, asked)
        content = file_of(report, form, speech)
    return download(content, form, f"{who.school_name} {report.stocktake} {period.first} {period.last}.{form}")


@router.get("/rules")
def rules_page(request: Request, who: Viewer, session: ReadSession) -> Response:
    """How long classes of things last and how months count, with who said so when."""
    return _rules_page(request, session, who)


class LifeIn(BaseModel):
    """A life for a class of things: the beginning of its code, `months` 0 for what is never depreciated."""

    scheme: Word = "GB/T 14885"
    edition: Word = "2022"
    code: Annotated[str, Query(min_length=1, max_length=40, pattern=r"^[!-~]+$")]
    months: Annotated[int, Query(ge=0, le=LONGEST_LIFE)]
    valid_from: Day


class RuleIn(BaseModel):
    """A month rule from a day on."""

    rule: MonthRule
    valid_from: Day


@router.post("/rules/lives")
def new_life(request: Request, who: Manager, session: WriteSession, said: Annotated[LifeIn, Form()]) -> Response:
    """From a day on things of a class last as the school says."""
    life = Life(said.scheme.strip(), said.edition.strip(), said.code, said.months or None, said.valid_from)
    try:
        say_life(session, who.school, life, by=who.name, at=datetime.now(UTC))
    except AlreadySaid as error:
        return _rules_page(request, session, who, say_error(speech_of(request), error))
    return RedirectResponse("/values/rules", HTTPStatus.SEE_OTHER)


@router.post("/rules/months")
def new_rule(request: Request, who: Manager, session: WriteSession, said: Annotated[RuleIn, Form()]) -> Response:
    """From a day on months count by another rule."""
    try:
        say_rule(session, who.school, DatedRule(said.rule, said.valid_from), by=who.name, at=datetime.now(UTC))
    except AlreadySaid as error:
        return _rules_page(request, session, who, say_error(speech_of(request), error))
    return RedirectResponse("/values/rules", HTTPStatus.SEE_OTHER)


def _rules_page(request: Request, session: Session, who: Who, problem: str = "") -> Response:
    return answer(
        HTTPStatus.CONFLICT if problem else HTTPStatus.OK,
        request,
        "value_rules.html",
        who,
        own=lives_said(session, who.school),
        shipped=shipped_lives(),
        rules=rules_said(session, who.school),
        rule_name=RULE_NAME,
        may_change=who.role >= Role.MANAGER,
        problem=problem,
    )


def _report(
    request: Request, session: Session, who: Who, values: ValueCache, asked: PeriodIn
) -> tuple[Report, PeriodIn]:
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    now = datetime.now(UTC).astimezone(speech.zone)
    first, last = asked.days(now.date())
    valued = values.of(session, who.school, now.date(), speech.zone)
    report = of_the_books(
        who,
        speech.look_up(_TITLE),
        now,
        _sheets(valued, first, last, asked.by),
        say("{first} to {last}", first=first, last=last),
        last=last,
    )
    return report, PeriodIn(first=first, last=last, by=asked.by)


def _sheets(valued: Valued, first: date, last: date, by: By) -> tuple[Sheet, ...]:
    tables = valued.tables(by, first, last)
    held = balance_form(BY_NAME[by], *tables.balances, last)
    changed = turnover_forms(BY_NAME[by], *tables.changes)
    differing = [
        Differing(card.asset_no, card.name, str(card.check.until), card.check.booked, card.check.computed)
        for card in valued.register.checked
    ]
    return held, *changed, differing_form(differing, valued.register.more)
