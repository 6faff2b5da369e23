"""`python -m lifetimes` is the command `lifetimes`."""

from lifetimes.cli import main

raise SystemExit(main())
