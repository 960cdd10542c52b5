"""The question editor: a programme's questions, added, reworded, reordered and retired."""
