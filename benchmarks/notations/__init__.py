"""The cases of the grammars as a small open benchmark."""
