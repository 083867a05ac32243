package trace

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func stepID(n int) (id uuid.UUID) {
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	return id
}

func TestCircles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		steps []passage // by their numbers
		want  []int
	}{
		{"nothing", nil, nil},
		{"a way", []passage{{[]string{"a"}, []string{"b"}}, {[]string{"b"}, []string{"c"}}}, nil},
		{"two ways to one place", []passage{
			{[]string{"a"}, []string{"b", "c"}}, {[]string{"b"}, []string{"d"}}, {[]string{"c"}, []string{"d"}},
		}, nil},
		{"one step", []passage{{[]string{"a"}, []string{"b"}}, {[]string{"b"}, []string{"b"}}}, []int{1}},
		{"a circle with a way to it and from it", []passage{
			{[]string{"in"}, []string{"a"}},
			{[]string{"a", "c"}, []string{"b"}},
			{[]string{"b"}, []string{"c"}},
			{[]string{"c"}, []string{"out"}},
		}, []int{1, 2}},
		{"without inputs or outputs", []passage{{nil, []string{"a"}}, {[]string{"a"}, nil}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := make(flow)
			for n, p := range tt.steps {
				f[stepID(n)] = &p
			}
			var got []int
			for id := range f.circles() {
				got = append(got, int(binary.BigEndian.Uint64(id[8:])))
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The order in which steps are looked at must not make the work quadratic.
func TestCirclesOfALongWay(t *testing.T) {
	t.Parallel()
	f := make(flow)
	for n := range 20_000 {
		f[stepID(n)] = &passage{[]string{fmt.Sprint(n)}, []string{fmt.Sprint(n + 1)}}
	}
	start := time.Now()
	if got := f.circles(); len(got) != 0 {
		t.Errorf("circles: got %d steps, want none", len(got))
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v, want well under 5 s", took)
	}
}
