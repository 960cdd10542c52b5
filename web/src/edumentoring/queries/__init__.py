"""Any questions: a shared inbox for those who run a programme."""
