"""What may be done about visits."""
