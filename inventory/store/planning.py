"""What SQLite is told of the sizes of the tables that grow with the register, before anything stands in them.

Without it SQLite takes any table for small, and might walk through all cards of a school to find a few by their ids.
Its own statistics (ANALYZE) would be those of the empty register it was set up with. The manual provides for this:
"The Query Optimizer", "Manual control of query plans using SQLITE_STAT tables".
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

GROWING = ("asset", "item", "tag_binding", "card_text", "card_key", "movement_line")
ROWS, ALIKE = 1_000_000, 20
"""Rows of a large register, and how many of them say the same where they need not differ."""
PICKED = 1_000
"""Rows of an index that holds only those of which something is true; it is there because they are few."""


def tell_sizes(connection: Connection) -> None:
    """Writes the statistics of every index of these tables as they are in a large register."""
    connection.execute(text("ANALYZE sqlite_schema"))  # makes the table of statistics if it is not there
    for table in GROWING:
        connection.execute(text("DELETE FROM sqlite_stat1 WHERE tbl = :table"), {"table": table})
        indexes = connection.execute(
            text('SELECT name, "unique", partial FROM pragma_index_list(:table)'), {"table": table}
        )
        for index, unique, partial in indexes.all():
            its = text("SELECT name FROM pragma_index_info(:index) ORDER BY seqno")
            columns = connection.scalars(its, {"index": index}).all()
            sizes = _sizes(columns, bool(unique), PICKED if partial else ROWS)
            row = {"table": table, "index": index, "stat": " ".join(map(str, sizes))}
            connection.execute(text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :stat)"), row)


def _sizes(columns: Sequence[str], unique: bool, rows: int) -> list[int]:
    """The rows of the index, and how many of them are alike in its first column, in its first two, and so on."""
    sizes = [rows]
    for place, column in enumerate(columns, 1):
        whole = unique and place == len(columns)
        sizes.append(rows if column == "school_id" else 1 if whole or column in {"id", "number"} else ALIKE)
    return sizes
