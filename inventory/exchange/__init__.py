"""Files in and out: registers and lists of rooms as people keep them, findings and reports as people need them."""
