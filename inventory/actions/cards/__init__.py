"""Cards and pieces of the register: written, changed, listed, valued, and read as they were on a day."""
