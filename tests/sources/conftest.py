"""The pages' sources of tags, run by node."""

from collections.abc import Iterator

import pytest

from tests.node import NodeModule


@pytest.fixture(scope="session")
def told() -> Iterator[NodeModule]:
    """The functions of tests/sources/told.ts."""
    with NodeModule("tests/sources/told.ts") as module:
        yield module
