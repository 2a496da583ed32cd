"""Commands as they are typed, for all tests of them."""

import sys

import pytest

from equitykit.cli.main import main


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Type a command in an empty folder; return its exit code and what it said."""
    monkeypatch.setenv("EQUITYKIT_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)

    def typed(*words):
        monkeypatch.setattr(sys, "argv", ["equitykit", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
            raise SystemExit(0)
        said = capsys.readouterr()
        return end.value.code or 0, said.out, said.err

    return typed
