"""The numbered diary of the schema, both directions."""
