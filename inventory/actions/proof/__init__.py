"""The audit log, and the proof that nothing was changed beside it."""
