package epcis

import (
	"runtime"
	"sync"
)

// onAll calls prepare and, if that returns true, do on every processor at once,
// for each to take its part of the work. It returns what prepare did, when all
// are done, and panics if one of them did.
//
// The other goroutines begin before there is work, because a processor that
// sleeps takes about as long to wake up as prepare does.
func onAll(prepare func() bool, do func()) (ok bool) {
	var (
		group sync.WaitGroup
		once  sync.Once
		cause any
		ready = make(chan struct{})
	)
	defer func() {
		if group.Wait(); cause != nil {
			panic(cause)
		}
	}()
	for range runtime.GOMAXPROCS(0) - 1 {
		group.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					once.Do(func() { cause = p })
				}
			}()
			if <-ready; ok {
				do()
			}
		})
	}
	func() {
		defer close(ready)
		ok = prepare()
	}()
	if ok {
		do()
	}
	return ok
}
