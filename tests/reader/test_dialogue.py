"""What is said to a scanner, and when."""

from reader.protocols.dialogue import Dialogue
from reader.protocols.events import Answer, Fault, Identity, Other, TagRead
from reader.protocols.family import Family, Setup
from reader.protocols.lines import Lines

ANSWER = Answer("done")


def asked(rounds: tuple[bytes, ...]) -> Dialogue:
    """A dialogue with two steps before the rounds."""
    return Dialogue(
        Family("f", "f", (9600,), Lines, begin=lambda _: (b"1", b"2"), rounds=lambda _: rounds, stop=b"stop")
    )


def test_each_step_waits_for_the_answer_to_the_one_before() -> None:
    dialogue = asked(())

    assert b"1" == dialogue.opening()
    assert b"" == dialogue.heard([TagRead("E200"), Fault("noise", 1), Other("no tag")])
    assert b"2" == dialogue.heard([Identity("V1")])
    assert b"" == dialogue.heard([ANSWER])


def test_rounds_follow_one_another_for_ever() -> None:
    dialogue = asked((b"a", b"b"))

    said = [dialogue.opening(), *(dialogue.heard([ANSWER]) for _ in range(5))]

    assert [b"1", b"2", b"a", b"b", b"a", b"b"] == said


def test_several_answers_at_once_bring_one_step() -> None:
    dialogue = asked((b"a", b"b"))
    dialogue.opening()

    assert b"2" == dialogue.heard([ANSWER, ANSWER, ANSWER])
    assert b"a" == dialogue.heard([ANSWER])


def test_a_step_that_is_never_answered_is_passed_over() -> None:
    dialogue = asked((b"a",))
    dialogue.opening()

    assert [b"2", b"1"] == [dialogue.poll(), dialogue.poll()]


def test_a_scanner_that_fell_silent_is_told_everything_again() -> None:
    dialogue = asked((b"a",))
    dialogue.opening()
    dialogue.heard([ANSWER])
    dialogue.heard([ANSWER])

    assert [b"1", b"2"] == [dialogue.poll(), dialogue.heard([ANSWER])]


def test_a_scanner_that_takes_no_command_is_told_nothing() -> None:
    dialogue = Dialogue(Family("f", "f", (9600,), Lines), Setup())

    assert {b""} == {dialogue.opening(), dialogue.heard([ANSWER]), dialogue.poll(), dialogue.closing()}
