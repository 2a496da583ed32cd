"""A work folder on this computer is fine; one that others write too is warned of."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.storage.work_folder import (
    file_system_of,
    open_work_folder,
    waiting_extracts,
    warnings_about,
)


def test_a_folder_is_made_with_its_exports(tmp_path):
    work = open_work_folder(tmp_path / "new" / "work")

    assert (work.path / "exports").is_dir()
    assert work.warnings == []


def test_a_file_in_the_way_is_a_sentence(tmp_path):
    (tmp_path / "taken").write_text("")

    with pytest.raises(EquitykitError, match="folder_not_writable"):
        open_work_folder(tmp_path / "taken" / "work")


@pytest.mark.parametrize("service", ["Dropbox", "OneDrive - County Office", "Google Drive"])
def test_a_synced_folder_is_warned_of_by_the_name_of_its_service(tmp_path, service):
    ((id, values),) = warnings_about(tmp_path / service / "equitykit")

    assert id == "doctor.folder_synced.text"
    assert values["service"] == service


def test_the_file_system_is_that_of_the_nearest_mount(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/share {tmp_path}/net nfs4 rw 0 0\n")

    assert file_system_of(tmp_path / "net" / "equitykit", mounts) == "nfs4"
    assert file_system_of(tmp_path / "elsewhere", mounts) == "ext4"
    assert file_system_of(tmp_path, tmp_path / "no such file") is None


def test_extracts_wait_without_their_mappings_and_without_what_is_no_table(tmp_path):
    for name in ("b.csv", "a.XLSX", "b-mapping.csv", ".hidden.csv", "~$a.xlsx", "note.docx"):
        (tmp_path / name).write_bytes(b"")

    assert waiting_extracts(tmp_path) == ["a.XLSX", "b.csv"]
    assert waiting_extracts(tmp_path / "none") == []
