"""The digest of a closing: one number that changes if anything of its findings or decisions does."""

import json
from collections.abc import Iterable
from hashlib import sha256

from inventory.frozen import line_to_json
from inventory.standing import Line


def digest_of(lines: Iterable[Line]) -> str:
    """SHA-256 over every line with its decision, in order: each as JSON with sorted keys, on a line of its own."""
    whole = sha256()
    for line in lines:
        decided = {"decision": line.decision, "reason": line.reason, "decided_by": line.decided_by}
        said = line_to_json(line) | decided | {"details": dict(line.details)}
        whole.update(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return whole.hexdigest()
