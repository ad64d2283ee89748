"""Makes the corpus: drafts with their truth written in, set as text, PDF and HWPX, and their golden files."""
