"""The school's time zone: given to an endpoint by naming `Zone`."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request


def _zone(request: Request) -> ZoneInfo:
    return ZoneInfo(request.app.state.settings.zone)


Zone = Annotated[ZoneInfo, Depends(_zone)]
