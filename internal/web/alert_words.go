package web

import "temgoc/internal/lookup"

// verdictWords says the verdict in the reader's language, and under it what
// inspectors warn of. While they warn, no page of the batch is green.
func (s *Server) verdictWords(l *Lang, a lookup.Answer) verdictWords {
	w := s.wordsOfCode(l, a)
	if a.View == nil || len(a.View.Alerts) == 0 {
		return w
	}
	if w.Tone == good {
		w.Tone, w.Title = warn, l.T("scan.alert.title", "Title", w.Title)
	}
	for _, alert := range a.View.Alerts {
		w.Lines = append(w.Lines, l.T("scan.alert.text", "Text", l.Pick(alert.VI, alert.EN)))
	}
	return w
}
