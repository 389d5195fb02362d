"""The bridges of practice: to the law, and to what was typed."""
