"""What is typed in practice."""
