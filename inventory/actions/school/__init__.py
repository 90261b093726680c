"""The school, its people, and the programs that may speak to it."""
