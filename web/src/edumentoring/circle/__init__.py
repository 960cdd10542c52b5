"""Others around a pair: colleagues, a team, observers, drop-ins, supervision."""
