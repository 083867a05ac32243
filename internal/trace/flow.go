package trace

import (
	"slices"

	"github.com/google/uuid"
)

// flow is how goods go through steps.
type flow map[uuid.UUID]*passage

// passage is what goes into one step and what comes out.
type passage struct{ in, out []string }

func (f flow) add(step uuid.UUID, key string, cameOut bool) {
	p := f[step]
	if p == nil {
		p = new(passage)
		f[step] = p
	}
	if cameOut {
		p.out = append(p.out, key)
	} else {
		p.in = append(p.in, key)
	}
}

// circles are the steps that goods go through and come back to, and those on a
// way from one circle to another. Whatever is first, because nobody in the flow
// makes what it takes, or last, because nobody takes what it makes, is taken
// away until nothing changes; what stays is in circles. The time is
// proportional to the size of the flow.
func (f flow) circles() map[uuid.UUID]bool {
	left := make(map[uuid.UUID]bool, len(f))
	makers, takers := make(map[string][]uuid.UUID), make(map[string][]uuid.UUID)
	making, taking := make(map[string]int), make(map[string]int) // of those left
	var look []uuid.UUID
	for step, p := range f {
		left[step] = true
		look = append(look, step)
		for _, key := range p.out {
			makers[key] = append(makers[key], step)
			making[key]++
		}
		for _, key := range p.in {
			takers[key] = append(takers[key], step)
			taking[key]++
		}
	}
	within := func(counts map[string]int) func(string) bool {
		return func(key string) bool { return counts[key] > 0 }
	}
	for len(look) > 0 {
		step := look[len(look)-1]
		look = look[:len(look)-1]
		p := f[step]
		if !left[step] || slices.ContainsFunc(p.in, within(making)) && slices.ContainsFunc(p.out, within(taking)) {
			continue
		}
		delete(left, step)
		for _, key := range p.out {
			if making[key]--; making[key] == 0 {
				look = append(look, takers[key]...)
			}
		}
		for _, key := range p.in {
			if taking[key]--; taking[key] == 0 {
				look = append(look, makers[key]...)
			}
		}
	}
	return left
}
