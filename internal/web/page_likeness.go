package web

import (
	"strings"
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

// likeness is everything that a shopper's page depends on but what is told of
// its one scan: pages of which it is equal differ in their holes alone. It holds
// what it names by value, or by a pointer to what never changes, so that a page
// that was made before is never shown for anything else:
//   - the view itself: whatever changes a batch makes another view;
//   - the day, on which certificates lapse;
//   - the links of producers, which change without the batch;
//   - which of the view's recalls concern the unit;
//   - whether each hole has something in it.
//
// The rest of a page (texts, the authority's name, whether this is the
// demonstration) stays as long as the process.
type likeness struct {
	lang    string
	today   day.Day
	verdict lookup.Verdict
	reason  lookup.Reason
	code    origincode.Code // what common leaves of it
	view    *lookup.View
	card    catalog.Card // zero: none
	shared  bool
	scanned bool
	asOf    time.Time
	recalls string
	links   string
	filled  uint16
}

func (p scanPage) likeness(today day.Day, t told) likeness {
	k := likeness{
		lang:    p.Lang.Tag,
		today:   today,
		verdict: p.Verdict,
		reason:  p.Reason,
		code:    p.Code,
		view:    p.View,
		shared:  p.Shared,
		scanned: p.Scanned,
		asOf:    p.AsOf,
		recalls: namesOfRecalls(p.Recalls),
		links:   namesOfLinks(p.Links),
		filled:  t.filled(),
	}
	if p.Card != nil {
		k.card = *p.Card
	}
	return k
}

// namesOfRecalls is enough, as the view holds the recalls themselves.
func namesOfRecalls(recalls []catalog.Recall) string {
	var b strings.Builder
	for _, r := range recalls {
		b.Write(r.ID[:])
	}
	return b.String()
}

// namesOfLinks is all that the page shows of them.
func namesOfLinks(links []shopperLink) string {
	var b strings.Builder
	for _, l := range links {
		for _, shown := range [...]string{l.Href, l.Title, l.Lang, l.Type} {
			b.WriteString(shown)
			b.WriteByte(0)
		}
	}
	return b.String()
}
