package web

import (
	"temgoc/internal/catalog"
	"temgoc/internal/day"
)

// ocopLine says what a product's stars are worth today.
type ocopLine struct {
	Tone  tone
	Stars int // 0 when they may not be used
	Text  string
}

func ocopOf(l *Lang, certs []catalog.Certificate, today day.Day) ocopLine {
	c, state := catalog.OCOP(certs, today)
	until := l.Date(c.ValidUntil)
	switch state {
	case catalog.CertValid:
		return ocopLine{good, c.Stars, l.T("ocop.valid", "N", c.Stars, "Date", until)}
	case catalog.CertLapsing:
		return ocopLine{warn, c.Stars, l.T("ocop.lapsing", "N", c.Stars, "Date", until)}
	case catalog.CertLapsed:
		return ocopLine{bad, 0, l.T("ocop.lapsed", "Date", until)}
	case catalog.CertRevoked:
		return ocopLine{bad, 0, l.T("ocop.revoked", "Date", l.Date(c.RevokedOn))}
	case catalog.CertFuture:
		return ocopLine{plain, 0, l.T("ocop.future", "N", c.Stars, "Date", l.Date(c.IssuedOn))}
	}
	return ocopLine{plain, 0, l.T("ocop.none")}
}

// certificateLine is a certificate with its state of today in words.
type certificateLine struct {
	catalog.Certificate
	Tone  tone
	State string
}

func certificateLines(l *Lang, certs []catalog.Certificate, today day.Day) []certificateLine {
	lines := make([]certificateLine, 0, len(certs))
	for _, c := range certs {
		line := certificateLine{Certificate: c}
		line.Tone, line.State = certificateState(l, c.State(today))
		lines = append(lines, line)
	}
	return lines
}

func certificateState(l *Lang, s catalog.CertState) (tone, string) {
	switch s {
	case catalog.CertValid:
		return good, l.T("certificate.state.valid")
	case catalog.CertLapsing:
		return warn, l.T("certificate.state.lapsing")
	case catalog.CertLapsed:
		return bad, l.T("certificate.state.lapsed")
	case catalog.CertRevoked:
		return bad, l.T("certificate.state.revoked")
	}
	return plain, l.T("certificate.state.future")
}
