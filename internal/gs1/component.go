package gs1

import (
	"errors"
	"fmt"
)

// component is a part of a value: so many characters of one set, and the
// linters that look further.
type component struct {
	set      charset
	min, max int  // characters; equal where the length is fixed
	optional bool // may be missing, with all components behind it
	linters  []linter
}

// linter is one of the Syntax Dictionary's checks, a function of its name.
type linter func(value string) error

// check looks at a whole value: each component takes its characters from the
// left, as many as it can.
func (id *identifier) check(value string) error {
	if value == "" {
		return errors.New("the value is empty")
	}
	rest := value
	for i := range id.components {
		c := &id.components[i]
		if rest == "" && c.optional {
			return nil
		}
		part := rest[:min(c.max, len(rest))]
		rest = rest[len(part):]
		if err := c.check(part); err != nil {
			return err
		}
	}
	if rest != "" {
		return fmt.Errorf("%s is too long, at most %d characters", quoted(value), id.maxLength())
	}
	return nil
}

func (c *component) check(part string) error {
	if err := c.set.check(part); err != nil {
		return err
	}
	if part == "" {
		return errors.New("the value ends before its last part")
	}
	if len(part) < c.min {
		return fmt.Errorf("%s is too short, want %d characters", quoted(part), c.min)
	}
	for _, lint := range c.linters {
		if err := lint(part); err != nil {
			return err
		}
	}
	return nil
}

// maxLength of a value, in characters.
func (id *identifier) maxLength() int {
	total := 0
	for _, c := range id.components {
		total += c.max
	}
	return total
}
