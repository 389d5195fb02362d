"""What a student's page is made of: the order and its moves, the slots as the student meets them, words."""
