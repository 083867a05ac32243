package epcis

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Query is a SimpleEventQuery (EPCIS 2.0, section 8.2.7.1). An event answers it
// if all its conditions hold.
type Query struct {
	Conditions []Condition // in the order of their parameters' names
	Order      Order
	// Limit cuts the answer to so many events; Max refuses an answer of more.
	// Zero is none, and only one of the two is given.
	Limit, Max int

	// The page is not part of what is asked. PerPage is zero if not given.
	PerPage       int
	NextPageToken string
}

// Order of an answer. The zero Order leaves it open.
type Order struct {
	By        []string // the names of the field, as in Condition
	Ascending bool
}

// Condition holds for an event that has a field, in one of the aspects and by
// one of the names, which compares with one of the values.
type Condition struct {
	Parameter string // as it was given
	In        []Aspect
	Names     []string // as in Fact; none: any
	Inner     bool     // only what is nested in an extension, at any depth
	Op        Operator
	Values    []Operand
	Attribute string // of master data, of EqualAttribute alone
}

// Operator of a condition, as parameters begin with it.
type Operator string

const (
	Equal          Operator = "EQ"
	Greater        Operator = "GT"
	AtLeast        Operator = "GE"
	Less           Operator = "LT"
	AtMost         Operator = "LE"
	Within         Operator = "WD" // equal, or a place within
	Match          Operator = "MATCH"
	Exists         Operator = "EXISTS"
	HasAttribute   Operator = "HASATTR" // the values are names of attributes
	EqualAttribute Operator = "EQATTR"
)

// QueryError is EPCIS's QueryParameterException: a parameter that is unknown or
// has a value that it cannot have.
type QueryError struct {
	Parameter string
	Sentence  string
}

func (e *QueryError) Error() string { return e.Parameter + ": " + e.Sentence }

// maxOperands bounds what one parameter lists.
const maxOperands = 1000

// ParseQuery reads the parameters of a URL, where a list is separated by "|".
// Names of extensions are compact by a prefix of namespaces, or full.
func ParseQuery(params map[string][]string, namespaces map[string]string) (Query, error) {
	p := newQueryParser(namespaces)
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if len(params[name]) != 1 {
			return Query{}, &QueryError{name, "The parameter is given more than once; separate the values with |."}
		}
		if err := p.parameter(name, params[name][0]); err != nil {
			return Query{}, err
		}
	}
	return p.finish()
}

type queryParser struct {
	query      Query
	namespaces names // those of the standard, and the asker's
}

func newQueryParser(namespaces map[string]string) *queryParser {
	p := &queryParser{namespaces: maps.Clone(standardNames)}
	maps.Copy(p.namespaces, namespaces)
	return p
}

// parameter of a URL: that of a page, or one of the query.
func (p *queryParser) parameter(name, value string) (err error) {
	switch name {
	case "perPage":
		p.query.PerPage, err = count(name, []string{value})
		return err
	case "nextPageToken":
		p.query.NextPageToken = value
		return nil
	}
	return p.set(name, strings.Split(value, "|"))
}

// set takes one parameter of the query, which has at least one value.
func (p *queryParser) set(name string, values []string) (err error) {
	if len(values) > maxOperands {
		return &QueryError{name, fmt.Sprintf("The parameter lists more than %d values.", maxOperands)}
	}
	if slices.ContainsFunc(append(values, name), isUnwritable) {
		return &QueryError{strings.ToValidUTF8(name, "?"), "The text is no UTF-8, or has a null character."}
	}
	switch name {
	case "orderBy":
		p.query.Order.By, err = p.orderBy(values)
	case "orderDirection":
		p.query.Order.Ascending, err = ascending(values)
	case "eventCountLimit":
		p.query.Limit, err = count(name, values)
	case "maxEventCount":
		p.query.Max, err = count(name, values)
	default:
		err = p.condition(name, values)
	}
	return err
}

func isUnwritable(s string) bool { return !utf8.ValidString(s) || strings.Contains(s, "\x00") }

func (p *queryParser) condition(name string, values []string) error {
	t, ok := p.target(name)
	if !ok {
		return &QueryError{name, "There is no such parameter, or its prefix is not declared."}
	}
	c := Condition{Parameter: name, In: t.in, Names: t.names, Inner: t.inner, Op: t.op, Attribute: t.attribute}
	if t.op == Exists {
		wanted, err := exists(name, values)
		if wanted {
			p.query.Conditions = append(p.query.Conditions, c)
		}
		return err
	}
	if len(values) > 1 && !t.op.takesList() {
		return &QueryError{name, "The parameter takes one value."}
	}
	for _, v := range values {
		o, ok := t.kind(v, p.namespaces)
		if !ok {
			return &QueryError{name, fmt.Sprintf("%q cannot be a value of it.", v)}
		}
		o.Unit = t.unit
		c.Values = append(c.Values, o)
	}
	p.query.Conditions = append(p.query.Conditions, c)
	return nil
}

func (op Operator) takesList() bool {
	return op == Equal || op == Within || op == Match || op == HasAttribute || op == EqualAttribute
}

// finish looks at what parameters mean to each other.
func (p *queryParser) finish() (Query, error) {
	q := p.query
	switch {
	case q.Limit > 0 && q.Max > 0:
		return Query{}, &QueryError{"eventCountLimit", "It excludes maxEventCount."}
	case q.Limit > 0 && q.Order.By == nil:
		return Query{}, &QueryError{"eventCountLimit", "It needs orderBy, or nobody knows which events come first."}
	}
	return q, nil
}

func (p *queryParser) orderBy(values []string) ([]string, error) {
	field := strings.Join(values, "|")
	if field == "eventTime" || field == "recordTime" {
		return []string{field}, nil
	}
	if names := p.extension(field); names != nil {
		return names, nil
	}
	return nil, &QueryError{"orderBy", "Events are ordered by eventTime, recordTime or an extension's field."}
}

func ascending(values []string) (bool, error) {
	switch strings.Join(values, "|") {
	case "ASC":
		return true, nil
	case "DESC":
		return false, nil
	}
	return false, &QueryError{"orderDirection", "The direction is ASC or DESC."}
}

func count(name string, values []string) (int, error) {
	n, err := strconv.ParseInt(strings.Join(values, "|"), 10, 32)
	if err != nil || n < 1 {
		return 0, &QueryError{name, "The value is a whole number from 1."}
	}
	return int(n), nil
}

// exists reads what EXISTS_ is given: nothing, null in JSON, or true; false asks
// for nothing. The query schema has a number in place of these.
func exists(name string, values []string) (bool, error) {
	switch strings.Join(values, "|") {
	case "", "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	}
	return false, &QueryError{name, "The value is true or false."}
}
