"""Forked kernels for the tests of this folder; their parent ends with each module."""

import sys

import pytest
from running_kernel import FORK, provisioner

from equitykit.kernels.warm_parent_client import WarmParentClient


@pytest.fixture
def forking():
    """Kernels are forked; the warm parent stays for the next test."""
    if sys.platform != "linux":
        pytest.skip("kernels are forked on Linux only")
    with provisioner(FORK):
        yield


@pytest.fixture(scope="module", autouse=True)
def no_parent_stays():
    yield
    WarmParentClient.end()
