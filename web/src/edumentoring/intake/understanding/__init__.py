"""What a column is, and what each answer in it means."""
