"""The check that a person runs who changes a sentence, and what it says of each mistake."""

import pytest

from equitykit.content.texts import LANGUAGES, explain, load_texts
from equitykit.content.word_check import inspect_content, inspect_files


def test_our_own_sentences_are_all_there():
    texts, problems = inspect_content()

    assert problems == []
    assert texts == load_texts()


def test_a_good_file_is_taken_as_it_stands():
    assert inspect_files({"a.yml": 'b:\n  c: {en: "{n} eggs", es: "{n} huevos"}\n'}) == (
        {"a.b.c": {"en": "{n} eggs", "es": "{n} huevos"}},
        [],
    )


@pytest.mark.parametrize(
    ("content", "id", "part"),
    [
        ('b:\n  c: {en: "eggs"}\n', "words_missing", "a.b.c"),
        ('b:\n  c: {en: "eggs", es: ""}\n', "words_missing", "es"),
        ('b:\n  c: {en: "eggs", es: "huevos", fr: "œufs"}\n', "words_shape", "a.b.c"),
        ('b:\n  c: "eggs"\n', "words_shape", "a.b.c"),
        ('b: "eggs"\n', "words_shape", "a.b"),
        ('b:\n  c: {en: "{n} eggs", es: "huevos"}\n', "words_gaps", "n"),
        ('b:\n  c: {en: "{ eggs", es: "huevos"}\n', "words_braces", "a.b.c"),
        ('b:\n  other: {en: "eggs", es: "huevos"}\n', "words_singular", "a.b.other"),
        ('b:\n  c: {en: "a", es: "b"}\n  c: {en: "a", es: "b"}\n', "words_twice", "line 2"),
        ('b:\n  c: {en: "a", es: "b}\n', "words_not_yaml", "a.yml"),
    ],
)
def test_each_mistake_is_one_sentence_that_names_the_place(content, id, part):
    texts, (problem,) = inspect_files({"a.yml": content})

    assert problem.id == id
    for language in LANGUAGES:
        assert part in explain(problem, language).replace("línea", "line")
    assert id == "words_singular" or texts == {}


def test_one_broken_file_hides_no_other():
    texts, problems = inspect_files({"a.yml": "b: [", "d.yml": 'e:\n  f: {en: "g", es: "h"}\n'})

    assert list(texts) == ["d.e.f"]
    assert [problem.id for problem in problems] == ["words_not_yaml"]
