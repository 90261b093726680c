"""What columns say stays as it is, however many others are made of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from inventory.growing import Growing, grown

rows = st.lists(st.text("AB", max_size=12), max_size=5)


def texts(values: list[str]) -> list[np.ndarray[tuple[int], np.dtype[np.bytes_]]]:
    return [np.array(values, "S") if values else np.empty(0, "S1")]


def said(columns: Growing) -> list[str]:
    return [value.decode() for value in columns.columns[0].tolist()]


@given(rows, st.lists(st.tuples(st.integers(0, 20), rows), max_size=12))
def test_columns_with_rows_behind_them_are_both_whichever_columns_grow(
    first: list[str], more: list[tuple[int, list[str]]]
) -> None:
    made = [(first, grown(texts([]), texts(first)))]

    for which, added in more:
        known, columns = made[which % len(made)]
        made.append(([*known, *added], columns.with_rows(texts(added))))

    for known, columns in made:
        assert known == said(columns)


def test_rows_that_are_there_are_not_moved() -> None:
    before = grown(texts([]), texts(["A"] * 100))

    after = before.with_rows(texts(["B"]))

    assert np.shares_memory(before.columns[0], after.columns[0])
