"""A target that holds a sender up in vain is left alone, longer each time, until it is reached again."""

from uuid import UUID

from service.resting import HELD_UP_SECONDS, REST_SECONDS, Rests

BOT, MAIL = UUID(int=1), UUID(int=2)


def test_who_holds_up_in_vain_rests_longer_each_time() -> None:
    rests, now = Rests(), 0.0

    for seconds in (*REST_SECONDS, REST_SECONDS[-1]):
        rests.told(BOT, failed=True, took=HELD_UP_SECONDS, now=now)

        assert {BOT} == rests.until_later(now + seconds - 1)
        now += seconds
        assert set() == rests.until_later(now)


def test_who_fails_at_once_does_not_rest() -> None:
    rests = Rests()

    rests.told(BOT, failed=True, took=0.1, now=0)

    assert set() == rests.until_later(0)


def test_who_is_reached_rests_no_more_and_begins_anew() -> None:
    rests = Rests()
    for failed in (True, True, False, True):
        rests.told(BOT, failed=failed, took=HELD_UP_SECONDS, now=0)
    rests.told(MAIL, failed=True, took=HELD_UP_SECONDS, now=0)

    assert {BOT, MAIL} == rests.until_later(REST_SECONDS[0] - 1)
    assert set() == rests.until_later(REST_SECONDS[0])
