package web

import (
	"context"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// runLabels is all that the labels of a run are made from. What is printed is
// Vietnamese, whatever language the producer reads.
type runLabels struct {
	stamp.Run
	Batch   catalog.Batch
	Product catalog.Product
	Maker   catalog.Maker

	StarsLapsed bool // the run was issued with stars that may no longer be printed

	lang *Lang
	keys *origincode.Ring
	base string // of printed codes: scheme and host
	host string // beside a code, for people to read
}

// runInPath is a run whose stamps the caller may print.
func (s *Server) runInPath(c *gin.Context) (runLabels, error) {
	id, err := idParam(c)
	if err != nil {
		return runLabels{}, err
	}
	return s.runLabels(c.Request.Context(), who(c), id)
}

func (s *Server) runLabels(ctx context.Context, who account.Principal, id uuid.UUID) (runLabels, error) {
	r := runLabels{lang: s.languages.byTag["vi"], keys: s.Keys, base: s.codeBase(), host: s.PublicURL.Host}
	var err error
	if r.Run, err = stamp.RunByID(ctx, s.Pool, who, id); err != nil {
		return r, err
	}
	if err := who.Check(account.PrintStamps, r.OrgID); err != nil {
		return r, err
	}
	facts, err := catalog.BatchFacts(ctx, s.Pool, r.BatchNumber)
	if err != nil {
		return r, err
	}
	r.Batch, r.Product, r.Maker = facts.Batch, facts.Product, facts.Maker
	r.dropLapsedStars(facts.Certificates, s.today())
	return r, nil
}

// dropLapsedStars keeps stars off the labels once the certificate that they
// were issued under is not in force: no new stamp may bear them then.
func (r *runLabels) dropLapsedStars(certificates []catalog.Certificate, today day.Day) {
	inForce := func(c catalog.Certificate) bool { return c.ID == *r.CertificateID && c.State(today).InForce() }
	if r.CertificateID != nil && !slices.ContainsFunc(certificates, inForce) {
		r.Stars, r.StarsLapsed = 0, true
	}
}

func (s *Server) codeBase() string { return codeBase(s.PublicURL) }

// codeBase is what every printed code begins with.
func codeBase(public *url.URL) string { return public.Scheme + "://" + public.Host }

// design is what the labels say alike: of what may be left out, what is to be
// shown. A run without stars says nothing of OCOP: on a pack, silence is no
// claim.
func (r runLabels) design(show []string, line string) labels.Design {
	d := labels.Design{Title: r.Product.NameVI, Lines: []string{r.lang.T("label.lot", "Lot", r.Batch.Lot)}}
	if r.Stars > 0 {
		d.Note = r.lang.T("label.ocop", "N", r.Stars)
	}
	if slices.Contains(show, showMaker) {
		d.Maker = r.Maker.Name
	}
	if slices.Contains(show, showDates) {
		d.Lines = append(d.Lines, dateLines(r.lang, r.Batch)...)
	}
	if slices.Contains(show, showHost) {
		d.Host = r.host
	}
	if line != "" {
		d.Lines = append(d.Lines, line)
	}
	return d
}

// batchLines are the lot and the dates as they are printed.
func batchLines(l *Lang, b catalog.Batch) []string {
	return append([]string{l.T("label.lot", "Lot", b.Lot)}, dateLines(l, b)...)
}

func dateLines(l *Lang, b catalog.Batch) []string {
	lines := []string{l.T("label.produced", "Date", l.Date(b.ProducedOn))}
	if !b.ExpiresOn.IsZero() {
		lines = append(lines, l.T("label.expires", "Date", l.Date(b.ExpiresOn)))
	}
	return lines
}

// one is the code of one unit of the run, as the spec wants it.
func (r runLabels) one(unit int, spec printing.Spec) (labels.Code, error) {
	codes, err := printing.Codes(r.Run, r.keys, r.base, &stamp.Range{First: unit, Last: unit}, spec)
	if err != nil {
		return labels.Code{}, err
	}
	for code, err := range codes {
		return code, err
	}
	return labels.Code{}, catalog.ErrNotFound
}
