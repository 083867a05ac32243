package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"

	"temgoc/internal/scan"
)

// simulation is what the clone rules would do, in numbers.
type simulation struct {
	Rules  scan.Rules `json:"rules"`
	Habits Habits     `json:"habits"`
	Seed   uint64     `json:"seed"`

	// Of units that nobody copied and somebody scanned:
	Genuine     int     `json:"genuine"`
	FalseAmber  float64 `json:"false_amber"` // share that is amber or more
	FalseReview float64 `json:"false_review"`

	Copied []copied `json:"copied"`
}

// copied is what becomes of a code that is printed on so many further packs.
type copied struct {
	Copies int     `json:"copies"`
	Amber  float64 `json:"amber"` // share of such codes that come to it
	Review float64 `json:"review"`
}

const (
	genuineUnits = 1_000_000 // scanned ones
	copiedCodes  = 20_000    // of each number of copies
)

var numbersOfCopies = []int{3, 10, 30, 100, 300, 1000}

// simulate plays the same for the same seed.
func simulate(rules scan.Rules, h Habits, seed uint64) simulation {
	s := simulation{Rules: rules, Habits: h, Seed: seed, Genuine: genuineUnits}
	r := rand.New(rand.NewPCG(seed, 0))
	s.FalseAmber, s.FalseReview = shares(rules, genuineUnits, func(u *unit) {
		u.pack(r, h, r.IntN(provinces))
	})
	for _, n := range numbersOfCopies {
		c := copied{Copies: n}
		c.Amber, c.Review = shares(rules, copiedCodes, func(u *unit) {
			for range n + 1 { // and the pack that it was copied from
				if r.Float64() < h.Scanned {
					u.pack(r, h, r.IntN(provinces))
				}
			}
		})
		s.Copied = append(s.Copied, c)
	}
	return s
}

// shares plays n units, and tells how many of them are suspected.
func shares(rules scan.Rules, n int, play func(*unit)) (amber, review float64) {
	for range n {
		var u unit
		play(&u)
		switch rules.Judge(u.Evidence) {
		case scan.Review:
			review++
			amber++
		case scan.Amber:
			amber++
		}
	}
	return amber / float64(n), review / float64(n)
}

func (s simulation) write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "genuine units that were scanned: %d, amber %.3f %%, review %.3f %%\n",
		s.Genuine, 100*s.FalseAmber, 100*s.FalseReview)
	for _, c := range s.Copied {
		if err == nil {
			_, err = fmt.Fprintf(w, "copied %4d times, %.0f %% of packs scanned: amber %5.1f %%, review %5.1f %%\n",
				c.Copies, 100*s.Habits.Scanned, 100*c.Amber, 100*c.Review)
		}
	}
	return err
}

func simulateVerb(args []string, out io.Writer) error {
	rules, habits := scan.DefaultRules[len(scan.DefaultRules)-1], usual
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	flags.IntVar(&rules.AmberDevices, "amber", rules.AmberDevices, "devices from which the shopper is warned")
	flags.IntVar(&rules.ReviewDevices, "review", rules.ReviewDevices, "devices from which an inspector looks")
	flags.IntVar(&rules.PlacedDevices, "placed-devices", rules.PlacedDevices, "or devices that told their province")
	flags.IntVar(&rules.Provinces, "provinces", rules.Provinces, "in so many provinces")
	flags.Float64Var(&habits.Scanned, "scanned", habits.Scanned, "share of packs that are scanned")
	flags.Float64Var(&habits.Second, "second", habits.Second, "share of these scanned by a second person of the household")
	flags.Float64Var(&habits.Third, "third", habits.Third, "share of those scanned by a third")
	flags.Float64Var(&habits.Seller, "seller", habits.Seller, "share scanned by the seller too")
	flags.Float64Var(&habits.Shared, "shared", habits.Shared, "share whose photo is passed on")
	flags.Float64Var(&habits.Placed, "told", habits.Placed, "share of devices that tell their province")
	seed := flags.Uint64("seed", 1, "of the random numbers")
	asJSON := flags.Bool("json", false, "print JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s := simulate(rules, habits, *seed)
	if *asJSON {
		return json.NewEncoder(out).Encode(s)
	}
	return s.write(out)
}
