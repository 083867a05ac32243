package web

import (
	"context"
	"time"

	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

// startPrinting runs the worker until the test ends, or until stop is called.
func (w *world) startPrinting() (stop func()) {
	w.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Prints.Run(ctx) }()
	ended := false
	stop = func() {
		if cancel(); !ended {
			ended = true
			<-done
		}
	}
	w.Cleanup(stop)
	return stop
}

// newPrint is the list of a run's codes as a file, done.
func (w *world) newPrint(run stamp.Run) printing.Job {
	w.Helper()
	job, _, err := w.Prints.Order(w.Context(), w.producer, "", run.ID, nil, printing.Spec{Format: printing.CSV})
	w.must(err)
	defer w.startPrinting()()
	return w.await(job)
}

// await is the job once it has ended.
func (w *world) await(job printing.Job) printing.Job {
	w.Helper()
	for until := time.Now().Add(20 * time.Second); !job.State.Ended(); {
		if time.Now().After(until) {
			w.Fatalf("the job is %s with %d labels, want an end", job.State, job.Made)
		}
		time.Sleep(20 * time.Millisecond)
		var err error
		job, err = printing.JobByID(w.Context(), w.pool, w.producer, job.ID)
		w.must(err)
	}
	return job
}

// prints is the ledger of a run, the latest first.
func (w *world) prints(run stamp.Run) []printing.Print {
	w.Helper()
	all, err := printing.Prints(w.Context(), w.pool, w.producer, run.ID, printing.Page{})
	w.must(err)
	return all
}
