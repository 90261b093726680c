"""Texts are found by number, exactly."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.columns import texts
from inventory.numbering import Numbering

# Few different texts of very different lengths, so that many are equal and some begin alike.
words = st.lists(st.builds(lambda text, times: text * times, st.sampled_from("0AF"), st.integers(1, 30)), max_size=60)


@given(words, words)
def test_a_text_is_found_under_its_first_number_and_no_other_text_is(known: list[str], asked: list[str]) -> None:
    found = Numbering(texts(known)).find(texts(asked))

    assert [known.index(each) if each in known else -1 for each in asked] == found.tolist()
