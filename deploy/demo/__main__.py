"""`make demo`: bytes of a scanner become findings on a page, and a person can watch them come.

DEMO_ONCE=1 does the whole stock-take without waiting for anybody and compares it with the truth; DEMO_PORT is
the port of the service, 8000 unless set.
"""

import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from deploy.demo.round import StillUnsent, count_rooms, summary, wait_until_sent
from deploy.demo.stage import PASSWORD, USER, DidNotStart, Stage, set_up
from deploy.demo.sweeps import walks
from deploy.demo.things import School, made_school
from deploy.demo.truth import differences
from reader.virtual.pty import VirtualHandheld

ONCE_SECONDS, WATCHED_SECONDS = 0.6, 3.0


def main() -> int:
    """The exit code: 0 if the stock-take found the truth."""
    once = os.environ.get("DEMO_ONCE", "") not in {"", "0"}
    port = int(os.environ.get("DEMO_PORT", "8000"))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended like by Ctrl-C: no program is left behind
    try:
        return _run(port, once=once)
    except KeyboardInterrupt:
        print("\nEnded.")
        return 0
    except (DidNotStart, StillUnsent) as problem:
        print(f"The demonstration did not work:\n{problem}", file=sys.stderr)
        return 1


def _run(port: int, *, once: bool) -> int:
    school = made_school()
    print(
        f"A school of {len({t.room.code for t in school.things})} rooms and {len(school.things)} things is set up …"
    )
    with (
        tempfile.TemporaryDirectory(prefix="rollcall-demo-") as folder,
        VirtualHandheld() as handheld,
        set_up(school, Path(folder), port, handheld.port) as stage,
    ):
        return _show(stage, handheld, school, once=once)


def _show(stage: Stage, handheld: VirtualHandheld, school: School, *, once: bool) -> int:
    stocktake = stage.api.open_stocktake("2026 年度盘点", datetime.now(UTC).isoformat())
    print(f"\n  Open {stage.api.address} and sign in as {USER} with the password {PASSWORD}\n", flush=True)
    seconds = ONCE_SECONDS if once else WATCHED_SECONDS
    count_rooms(stage, handheld, stocktake, walks(school), seconds, lambda line: print(line, flush=True))
    wait_until_sent(stage)
    findings = stage.api.findings(stocktake)
    print("\nFindings:", *summary(findings), sep="\n")
    wrong = differences(school, findings)
    print(*wrong, "\nThe findings are the truth." if not wrong else f"\n{len(wrong)} differences.", sep="\n")
    if not once:
        print("\nThe service keeps running. Press Ctrl-C to end it.", flush=True)
        Event().wait()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
