"""What a stock-take was as a campaign: who opened it, what it is about, how it was gone about."""

from inventory.campaign import Campaign
from inventory.store.stocktakes import StockTake


def campaign_of(found: StockTake) -> Campaign:
    """The campaign as it stands."""
    return Campaign(found.opened_by, found.opened_at, closed_by=found.closed_by, closed_at=found.closed_at)
