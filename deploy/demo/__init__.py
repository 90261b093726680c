"""The demonstration: a made school, a handheld of software, and the real daemon and service between them."""
