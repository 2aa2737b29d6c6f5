#!/bin/sh
# Prints a new folder for what tests write: in memory where there is room, because tests wait for the disk more than for anything
# else; else among the temporary files. Whoever asks for one removes it. KHIZANA_SCRATCH names another place.
set -eu
place="${KHIZANA_SCRATCH:-/dev/shm}"
free=$(df -Pk "$place" 2>/dev/null | awk 'NR == 2 {print $4}')
if [ -z "${KHIZANA_SCRATCH:-}" ] && { [ ! -w "$place" ] || [ "${free:-0}" -lt 8000000 ]; }; then
    place="${TMPDIR:-/tmp}"
fi
scratch=$(mktemp -d "$place/khizana-tests-XXXXXX")
chmod 755 "$scratch" # some tests run a command as another user
echo "$scratch"
