#!/bin/sh
# Runs every fuzz target of the module for FUZZTIME each.
set -eu

grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | while IFS=: read -r file func; do
	target=${func#func }
	echo "$(dirname "$file") $target"
	go test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-10s}" "$(dirname "$file")" </dev/null
done
