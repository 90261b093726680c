"""Every situation has its answer: no error of the trade reaches HTTP without a status chosen for it."""

from inventory.actions.school.schools import NoSuchSchool, SchoolNameTaken, SchoolUnclear
from inventory.actions.school.tokens import TokenUnclear
from inventory.errors import InventoryError
from inventory.store.backups import AlreadyThere, CopiedOtherwise, NoPlace, NotSound
from inventory.store.migrate import NewerDatabase
from service.app import create_app
from service.cli.options import NoFolder, NothingThere
from service.cli.serve import AnotherWaits
from service.errors import STATUS
from service.settings import WrongSettings

TOLD_IN_THE_TERMINAL = {
    AlreadyThere,
    AnotherWaits,
    CopiedOtherwise,
    NewerDatabase,
    NoFolder,
    NoPlace,
    NoSuchSchool,
    NotSound,
    NothingThere,
    SchoolNameTaken,
    SchoolUnclear,
    TokenUnclear,
    WrongSettings,
}
"""Raised by commands only."""


def situations(kind: type[InventoryError] = InventoryError) -> set[type[InventoryError]]:
    """All kinds of errors there are; the app's modules are imported by naming the app."""
    assert create_app is not None
    return {kind}.union(*map(situations, kind.__subclasses__())) if kind.__subclasses__() else {kind}


def test_every_error_that_can_reach_http_has_its_status() -> None:
    without = {
        error
        for error in situations() - {InventoryError} - TOLD_IN_THE_TERMINAL
        if not any(parent in STATUS for parent in error.__mro__)
        and error.__module__.startswith(("inventory", "service"))
    }

    assert set() == without
