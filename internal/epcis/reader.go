package epcis

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// reader checks values and turns them into what they mean. It goes on after a
// problem, with a zero for what could not be read, so that one answer tells all.
type reader struct {
	now      time.Time // zero: nothing is in the future
	names    names
	path     []step // to the value being read
	problems Problems

	// right are some identifiers that were found right, each by its hash:
	// documents name the same goods, places and parties time and again.
	right [buckets]string
}

func (r *reader) enter(s step) { r.path = append(r.path, s) }
func (r *reader) leave()       { r.path = r.path[:len(r.path)-1] }

// refuse notes a problem of the value being read.
func (r *reader) refuse(format string, args ...any) {
	if len(r.problems) == problemsMax {
		return
	}
	var pointer strings.Builder
	for _, s := range r.path {
		pointer.WriteString(s.String())
	}
	r.problems = append(r.problems, Problem{pointer.String(), fmt.Sprintf(format, args...)})
}

// refuseAt notes a problem of a member of the value being read, or of its lack.
func (r *reader) refuseAt(name, format string, args ...any) {
	r.enter(named(name))
	r.refuse(format, args...)
	r.leave()
}

// require refuses an object that lacks a member, and says what is to be there.
func (r *reader) require(v *Value, name, what string) {
	if !v.has(name) && v.Kind == Object {
		r.refuseAt(name, "%s is missing here; add %s.", name, what)
	}
}

// members are what an object may have, each with how it is read into a T.
type members[T any] map[string]func(r *reader, v *Value, to *T)

// known are members by their names.
type known[T any] = lexicon[func(r *reader, v *Value, to *T)]

// readObject reads the members that are known and leaves all others to other.
func readObject[T any](r *reader, v *Value, by *known[T], to *T, other func(r *reader, m *Member, to *T)) {
	if !r.is(v, Object) {
		return
	}
	members := v.Members()
	for i := range members {
		m := &members[i]
		r.enter(named(m.Name))
		if read := by.find(m.Name); read != nil {
			read(r, &m.Value, to)
		} else {
			other(r, m, to)
		}
		r.leave()
	}
}

// nothingElse is for objects that the standard has closed to extensions.
func nothingElse[T any](r *reader, m *Member, _ *T) {
	r.refuse("There is no field %.60q here; remove it or correct its name.", m.Name)
}

// extensions is for objects that take members of any namespace.
func extensions[T any](r *reader, m *Member, _ *T) { r.extension(m) }

// extension is a member that is not the standard's. It needs a namespace.
func (r *reader) extension(m *Member) Field {
	f, ok := r.names.field(*m)
	if !ok {
		r.refuse("%.60q is not a field of the standard here; correct its name, or give it the prefix of a namespace of your own.", m.Name)
	}
	return f
}

// readList reads a list item by item.
func readList[T any](r *reader, v *Value, read func(r *reader, v *Value, to *T)) []T {
	if !r.is(v, Array) {
		return nil
	}
	items := v.Items()
	list := make([]T, len(items))
	for i := range items {
		r.enter(item(i))
		read(r, &items[i], &list[i])
		r.leave()
	}
	return list
}

// readTexts reads a list of texts of one kind.
func readTexts(r *reader, v *Value, read func(*reader, *Value) string) []string {
	return readList(r, v, func(r *reader, v *Value, to *string) { *to = read(r, v) })
}

// is refuses a value of another kind.
func (r *reader) is(v *Value, want Kind) bool {
	if v.Kind != want {
		r.refuse("There should be %s here, not %s.", want, v.Kind)
	}
	return v.Kind == want
}

// distinct refuses a list that names something twice.
func (r *reader) distinct(list []string) {
	if len(list) <= 16 && !repeats(list) { // of the few lists that are longer, most are far longer
		return
	}
	seen := make(map[string]bool, len(list))
	for i, s := range list {
		if seen[s] && s != "" {
			r.enter(item(i))
			r.refuse("%.80q is in this list already; name it once.", s)
			r.leave()
		}
		seen[s] = true
	}
}

// repeats takes time by the square of the list.
func repeats(list []string) bool {
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			return true
		}
	}
	return false
}
