"""What people agreed to: each purpose in one wording, given and withdrawn."""
