"""The sample school: one click away for an administrator, and as easily left or removed.

Whoever goes there is signed in as its administrator, an account whose password nobody knows, and keeps the session of
their own school in a second cookie to go back to.
"""

from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from inventory.actions.school.accounts import end_session, list_accounts, signed_in
from inventory.actions.school.samples import remove_sample, sample_of
from inventory.actions.school.schools import lock_school
from service.access import Admin, Viewer, cookie_of
from service.credentials import hash_password, matches, new_secret
from service.database import database_of
from service.pages.letting_in import keep, let_in
from service.pages.rendering import speech_of
from service.sample.making import make_sample
from service.sessions import COOKIE, HOME_COOKIE, start_browser

router = APIRouter(prefix="/sample")


@router.post("")
def enter(request: Request, who: Admin) -> Response:
    """Goes to the sample school of one's own, which is made if it is not there."""
    if who.sample or who.account is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    speech, now = speech_of(request), datetime.now(UTC)
    password = hash_password(new_secret().hex())
    with database_of(request).write() as session:
        lock_school(session, who.school)  # of two clicks the second finds what the first made
        sample = sample_of(session, who.school) or make_sample(
            session, who.school, who.school_name, password, speech, by=who.name, at=now
        )
        first = min(list_accounts(session, sample), key=lambda account: account.created_at)  # which it was made with
        cookie = start_browser(session, first, now)
    answer = let_in(request, cookie, "/")
    keep(request, answer, HOME_COOKIE, request.cookies[COOKIE])
    return answer


@router.post("/leave")
def leave(request: Request, who: Viewer) -> Response:
    """Back to one's own school; the sample school stays."""
    here = cookie_of(request)
    if not who.sample or here is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    with database_of(request).write() as session:
        end_session(session, here.school, here.id)
    return _home(request)


@router.post("/remove")
def remove(request: Request, who: Admin) -> Response:
    """Deletes the sample school and all that is in it, from within or from one's own school."""
    with database_of(request).write() as session:
        sample = who.school if who.sample else sample_of(session, who.school)
        if sample is not None:
            remove_sample(session, sample)
    return _home(request) if who.sample else RedirectResponse("/", HTTPStatus.SEE_OTHER)


def _home(request: Request) -> Response:
    """To one's own school, if its session is still good, else to the door."""
    home = cookie_of(request, HOME_COOKIE)
    answer: Response = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    if home is not None:
        with database_of(request).read() as session:
            found = signed_in(session, home.school, home.id)
        if found is not None and matches(home, found.secret_hash):
            answer = let_in(request, str(home), "/")
    answer.delete_cookie(HOME_COOKIE)
    return answer
