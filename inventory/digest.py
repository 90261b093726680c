"""The digest of a closing: one number that changes if anything of its findings or decisions does."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from inventory.standing import Line


def digest_of(lines: Iterable[Line], frozen: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over every line with its decision, in order: each as JSON with sorted keys, on a line of its own.

    `frozen` says of each line what `inventory.frozen.line_to_json` makes of it.
    """
    whole = sha256()
    for line, kept in zip(lines, frozen, strict=True):
        decided = {"decision": line.decision, "reason": line.reason, "decided_by": line.decided_by}
        said = {**kept, **decided, "details": dict(line.details)}
        whole.update(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return whole.hexdigest()
