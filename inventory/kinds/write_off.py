"""Write-off (核销) of shortages whose approval has come."""

from inventory.slips import Kind

KIND = Kind(word="write-off", label="Write-off")
