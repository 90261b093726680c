"""What a card is found by, and what not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.searching import card_text, found_by, sought

CARD = card_text(["ZC-2024-00017", "M415", "三楼北侧", "E28011606000020464A1B2C1"], ["激光打印机 A型", "张敏"])


@pytest.mark.parametrize(
    "words",
    [
        *("2024", "0017", "zc-2", "Zc", "M4", "m415", "64a1b2c1", "e2801160"),
        *("机", "打印", "光打印机", "三楼 打印", "ＺＣ－２０２４", "a型"),
        *("jgdyj", "dyj", "jiguangdayinji", "dayin", "zm", "zhang", "打印机 zm"),
    ],
)
def test_a_card_is_found_by_any_part_of_its_words_and_by_their_sound(words: str) -> None:
    assert found_by(CARD, words)


@pytest.mark.parametrize("words", ["打机", "415m", "15", "印机a", "打印机 王", "jgd yj2", "北楼", "三楼2024"])
def test_a_card_is_not_found_by_what_does_not_stand_on_it(words: str) -> None:
    assert not found_by(CARD, words)


def test_nothing_but_space_asks_for_nothing() -> None:
    assert [] == sought(" \u3000\t")


WORD = st.text(st.sampled_from("ab1Z-_.%\"'课桌椅é🪑"), min_size=1, max_size=8)


@given(WORD, st.data())
def test_every_part_of_a_word_finds_it_if_it_is_long_or_chinese_or_begins_it(word: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    short = len(part) < 3 and part.isascii() and part.isalnum()
    begins = start == 0 or not (word[start - 1].isascii() and word[start - 1].isalnum())

    if not short or begins:
        assert found_by(card_text(["other", word], []), part)


@given(WORD)
def test_what_is_looked_up_has_three_signs_at_least(word: str) -> None:
    assert all(len(part) >= 3 for part in sought(word))
