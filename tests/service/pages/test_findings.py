"""The findings page, one finding, tasks and shortages: what managers decide, and who may see it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.inventory.actions.decided import STRANGER, a_counted_school, books, close, item_of, walk
from tests.inventory.pictures import jpeg, remark
from tests.people import School
from tests.service.pages.staff import Staff

CAMERA = "E28011606000020464A1B2E1"


@pytest.fixture
def counted(database: Database) -> tuple[School, StockTakeId]:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


@pytest.fixture
def url(counted: tuple[School, StockTakeId]) -> str:
    return f"/stocktakes/{counted[1]}"


@pytest.fixture
def staff(database: Database, counted: tuple[School, StockTakeId]) -> Iterator[Staff]:
    """Browsers of people of the school, by their role."""
    app = create_app(Settings(), database)
    with ExitStack() as open_until_the_end:

        def let_in(role: Role) -> TestClient:
            headers = {"Origin": "http://testserver"} | counted[0].bearer(role)
            return open_until_the_end.enter_context(TestClient(app, headers=headers, follow_redirects=False))

        yield let_in


def ticks(page: str) -> dict[str, str]:
    """The box of each finding on the page: its subject and its mark."""
    return dict(each.rsplit(":", 1) for each in re.findall(r'name="ticked" value="([^"]+)"', page))


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_without_a_filter_the_page_shows_what_waits_for_a_decision(staff: Staff, url: str) -> None:
    page = staff(Role.MANAGER).get(f"{url}/findings").text

    assert 7 == len(ticks(page))
    assert "最近一次 2026年11月20日 16:00（PDA-2, Ben）" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("finding=missing", 1),
        ("room=201&text=", 3),
        ("keeper=张敏&text=", 3),
        ("text=投影仪", 1),
        (f"text={STRANGER[-6:]}", 1),
        ("stage=decided", 0),
        ("text=", 8),
    ],
)
def test_filters_narrow_what_is_shown(staff: Staff, url: str, query: str, count: int) -> None:
    page = staff(Role.MANAGER).get(f"{url}/findings?{query}").text

    assert count == len(ticks(page))


def test_ticked_findings_are_decided_together(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)
    page = ada.get(f"{url}/findings").text
    ticked = [f"{subject}:{mark}" for subject, mark in ticks(page).items()][:2]

    form = {"ticked": ticked, "choice": "look again", "reason": "not sure", "shown": hidden(page, "shown")}
    answer = ada.post(f"{url}/findings", data=form)

    assert (303, f"{url}/findings?stage=open&done=2") == (answer.status_code, answer.headers["Location"])
    assert 2 == len(ticks(ada.get(f"{url}/findings?stage=decided").text))


def test_everything_a_filter_shows_is_decided_at_once(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)
    page = ada.get(f"{url}/findings?keeper=李强&stage=open").text

    form = {"every": "true", "choice": "look again", "reason": "not sure"}
    form |= {name: hidden(page, name) for name in ("shown", "looked_at")}
    ada.post(f"{url}/findings", data=form)

    decided = ada.get(f"{url}/findings?stage=decided").text
    assert ticks(page).keys() == ticks(decided).keys()


def decide_every(browser: TestClient, url: str, choice: str, **said: str) -> str:
    """Decides about all that the page of findings shows of 李强, and gives what is told then."""
    page = browser.get(f"{url}/findings?keeper=李强").text
    form = {"every": "true", "choice": choice, "reason": "not sure"} | said
    form |= {name: hidden(page, name) for name in ("shown", "looked_at")}
    answer = browser.post(f"{url}/findings", data=form)
    told = re.search(r'role="status">([^<]+)<', browser.get(answer.headers["Location"]).text)
    assert told is not None
    return told[1]


def test_what_is_decided_already_is_left_alone_unless_it_is_meant_too(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()
    ada.post(f"{url}/findings", data={"ticked": f"{subject}:{mark}", "choice": "confirm shortage", "reason": "gone"})

    told = [decide_every(ada, url, "look again"), decide_every(ada, url, "look again", again="true")]

    assert ["已处理 3 条结果。 1 条此前已处理，保持不变。", "已处理 4 条结果。"] == told


def test_only_what_was_decided_is_taken_back(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()
    ada.post(f"{url}/findings", data={"ticked": f"{subject}:{mark}", "choice": "look again", "reason": "gone"})

    told = decide_every(ada, url, "withdrawn")

    assert "已撤回 1 条结果的决定，恢复为待处理。 3 条本来就没有决定。" == told


def test_what_has_changed_since_it_was_ticked_is_not_decided(
    staff: Staff, url: str, database: Database, counted: tuple[School, StockTakeId]
) -> None:
    ada = staff(Role.MANAGER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()
    for _ in range(2):
        walk(database, *counted, "202", CAMERA)

    form = {"ticked": f"{subject}:{mark}", "choice": "look again", "reason": "gone"}
    answer = ada.post(f"{url}/findings", data=form)

    assert 409 == answer.status_code
    assert "已有变化" in answer.text


def test_a_decision_that_does_not_fit_is_told_beside_the_findings(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()

    form = {"ticked": f"{subject}:{mark}", "choice": "register", "reason": "x", "shown": "finding=missing"}
    answer = ada.post(f"{url}/findings", data=form)

    assert 422 == answer.status_code
    assert subject in ticks(answer.text)


def test_a_decision_upon_what_has_changed_is_shown_as_such(
    staff: Staff, url: str, database: Database, counted: tuple[School, StockTakeId]
) -> None:
    ada = staff(Role.MANAGER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()
    form = {"ticked": f"{subject}:{mark}", "choice": "confirm shortage", "cause": "stolen", "reason": "gone"}
    ada.post(f"{url}/findings", data=form)
    for _ in range(2):
        walk(database, *counted, "202", CAMERA)

    page = ada.get(f"{url}/findings?stage=overtaken").text

    assert "该处理意见不再有效" in page
    assert "被盗" in page


@pytest.mark.both_databases
def test_a_tag_is_bound_to_a_thing_that_was_searched(
    staff: Staff, url: str, database: Database, counted: tuple[School, StockTakeId]
) -> None:
    ada = staff(Role.MANAGER)
    page = ada.get(f"{url}/findings/{STRANGER}?q=书柜").text
    shelf = item_of(database, counted[0], "A-SHELF")
    assert f'name="item" value="{shelf}"' in page

    form = {"ticked": hidden(page, "ticked"), "choice": "bind", "item": str(shelf), "reason": "new label"}
    ada.post(f"{url}/findings", data=form)

    assert "A-SHELF" in ada.get(f"{url}/findings/{STRANGER}").text
    close(database, *counted)
    assert (STRANGER,) == books(database, counted[0])["A-SHELF"].tags


def test_tasks_say_what_to_bring_where_by_whom_and_when(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=moved").text).items()
    form = {"ticked": f"{subject}:{mark}", "choice": "bring back", "person": "李强", "due": "2026-01-31"}
    ada.post(f"{url}/findings", data=form | {"reason": "carried along"})

    page = ada.get(f"{url}/tasks").text

    assert all(said in page for said in ("台式计算机", "李强", "2026年1月31日", "已逾期"))


def test_a_counter_ticks_a_task_off_and_takes_that_back(staff: Staff, url: str) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()
    ada.post(f"{url}/findings", data={"ticked": f"{subject}:{mark}", "choice": "look again", "reason": "not sure"})

    told = []
    for done in ("true", "false"):
        assert 303 == ben.post(f"{url}/tasks/{subject}", data={"done": done}).status_code
        told.append("撤销完成" in ben.get(f"{url}/tasks").text)

    assert [True, False] == told


def test_a_shortage_is_written_off_with_the_number_and_day_of_its_approval(
    staff: Staff, url: str, database: Database, counted: tuple[School, StockTakeId]
) -> None:
    ada, camera = staff(Role.MANAGER), item_of(database, counted[0], "A-CAMERA")
    ((subject, mark),) = ticks(ada.get(f"{url}/findings?finding=missing").text).items()
    form = {"ticked": f"{subject}:{mark}", "choice": "confirm shortage", "cause": "lost", "reason": "gone"}
    ada.post(f"{url}/findings", data=form)
    close(database, *counted)
    pending = ada.get("/shortages").text

    approval = {"number": "教财〔2027〕3号", "day": "2027-01-15", "items": str(camera)}
    answer = ada.post("/shortages", data=approval)

    assert all(said in pending for said in ("2026-盘亏-0001", "数码相机", "丢失", "3,600.00"))
    assert 303 == answer.status_code
    assert "数码相机" not in ada.get("/shortages").text
    assert "retired" == books(database, counted[0])["A-CAMERA"].state


def test_the_card_tells_what_was_decided_and_by_which_document(
    staff: Staff, url: str, database: Database, counted: tuple[School, StockTakeId]
) -> None:
    ada = staff(Role.MANAGER)
    page = ada.get(f"{url}/findings?finding=moved").text
    ((subject, mark),) = ticks(page).items()
    form = {"ticked": f"{subject}:{mark}", "choice": "transfer", "reason": "用在那里"}
    ada.post(f"{url}/findings", data=form)
    close(database, *counted)

    card = re.search(r'href="(/assets/[^"]+)"><b>台式', page)

    assert card is not None
    assert "2026-转移-0001：由房间 201 转至房间 202" in ada.get(card[1]).text


@pytest.mark.both_databases
def test_a_photo_is_kept_without_what_the_camera_added(staff: Staff, url: str) -> None:
    ben = staff(Role.COUNTER)

    added = ben.post(f"{url}/findings/{STRANGER}/photos", files={"photo": ("x.png", jpeg(remark(b"GPS 31.2N")))})
    page = ben.get(f"{url}/findings/{STRANGER}").text
    (address,) = set(re.findall(r'src="([^"]+/photos/[^"]+)"', page))
    photo = ben.get(address)

    assert (303, 200, "image/jpeg") == (added.status_code, photo.status_code, photo.headers["Content-Type"])
    assert b"GPS" not in photo.content
    assert "sandbox" in photo.headers["Content-Security-Policy"]


def test_a_file_that_is_no_picture_is_refused_in_plain_words(staff: Staff, url: str) -> None:
    ben = staff(Role.COUNTER)

    answer = ben.post(f"{url}/findings/{STRANGER}/photos", files={"photo": ("photo.jpg", b"<script>1</script>")})

    assert 422 == answer.status_code
    assert "JPEG" in answer.text
    assert f'href="{url}/findings/{STRANGER}#photos"' in answer.text


def test_who_only_looks_sees_evidence_and_no_form(staff: Staff, url: str) -> None:
    viewer = staff(Role.VIEWER)

    pages = viewer.get(f"{url}/findings").text + viewer.get(f"{url}/findings/{STRANGER}").text

    assert 'name="choice"' not in pages
    assert 'name="photo"' not in pages
