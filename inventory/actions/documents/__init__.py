"""Documents: asked for, signed, carried out, taken back; and the log they make."""
