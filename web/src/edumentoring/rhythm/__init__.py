"""The year of a pair: reviews, a pulse for oneself, a look back."""
