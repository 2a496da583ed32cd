"""``equitykit serve`` as it is typed: the address it prints, and what it refuses in a sentence."""

import os
import re
import signal
import socket
import subprocess
import sys

import pytest
import requests

from equitykit.workbook.sample import prepared_sample


@pytest.fixture
def typed(tmp_path):
    """Type ``equitykit serve …``; return the process, which is stopped at the end."""
    begun = []

    def type_it(*words, **environment):
        command = [sys.executable, "-m", "equitykit.cli.main", "serve", *map(str, words)]
        surroundings = {"EQUITYKIT_HOME": str(tmp_path / "work"), "EQUITYKIT_LANGUAGE": "en"}
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | surroundings | environment,
        )
        begun.append(process)
        return process

    yield type_it
    for process in begun:
        process.send_signal(signal.SIGTERM) if process.poll() is None else None
        process.communicate(timeout=20)


def refusal(process) -> str:
    out, err = process.communicate(timeout=60)
    return sentence(process.returncode, out, err)


def sentence(code: int, out: str, err: str) -> str:
    assert code == 1
    assert out == ""
    assert "Traceback" not in err
    return err.strip()


@pytest.fixture
def refused(run, monkeypatch, tmp_path):
    """What ``equitykit serve …`` says where it does not begin to serve."""
    monkeypatch.setenv("EQUITYKIT_HOME", str(tmp_path / "work"))
    return lambda *words: sentence(*run("serve", *words, "--no-browser"))


def test_a_folder_that_is_not_there_is_named(refused, tmp_path):
    said = refused("--data", tmp_path / "nowhere")
    assert said.startswith(f"There is no folder {tmp_path / 'nowhere'}.")
    assert said.count("\n") == 0


def test_a_folder_without_prepared_data_says_how_to_prepare_them(refused, tmp_path):
    assert "equitykit prepare FILES" in refused("--data", tmp_path)


def test_a_port_that_is_taken_is_named(typed):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(typed("--data", prepared_sample(), "--port", port, "--no-browser"))
    assert said.startswith(f"Port {port} is in use")


def test_a_language_that_there_is_not_is_refused(refused):
    said = refused("--data", prepared_sample(), "--language", "fr")
    assert "'fr' is not one of en, es" in said


def test_a_folder_without_notebooks_is_refused(refused, tmp_path):
    said = refused("--data", prepared_sample(), "--notebooks", tmp_path)
    assert said.startswith("There is no notebook in the folder")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Where do we begin?"),
        # that a language is taken at all: the next test
        pytest.param("es", "¿Por dónde", marks=pytest.mark.slow),
    ],
)
def test_the_address_it_prints_leads_to_the_home_page_in_that_language(typed, language, words):
    process = typed("--data", prepared_sample(), "--language", language, "--no-browser")
    line = process.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\w+", line)[0]
    page = requests.Session().get(address, timeout=120)
    assert page.url.endswith("/voila/render/00_home.ipynb")
    assert f'<html lang="{language}">' in page.text
    assert words in page.text


def test_settings_decide_the_language_where_none_is_typed(typed, tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "settings.toml").write_text('language = "es"\n')
    process = typed("--data", prepared_sample(), "--no-browser")
    assert process.stdout.readline().startswith("Los cuadernos están abiertos")


def test_letting_others_in_is_warned_of_before_the_address_is_shown(typed):
    process = typed("--data", prepared_sample(), "--ip", "0.0.0.0", "--no-browser")
    assert process.stdout.readline().startswith("With --ip 0.0.0.0, others on the network")
    assert "?token=" in process.stdout.readline()


def test_a_record_in_a_folder_that_a_cloud_service_copies_is_warned_of(typed, tmp_path):
    folder = tmp_path / "OneDrive - District"
    folder.mkdir()

    process = typed(
        "--data", prepared_sample(), "--no-browser", "--store", folder / "record.sqlite"
    )

    assert "OneDrive - District" in process.stderr.readline()
