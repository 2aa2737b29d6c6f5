#!/bin/sh
# Installs what a bare Debian lacks, and says what: `set-up.sh` what Khizana itself needs, `set-up.sh tests` what its tests ask besides.
# It asks for each program and not for its package, so that a program from elsewhere counts. It is root, or it calls sudo.
set -eu

PYTHON="${PYTHON:-python3}"
lacking=""

lacks() { # PROGRAM PACKAGE
    command -v "$1" >/dev/null 2>&1 || lacking="$lacking $2"
}

has_jdk() { # whether a Java of 21 or later with its compiler lies where the tests look
    for home in "${ES_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* /usr/local/*; do
        [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
        ! grep -qE '^JAVA_VERSION="(2[1-9]|[3-9][0-9])' "$home/release" || return 0
    done
    return 1
}

offered() { # PACKAGE: whether this Debian has it
    [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}

stop() { # WHY
    echo "set-up: $1; install what these packages of Debian hold, and run this again:$lacking" >&2
    exit 1
}

refresh() { # the lists of packages, once
    [ -z "${refreshed:-}" ] || return 0
    command -v apt-get >/dev/null 2>&1 || stop "this is no Debian"
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo"
    [ -z "$sudo" ] || command -v sudo >/dev/null 2>&1 || stop "neither root nor sudo"
    $sudo apt-get update -qq
    refreshed=yes
}

install_lacking() {
    [ -n "$lacking" ] || return 0
    refresh
    echo "set-up: installing Debian's$lacking"
    # shellcheck disable=SC2086  # the words are the packages
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $lacking >/dev/null
    lacking=""
}

"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || lacking="$lacking python3-venv"
if [ "${1:-}" = tests ]; then
    lacks age age
    lacks git git
    lacks mount mount
    lacks mvn maven
    lacks openssl openssl
    lacks setpriv util-linux
    lacks strace strace
    lacks systemd-analyze systemd
    lacks xmllint libxml2-utils
fi
install_lacking
[ "${1:-}" = tests ] || exit 0
if ! has_jdk && command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }; then
    refresh
    for java in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
        [ -n "$lacking" ] || ! offered "$java" || lacking=" $java"
    done
fi
# commons-ip2 and veraPDF run on an older one too.
command -v java >/dev/null 2>&1 || [ -n "$lacking" ] || lacking=" default-jre-headless"
install_lacking
has_jdk || echo "set-up: there is no Java 21 to be had here: put a JDK in /usr/lib/jvm or name it in ES_JAVA_HOME, or Elasticsearch is NOT asked" >&2
