package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
)

const (
	prefix     = "TEMGOC_"
	testPrefix = "TEMGOC_TEST_" // of the tests' own variables, which may be around
	fileSuffix = "_FILE"
)

// reader gives out variables, and remembers which and what was wrong.
type reader struct {
	values map[string]string
	known  map[string]bool
	errs   []error
}

func newReader(environ []string) *reader {
	r := &reader{values: map[string]string{}, known: map[string]bool{}}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		if strings.HasPrefix(name, prefix) && !strings.HasPrefix(name, testPrefix) {
			r.values[name] = strings.TrimSpace(value)
		}
	}
	return r
}

func (r *reader) fail(name string, err error) {
	r.errs = append(r.errs, fmt.Errorf("%s %w", name, err))
}

// text returns the variable or its default. A nil check takes anything.
func (r *reader) text(name, otherwise string, check func(string) error) string {
	r.known[name] = true
	value := r.values[name]
	if value == "" {
		return otherwise
	}
	if check != nil {
		if err := check(value); err != nil {
			r.fail(name, err)
		}
	}
	return value
}

// number is a whole one, from least to most.
func (r *reader) number(name string, otherwise, least, most int) int {
	n := otherwise
	r.text(name, "", func(s string) (err error) {
		if n, err = strconv.Atoi(s); err != nil || n < least || n > most {
			return fmt.Errorf("is %q, want a whole number from %d to %d", s, least, most)
		}
		return nil
	})
	return n
}

func (r *reader) list(name string, check func(string) error) []string {
	var items []string
	for item := range strings.SplitSeq(r.text(name, "", nil), ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		if err := check(item); err != nil {
			r.fail(name, err)
		}
		items = append(items, item)
	}
	return items
}

// secret takes the value or, from the file that name_FILE names, its text.
func (r *reader) secret(name string, check func(string) error) Secret {
	value, file := r.text(name, "", nil), r.text(name+fileSuffix, "", nil)
	source := name
	switch {
	case value != "" && file != "":
		r.fail(name, errors.New("and "+name+fileSuffix+" are both set: take one"))
		return ""
	case file != "":
		source = name + fileSuffix
		text, err := os.ReadFile(file)
		if err != nil {
			r.fail(source, fmt.Errorf("cannot be read: %w", err))
			return ""
		}
		if value = strings.TrimSpace(string(text)); value == "" {
			r.fail(source, errors.New("names an empty file"))
		}
	}
	if value == "" {
		return ""
	}
	if err := check(value); err != nil {
		r.fail(source, err)
	}
	return Secret(value)
}

func (r *reader) publicURL(name string) *url.URL {
	value := r.text(name, "", nil)
	if value == "" {
		return nil
	}
	u, err := parsePublicURL(value)
	if err != nil {
		r.fail(name, err)
	}
	return u
}

func (r *reader) refuseMissing(required []string) {
	for _, name := range required {
		if r.values[name] == "" && r.values[name+fileSuffix] == "" {
			r.fail(name, errors.New("is not set"))
		}
	}
}

func (r *reader) refuseUnknown() {
	var unknown []string
	for name := range r.values {
		if !r.known[name] {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		r.fail(name, errors.New("is no variable of temgoc"))
	}
}
