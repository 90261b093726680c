"""Tags for programs: read, bound, taken off, numbered, and bound by files."""

from uuid import UUID

from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_school
from tests.service.pages.boxes import Handheld

TAGS = "/api/v1/tags"
FRESH, OTHER = "ABCD00112233445566778899", "ABCD0011223344556677889A"
PROJECTOR = "3474257BF40000000000162E"


def cupboard(client: TestClient, school: School) -> str:
    """The one thing without a tag."""
    (thing,) = client.get(f"{TAGS}/to-do/things?room=202", headers=school.bearer(Role.MANAGER)).json()
    return str(thing["item"])


def test_what_still_needs_a_tag_is_counted_by_room(client: TestClient, school: School) -> None:
    rooms = client.get(f"{TAGS}/to-do", headers=school.bearer(Role.MANAGER)).json()

    assert [{"room": "202", "name": "", "things": 1}] == rooms


def test_the_tag_a_reader_hears_is_bound_and_another_is_not(client: TestClient, school: School) -> None:
    manager, item = school.bearer(Role.MANAGER), cupboard(client, school)
    Handheld(school, client).hears(FRESH)
    station = str(school.station)

    (heard,) = client.get(f"{TAGS}/field", params={"station": station}, headers=manager).json()
    refused = client.post(f"{TAGS}/bindings", json={"item": item, "tag": OTHER, "station": station}, headers=manager)
    bound = client.post(f"{TAGS}/bindings", json={"item": item, "tag": FRESH, "station": station}, headers=manager)

    assert (FRESH, -43.0) == (heard["tag"], heard["rssi"])
    assert (409, 201) == (refused.status_code, bound.status_code)
    assert ("item", "书柜", "manager") == tuple(bound.json()["on"][0][name] for name in ("kind", "name", "by"))


def test_a_tag_says_what_it_is_and_is_taken_off_with_a_reason(client: TestClient, school: School) -> None:
    manager = school.bearer(Role.MANAGER)

    told = client.get(f"{TAGS}/{PROJECTOR}", headers=school.bearer(Role.VIEWER)).json()
    ended = client.post(f"{TAGS}/bindings/end", json={"tag": PROJECTOR, "reason": "torn"}, headers=manager).json()
    again = client.post(f"{TAGS}/bindings/end", json={"tag": PROJECTOR, "reason": "torn"}, headers=manager)

    assert ("gs1", "GIAI-96", "(8004)06141415678") == (told["nature"], told["scheme"], told["element"])
    assert ("torn", 409) == (ended["on"][0]["reason"], again.status_code)


def test_a_binding_names_one_bearer(client: TestClient, school: School) -> None:
    manager, nothing = school.bearer(Role.MANAGER), str(UUID(int=1))

    none = client.post(f"{TAGS}/bindings", json={"tag": FRESH}, headers=manager)
    two = client.post(f"{TAGS}/bindings", json={"tag": FRESH, "item": nothing, "room": nothing}, headers=manager)
    unknown = client.post(f"{TAGS}/bindings", json={"tag": FRESH, "item": nothing}, headers=manager)

    assert [422, 422, 404] == [answer.status_code for answer in (none, two, unknown)]


def test_things_get_numbers_of_our_own_once(client: TestClient, school: School) -> None:
    manager, item = school.bearer(Role.MANAGER), cupboard(client, school)

    (given,) = client.post(f"{TAGS}/numbers", json={"items": [item]}, headers=manager).json()
    again = client.post(f"{TAGS}/numbers", json={"items": [item]}, headers=manager).json()
    told = client.get(f"{TAGS}/{given['tag']}", headers=manager).json()

    assert (item, []) == (given["item"], again)
    assert ("ours", 1) == (told["nature"], told["serial"])


def test_another_schools_manager_neither_sees_nor_takes_off_our_tags(
    client: TestClient, school: School, database: Database
) -> None:
    cy = a_school(database, "Hilltop").bearer(Role.MANAGER)
    manager = school.bearer(Role.MANAGER)
    client.post(f"{TAGS}/bindings/end", json={"tag": PROJECTOR, "reason": "torn"}, headers=manager)

    told = client.get(f"{TAGS}/{PROJECTOR}", headers=cy).json()
    refused = client.post(f"{TAGS}/bindings", json={"tag": FRESH, "item": cupboard(client, school)}, headers=cy)

    assert (1, "", 404) == (len(told["on"]), told["on"][0]["reason"], refused.status_code)


def test_a_file_is_previewed_applied_once_and_taken_back(client: TestClient, school: School) -> None:
    manager = school.bearer(Role.MANAGER)
    sheet = f"资产编号,EPC,TID\nZC-2024-00005,{FRESH},E2801160\nZC-2024-00001,{OTHER},\n"

    looked = client.post(f"{TAGS}/files", files={"file": ("tags.csv", sheet)}, headers=manager).json()
    file = f"{TAGS}/files/{looked['id']}"
    client.post(f"{file}/apply", headers=manager)
    again = client.post(f"{file}/apply", headers=manager)
    bound = client.get(f"{TAGS}/{FRESH}", headers=manager).json()
    client.post(f"{file}/undo", headers=manager)
    undone = client.get(f"{TAGS}/{FRESH}", headers=manager).json()

    assert (1, ["carries"]) == (looked["to_bind"], [doubt["code"] for doubt in looked["doubts"]])
    assert (409, {"E2801160": "Impinj"}) == (again.status_code, bound["tids"])
    assert "tags.csv" == undone["on"][0]["reason"]
