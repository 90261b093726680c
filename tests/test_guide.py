"""The guide to a stock-take says of every step what the program does, in both languages."""

from pathlib import Path

import pytest

from inventory.campaign import RULES, Rule, Status, Step
from service.language import words

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
