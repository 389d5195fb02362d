"""Students are reminded of wishes and answers: on three mornings by themselves, and when a school asks."""
