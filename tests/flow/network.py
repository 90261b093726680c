"""A port of this machine that nobody listens on."""

import socket


def free_port() -> int:
    """Free at this moment; the system does not give it out again at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
