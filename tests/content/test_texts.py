"""Every sentence a user reads is there in both languages, once, and with the same gaps to fill."""

import string
from importlib.resources import files

import pytest
import yaml

from equitykit.content.codelists import load_dimensions, load_measures, load_student_groups
from equitykit.content.texts import LANGUAGES, Words, load_texts, load_words
from equitykit.errors import EquitykitError

CONTENT = sorted(
    (path for path in files("equitykit.content").iterdir() if path.name.endswith(".yml")),
    key=lambda path: path.name,
)
NAMES = [path.name for path in CONTENT]


class EachKeyOnce(yaml.SafeLoader):
    """YAML in which a key may stand only once: the usual loader keeps the last one silently."""


def _mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"twice in {node.start_mark}: {keys}"
    return {
        key: loader.construct_object(value, deep=True)
        for key, (_, value) in zip(keys, node.value, strict=True)
    }


EachKeyOnce.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", CONTENT, ids=NAMES)
def test_each_id_stands_once_in_its_file(path):
    assert yaml.load(path.read_text(encoding="utf-8"), EachKeyOnce)


@pytest.mark.parametrize("name", NAMES)
def test_each_text_is_there_in_both_languages_and_not_empty(name):
    for id, languages in load_texts().items():
        if id.startswith(name.removesuffix(".yml") + "."):
            assert set(languages) == set(LANGUAGES), id
            assert all(isinstance(text, str) and text.strip() for text in languages.values()), id


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_gaps_to_fill(name):
    for id, languages in load_texts().items():
        if id.startswith(name.removesuffix(".yml") + "."):
            assert placeholders(languages["en"]) == placeholders(languages["es"]), id


def test_each_student_group_has_its_words():
    for code in load_student_groups():
        for field in ("name", "short", "students"):
            assert f"groups.{code}.{field}" in load_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_name_fits_beside_a_chart(language):
    words = load_words(language)

    assert [code for code in load_student_groups() if len(words(f"groups.{code}.short")) > 23] == []


def test_each_dimension_and_measure_has_its_words():
    for id in load_dimensions():
        assert {f"dimensions.{id}.name", f"dimensions.{id}.note"} <= set(load_texts())
    for id in load_measures():
        fields = ("name", "short", "counts", "among", "did", "outcome")
        assert {f"measures.{id}.{field}" for field in fields} <= set(load_texts())


def test_each_item_that_counts_has_a_singular_and_a_plural():
    fields = {id.rpartition(".") for id in load_texts()}
    items = {
        field: {item for item, _, last in fields if last == field} for field in ("one", "other")
    }

    assert items["other"] <= items["one"]


def test_numbers_are_written_as_readers_expect():
    english, spanish = load_words("en"), load_words("es")

    assert english.number(1079) == spanish.number(1079) == "1,079"
    assert english.percent(38.2) == "38.2%"
    assert spanish.percent(38.2) == "38.2 %"
    assert english.signed(-0.4) == "−0.4"


def test_a_list_is_joined_as_a_reader_would():
    assert load_words("en").list(["a", "b", "c"]) == "a, b, and c"
    assert load_words("es").list(["a", "b", "c"]) == "a, b y c"


def test_an_unknown_language_is_refused():
    with pytest.raises(EquitykitError) as refused:
        Words("fr")

    assert refused.value.id == "language_unknown"
