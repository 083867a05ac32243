// Package lookup is the public answer to a code.
//
//   - A code is proved before any store is touched: forged ones cost
//     microseconds, and are answered from memory.
//   - A scan that gets an answer is stored (package scan).
//   - The view of a batch may come from a cache, but never stays older than
//     the version that the scan's own round trip returned; so nothing in a
//     cache can make a wrong verdict.
//   - With the store away, a proved code with a cached view is answered as
//     StateUnknown, and one without as ErrUnavailable; never as genuine.
package lookup

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/scan"
)

// ErrUnavailable means that the store is away and nothing is cached: try again
// shortly.
var ErrUnavailable = errors.New("store is away")

// storeDeadline bounds what one lookup waits for the store.
const storeDeadline = 3 * time.Second

// Options are the parts that a Service is made of; all but Cache, Tallies,
// Watcher and Observe are needed.
type Options struct {
	DB        pg.DB
	Ring      *origincode.Ring
	Recorder  *scan.Recorder
	Tallies   *scan.Tallies
	Watcher   *scan.Watcher
	Directory *catalog.Directory
	Cache     *cache.Cache
	Base      *url.URL // of printed codes: scheme and host
	Hosts     []string // further hosts whose codes are ours
	DeviceKey []byte   // of the HMAC that a device's cookie is stored as
	Rules     scan.RuleBook
	Now       func() time.Time
	Log       *slog.Logger
	Observe   func(Verdict) // is told of every visit that counts; nil tells nobody
}

// Service is safe for concurrent use.
type Service struct {
	Options
	views  *views
	typing chan struct{} // one typed serial is searched for at a time
}

func New(o Options) *Service {
	return &Service{Options: o, views: newViews(o), typing: make(chan struct{}, 1)}
}

// Visit is who looks.
type Visit struct {
	Device []byte // the device's cookie
	Lang   string
	Count  bool // false for previews, staff and shared links: nothing is recorded
}

// Answer is what a page or the API shows of a code.
type Answer struct {
	Verdict Verdict
	Reason  Reason           // of NotOurs
	Code    origincode.Code  // proved, unless NotOurs
	Text    string           // the code as printed, or as it came
	View    *View            // nil unless the code is ours
	Card    *catalog.Card    // the product that a failed or plain product code names
	Recalls []catalog.Recall // that concern what carries the code, the widest first
	State   scan.State
	Shared  bool      // by a link, on a device that never scanned the stamp
	AsOf    time.Time // age of the view, when the state is unknown
	Took    Took
}

// Took is how long the parts of an answer took that was given in full.
type Took struct {
	Code  time.Duration // to prove it
	Store time.Duration // to record the scan and read the state, most of it waiting
	View  time.Duration // to find the view, or to build it
}

// Scan answers a code from its escaped path and raw query. The error is
// ErrUnavailable or scan.ErrBusy.
func (s *Service) Scan(ctx context.Context, escapedPath, rawQuery string, v Visit) (Answer, error) {
	a, err := s.answer(ctx, escapedPath, rawQuery, v)
	if err == nil && v.Count && s.Observe != nil {
		s.Observe(a.Verdict)
	}
	return a, err
}

func (s *Service) answer(ctx context.Context, escapedPath, rawQuery string, v Visit) (Answer, error) {
	began := s.Now()
	code, err := s.Ring.Open(escapedPath, rawQuery)
	if err != nil {
		return s.refuse(code, err, escapedPath, rawQuery), nil
	}
	proved := s.Now()
	ctx, cancel := context.WithTimeout(ctx, storeDeadline)
	defer cancel()
	number, err := s.batchNumber(ctx, code)
	if errors.Is(err, catalog.ErrNotFound) {
		return s.unissued(code), nil
	}
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	state, err := s.state(ctx, number, code, v)
	if errors.Is(err, scan.ErrBusy) {
		return Answer{}, err
	}
	if err != nil {
		return s.blind(ctx, number, code, err)
	}
	if !state.Known || !state.Issued {
		return s.unissued(code), nil
	}
	stored := s.Now()
	view, err := s.views.at(ctx, number, state.Version)
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if view.GTIN != code.GTIN {
		return s.notOurs(code, Mismatch, s.URL(code)), nil
	}
	now := s.Now()
	a := Answer{
		Verdict: decide(view, code, state, s.Rules.At(now), now),
		Code:    code,
		Text:    s.URL(code),
		View:    view,
		Recalls: view.recallsOf(code),
		State:   state,
		Took:    Took{Code: proved.Sub(began), Store: stored.Sub(proved), View: now.Sub(stored)},
	}
	a.Shared = !v.Count && code.Kind != origincode.Batch && !state.Mine
	if v.Count {
		s.Tallies.Add(scan.Tally{Day: day.Of(now), Batch: number, Verdict: string(a.Verdict)}, 1)
		s.Watcher.See(number, int32(code.Unit), s.Rules.At(now).Judge(state.Evidence))
	}
	return a, nil
}

// URL is the code as printed: the configured host before its path.
func (s *Service) URL(c origincode.Code) string {
	return strings.TrimSuffix(s.Base.String(), "/") + c.Path()
}

func (s *Service) batchNumber(ctx context.Context, code origincode.Code) (int32, error) {
	if code.Kind != origincode.Batch {
		return int32(code.Batch), nil
	}
	return s.views.byLot(ctx, code.GTIN, code.Lot)
}

func (s *Service) state(ctx context.Context, number int32, code origincode.Code, v Visit) (scan.State, error) {
	unit := int32(scan.WholeBatch)
	if code.Kind != origincode.Batch {
		unit = int32(code.Unit)
	}
	device := s.device(v.Device)
	if !v.Count {
		return scan.Peek(ctx, s.DB, number, unit, device)
	}
	return s.Recorder.Record(ctx, scan.Scan{Batch: number, Unit: unit, Device: device, Lang: v.Lang, At: s.Now()})
}

// device is what is stored of a cookie: 16 bytes of its HMAC.
func (s *Service) device(cookie []byte) []byte {
	h := hmac.New(sha256.New, s.DeviceKey)
	h.Write(cookie)
	return h.Sum(nil)[:16]
}

// blind answers while the store is away, from a cached view.
func (s *Service) blind(ctx context.Context, number int32, code origincode.Code, cause error) (Answer, error) {
	if !errors.Is(cause, context.Canceled) { // the visitor left
		s.Log.ErrorContext(ctx, "state of a unit not read", slog.Any("err", cause))
	}
	view, ok := s.views.cached(context.WithoutCancel(ctx), number)
	if !ok || view.GTIN != code.GTIN {
		return Answer{}, fmt.Errorf("%w: %w", ErrUnavailable, cause)
	}
	return Answer{
		Verdict: decideBlind(view, code, s.Now()),
		Code:    code,
		Text:    s.URL(code),
		View:    view,
		Recalls: view.recallsOf(code),
		AsOf:    view.BuiltAt,
	}, nil
}
