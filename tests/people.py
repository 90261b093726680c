"""The standing cast: Ada and Ben of Riverside, and Cy of Hilltop, who must see nothing of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.importing.imports import apply_import, hand_in
from inventory.actions.school.schools import create_school
from inventory.ids import SchoolId, StationId, StockTakeId
from inventory.store.engine import Database
from service.tokens import new_program_token, new_station
from tests.beginnings import remembered

NOW = datetime(2026, 11, 20, 8, 0, 5, tzinfo=UTC)

REGISTER = """asset_no,name,room,quantity,cost,keeper,state,epc
ZC-2024-00001,投影仪,201,1,4999.00,张敏,在用,3474257BF40000000000162E
ZC-2024-00002,台式计算机,201,1,4200.00,张敏,在用,E28011606000020464A1B2C1
ZC-2024-00003,课桌椅,202,3,505.00,李强,在用,E28011606000020464A1B2D1 E28011606000020464A1B2D2 E28011606000020464A1B2D3
ZC-2024-00004,数码相机,202,1,3600.00,李强,出借,E28011606000020464A1B2E1
ZC-2024-00005,书柜,202,1,900.00,李强,在用,
"""


@dataclass(frozen=True)
class School:
    """A school with a register, a token for each role, and a station."""

    id: SchoolId
    tokens: Mapping[Role, str]
    station: StationId
    station_token: str

    def bearer(self, role: Role) -> dict[str, str]:
        """The header that speaks as this role."""
        return {"Authorization": f"Bearer {self.tokens[role]}"}

    def box(self) -> dict[str, str]:
        """The header that speaks as the station."""
        return {"Authorization": f"Bearer {self.station_token}"}


@remembered
def a_school(database: Database, name: str = "Riverside", register: str = REGISTER) -> School:
    """A school ready to count."""
    with database.write() as session:
        school = create_school(session, name, at=NOW)
        tokens = {role: new_program_token(session, school, role.word, role, by="Ada", at=NOW) for role in Role}
        station, token = new_station(session, school, "handheld 1", by="Ada", at=NOW)
        preview = hand_in(session, school, "register.csv", register.encode(), by="Ada", at=NOW)
        session.flush()
        apply_import(session, school, preview.id, by="Ada", at=NOW)
    return School(school, tokens, station, token)


def a_stocktake(database: Database, school: School, name: str = "2026") -> StockTakeId:
    """A stock-take of all rooms, just opened."""
    with database.write() as session:
        return open_stocktake(session, school.id, name=name, cutoff=NOW, by="Ada", at=NOW)
