"""What waits is kept in rows, told twice a day in one letter a person, and silent once it is done."""
