"""What the documents tell an operator to do, done."""
