"""The real workbooks, served on the invented county."""

import pytest
from room import served_room

from equitykit.storage.places import workbooks_folder
from equitykit.workbook.sample import prepared_sample


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room")
    with served_room(workbooks_folder(), folder=folder, data=prepared_sample()) as served:
        yield served
