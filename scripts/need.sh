#!/bin/sh
# Installs what the demo, the tests or the figures need of the machine and do not find.
# Nothing that is there is touched. usage: scripts/need.sh demo|test|bench
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

# Debian keeps the server's programs out of PATH.
has_postgres() {
	has initdb && return
	for initdb in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /usr/local/pgsql/bin/initdb; do
		[ -x "$initdb" ] && return
	done
	return 1
}

missing=
need() { missing="$missing $*"; }

has_postgres || need postgresql
has redis-server || has valkey-server || need redis-server
if [ "$1" = bench ]; then # the baselines of validation and of pages
	has node || need nodejs
	has npm || need npm
	has nginx || [ -x /usr/sbin/nginx ] || need nginx
fi
if [ "$1" = test ]; then
	has gcc || has clang || need gcc libc6-dev # for the race detector
	has chromium || has chromium-browser || has google-chrome || need chromium
	has zbarimg || need zbar-tools
	has pdftoppm || need poppler-utils
	has qpdf || need qpdf
	has convert || has magick || need imagemagick
	# Debian's own Python is the one that Debian's packages are for.
	/usr/bin/python3 -c 'import zxingcpp' 2>/dev/null || need python3-zxing-cpp
fi
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if has apt-get && [ "$(id -u)" = 0 ]; then
	sudo=
elif has apt-get && has sudo && sudo -n true 2>/dev/null; then
	sudo="sudo -n"
else
	echo "missing:$missing; on Debian, install with: sudo apt-get update && sudo $install" >&2
	# The demo can do without Redis.
	[ "$1" = demo ] && [ "$missing" = " redis-server" ]
	exit
fi
echo "installing:$missing" >&2
# shellcheck disable=SC2086 # words are meant to be split
$sudo apt-get update -q >&2 && $sudo env DEBIAN_FRONTEND=noninteractive $install >&2
