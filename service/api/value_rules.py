"""By which rules the school depreciates, for programs: how long classes of things last, how months count."""

from datetime import UTC, date, datetime

from fastapi import APIRouter
from pydantic import BaseModel

from inventory.actions.cards.value_rules import lives_said, rules_said, say_life, say_rule
from inventory.lives import Life
from inventory.schedule import DatedRule, MonthRule
from service.access import Manager, Viewer
from service.database import ReadSession, WriteSession
from service.pages.values import LifeIn, RuleIn

router = APIRouter(prefix="/values")


class ServiceLifeOut(BaseModel):
    """A life for a class of things; `months` null: it is never depreciated."""

    scheme: str
    edition: str
    code: str
    months: int | None
    valid_from: date
    by: str
    at: datetime


class RuleOut(BaseModel):
    """A month rule."""

    rule: MonthRule
    valid_from: date
    by: str
    at: datetime


class RulesOut(BaseModel):
    """What the school said; where it said nothing, the lives of the guide and the rule of public bodies hold."""

    lives: list[ServiceLifeOut]
    months: list[RuleOut]


@router.get("/rules")
def get_rules(who: Viewer, session: ReadSession) -> RulesOut:
    """The school's own lives and month rules, each with its day, and who said it when."""
    lives = [
        ServiceLifeOut(
            scheme=said.life.scheme,
            edition=said.life.edition,
            code=said.life.code,
            months=said.life.months,
            valid_from=said.life.valid_from,
            by=said.by,
            at=said.at,
        )
        for said in lives_said(session, who.school)
    ]
    months = [
        RuleOut(rule=said.dated.rule, valid_from=said.dated.valid_from, by=said.by, at=said.at)
        for said in rules_said(session, who.school)
    ]
    return RulesOut(lives=lives, months=months)


@router.post("/rules/lives", status_code=204)
def post_life(who: Manager, session: WriteSession, said: LifeIn) -> None:
    """From a day on things of a class last so long; 409 if something is said of that day already."""
    life = Life(said.scheme.strip(), said.edition.strip(), said.code, said.months or None, said.valid_from)
    say_life(session, who.school, life, by=who.name, at=datetime.now(UTC))


@router.post("/rules/months", status_code=204)
def post_rule(who: Manager, session: WriteSession, said: RuleIn) -> None:
    """From a day on months count by another rule; 409 if something is said of that day already."""
    say_rule(session, who.school, DatedRule(said.rule, said.valid_from), by=who.name, at=datetime.now(UTC))
