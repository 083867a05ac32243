package catalog

import (
	"testing"

	"temgoc/internal/day"
)

var today = day.Date(2026, 6, 15)

func TestCertificateState(t *testing.T) {
	t.Parallel()
	issued := day.Date(2024, 6, 15)
	for _, tt := range []struct {
		name                  string
		issued, until, revoke day.Day
		want                  CertState
	}{
		{"in the middle", issued, day.Date(2027, 6, 15), day.Day{}, CertValid},
		{"91 days left", issued, today.AddDays(91), day.Day{}, CertValid},
		{"90 days left", issued, today.AddDays(90), day.Day{}, CertLapsing},
		{"last day", issued, today, day.Day{}, CertLapsing},
		{"day after", issued, today.AddDays(-1), day.Day{}, CertLapsed},
		{"first day", today, day.Date(2029, 6, 15), day.Day{}, CertValid},
		{"day before it begins", today.AddDays(1), day.Date(2029, 6, 15), day.Day{}, CertFuture},
		{"revoked today", issued, day.Date(2027, 6, 15), today, CertRevoked},
		{"revoked from tomorrow", issued, day.Date(2027, 6, 15), today.AddDays(1), CertValid},
		{"revoked, then its time ran out", issued, today.AddDays(-1), today.AddDays(-9), CertRevoked},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := Certificate{IssuedOn: tt.issued, ValidUntil: tt.until, RevokedOn: tt.revoke}
			if got := c.State(today); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got, want := tt.want.InForce(), tt.want == CertValid || tt.want == CertLapsing; got != want {
				t.Errorf("InForce: got %v, want %v", got, want)
			}
		})
	}
}

func TestOCOP(t *testing.T) {
	t.Parallel()
	ocop := func(number string, from, to int) Certificate {
		return Certificate{Kind: KindOCOP, Number: number, IssuedOn: today.AddDays(from), ValidUntil: today.AddDays(to)}
	}
	revoked := ocop("revoked", -100, 900)
	revoked.RevokedOn = today
	organic := ocop("organic", -1, 900)
	organic.Kind = KindOrganic
	for _, tt := range []struct {
		name, number string
		certs        []Certificate
		state        CertState
	}{
		{"none", "", nil, CertNone},
		{"of another kind", "", []Certificate{organic}, CertNone},
		{"one in force before a later one that was revoked", "old", []Certificate{revoked, ocop("old", -500, 300)}, CertValid},
		{"lapsing before a later one that begins soon", "old", []Certificate{ocop("next", 5, 1000), ocop("old", -500, 9)}, CertLapsing},
		{"the later of two in force", "new", []Certificate{ocop("old", -500, 300), ocop("new", -9, 800)}, CertValid},
		{"the later of two that ended", "revoked", []Certificate{ocop("old", -900, -200), revoked}, CertRevoked},
		{"what was before what will be", "old", []Certificate{ocop("next", 5, 1000), ocop("old", -900, -1)}, CertLapsed},
		{"only what will be", "next", []Certificate{ocop("next", 5, 1000)}, CertFuture},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, state := OCOP(tt.certs, today)
			if c.Number != tt.number || state != tt.state {
				t.Errorf("got %q %q, want %q %q", c.Number, state, tt.number, tt.state)
			}
		})
	}
}
