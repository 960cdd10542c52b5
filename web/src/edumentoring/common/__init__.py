"""What every room may use: refusals, dates, tables, letters' plumbing. No models of people."""
