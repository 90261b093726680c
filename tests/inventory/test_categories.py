"""What codes of a classification are called, and which class they belong to."""

import pytest

from inventory.categories import class_of, name_of, scheme_of, shipped_categories
from inventory.lives import shipped_lives

STANDARD = "GB/T 14885"


def test_one_code_has_the_name_of_its_own_edition() -> None:
    assert name_of(STANDARD, "2022", "A02010105") == "台式计算机"
    assert name_of(STANDARD, "2010", "2010000") == "计算机设备及软件"
    assert name_of("GB/T 14885", "2013", "A02010105") == ""


@pytest.mark.parametrize(
    ("edition", "code", "name"),
    [
        ("2022", "A02091104", "设备"),
        ("2022", "A04010203", "图书和档案"),
        ("2010", "6010201", "家具、用具、装具及动植物"),
    ],
)
def test_a_code_belongs_to_a_class_even_if_its_own_name_is_not_known(edition: str, code: str, name: str) -> None:
    found = class_of(STANDARD, edition, code)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(("scheme", "edition", "code"), [("own", "", "A02010105"), (STANDARD, "2022", "B")])
def test_of_other_classifications_no_class_is_known(scheme: str, edition: str, code: str) -> None:
    assert class_of(scheme, edition, code) is None


def test_every_shipped_code_has_the_shape_of_its_edition_a_name_and_a_class() -> None:
    for each in shipped_categories():
        assert scheme_of(each.code) == (each.scheme, each.edition)
        assert each.name
        assert class_of(each.scheme, each.edition, each.code) is not None


def test_no_code_is_shipped_twice() -> None:
    codes = [(each.scheme, each.edition, each.code) for each in shipped_categories()]

    assert len(set(codes)) == len(codes)


def test_every_life_is_that_of_a_known_class() -> None:
    for life in shipped_lives():
        whole = life.code.ljust(9 if life.edition == "2022" else 7, "0")

        assert class_of(life.scheme, life.edition, whole) is not None
