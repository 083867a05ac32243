package lookup

import (
	"context"
	"strings"

	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

// TellPlace stores in which province the visitor says to have bought what
// carries the code. The error is scan.ErrNotScanned for whatever the device did
// not scan, or input.Error for what is no province.
func (s *Service) TellPlace(ctx context.Context, text string, v Visit, province string) error {
	located, err := s.Locate(ctx, text)
	if err != nil {
		return err
	}
	path, query, _ := strings.Cut(located, "?")
	a, err := s.Scan(ctx, path, query, Visit{Device: v.Device, Lang: v.Lang})
	if err != nil {
		return err
	}
	if a.View == nil || a.Code.Kind == origincode.Batch || len(v.Device) == 0 {
		return scan.ErrNotScanned
	}
	ctx, cancel := context.WithTimeout(ctx, storeDeadline)
	defer cancel()
	from, to, err := scan.TellPlace(ctx, s.DB, scan.Place{
		Batch:    a.View.BatchNumber,
		Unit:     int32(a.Code.Unit),
		Device:   s.device(v.Device),
		Province: province,
		At:       s.Now(),
		Verdict:  string(a.Verdict),
	})
	if err != nil {
		return err
	}
	s.Tallies.Add(from, -1)
	s.Tallies.Add(to, 1)
	// The watcher asks the rules itself, with what was just told.
	s.Watcher.See(a.View.BatchNumber, int32(a.Code.Unit), scan.Review)
	return nil
}
