"""The JSON that other programs rely on, all under /api/v1."""
