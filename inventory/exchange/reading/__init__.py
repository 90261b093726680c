"""Files of tables as people send them, read into lines and cells; what they mean is not known here."""
