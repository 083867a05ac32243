package web

import (
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

// tone is the colour and the icon of a statement, and a class of style.css.
type tone string

const (
	good  tone = "good"
	warn  tone = "warn"
	bad   tone = "bad"
	plain tone = "plain" // neither good nor bad
)

// verdictWords is the top of a code's page.
type verdictWords struct {
	Tone  tone
	Title string
	Lines []string
}

// wordsOfCode says the verdict of the code itself. Green is only for
// whoever holds the stamp: a page that was opened by a link proves nothing
// about any pack. Warnings stay for everyone.
func (s *Server) wordsOfCode(l *Lang, a lookup.Answer) verdictWords {
	batch := a.Code.Kind == origincode.Batch
	switch a.Verdict {
	case lookup.Recalled:
		return recalledWords(l, a)
	case lookup.Voided:
		return say(bad, l.T("scan.voided.title"), l.T("scan.voided.text"))
	case lookup.SuspectedCopy:
		return say(warn, l.T("scan.copy.title"), copiedWords(l, l.Number(a.State.Devices), l.Time(a.State.FirstAt)))
	case lookup.NotActivated:
		return say(warn, l.T("scan.waiting.title"), l.T("scan.waiting.text"))
	case lookup.Expired:
		return say(warn, l.T("scan.expired.title"), l.T("scan.expired.text", "Date", l.Date(a.View.ExpiresOn)))
	case lookup.StateUnknown:
		return say(warn, l.T("scan.unknown.title"), l.T("scan.unknown.text", "Time", l.Time(a.AsOf)))
	case lookup.ProductOnly:
		return say(plain, l.T("scan.product.title"), l.T("scan.product.text"))
	case lookup.Unsigned:
		return say(plain, l.T("scan.unsigned.title"), l.T("scan.unsigned.text"))
	case lookup.Genuine:
		switch {
		case a.Shared:
			return say(plain, l.T("scan.shared.title"), l.T("scan.shared.text"))
		case batch:
			return say(good, l.T("scan.batch.title"),
				l.T("scan.batch.text", "Authority", l.Say(s.Authority.Name), "Lot", a.View.Lot))
		}
		return say(good, l.T("scan.genuine.title"),
			l.T("scan.genuine.text", "Authority", l.Say(s.Authority.Name), "Lot", a.View.Lot))
	}
	return notOursWords(l, a)
}

func say(t tone, title string, lines ...string) verdictWords {
	return verdictWords{Tone: t, Title: title, Lines: lines}
}

// copiedWords tells on how many devices the code was checked: several.
func copiedWords(l *Lang, devices, since string) string {
	return l.T("scan.copy.text", "N", devices, "Time", since)
}

// notOursWords explains what is wrong with the code. Naming the product that a
// forged code names must not lend it credit.
func notOursWords(l *Lang, a lookup.Answer) verdictWords {
	w := say(bad, l.T("scan.not_ours.title"))
	switch a.Reason {
	case lookup.Malformed:
		w.Lines = append(w.Lines, l.T("scan.not_ours.malformed"))
	case lookup.Mismatch:
		w.Lines = append(w.Lines, l.T("scan.not_ours.mismatch"))
	case lookup.UnknownSerial:
		w.Lines = append(w.Lines, l.T("scan.not_ours.unknown_serial"))
	case lookup.RevokedKey:
		w.Lines = append(w.Lines, l.T("scan.not_ours.revoked_key"))
	default:
		w.Lines = append(w.Lines, l.T("scan.not_ours.foreign"))
	}
	return verdictWords{w.Tone, w.Title, append(w.Lines, l.T("scan.not_ours.care"))}
}

// seenWords tells how often the code was checked, as a text or, where that says
// no more than how often, as a number; counted is true when this visit is one of
// them.
func seenWords(l *Lang, a lookup.Answer, counted bool) (text, scans string) {
	batch := a.Code.Kind == origincode.Batch
	switch n := a.State.Scans; {
	case !a.AsOf.IsZero():
		return "", ""
	case n == 0:
		return l.T("scan.seen.never"), ""
	case n == 1 && counted && !batch:
		return l.T("scan.seen.first"), ""
	case n == 1:
		return l.T("scan.seen.often", "N", n, "Time", l.Time(a.State.FirstAt)), ""
	default:
		return "", l.Number(n)
	}
}
