package trace

import (
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
)

// selection is the events, in SQL as e, that answer a query and that its reader
// may see. What is compared with is in args, never in the text.
type selection struct {
	reader     Reader
	conditions []string
	args       pgx.NamedArgs
}

func newSelection(r Reader, q epcis.Query) *selection {
	s := &selection{reader: r, args: pgx.NamedArgs{"own": r.org}}
	s.add(s.visible())
	for _, c := range q.Conditions {
		s.add(s.condition(c))
	}
	return s
}

func (s *selection) add(condition string) { s.conditions = append(s.conditions, condition) }

func (s *selection) where() string { return strings.Join(s.conditions, "\n\t\t\t\tand ") }

// arg is the place of a value in the text.
func (s *selection) arg(v any) string {
	name := "v" + strconv.Itoa(len(s.args))
	s.args[name] = v
	return "@" + name
}

func (s *selection) visible() string {
	if s.reader.all {
		return "true"
	}
	return "(e.public or e.org_id = @own)"
}

// shows is whether the reader may see a member, given in SQL, of an event that
// it may see.
func (s *selection) shows(member string) string {
	if s.reader.all {
		return "true"
	}
	return "(" + member + " <> all (e.hidden) or e.org_id = @own)"
}

// condition of a query in SQL.
func (s *selection) condition(c epcis.Condition) string {
	if c.Op == epcis.HasAttribute || c.Op == epcis.EqualAttribute {
		return s.isDescribed(c)
	}
	if _, ok := goodsAspects[c.In[0]]; ok {
		return s.namesGoods(c)
	}
	if len(c.Names) == 1 {
		if col, ok := columns[field{c.In[0], c.Names[0]}]; ok {
			return s.hasColumn(c, col)
		}
	}
	return s.hasFact(c)
}

// comparisons are the operators of SQL for those of queries.
var comparisons = map[epcis.Operator]string{
	epcis.Equal:   " = ",
	epcis.Greater: " > ",
	epcis.AtLeast: " >= ",
	epcis.Less:    " < ",
	epcis.AtMost:  " <= ",
}

// all of the operands' texts.
func texts(operands []epcis.Operand) []string {
	all := make([]string, len(operands))
	for i, o := range operands {
		all[i] = o.Text
	}
	return all
}

// measures compares an amount and its unit, both in SQL, with operands in
// whatever unit they can be converted to. Operands without a unit are compared
// with any.
func (s *selection) measures(c epcis.Condition, amount, unit string) string {
	var numbers, units []string
	for _, o := range c.Values {
		for _, in := range c.Equivalents(o) {
			numbers, units = append(numbers, in.Number), append(units, in.Unit)
		}
	}
	same := "true"
	if slices.Max(units) != "" {
		same = "w.unit = " + unit
	}
	return `exists (
					select
					from unnest(` + s.arg(numbers) + `::text[]::numeric[], ` + s.arg(units) + `::text[]) as w (number, unit)
					where ` + same + ` and ` + amount + comparisons[c.Op] + `w.number
				)`
}
