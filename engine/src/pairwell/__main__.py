"""`python -m pairwell`."""

from pairwell._command import main

raise SystemExit(main())
