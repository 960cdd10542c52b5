"""From bytes or pasted cells to a table of words, whatever program wrote them."""
