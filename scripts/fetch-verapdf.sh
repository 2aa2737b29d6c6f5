#!/bin/sh
# Downloads veraPDF, the judge of PDF/A, once into the cache: $KHIZANA_CACHE or ./.cache, under judges/verapdf.
set -eu

version=1.28.2
sha256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
cd "$(dirname "$0")/.."
root=$(pwd)
cache="${KHIZANA_CACHE:-.cache}"
case "$cache" in /*) ;; *) cache="$root/$cache" ;; esac
home="$cache/judges/verapdf"

if [ -f "$home/complete-$version" ]; then
    exit 0
fi
if ! command -v mvn >/dev/null; then
    echo "fetch-verapdf: Maven is not installed; install maven to download the judge of PDF/A" >&2
    exit 1
fi
mkdir -p "$cache/judges"
aside=$(mktemp -d "$cache/judges/verapdf.XXXXXX")
trap 'rm -rf "$aside"' EXIT
cat >"$aside/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>khizana</groupId>
  <artifactId>judges</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.verapdf.apps</groupId>
      <artifactId>greenfield-apps</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$aside/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$aside/lib"
echo "$sha256  $aside/lib/greenfield-apps-$version.jar" | sha256sum --check --quiet
chmod 755 "$aside"
touch "$aside/complete-$version"
rm -rf "$home"
mv "$aside" "$home"
trap - EXIT
echo "fetch-verapdf: veraPDF $version is in $home"
