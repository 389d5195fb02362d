"""What is there of visits."""
