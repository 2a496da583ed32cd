"""The invented county, prepared by whichever page asks for it first."""

import os
import subprocess
import sys

import pytest

ASK = """
from equitykit.storage.prepared import list_places
from equitykit.workbook.sample import prepared_sample
print(len(list_places(prepared_sample())))
"""


@pytest.mark.slow
def test_two_that_make_the_sample_at_the_same_time_both_find_it_whole(tmp_path):
    where = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", ASK],
            env=where | {"HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [each.communicate(timeout=120) for each in both]

    assert [each.returncode for each in both] == [0, 0], said
    assert said[0][0] == said[1][0] and int(said[0][0]) > 0
    # one of them came first, and the other has left nothing behind
    [cache] = tmp_path.rglob("equitykit")
    assert [each.name.partition("-")[0] for each in cache.iterdir()] == ["sample"]
