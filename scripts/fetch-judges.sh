#!/bin/sh
# Downloads commons-ip2, the judge of the packages, once into the cache: $KHIZANA_CACHE or ./.cache, under judges/commons-ip2.
set -eu

version=2.10.0
sha256=e7517051fbb8d4e776fb3cde329b48d9fdc8f4e4d100ae93f3deb195ca808645
cd "$(dirname "$0")/.."
root=$(pwd)
cache="${KHIZANA_CACHE:-.cache}"
case "$cache" in /*) ;; *) cache="$root/$cache" ;; esac
home="$cache/judges/commons-ip2"

if [ -f "$home/complete-$version" ]; then
    exit 0
fi
if ! command -v mvn >/dev/null; then
    echo "fetch-judges: Maven is not installed; install maven to download the judge of the packages" >&2
    exit 1
fi
mkdir -p "$cache/judges"
aside=$(mktemp -d "$cache/judges/commons-ip2.XXXXXX")
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
      <groupId>org.roda-community</groupId>
      <artifactId>commons-ip2</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$aside/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$aside/lib"
echo "$sha256  $aside/lib/commons-ip2-$version.jar" | sha256sum --check --quiet
chmod 755 "$aside"
touch "$aside/complete-$version"
rm -rf "$home"
mv "$aside" "$home"
trap - EXIT
echo "fetch-judges: commons-ip2 $version is in $home"
