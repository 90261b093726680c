"""The life of a thing on paper: every step with who, when, from, to and why, the first one first."""

from inventory.cards import HistoryLine
from inventory.forms.transfer_log import side_words
from inventory.forms.values import Column, Form, Lines, Row, Say, Several, Table, Value, say
from inventory.life import Life
from inventory.papers import Side

SPOKEN = frozenset({"kind", "finding", "decision", "state", "became", "step", "field"})
"""The facts of a step that are words of ours."""


def life_form(life: Life) -> Form:
    """The whole life, on sheets that lie across. Moments are as the clocks say that the steps were given with."""
    columns = (
        Column(say("Time"), 36),
        Column(say("By"), 22),
        Column(say("What"), 70, grows=True),
        Column(say("From"), 34, grows=True),
        Column(say("To"), 34, grows=True),
        Column(say("Reason"), 40, grows=True),
    )
    table = Table(columns, tuple(map(_row, reversed(life.steps))), empty=say("Nothing is recorded yet."))
    return Form(None, title_of(life), (Lines((now_words(life.now),)), table), wide=True)


def title_of(life: Life) -> Say:
    """What the thing is called, with its number."""
    named = Several((life.name or say("Without a name"), life.asset_no, _piece(life)))
    return say("Life of a thing: {name}", name=named)


def now_words(now: Side) -> Say:
    """Where it is by the books, who keeps it, and its state."""
    return say("By the books now: {place}", place=Several((now.room or say("no room"), now.keeper, say(now.state))))


def step_words(step: HistoryLine) -> Several:
    """What happened, with all that was filled in."""
    facts = {name: _fact(name, fact) for name, fact in step.facts.items()}
    return Several((Say(step.what, facts), *step.more))


def from_words(step: HistoryLine) -> Value:
    """Where it was before, where a document moved it."""
    return side_words(step.before, step.after) if step.before and step.after else None


def to_words(step: HistoryLine) -> Value:
    """Where it was afterwards."""
    return side_words(step.after, step.before) if step.before and step.after else None


def _piece(life: Life) -> Value:
    return say("Piece {position}", position=life.position) if life.quantity > 1 else None


def _fact(name: str, fact: str) -> Value:
    return say(fact) if name in SPOKEN and fact else fact


def _row(step: HistoryLine) -> Row:
    return (
        Several((step.at,)),
        by_words(step),
        step_words(step),
        from_words(step),
        to_words(step),
        step.reason,
    )


def by_words(step: HistoryLine) -> Value:
    """Who it was; some names are words of ours."""
    return say(step.by) if step.by in ("command line", "first start") else step.by
