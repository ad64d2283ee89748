"""Batches under torture, ``make torture``: what docs/reliability.md promises, tried and printed as one table."""
