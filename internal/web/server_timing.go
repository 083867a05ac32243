package web

import (
	"strconv"
	"strings"
	"time"

	"temgoc/internal/lookup"
)

// serverTiming tells a browser's developer what a scan was spent on, in
// milliseconds (W3C Server Timing).
func serverTiming(took lookup.Took, page time.Duration) string {
	var b strings.Builder
	for _, part := range []struct {
		name string
		took time.Duration
	}{
		{"code", took.Code}, {"store", took.Store}, {"view", took.View}, {"page", page},
	} {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(part.name + ";dur=" + strconv.FormatFloat(part.took.Seconds()*1000, 'f', 3, 64))
	}
	return b.String()
}
