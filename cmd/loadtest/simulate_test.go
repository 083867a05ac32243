package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"temgoc/internal/scan"
)

// What the rules of today do under usual habits. Whoever changes either sees
// it here.
func TestSimulation(t *testing.T) {
	t.Parallel()
	s := simulate(scan.DefaultRules[0], usual, 1)
	var text bytes.Buffer
	if err := s.write(&text); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", &text)
	if s.FalseAmber > 0.005 {
		t.Errorf("amber for %.3f %% of genuine units, want at most 0.5 %%", 100*s.FalseAmber)
	}
	if s.FalseReview > 0.002 {
		t.Errorf("review for %.3f %% of genuine units, want at most 0.2 %%", 100*s.FalseReview)
	}
	i := slices.IndexFunc(s.Copied, func(c copied) bool { return c.Copies == 100 })
	if got := s.Copied[i].Review; got < 0.9 {
		t.Errorf("review for %.1f %% of codes that were copied 100 times, want at least 90 %%", 100*got)
	}
}

// The parameters matter: stricter rules find more, and more of it wrongly.
func TestStricterRules(t *testing.T) {
	t.Parallel()
	strict := scan.DefaultRules[0]
	strict.AmberDevices, strict.ReviewDevices = 2, 3
	usualRules, stricter := simulate(scan.DefaultRules[0], usual, 1), simulate(strict, usual, 1)
	if stricter.FalseAmber <= usualRules.FalseAmber || stricter.FalseReview <= usualRules.FalseReview {
		t.Errorf("stricter rules: false alarms %v and %v, usual ones: %v and %v",
			stricter.FalseAmber, stricter.FalseReview, usualRules.FalseAmber, usualRules.FalseReview)
	}
	for i, c := range stricter.Copied {
		if c.Review < usualRules.Copied[i].Review {
			t.Errorf("%d copies: stricter rules find %v, usual ones %v", c.Copies, c.Review, usualRules.Copied[i].Review)
		}
	}
}

func TestSimulateVerb(t *testing.T) {
	t.Parallel()
	var one, again bytes.Buffer
	for _, out := range []*bytes.Buffer{&one, &again} {
		if err := simulateVerb([]string{"--json", "--amber", "4", "--seed", "7"}, out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), again.Bytes()) {
		t.Error("the same seed gave another result")
	}
	var s simulation
	if err := json.Unmarshal(one.Bytes(), &s); err != nil || s.Rules.AmberDevices != 4 || s.Seed != 7 {
		t.Errorf("got %+v, %v", s, err)
	}
	if err := simulateVerb([]string{"--scanned", "much"}, &one); err == nil {
		t.Error("a share that is no number was taken")
	}
}
