"""Where things are believed to be: what stations post, gates, alarms, and whom they are told."""
