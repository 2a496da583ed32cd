"""A logo is a small picture that lies beside the settings, and nothing else."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.storage.logo import MOST_BYTES, read_logo


def test_a_picture_becomes_an_address_that_holds_it(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")

    # base64 of the four bytes 89 50 4E 47
    assert read_logo(tmp_path, "logo.png") == "data:image/png;base64,iVBORw=="
    assert read_logo(tmp_path, "") == ""


@pytest.mark.parametrize("name", ["missing.png", "../logo.png", "logo.gif", "sub/logo.png"])
def test_what_is_no_picture_of_the_folder_is_refused(tmp_path, name):
    (tmp_path.parent / "logo.png").write_bytes(b"x")
    (tmp_path / "logo.gif").write_bytes(b"x")

    with pytest.raises(EquitykitError, match="logo_unusable"):
        read_logo(tmp_path, name)


def test_a_picture_may_have_500_kb_and_no_byte_more(tmp_path):
    (tmp_path / "logo.svg").write_bytes(b"x" * MOST_BYTES)
    assert read_logo(tmp_path, "logo.svg").startswith("data:image/svg+xml;base64,")

    (tmp_path / "logo.svg").write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(EquitykitError):
        read_logo(tmp_path, "logo.svg")
