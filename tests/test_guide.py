"""The guides to stock-takes and documents say of every step what the program does, in both languages."""

from pathlib import Path

import pytest

from inventory.alarms import AlarmKind
from inventory.campaign import RULES, Rule, Status, Step
from inventory.kinds import ASKED_FOR
from inventory.slips import Kind, Stage, Whence
from service.language import words
from service.pages.alarms import KIND_WORDS

GUIDE = Path(__file__).parent.parent / "deploy/guide"


def table(file: str) -> list[list[str]]:
    """The cells of the table's rows, without its head."""
    lines = (GUIDE / file).read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return rows[1:]


@pytest.mark.parametrize(
    ("file", "language", "comma"), [("stocktake.md", "en", ", "), ("stocktake.zh-CN.md", "zh", "、")]
)
def test_the_table_of_the_guide_is_the_table_of_the_program(file: str, language: str, comma: str) -> None:
    say = words(language)

    def row(step: Step, rule: Rule) -> list[str]:
        within = comma.join(say(status.value) for status in Status if status in rule.within)
        return [say(step.value), within, say(rule.role.word), say(rule.leads_to.value) if rule.leads_to else "–"]

    said = [[step, *rest] for step, what, *rest in table(file) if what]

    assert [row(step, rule) for step, rule in RULES.items()] == said


@pytest.mark.parametrize(
    ("file", "language", "before"), [("documents.md", "en", "as before"), ("documents.zh-CN.md", "zh", "同原状")]
)
def test_the_guide_tells_of_every_document_who_writes_it_and_who_takes_its_steps(
    file: str, language: str, before: str
) -> None:
    say = words(language)
    unchanged = {Whence.AS_IS.value: "–", Whence.BEFORE.value: before}

    def row(kind: Kind, stage: Stage) -> list[str]:
        document = [f"**{say(kind.label)}**", say(kind.about), say(kind.asks.word)]
        step = say(stage.label) + "²" * stage.approval
        taken_by = say(stage.role.word) + "¹" * stage.by_receiver
        then = unchanged.get(stage.effect.state.value) or say(stage.effect.state.value)
        return [*(document if stage is kind.stages[0] else ["", "", ""]), step, taken_by, then]

    said = [cells for cells in table(file) if len(cells) == 6]

    assert [row(kind, stage) for kind in ASKED_FOR for stage in kind.stages] == said


@pytest.mark.parametrize(("file", "language"), [("documents.md", "en"), ("documents.zh-CN.md", "zh")])
def test_the_guide_tells_when_each_alarm_is_raised(file: str, language: str) -> None:
    say = words(language)

    said = [cells[0] for cells in table(file) if len(cells) == 3]

    assert [say(KIND_WORDS[kind]) for kind in AlarmKind] == said[1:]
