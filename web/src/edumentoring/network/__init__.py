"""The network of a programme: who may be found, groups, questions to the mentors, messages."""
