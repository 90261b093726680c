"""Categories by code and name: named once, named by a list, never called otherwise."""

import pytest
from sqlalchemy.orm import Session

from inventory.actions.cards.categories import CategoriesEntered, category_ids, import_categories
from inventory.actions.school.schools import create_school
from inventory.categories import Category
from inventory.ids import SchoolId
from tests.people import NOW

STANDARD = ("GB/T 14885", "2022")
MICROSCOPES = Category(*STANDARD, "A02100301", "光学显微镜")


@pytest.fixture
def school(session: Session) -> SchoolId:
    return create_school(session, "Riverside", at=NOW)


def entered(session: Session, school: SchoolId, *rows: Category) -> CategoriesEntered:
    return import_categories(session, school, rows, by="Ada", at=NOW)


def named(session: Session, school: SchoolId, code: str, name: str) -> object:
    return category_ids(session, school, {(code, name): STANDARD})[code, name]


def test_a_code_without_a_name_is_named_by_the_list(session: Session, school: SchoolId) -> None:
    bare = named(session, school, "A02100301", "")

    assert CategoriesEntered(0, 1, 0) == entered(session, school, MICROSCOPES)
    assert bare == named(session, school, "A02100301", "光学显微镜")


def test_a_code_written_without_its_name_is_the_one_of_the_list(session: Session, school: SchoolId) -> None:
    entered(session, school, MICROSCOPES)

    assert named(session, school, "A02100301", "光学显微镜") == named(session, school, "A02100301", "")


def test_what_has_a_name_keeps_it(session: Session, school: SchoolId) -> None:
    ours = named(session, school, "A02100301", "显微镜")

    assert CategoriesEntered(0, 0, 1) == entered(session, school, MICROSCOPES)
    assert ours == named(session, school, "A02100301", "显微镜")


def test_the_same_code_of_another_edition_is_another_one(session: Session, school: SchoolId) -> None:
    entered(session, school, MICROSCOPES)

    assert CategoriesEntered(1, 0, 0) == entered(session, school, Category("own", "", "A02100301", "旧码"))
