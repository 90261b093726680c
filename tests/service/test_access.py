"""Nothing is open without a credential, and each role may what it may and no more."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.school.accounts import create_account
from inventory.actions.school.tokens import create_token
from inventory.store.engine import Database
from service import pages
from service.api.routes import router as api
from service.app import create_app
from service.credentials import Credential, new_secret, parse_credential, secret_hash
from service.guard import LARGEST_BODY, Guard
from service.sessions import COOKIE, sign_in
from service.settings import Settings
from tests.passwords import hashed
from tests.people import NOW, School, a_stocktake
from tests.service.least_roles import ANYBODY, LEAST, STATION

PASSWORD = "correct horse"


@cache
def all_routes() -> list[tuple[str, str]]:
    """(method, path) of every route there is, pages included."""
    listing = FastAPI()
    for router in (api, *pages.routers):
        listing.include_router(router)
    paths = listing.openapi()["paths"]
    listed = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    return [*listed, ("GET", "/api/v1/openapi.json")]


def a_browser(client: TestClient, database: Database, school: School, role: Role, **changes: bool) -> None:
    """Signs the client in as somebody of that role."""
    with database.write() as session:
        create_account(
            session,
            school.id,
            username="ben",
            password_hash=hashed(PASSWORD),
            role=role,
            one_time=changes.get("one_time", False),
            by="Ada",
            at=NOW,
        )
    client.cookies.set(COOKIE, sign_in(database, "ben", PASSWORD, datetime.now(UTC)))


def test_a_stranger_gets_nothing_from_any_route(client: TestClient, school: School, database: Database) -> None:
    known = str(a_stocktake(database, school))
    us = {"Origin": "http://testserver"}

    open_ones = set()
    for method, path in all_routes():
        answer = client.request(method, path.replace("{stocktake}", known).replace("{code}", "201"), headers=us)
        led_away = answer.headers.get("Location", "").startswith("/sign-in") and path != "/sign-out"
        if answer.status_code not in {401, 403} and not led_away:
            open_ones.add(f"{method} {path}")

    assert len(all_routes()) > 40
    assert {route for route, least in LEAST.items() if least == ANYBODY} == open_ones


def test_every_route_says_in_the_table_who_may_ask() -> None:
    routes = {f"{method} {path}" for method, path in all_routes()}

    assert routes == set(LEAST)


@pytest.mark.parametrize("asker", [*Role, STATION])
def test_each_role_may_what_it_may_and_no_more(client: TestClient, school: School, asker: Role | str) -> None:
    """Nothing that is asked for exists, so what is not refused changes nothing."""
    headers = school.bearer(asker) if isinstance(asker, Role) else school.box()
    asked = {route: least for route, least in LEAST.items() if near(asker, least)}

    refused = {route for route in asked if is_refused(client, route, headers)}

    assert refused == {route for route, least in asked.items() if not may(asker, least)}


def is_refused(client: TestClient, route: str, headers: dict[str, str]) -> bool:
    method, path = route.split(" ")
    answer = client.request(method, re.sub(r"{\w+}", str(uuid4()), path), headers=headers)
    return answer.status_code == 403


def near(asker: Role | str, least: Role | str) -> bool:
    """Whether the asker just may, or just may not: each role has all the rights of the one before."""
    return not isinstance(asker, Role) or not isinstance(least, Role) or least in (asker, asker + 1)


def may(asker: Role | str, least: Role | str) -> bool:
    if isinstance(asker, Role) and isinstance(least, Role):
        return asker >= least
    return least in (ANYBODY, asker)


def test_a_token_with_one_wrong_bit_is_no_token(client: TestClient, school: School) -> None:
    good = parse_credential(school.tokens[Role.ADMIN])
    assert good is not None
    forged = Credential(good.school, good.id, bytes([good.secret[0] ^ 1]) + good.secret[1:])

    answer = client.get("/api/v1/stocktakes", headers={"Authorization": f"Bearer {forged}"})

    assert (401, "Bearer") == (answer.status_code, answer.headers["WWW-Authenticate"])


@pytest.mark.parametrize("text", ["", "rollcall_", "x" * 500, "rollcall_äöü", "rollcall_" + "A" * 86, "\x00"])
def test_what_has_not_the_shape_of_a_credential_is_none(text: str) -> None:
    parsed = parse_credential(text)

    assert parsed is None or text.startswith("rollcall_A")


def test_no_secret_is_stored_or_shown(database: Database, school: School) -> None:
    secret = new_secret()
    with database.write() as session:
        token = create_token(
            session,
            school.id,
            name="x",
            secret_hash=secret_hash(secret),
            role=Role.VIEWER,
            station=None,
            by="Ada",
            at=NOW,
        )
    credential = Credential(school.id, token, secret)

    assert secret.hex() not in repr(credential)
    assert secret_hash(secret) != secret.hex()


def test_a_browser_session_ends_after_its_time(client: TestClient, database: Database, school: School) -> None:
    with database.write() as session:
        create_account(
            session,
            school.id,
            username="ben",
            password_hash=hashed(PASSWORD),
            role=Role.VIEWER,
            one_time=False,
            by="Ada",
            at=NOW,
        )
    client.cookies.set(COOKIE, sign_in(database, "ben", PASSWORD, datetime.now(UTC) - timedelta(hours=13)))

    answer = client.get("/")

    assert (303, "/sign-in?next=/") == (answer.status_code, answer.headers["Location"])


def test_with_a_one_time_password_nothing_can_be_done_but_change_it(
    client: TestClient, database: Database, school: School
) -> None:
    a_browser(client, database, school, Role.ADMIN, one_time=True)

    answer = client.get("/")

    assert (303, "/password") == (answer.status_code, answer.headers["Location"])
    assert 200 == client.get("/password").status_code
    assert 403 == client.get("/api/v1/stocktakes").status_code


@pytest.mark.parametrize(
    ("headers", "forged"),
    [
        ({"Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Origin": "http://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({}, True),
    ],
)
def test_a_form_is_taken_only_from_our_own_pages(
    client: TestClient, database: Database, school: School, headers: dict[str, str], forged: bool
) -> None:
    a_browser(client, database, school, Role.ADMIN)

    answer = client.post("/api/v1/stations", json={"name": "new"}, headers=headers)

    assert (403 if forged else 201) == answer.status_code


def test_every_answer_tells_the_browser_to_be_strict(client: TestClient) -> None:
    headers = client.get("/sign-in").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert ("nosniff", "same-origin") == (headers["X-Content-Type-Options"], headers["Referrer-Policy"])


def test_a_body_beyond_the_limit_is_refused_whether_announced_or_not() -> None:
    async def echo(request: Request) -> Response:
        return Response(await request.body())

    small = TestClient(Guard(Starlette(routes=[Route("/", echo, methods=["POST"])])))
    us = {"Origin": "http://testserver"}

    fitting = small.post("/", content=b"x" * LARGEST_BODY, headers=us)
    announced = small.post("/", content=b"x" * (LARGEST_BODY + 1), headers=us)
    unannounced = small.post("/", content=iter([b"x" * 40_000] * 2), headers=us)

    assert (200, 413, 413) == (fitting.status_code, announced.status_code, unannounced.status_code)


def test_a_database_that_is_gone_means_come_back_later(school: School) -> None:
    gone = Database("postgresql://nobody@127.0.0.1:1/none")
    app = create_app(Settings(), gone)

    with TestClient(app) as client:
        answer = client.post("/api/v1/sightings", json={}, headers=school.box())

    assert (503, "5") == (answer.status_code, answer.headers["Retry-After"])
