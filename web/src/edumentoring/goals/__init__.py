"""What a mentee works on: goals, small actions, a career plan, a record of skills."""
