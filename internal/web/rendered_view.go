package web

import (
	"bytes"
	"fmt"
	"html/template"

	"github.com/maypok86/otter/v2"

	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

// renderedView is what every shopper of a batch gets alike on one day, in one
// language. html/template takes several times as long as the rest of a scan, so
// it runs once for these parts and not for every scan.
type renderedView struct {
	Goods   template.HTML // what it is, whose, its stars, lot and dates
	About   template.HTML
	Journey template.HTML // steps, graph
	Makers  template.HTML // certificates, producer
	Rest    template.HTML // what is missing, privacy
}

// viewKey holds the view itself: whatever changes a batch makes another view,
// so an older one is never shown for it.
type viewKey struct {
	view  *lookup.View
	lang  string
	today day.Day
}

// maxRendered of about 20 kB each, with a long journey.
const maxRendered = 4000

type renderedViews = otter.Cache[viewKey, renderedView]

func newRenderedViews() *renderedViews {
	return otter.Must(&otter.Options[viewKey, renderedView]{MaximumSize: maxRendered})
}

// viewParts is what the parts are made from.
type viewParts struct {
	*Lang
	View         *lookup.View
	OCOP         ocopLine
	Certificates []certificateLine
	Journey      journeyWords
}

func (s *Server) renderedView(l *Lang, v *lookup.View, today day.Day) (renderedView, error) {
	key := viewKey{v, l.Tag, today}
	if r, ok := s.rendered.GetIfPresent(key); ok {
		return r, nil
	}
	parts := viewParts{
		Lang:         l,
		View:         v,
		OCOP:         ocopOf(l, v.Certificates, today),
		Certificates: certificateLines(l, v.Certificates, today),
		Journey:      l.journeyWords(v.Journey, v.Goods()),
	}
	var r renderedView
	for name, to := range map[string]*template.HTML{
		"view_goods":   &r.Goods,
		"view_about":   &r.About,
		"view_journey": &r.Journey,
		"view_makers":  &r.Makers,
		"view_rest":    &r.Rest,
	} {
		var b bytes.Buffer
		if err := s.templates.pages["scan"].ExecuteTemplate(&b, name, parts); err != nil {
			return renderedView{}, fmt.Errorf("page scan, part %s: %w", name, err)
		}
		*to = template.HTML(b.String())
	}
	s.rendered.Set(key, r)
	return r, nil
}
