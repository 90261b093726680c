"""What a column of a register file may hold, in the words people choose from."""

from inventory.fields import CARD_FIELDS
from service.language import key

FIELD_NAME = {
    **{field.name: field.label for field in CARD_FIELDS if field.name != "category"},
    "category_code": key("Category code"),
    "category_name": key("Classification name"),
    "category_scheme": key("Classification standard"),
    "category_edition": key("Edition of the standard"),
    "quantity": key("Quantity"),
    "unit_price": key("Unit price"),
    "location": key("Location"),
    "keeper": key("Custodian"),
    "user": key("User"),
    "state": key("State"),
    "tags": key("Tags (EPC)"),
    "ordinal": key("Running number"),
    "others": key("Keep as it is"),
    "ignore": key("Leave out"),
}
"""By field of `inventory.register` what it is called; what people choose from."""

CHANGED_NAME = {
    **FIELD_NAME,
    "room": FIELD_NAME["location"],
    "tag": FIELD_NAME["tags"],
    "category": key("Asset classification"),
    "by_number": key("Counted by number"),
    "piece_number": key("Number of the piece"),
    "piece_serial": key("Serial number of the piece"),
}
"""By field of a difference (`inventory.matching`) what it is called."""
