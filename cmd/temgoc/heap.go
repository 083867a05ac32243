package main

import (
	"os"
	"runtime/debug"
)

// A scan leaves 10 kB behind, and what stays is mostly caches: collected at
// Go's usual pace, garbage took an eighth of the processor. GOGC and GOMEMLIMIT
// have their say before this.
const (
	heapGrowth = 400     // % of what is in use
	heapLimit  = 1 << 30 // bytes; caches hold up to a third of it
)

func tuneHeap() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
}
