"""A district's own words, prompts, groups, measures and logo, and what is said of a mistake."""

import pytest

from equitykit.content.codelists import Measure, StudentGroup
from equitykit.content.prompts import load_prompts, with_own_prompts
from equitykit.content.texts import LANGUAGES, Words, explain, load_texts
from equitykit.errors import EquitykitError
from equitykit.storage.overlay import Overlay, inspect_overlay, read_overlay
from equitykit.storage.settings import Settings

OWN_GROUP = "code,dimension,dashboard\nNEW,program,\n"
OWN_GROUP_WORDS = """
"groups.NEW.name" = {en = "Newcomers", es = "Recién llegados"}
"groups.NEW.short" = {en = "Newcomers", es = "Recién llegados"}
"groups.NEW.students" = {en = "newcomer students", es = "estudiantes recién llegados"}
"""
PROMPT = """
[[prompt]]
id = "OWN-1"
focus = "voice"
stage = "data"
en = "Who taught us to read this chart?"
es = "¿Quién nos enseñó a leer esta gráfica?"
"""


def written(folder, **files):
    """A work folder whose overlay holds `files`; ``words_toml`` is ``words.toml``."""
    (folder / "overlay").mkdir(exist_ok=True)
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / "overlay" / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


def test_without_a_folder_there_is_nothing_of_ones_own(tmp_path):
    assert read_overlay(tmp_path) == Overlay()


def test_own_words_stand_in_for_ours_in_both_languages(tmp_path):
    text = '"groups.SE.name" = {en = "Multilingual learners", es = "Estudiantes multilingües"}'
    overlay = read_overlay(written(tmp_path, words_toml=text))

    english, spanish = (Words(language, overlay.words_in(language)) for language in LANGUAGES)

    assert english("groups.SE.name") == "Multilingual learners"
    assert spanish("groups.SE.name") == "Estudiantes multilingües"


def test_an_id_may_be_written_without_quotation_marks(tmp_path):
    text = 'groups.SE.name = {en = "Multilingual learners", es = "Estudiantes multilingües"}'

    overlay = read_overlay(written(tmp_path, words_toml=text))

    assert list(overlay.words) == ["groups.SE.name"]


def test_terms_of_the_settings_stand_above_the_overlay(tmp_path):
    text = '"groups.SE.name" = {en = "Multilingual learners", es = "Estudiantes multilingües"}'
    overlay = read_overlay(written(tmp_path, words_toml=text))
    settings = Settings(terms={"groups.SE.name": {"en": "English learners here"}})

    merged = {each: overlay.words_in(each) | settings.terms_in(each) for each in LANGUAGES}

    assert Words("en", merged["en"])("groups.SE.name") == "English learners here"
    assert Words("es", merged["es"])("groups.SE.name") == "Estudiantes multilingües"


def test_own_prompts_are_read_in_their_order(tmp_path):
    second = PROMPT.replace("OWN-1", "F1")

    prompts = read_overlay(written(tmp_path, prompts_toml=PROMPT + second)).prompts

    assert [(each.id, each.focus, each.stage) for each in prompts] == [
        ("OWN-1", "voice", "data"),
        ("F1", "voice", "data"),
    ]
    assert prompts[0].es == "¿Quién nos enseñó a leer esta gráfica?"


def test_an_own_prompt_takes_its_place_among_ours(tmp_path):
    text = PROMPT + PROMPT.replace("OWN-1", "F1").replace('"data"', '"closing"')
    own = read_overlay(written(tmp_path, prompts_toml=text)).prompts

    prompts = with_own_prompts(own)

    assert prompts["OWN-1"].letter == prompts["D1"].letter
    assert prompts["F1"].letter == prompts["L1"].letter
    assert set(prompts) == {*load_prompts(), "OWN-1"}


def test_the_words_of_a_prompt_are_found_like_ours(tmp_path):
    overlay = read_overlay(written(tmp_path, prompts_toml=PROMPT))

    assert Words("es", overlay.words_in("es"))("prompts.OWN-1.text").startswith("¿Quién nos enseñó")


def test_own_groups_and_measures_are_added_with_their_words(tmp_path):
    measure = (
        "id,family,improvement_direction,unit,counts_students,is_headline,topic\n"
        "bus_on_time,own,increase,percent,no,yes,bus\n"
    )
    fields = ("name", "short", "counts", "among", "did", "outcome")
    words = OWN_GROUP_WORDS + "".join(
        f'"measures.bus_on_time.{each}" = {{en = "buses", es = "autobuses"}}\n' for each in fields
    )
    folder = written(tmp_path, groups_csv=OWN_GROUP, measures_csv=measure, words_toml=words)

    overlay = read_overlay(folder)

    assert overlay.groups == {"NEW": StudentGroup("NEW", "program", "")}
    assert overlay.measures == {
        "bus_on_time": Measure(
            "bus_on_time", "own", "increase", "percent",
            counts_students=False, is_headline=True, topic="bus",
        )
    }  # fmt: skip
    assert Words("es", overlay.words_in("es"))("groups.NEW.name") == "Recién llegados"


def test_the_logo_of_the_overlay_is_read(tmp_path):
    (written(tmp_path) / "overlay" / "logo.png").write_bytes(b"\x89PNG picture")

    assert read_overlay(tmp_path).logo.startswith("data:image/png;base64,")


GOOD = "A fine sentence."


@pytest.mark.parametrize(
    ("files", "id", "part"),
    [
        ({"words_toml": '"groups.SE.nam" = {en = "A", es = "B"}'},
         "overlay_word_unknown", "groups.SE.name"),
        ({"words_toml": '"groups.SE.name" = {en = "A"}'}, "overlay_language_missing", "es"),
        ({"words_toml": '"groups.SE.name" = {en = "A", es = " "}'}, "overlay_language_missing", "es"),
        ({"words_toml": '"groups.SE.name" = "A"'}, "overlay_language_missing", "en"),
        ({"words_toml": '"groups.SE.name" = {en = "A", es = "B", fr = "C"}'},
         "overlay_key_unknown", "fr"),
        ({"words_toml": '"groups.SE.name" = {en = "{who}", es = "{who}"}'},
         "overlay_word_gaps", "groups.SE.name"),
        ({"words_toml": '"home.choose.number" = {en = "{count} here", es = "aquí"}'},
         "overlay_word_gaps", "{count}"),
        # a format could write a million blanks, or look inside the program
        ({"words_toml": '"home.choose.number" = {en = "{count:>999999999}", es = "{count}"}'},
         "overlay_word_gaps", "{count}"),
        ({"words_toml": '"home.choose.number" = {en = "{count.__class__}", es = "{count}"}'},
         "overlay_word_gaps", "{count}"),
        ({"words_toml": '"groups.SE.name" = {en = "{", es = "B"}'}, "overlay_word_braces", "SE"),
        ({"words_toml": '"groups.SE.name" = {en = "{}", es = "B"}'}, "overlay_word_braces", "SE"),
        ({"words_toml": '"groups.SE.name" = {en = "\\u0007", es = "B"}'},
         "overlay_text_unusable", "SE"),
        ({"words_toml": "a ="}, "settings_not_toml", "overlay/words.toml"),
        ({"words_toml": "a = " + "[" * 5000}, "settings_not_toml", "overlay/words.toml"),
        ({"words_toml": "#" * 2_000_001}, "overlay_too_large", "overlay/words.toml"),
        ({"prompts_toml": PROMPT.replace("voice", "loudness")}, "overlay_prompt_value", "OWN-1"),
        ({"prompts_toml": PROMPT.replace('"data"', '"later"')}, "overlay_prompt_value", "stage"),
        ({"prompts_toml": PROMPT.replace("OWN-1", "<b>")}, "overlay_prompt_id", "1"),
        ({"prompts_toml": PROMPT + PROMPT}, "overlay_twice", "OWN-1"),
        ({"prompts_toml": PROMPT + 'note = "x"'}, "overlay_key_unknown", "note"),
        ({"prompts_toml": "prompts = []"}, "overlay_prompts_shape", "[[prompt]]"),
        ({"groups_csv": "code,name\nX,Y\n"}, "overlay_columns", "dimension"),
        ({"groups_csv": "code,dimension,dashboard\nX,program\n"}, "overlay_cells", "2"),
        ({"groups_csv": "code,dimension,dashboard\nX,shoe_size,\n"}, "overlay_cell", "dimension"),
        ({"groups_csv": "code,dimension,dashboard\nRB,program,\n"}, "overlay_twice", "RB"),
        ({"groups_csv": OWN_GROUP}, "overlay_word_missing", "groups.NEW.name"),
        ({"word_toml": ""}, "overlay_file_unknown", "word.toml"),
        # YAML can be blown up to any size by a few lines: it is not read, and that is said
        ({"words_yml": "a: 1"}, "overlay_file_unknown", "words.yml"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_one_sentence_that_names_it(tmp_path, files, id, part):
    with pytest.raises(EquitykitError) as caught:
        read_overlay(written(tmp_path, **files))

    assert caught.value.id == id
    for language in LANGUAGES:
        assert part in explain(caught.value, language)


def test_every_problem_is_found_and_the_rest_can_be_used(tmp_path):
    words = '"a.b.c" = {en = "A", es = "B"}\n"groups.SE.name" = {en = "C", es = "D"}\n'
    folder = written(tmp_path, words_toml=words, prompts_toml=PROMPT.replace("voice", "none"))

    overlay, problems = inspect_overlay(folder)

    assert [each.id for each in problems] == ["overlay_word_unknown", "overlay_prompt_value"]
    assert overlay.words == {"groups.SE.name": {"en": "C", "es": "D"}}


def test_every_sentence_of_ours_may_be_written_as_it_stands(tmp_path):
    """Whoever copies our sentences into the overlay and changes nothing is not refused."""
    import json

    lines = [
        f"{json.dumps(id)} = {{en = {json.dumps(texts['en'])}, es = {json.dumps(texts['es'])}}}"
        for id, texts in load_texts().items()
    ]

    overlay = read_overlay(written(tmp_path, words_toml="\n".join(lines)))

    assert overlay.words == load_texts()
