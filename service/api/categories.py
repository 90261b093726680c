"""The names of a classification's codes, for programs."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel

from inventory.actions.cards.categories import import_categories
from inventory.exchange.categories_file import read_categories
from service.access import Manager
from service.api.imports import DoubtOut, doubt_out
from service.database import WriteSession
from service.pages.imports import filename_of

router = APIRouter(prefix="/categories")


class CategoriesOut(BaseModel):
    """How many codes are new, got a name, and had one before; and every doubt about the file."""

    new: int
    named: int
    known: int
    doubts: list[DoubtOut]


@router.post("")
def post_categories(who: Manager, session: WriteSession, file: Annotated[UploadFile, File()]) -> CategoriesOut:
    """Takes in a file of codes and names; what has a name keeps it."""
    read = read_categories(filename_of(file), file.file.read())
    done = import_categories(session, who.school, read.rows, by=who.name, at=datetime.now(UTC))
    doubts = [doubt_out(each) for each in read.doubts]
    return CategoriesOut(new=done.new, named=done.named, known=done.known, doubts=doubts)
