#!/bin/sh
# Runs every fuzz target of the module for FUZZTIME each.
set -eu

out=$(mktemp)
trap 'rm -f "$out"' EXIT

fuzz() {
	go test -run '^$' -fuzz "^$2\$" -fuzztime "${FUZZTIME:-10s}" "$1" >"$out" 2>&1 </dev/null && failed=0 || failed=$?
	cat "$out"
	return "$failed"
}

# On a busy machine go test at times takes the end of its own time for a failure
# of the target. That, and only that, is tried once more: a failing input is
# always written to testdata, and says so.
out_of_time() {
	grep -q '^ *context deadline exceeded$' "$out" && ! grep -q 'Failing input written' "$out"
}

grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | while IFS=: read -r file func; do
	dir=$(dirname "$file") target=${func#func }
	echo "$dir $target"
	fuzz "$dir" "$target" || { out_of_time && fuzz "$dir" "$target"; }
done
