"""Groups of students see real work: visits with dated occurrences, bookings, a waiting list."""
