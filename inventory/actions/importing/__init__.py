"""Register files taken in, and taken back."""
