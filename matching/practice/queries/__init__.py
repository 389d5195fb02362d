"""What is there in practice."""
