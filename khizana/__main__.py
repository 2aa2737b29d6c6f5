"""`python -m khizana` is `khizana`."""

from khizana.cli import main

main()
