"""Practice in the reader's words."""
