package stamp

import (
	"slices"
	"strings"

	"temgoc/internal/input"
)

// Causes for which stamps are voided. A reason is one of them, or one with a
// note behind it: "lost", "spoiled: printed too pale".
var Causes = []string{"lost", "spoiled", "returned", "other"}

// maxReason is in characters.
const maxReason = 200

// SplitReason is the cause and the note, which may be empty.
func SplitReason(reason string) (cause, note string) {
	cause, note, _ = strings.Cut(reason, ":")
	return cause, strings.TrimSpace(note)
}

// cleanReason is the one spelling of a reason.
func cleanReason(reason string) (string, error) {
	var bad input.Errors
	reason = bad.Line("reason", reason, 1, maxReason)
	cause, note := SplitReason(reason)
	if len(bad) == 0 && !slices.Contains(Causes, cause) {
		bad.Add("reason", "reason.unknown")
	}
	if note != "" {
		cause += ": " + note
	}
	return cause, bad.OrNil()
}
