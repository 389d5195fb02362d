"""Lists of wishes: students rank slots, submit, and change their minds until the deadline."""
