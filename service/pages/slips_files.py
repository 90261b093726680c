"""Things for a document from a file that somebody chose on its form."""

from datetime import UTC, datetime

from fastapi import Request
from sqlalchemy.orm import Session

from inventory.actions.documents.listed_things import ListedThings, listed_things, remember_column
from service.access import Who
from service.database import database_of
from service.pages.imports import filename_of
from service.slip_forms import SlipIn


def things_in_file(request: Request, who: Who, session: Session, typed: SlipIn) -> ListedThings | None:
    """What the chosen file names, None if none was; a column that was said is remembered for files of its shape.

    Raises a child of `UnreadableRegister`.
    """
    if typed.file is None or isinstance(typed.file, str):
        return None
    name, content = filename_of(typed.file), typed.file.file.read()
    if not content:
        return None
    listed = listed_things(session, who.school, name, content, typed.column)
    if typed.column is not None and listed.column == typed.column:
        with database_of(request).write() as writing:
            remember_column(writing, who.school, listed, by=who.name, at=datetime.now(UTC))
    return listed
