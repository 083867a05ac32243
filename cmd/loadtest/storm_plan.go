package main

import (
	"errors"
	"flag"
	"time"
)

// plan is what a storm shall be. Shares are of 1.
type plan struct {
	Rate     float64       // requests a second; 0 in a closed loop
	Even     bool          // in even steps, not at random as people come
	Closed   int           // connections of a closed loop; 0 in an open one
	For      time.Duration // requests leave until then
	Every    time.Duration // step of the timeline; 0: none
	Timeout  time.Duration // for one answer
	InFlight int           // most requests at once

	Zipf     float64 // exponent of how batches differ in scans; 0: all alike
	Forged   float64 // codes with an altered serial
	Fresh    float64 // requests on a connection of their own
	Known    float64 // requests of phones that scanned before
	Sources  int     // addresses that X-Forwarded-For tells; 0: none
	Encoding string  // Accept-Encoding
}

func (p plan) check() error {
	switch {
	case p.Rate <= 0 && p.Closed <= 0:
		return errors.New("give --rate, or --closed")
	case p.Rate > 0 && p.Closed > 0:
		return errors.New("give --rate or --closed, not both")
	case p.For <= 0 || p.Timeout <= 0 || p.InFlight < 1:
		return errors.New("--for, --timeout and --in-flight must be more than 0")
	case p.Every < 0 || p.Every > 0 && p.For/p.Every > 100_000:
		return errors.New("--every makes a timeline of more than 100,000 steps")
	case p.Zipf != 0 && p.Zipf <= 1:
		return errors.New("--zipf must be more than 1, or 0")
	case p.Sources < 0:
		return errors.New("--sources must not be less than 0")
	}
	for _, share := range []float64{p.Forged, p.Fresh, p.Known} {
		if !(share >= 0 && share <= 1) {
			return errors.New("--forged, --new-connections and --known are shares, from 0 to 1")
		}
	}
	return nil
}

func (p *plan) flags(flags *flag.FlagSet) {
	flags.Float64Var(&p.Rate, "rate", 0, "requests a second")
	flags.BoolVar(&p.Even, "even", false, "requests leave in even steps (default: at random, a Poisson process)")
	flags.IntVar(&p.Closed, "closed", 0, "connections of a closed loop")
	flags.DurationVar(&p.For, "for", 10*time.Second, "how long")
	flags.DurationVar(&p.Every, "every", 0, "tell of each such step of time too")
	flags.DurationVar(&p.Timeout, "timeout", 10*time.Second, "for one answer")
	flags.IntVar(&p.InFlight, "in-flight", 1024, "most requests at once in an open loop")
	flags.Float64Var(&p.Zipf, "zipf", 1.1, "exponent of how batches differ in scans; 0: all alike")
	flags.Float64Var(&p.Forged, "forged", 0, "share of codes with an altered serial")
	flags.Float64Var(&p.Fresh, "new-connections", 0, "share of requests on a connection of their own")
	flags.Float64Var(&p.Known, "known", 0, "share of requests from phones that scanned before, and send their cookie")
	flags.IntVar(&p.Sources, "sources", 0, "so many addresses in X-Forwarded-For, for a service that trusts this one's")
	flags.StringVar(&p.Encoding, "encoding", "", "Accept-Encoding; of compressed pages no verdict is read")
}
