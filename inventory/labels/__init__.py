"""Labels of things: on which paper, what stands on them, and where; pure rules without files."""
