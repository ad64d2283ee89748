"""Sections and lines to records: one room for each kind of fact, none of which knows the others."""
