#!/bin/sh
# Builds tessera's fsck, the judge of the ledger, once into the cache: $KHIZANA_CACHE or ./.cache, under judges/bin.
set -eu

version=v1.0.4
cd "$(dirname "$0")/.."
bin="${KHIZANA_CACHE:-.cache}/judges/bin"

if ! command -v go >/dev/null; then
    echo "fetch-tessera: Go is not installed; install Go 1.24 or later to build the judge of the ledger" >&2
    exit 1
fi
if [ -x "$bin/fsck" ] && go version -m "$bin/fsck" | grep -q "github.com/transparency-dev/tessera[[:space:]]*$version"; then
    exit 0
fi
mkdir -p "$bin"
GOBIN="$(cd "$bin" && pwd)" go install "github.com/transparency-dev/tessera/cmd/fsck@$version"
echo "fetch-tessera: built $bin/fsck $version"
