"""How likely each whole number is."""

from math import comb, fsum, isclose

from hypothesis import given
from hypothesis import strategies as st

from inventory.chances import Chances, likeliest, of_strangers, of_tosses


def test_like_coins_give_the_binomial() -> None:
    chances = of_tosses([0.3] * 5)

    binomial = [comb(5, heads) * 0.3**heads * 0.7 ** (5 - heads) for heads in range(6)]
    assert all(isclose(one, other) for one, other in zip(chances.each, binomial, strict=True))


def test_coins_that_always_fall_on_heads_are_counted() -> None:
    assert Chances(3, [1.0]) == of_tosses([1.0, 1.0, 1.0, 0.0])


@given(st.lists(st.floats(0, 1), max_size=40))
def test_tosses_come_up_somehow(heads: list[float]) -> None:
    assert isclose(1.0, fsum(of_tosses(heads).each), abs_tol=1e-6)


@given(st.floats(1, 500), st.floats(1e-4, 20))
def test_strangers_are_as_many_more_as_the_odds_say(seen: float, odds: float) -> None:
    chances = of_strangers(seen, odds)

    mean = fsum(number * chance for number, chance in enumerate(chances.each, chances.first))
    assert isclose(1.0, fsum(chances.each), abs_tol=1e-2)
    assert isclose(seen * odds, mean, rel_tol=5e-2)


def test_the_sum_of_two_tosses_is_the_toss_of_both() -> None:
    both = of_tosses([0.2]) + of_tosses([0.7])

    assert all(isclose(a, b) for a, b in zip(both.each, of_tosses([0.2, 0.7]).each, strict=True))


def test_the_likeliest_run_comes_nearest_to_what_it_should_hold() -> None:
    assert (0, 0) == likeliest(Chances(0, [0.86, 0.14]), 0.9)
    assert (0, 1) == likeliest(Chances(0, [0.7, 0.3]), 0.9)
    assert (4, 6) == likeliest(Chances(3, [0.02, 0.3, 0.4, 0.25, 0.03]), 0.9)
