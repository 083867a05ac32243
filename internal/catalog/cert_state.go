package catalog

import "temgoc/internal/day"

// CertState is what a certificate is worth on a day.
type CertState string

const (
	CertValid   CertState = "valid"
	CertLapsing CertState = "lapsing" // valid, and lapses within noticeDays
	CertLapsed  CertState = "lapsed"
	CertRevoked CertState = "revoked"
	CertFuture  CertState = "future" // begins later
	CertNone    CertState = "none"   // there is no certificate
)

// noticeDays gives a producer time to renew. The issuer must give notice 30
// days ahead; a new rating takes about three months.
const noticeDays = 90

// InForce tells whether stars may be used and stamps issued under it.
func (s CertState) InForce() bool { return s == CertValid || s == CertLapsing }

// State is computed whenever it is shown or relied on. A revoked certificate
// stays revoked when its time is over as well.
func (c Certificate) State(today day.Day) CertState {
	switch {
	case !c.RevokedOn.IsZero() && !today.Before(c.RevokedOn):
		return CertRevoked
	case today.Before(c.IssuedOn):
		return CertFuture
	case today.After(c.ValidUntil):
		return CertLapsed
	case today.DaysUntil(c.ValidUntil) <= noticeDays:
		return CertLapsing
	}
	return CertValid
}

// OCOP picks the OCOP certificate to show: one in force, else one that was, the
// most recent of them.
func OCOP(certs []Certificate, today day.Day) (Certificate, CertState) {
	best, state := Certificate{}, CertNone
	for _, c := range certs {
		if c.Kind != KindOCOP {
			continue
		}
		s := c.State(today)
		if rank(s) > rank(state) || rank(s) == rank(state) && c.IssuedOn.After(best.IssuedOn) {
			best, state = c, s
		}
	}
	return best, state
}

func rank(s CertState) int {
	switch s {
	case CertValid, CertLapsing:
		return 3
	case CertLapsed, CertRevoked:
		return 2
	case CertFuture:
		return 1
	}
	return 0
}
