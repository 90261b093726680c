"""Tags and labels: put on, taken off, printed."""
