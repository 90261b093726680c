"""A stock-take from its opening to the report that is kept: findings, decisions, and what they do to the books."""
