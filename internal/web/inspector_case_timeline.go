package web

import (
	"strings"
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/scan"
)

// caseTimeline draws the scans of a stamp: a lane for each device, a dot for
// each scan. Coordinates are those of an SVG that is 320 wide.
type caseTimeline struct {
	Scans   int
	Height  int
	Lanes   []lane
	Dots    []dot
	From    string // day at the left end
	Until   string // and at the right
	Hidden  int    // devices without a lane of their own
	Days    []scanDay
	Placed  string // provinces that devices told, with how many
	Drawing string // what the picture shows, for whoever does not see it
}

type lane struct {
	Device string
	Y      int
}

type dot struct{ X, Y int }

// scanDay is the scans of one day, in words.
type scanDay struct {
	Day     string
	Scans   int
	Devices string
}

const (
	maxLanes   = 12
	laneHeight = 20
	laneLeft   = 30 // beside the names
	laneRight  = 310
)

func newCaseTimeline(l *Lang, all []scan.Sighting) caseTimeline {
	t := caseTimeline{Scans: len(all)}
	if len(all) == 0 {
		return t
	}
	first, last := all[0].At, all[len(all)-1].At
	t.From, t.Until = l.DateOf(first), l.DateOf(last)
	devices := 0
	for _, s := range all {
		devices = max(devices, s.Device+1)
		if s.Device < maxLanes {
			t.Dots = append(t.Dots, dot{along(first, last, s.At), laneY(s.Device)})
		}
	}
	for d := range min(devices, maxLanes) {
		t.Lanes = append(t.Lanes, lane{deviceName(d), laneY(d)})
	}
	t.Hidden = devices - len(t.Lanes)
	t.Height = len(t.Lanes) * laneHeight
	t.Days = scanDays(l, all)
	t.Placed = placesOf(all)
	t.Drawing = l.T("case.timeline.alt", "Scans", len(all), "Devices", devices, "From", t.From, "Until", t.Until)
	return t
}

func laneY(device int) int { return laneHeight/2 + device*laneHeight }

// along is where between the ends a time lies; in the middle if they are one.
func along(first, last, at time.Time) int {
	span := last.Sub(first)
	if span <= 0 {
		return (laneLeft + laneRight) / 2
	}
	return laneLeft + int(float64(laneRight-laneLeft)*float64(at.Sub(first))/float64(span))
}

// deviceName is A to Z, then AA, AB and so on.
func deviceName(device int) string {
	name := string(rune('A' + device%26))
	if device < 26 {
		return name
	}
	return deviceName(device/26-1) + name
}

// scanDays are those with scans, the latest first.
func scanDays(l *Lang, all []scan.Sighting) (days []scanDay) {
	for len(all) > 0 {
		last := day.Of(all[len(all)-1].At)
		begin := len(all)
		for begin > 0 && day.Of(all[begin-1].At) == last {
			begin--
		}
		days = append(days, scanDay{l.Date(last), len(all) - begin, devicesOf(all[begin:])})
		all = all[:begin]
	}
	return days
}

// devicesOf names them in the order in which they scanned.
func devicesOf(scans []scan.Sighting) string {
	times := map[int]int{}
	var order []int
	for _, s := range scans {
		if times[s.Device]++; times[s.Device] == 1 {
			order = append(order, s.Device)
		}
	}
	names := make([]string, len(order))
	for i, d := range order {
		names[i] = counted(deviceName(d), times[d])
	}
	return strings.Join(names, ", ")
}

// placesOf counts devices by the province that they told.
func placesOf(all []scan.Sighting) string {
	devices := map[string]map[int]bool{}
	for _, s := range all {
		if s.Province == "" {
			continue
		}
		if devices[s.Province] == nil {
			devices[s.Province] = map[int]bool{}
		}
		devices[s.Province][s.Device] = true
	}
	var names []string
	for _, p := range catalog.Provinces {
		if n := len(devices[p.Code]); n > 0 {
			names = append(names, counted(p.Name, n))
		}
	}
	return strings.Join(names, ", ")
}
