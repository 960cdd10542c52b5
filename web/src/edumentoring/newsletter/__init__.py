"""The newsletter: its issues, who reads it, and how it is sent."""
