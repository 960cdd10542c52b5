"""From understood rows to the plan that the preview shows and the commit carries out."""
