"""Help for every page, by the path of its route."""

from collections.abc import Mapping

from service.language import key
from service.pages.help.counting import COUNTING
from service.pages.help.documents import DOCUMENTS
from service.pages.help.office import OFFICE
from service.pages.help.register import REGISTER
from service.pages.help.tagging import TAGGING
from service.pages.help.topic import Help

__all__ = ["HELP", "SUBJECTS", "Help", "help_on"]

SUBJECTS: Mapping[str, Mapping[str, Help]] = {
    key("Stock-takes"): COUNTING,
    key("The register"): REGISTER,
    key("Documents"): DOCUMENTS,
    key("Tags and labels"): TAGGING,
    key("Readers, alarms and accounts"): OFFICE,
}
"""All help there is, in the order in which people need it."""

HELP: Mapping[str, Help] = {path: help for subject in SUBJECTS.values() for path, help in subject.items()}


def help_on(path: str, near: str) -> Help:
    """Help for the page of this route; for one without help of its own that of `near`, or of the start page."""
    return HELP.get(path) or HELP.get(near) or HELP["/"]
