"""Who made a walk, as it is written down with it: one name, or several side by side."""

_BESIDE = " / "


def makers(counted_by: str) -> tuple[str, ...]:
    """Everybody who is named."""
    return tuple(counted_by.split(_BESIDE))


def with_sender(said: str, sender: str) -> str:
    """Who it says made it, beside whoever hands it in: nobody counts in the name of others alone."""
    if not said:
        return sender
    return said if sender in makers(said) else f"{said}{_BESIDE}{sender}"
