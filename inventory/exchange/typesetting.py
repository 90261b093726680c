"""From a template and texts to a PDF or a picture, set by a process of its own.

typst keeps what it has set for the next few documents, and takes some 100 kB for every line of a table: a large
report holds a gigabyte. The process gives all of it back when it ends, and if memory runs out, it alone dies.
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from threading import Lock

from inventory.errors import InventoryError

_PROGRAM = Path(__file__).with_name("typesetter.py")
_ENDED_BY_ITSELF = (0, 1)
_one_at_a_time = Lock()


class FontsNotBuilt(InventoryError):
    """The folder has no fonts: they are built, and not in the source."""

    text = "PDF files need fonts, and there are none in {folder}. Run `make build`."


class ReportTooLarge(InventoryError):
    """Setting it took more memory than there is."""

    text = "This report is too large for the memory of this machine. Take it room by room, or as an Excel file."


def typeset(template: Path, texts: str, fonts: Path, made_at: datetime, *, dpi: int | None = None) -> bytes:
    """The PDF that the typst `template` makes of `texts` (JSON) with the TrueType fonts in the folder `fonts`.

    With `dpi`, it is a PNG of the only page, with so many dots an inch. The same arguments give the same bytes;
    `made_at` counts to the second. Waits while another one is being set.
    """
    if not any(fonts.glob("*.ttf")):
        raise FontsNotBuilt(folder=fonts)
    # -P: the files beside the program are none of its modules.
    command = [sys.executable, "-P", str(_PROGRAM), str(template), str(fonts), str(int(made_at.timestamp()))]
    command += [str(dpi)] if dpi else []
    with _one_at_a_time:
        done = subprocess.run(command, input=texts.encode(), stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own program
    if done.returncode not in _ENDED_BY_ITSELF:
        raise ReportTooLarge
    done.check_returncode()
    return done.stdout
