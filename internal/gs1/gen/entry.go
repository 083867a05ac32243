package main

import (
	"bytes"
	"fmt"
	"strings"
)

// write adds the entry as an element of the identifiers array.
func (e entry) write(out *bytes.Buffer) error {
	first, last, isFamily := strings.Cut(e.AI, "-")
	if !isFamily {
		last = first
	}
	fmt.Fprintf(out, "{\nfirst: %q, last: %q, title: %q,\n", first, last, e.Title)
	if !e.FNC1Required {
		out.WriteString("fixed: true,\n")
	}
	if e.Attribute {
		out.WriteString("attribute: true,\n")
	}
	out.WriteString("components: []component{\n")
	for _, spec := range e.Spec {
		component, err := componentLiteral(spec)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s,\n", component)
	}
	out.WriteString("},\n")
	e.writeAssociations(out)
	out.WriteString("},\n")
	return nil
}

func (e entry) writeAssociations(out *bytes.Buffer) {
	if e.Qualifiers != nil {
		out.WriteString("key: true,\n")
	}
	if len(e.Qualifiers) > 0 {
		fmt.Fprintf(out, "qualifiers: [][]string%s,\n", nested(e.Qualifiers))
	}
	if len(e.Requires) > 0 {
		out.WriteString("requires: []clause{\n")
		for _, clause := range e.Requires {
			fmt.Fprintf(out, "%s,\n", nested(alternatives(clause)))
		}
		out.WriteString("},\n")
	}
	if len(e.Excludes) > 0 {
		fmt.Fprintf(out, "excludes: []string%s,\n", flat(prefixes(strings.Join(e.Excludes, ","), ",")))
	}
}

// alternatives splits "01+21,253" into {"01", "21"} and {"253"}.
func alternatives(clause string) [][]string {
	var all [][]string
	for alternative := range strings.SplitSeq(clause, ",") {
		all = append(all, prefixes(alternative, "+"))
	}
	return all
}

// prefixes splits a list of patterns and drops their wildcards: "310n" matches
// by its prefix "310".
func prefixes(list, separator string) []string {
	patterns := strings.Split(list, separator)
	for i, pattern := range patterns {
		patterns[i] = strings.TrimRight(pattern, "n")
	}
	return patterns
}

// flat and nested write the values of a []string and of a [][]string.
func flat(list []string) string {
	return strings.TrimPrefix(fmt.Sprintf("%#v", list), "[]string")
}

func nested(lists [][]string) string {
	parts := make([]string, len(lists))
	for i, list := range lists {
		parts[i] = flat(list)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
