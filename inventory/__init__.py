"""The trade: what a school owns, where it is, and what a stock-take says of it."""
