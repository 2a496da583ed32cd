"""One settings.toml in the work folder; every setting has a default."""

import pytest

from equitykit.content.codelists import load_student_groups
from equitykit.content.texts import LANGUAGES, explain, load_texts
from equitykit.errors import EquitykitError
from equitykit.storage.settings import Settings, load_settings


def written(folder, text):
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_all_defaults_hold(tmp_path):
    assert load_settings(tmp_path) == Settings()
    assert Settings().minimum_n == 11


def test_what_is_set_is_read(tmp_path):
    folder = written(
        tmp_path,
        """
        minimum_n = 20
        yardstick = "group:RA"
        [targets]
        chronic_absenteeism = 10.0
        [terms]
        "groups.SE.name" = {en = "Multilingual learners"}
        """,
    )

    settings = load_settings(folder)

    assert (settings.minimum_n, settings.yardstick) == (20, "group:RA")
    assert settings.targets == {"chronic_absenteeism": 10.0}
    assert settings.terms_in("en") == {"groups.SE.name": "Multilingual learners"}
    assert settings.terms_in("es") == {}


def test_a_target_is_in_the_unit_of_its_measure(tmp_path):
    text = """
        [targets]
        chronic_absenteeism = 0
        suspension = 100
        average_days_absent = 366
        dashboard_ela = -12.5
        dashboard_math = 140
        """
    assert load_settings(written(tmp_path, text)).targets == {
        "chronic_absenteeism": 0,
        "suspension": 100,
        "average_days_absent": 366,
        # points below the standard
        "dashboard_ela": -12.5,
        "dashboard_math": 140,
    }


def test_the_floor_is_lowered_only_with_a_reason(tmp_path):
    with pytest.raises(EquitykitError, match="settings_minimum_n"):
        load_settings(written(tmp_path, "minimum_n = 10"))

    reason = 'minimum_n = 10\nminimum_n_reason = "our data agreement says ten"'
    assert load_settings(written(tmp_path, reason)).minimum_n == 10


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("minimum_n = 11\nlanguage = ", "line 2"),
        ("minimum = 11", "minimum"),
        ('minimum_n = "many"', "minimum_n"),
        ("stability_line = 5", "stability_line"),
        ('yardstick = "the best"', "yardstick"),
        ('second_yardstick = "group:XX"', "second_yardstick"),
        ('measures = ["happiness"]', "measures"),
        ("[targets]\nhappiness = 1.0", "targets"),
        ("[targets]\nchronic_absenteeism = -1.0", "chronic_absenteeism = -1"),
        ("[targets]\nchronic_absenteeism = 100.5", "chronic_absenteeism = 100.5"),
        ("[targets]\naverage_days_absent = 400", "average_days_absent = 400"),
        ("[targets]\ncensus_enrollment = 400", "census_enrollment"),
        ("[targets]\nsuspension = nan", "targets.suspension"),
        ("[targets]\ndashboard_ela = inf", "targets.dashboard_ela"),
        ("[targets]\nsuspension = true", "targets.suspension"),
        ('[targets]\nsuspension = "5"', "targets.suspension"),
        ('[terms]\n"groups.XX.name" = {en = "X"}', "terms"),
        ('language = "fr"', "language"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_that_names_it(tmp_path, text, part):
    with pytest.raises(EquitykitError) as caught:
        load_settings(written(tmp_path, text))

    for language in LANGUAGES:
        sentence = explain(caught.value, language)
        assert part in sentence.replace("línea", "line")
        assert "Traceback" not in sentence


def test_own_groups_and_measures_are_known_once_the_folder_is_opened_and_gone_with_another(
    tmp_path,
):
    own = tmp_path / "with_own"
    (own / "overlay").mkdir(parents=True)
    (own / "overlay" / "groups.csv").write_text("code,dimension,dashboard\nNEWC,program,\n")
    (own / "overlay" / "words.toml").write_text(
        "\n".join(
            f'"groups.NEWC.{field}" = {{en = "Newcomers", es = "Recién llegados"}}'
            for field in load_group_fields()
        )
    )

    for _ in range(2):  # a folder that is read again is no second group of the same code
        load_settings(own)
        assert list(load_student_groups())[-1] == "NEWC"
    load_settings(tmp_path)

    assert "NEWC" not in load_student_groups()


def load_group_fields() -> list[str]:
    """The sentences that each group has."""
    return [id.rpartition(".")[2] for id in load_texts() if id.startswith("groups.RB.")]
