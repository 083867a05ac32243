// Package printing puts out the codes of stamps: it keeps the ledger of every
// output, and makes files of many labels in the background.
//
// Invariants:
//   - A line of the ledger is written before any of its codes leave, with the
//     line of the audit in one transaction, and is never changed or removed.
//   - Of several orders of the same units exactly one, the first, is no
//     reprint. What was cancelled or failed has put out nothing.
//   - A job prints what its spec said when it was ordered, whatever is renamed
//     meanwhile. The same run, units and spec are the same file to the byte.
//   - A part of a file is stored together with the job's progress, by the one
//     runner that holds the job: none is missing, and none is there twice, no
//     matter when a node dies.
//   - A file is there only while its job is done: that of any other is dropped
//     in the statement that changes the state.
//   - The memory of a worker does not grow with the file.
package printing

import (
	"errors"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/stamp"
)

// Format is what the codes are put out in.
type Format string

const (
	PDF  Format = "pdf"
	SVG  Format = "svg" // of one label, as PNG is: never a job
	PNG  Format = "png"
	ZPL  Format = "zpl"
	TSPL Format = "tspl"
	CSV  Format = "csv"
	XLSX Format = "xlsx"
)

// List tells whether the format lists codes, on no stock.
func (f Format) List() bool { return f == CSV || f == XLSX }

// Pictures is true for what label printers get: a picture a label.
func (f Format) Pictures() bool { return f == ZPL || f == TSPL }

// State is where a job is.
type State string

const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
	Expired   State = "expired" // was done; the file is no longer kept
)

// Ended tells whether nothing more will happen, save that a file expires.
func (s State) Ended() bool { return s != Waiting && s != Running }

// Keep is how long the file of a job is kept once it is done.
const Keep = 7 * 24 * time.Hour

// MaxUnfinished jobs of one organisation, so that the others' files are made
// too. Orders of several runs in one moment may add a few more.
const MaxUnfinished = 20

// MaxPictures is how many labels a file of pictures may have: of 60 × 40 mm at
// 203 dpi, 50,000 take 1 GB in TSPL. A roll has a few thousand.
const MaxPictures = 50_000

var (
	// ErrQueueFull refuses an order while MaxUnfinished jobs are under way.
	ErrQueueFull = errors.New("too many print jobs are unfinished")
	// ErrEnded refuses to cancel a job that has ended in another way.
	ErrEnded = errors.New("the print job has ended")
	// ErrNoFile is for the file of a job that is not done, or no longer kept.
	ErrNoFile = errors.New("the print job has no file")
)

// Print is a line of the ledger.
type Print struct {
	ID          uuid.UUID `json:"id"`
	RunID       uuid.UUID `json:"run_id"`
	BatchID     uuid.UUID `json:"batch_id"`
	OrgID       uuid.UUID `json:"-"` // of the batch
	BatchNumber int32     `json:"batch_number"`
	stamp.Range
	Kind    stamp.Kind `json:"kind"`
	Format  Format     `json:"format"`
	Stock   string     `json:"stock,omitempty"` // its name
	DPI     int        `json:"dpi,omitempty"`   // of the printer
	Reprint bool       `json:"reprint"`         // some of its units had been put out before
	State   State      `json:"state"`           // of its job; done if it was a direct download
	By      string     `json:"by"`              // the user's name
	At      time.Time  `json:"at"`
}

// Job makes the file of a print.
type Job struct {
	Print
	Made       int        `json:"made"` // labels of Len()
	Bytes      int64      `json:"bytes"`
	SHA256     []byte     `json:"-"`                 // of the whole file, once it is done
	Problem    string     `json:"problem,omitempty"` // why it failed: key, symbol, internal
	FinishedAt *time.Time `json:"finished_at,omitempty"`
	ExpiresAt  *time.Time `json:"expires_at,omitempty"` // of the file
}

// Percent is 100 only for a whole file.
func (j Job) Percent() int {
	if j.State == Done || j.State == Expired {
		return 100
	}
	return min(99, j.Made*100/max(1, j.Len()))
}
