package web

import (
	"slices"
)

// privateMembers are those that producers keep for themselves, in words. Each
// of the others is told by its name in the event.
var privateMembers = map[string]string{
	"*":                  "journey.private.all",
	"quantityList":       "journey.private.quantity",
	"childQuantityList":  "journey.private.quantity",
	"outputQuantityList": "journey.private.quantity",
	"inputQuantityList":  "journey.private.inputs",
	"destinationList":    "journey.private.receiver",
	"sourceList":         "journey.private.sender",
	"sensorElementList":  "journey.private.readings",
	"certificationInfo":  "journey.private.certificate",
	"temgoc:people":      "journey.private.people",
	"temgoc:note":        "journey.private.note",
	"temgoc:photo":       "journey.private.photo",
	"temgoc:material":    "journey.private.inputs",
	"temgoc:laboratory":  "journey.private.certificate",
	"temgoc:certificate": "journey.private.certificate",
	"temgoc:receiver":    "journey.private.receiver",

	"temgoc:receiverContact": "journey.private.receiver",
}

func (l *Lang) privateWords(members []string) string {
	var words []string
	for _, m := range members {
		if key, ok := privateMembers[m]; ok {
			m = l.T(key)
		}
		if !slices.Contains(words, m) {
			words = append(words, m)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return l.T("journey.private", "What", joinWords(", ", words...))
}
