"""A person's pages keep filling, up to a number nobody looks at."""

from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import anyio
import pytest
from fastapi import Request

from inventory.access import Role
from inventory.ids import SchoolId, new_id
from service.access import Who
from service.pages.streams import MOST_EACH, stream
from service.throttle import TooManyLivePages

BROWSER = Request({"type": "http", "headers": []})


def somebody() -> Who:
    return Who(SchoolId(new_id()), "Riverside", "Ada", Role.VIEWER, None)


async def opened(who: Who) -> AsyncGenerator[str]:
    """A page of theirs that has begun to fill."""
    page = cast("AsyncGenerator[str]", stream(BROWSER, who, lambda: "").body_iterator)
    await anext(page)
    return page


def test_nobody_keeps_more_pages_open_than_anybody_looks_at() -> None:
    async def opens() -> None:
        ada, ben = somebody(), somebody()
        pages = [await opened(ada) for _ in range(MOST_EACH)]
        with pytest.raises(TooManyLivePages):
            await opened(ada)
        await opened(ben)

        for page in pages:
            await page.aclose()
        await opened(ada)

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps this thread's loop
        apart.submit(anyio.run, opens).result()
