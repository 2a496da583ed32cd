"""Words that drafts share, counted by hand."""

import pytest

from equitykit.reviews.meaning import marked, shared_in, shared_words, words_only_in

DRAFTS = [
    "Equity here means each student gets what that student needs.",
    "The need of every student comes first, and voices of families count.",
    "Cada familia tiene voz en las decisiones.",
    "Las familias deciden con voz y voto.",
]


def test_words_of_two_drafts_and_more_are_shared_singular_and_plural_alike():
    # student: 1, 2 · need(s): 1, 2 · familia(s): 3, 4 · voz: 3, 4;
    # twice in one draft is once; "families" stands in one draft only
    assert shared_words(DRAFTS) == {"familia": 2, "need": 2, "student": 2, "voz": 2}


def test_the_word_of_the_question_and_words_that_only_tie_are_not_shared():
    assert shared_words(["Equity here means the and", "Equity means the and"]) == {}
    assert shared_words(["Aquí, equidad significa para la", "Equidad significa para la"]) == {}
    assert shared_words([]) == shared_words(["alone"]) == {}


def test_a_shared_word_is_marked_as_it_was_written_and_the_rest_stays_whole():
    pieces = marked("Students NEED time, students!", ["student", "need"])

    assert pieces == (
        ("Students", True), (" ", False), ("NEED", True), (" time, ", False),
        ("students", True), ("!", False),
    )  # fmt: skip
    assert "".join(piece for piece, _ in pieces) == "Students NEED time, students!"
    assert shared_in("Students need students", ["student"]) == ["students"]


@pytest.mark.parametrize(
    ("one", "other", "missing"),
    [
        ("Each student has power.", "Students reach goals.", ["power"]),
        ("Las familias deciden.", "La familia escucha.", ["deciden"]),
        ("", "Something", []),
    ],
)
def test_gaps_are_the_telling_words_that_only_one_of_two_has(one, other, missing):
    assert words_only_in(one, other) == missing
