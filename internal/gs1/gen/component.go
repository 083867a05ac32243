package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// componentLiteral writes "[N3],iso3166" or "X..20,pcenc". Brackets stand
// round the format only: they make the component optional.
func componentLiteral(spec string) (string, error) {
	format, linters, _ := strings.Cut(spec, ",")
	inner := strings.TrimSuffix(strings.TrimPrefix(format, "["), "]")
	sets := map[string]string{"N": "numeric", "X": "cset82", "Y": "cset39", "Z": "cset64"}
	set := sets[inner[:min(1, len(inner))]]
	if set == "" {
		return "", fmt.Errorf("component %q: unknown character set", spec)
	}
	shortest, longest, err := lengths(inner[1:])
	if err != nil {
		return "", fmt.Errorf("component %q: %w", spec, err)
	}
	literal := fmt.Sprintf("{set: %s, min: %d, max: %d", set, shortest, longest)
	if inner != format {
		literal += ", optional: true"
	}
	if linters != "" {
		literal += ", linters: []linter{" + linterNames(linters) + "}"
	}
	return literal + "}", nil
}

// lengths reads "6", a fixed length, or "..20".
func lengths(s string) (shortest, longest int, err error) {
	s, isVariable := strings.CutPrefix(s, "..")
	longest, err = strconv.Atoi(s)
	if isVariable {
		return 1, longest, err
	}
	return longest, longest, err
}

// linterNames turns "csum,gcppos1" into the names of the Go functions.
func linterNames(list string) string {
	names := strings.Split(list, ",")
	for i, name := range names {
		names[i] = "lint" + string(unicode.ToUpper(rune(name[0]))) + name[1:]
	}
	return strings.Join(names, ", ")
}
