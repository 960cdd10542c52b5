"""From a spreadsheet to checked rows to confirmed participants."""
