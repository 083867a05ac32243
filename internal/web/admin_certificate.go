package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
)

type certificateFormPage struct {
	Base
	Product  catalog.Product
	Kinds    []string
	Form     url.Values // as typed
	Problems Problems
}

// certificateMonths is how long an OCOP certificate lasts.
const certificateMonths = 36

func (s *Server) newCertificatePage(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	page := certificateFormPage{Base: s.base(c, "admin.certificate.new"), Product: p, Kinds: catalog.Kinds}
	page.Form = url.Values{
		"kind":        {catalog.KindOCOP},
		"issued_on":   {s.today().String()},
		"valid_until": {s.today().AddMonths(certificateMonths).String()},
		"issuer":      {page.Say(s.Authority.Name)},
	}
	return s.render(c, http.StatusOK, "admin_certificate", page)
}

func (s *Server) addCertificate(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	in, err := certificateInput(c, p)
	if err == nil {
		_, err = catalog.AddCertificate(c.Request.Context(), s.Pool, who(c), in)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, "/admin/products/"+p.ID.String()+"?done=certificate")
		return nil
	}
	page := certificateFormPage{Base: s.base(c, "admin.certificate.new"), Product: p, Kinds: catalog.Kinds, Form: c.Request.PostForm}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "admin_certificate", page)
}

func certificateInput(c *gin.Context, p catalog.Product) (in catalog.NewCertificate, err error) {
	document, name, err := uploaded(c, "document")
	if err != nil {
		return in, err
	}
	var bad input.Errors
	form := c.Request.PostForm
	return catalog.NewCertificate{
		ProductID:    p.ID,
		Kind:         form.Get("kind"),
		Stars:        readCount(form.Get("stars")),
		Score:        readScore(&bad, form.Get("score")),
		RuleSet:      form.Get("rule_set"),
		Number:       form.Get("number"),
		Issuer:       form.Get("issuer"),
		IssuedOn:     readDay(&bad, "issued_on", form.Get("issued_on")),
		ValidUntil:   readDay(&bad, "valid_until", form.Get("valid_until")),
		Document:     document,
		DocumentName: name,
	}, bad.OrNil()
}

// readScore takes a comma as people write it here.
func readScore(bad *input.Errors, text string) *float64 {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", ".")
	if text == "" {
		return nil
	}
	score, err := strconv.ParseFloat(text, 64)
	if err != nil {
		bad.Add("score", "certificate.score_range")
	}
	return &score
}

// uploaded is a file of the form, and its name; nil if none was chosen. Its
// size is bounded by the body's.
func uploaded(c *gin.Context, field string) ([]byte, string, error) {
	file, err := c.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", formError(err)
	}
	f, err := file.Open()
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	return b, file.Filename, err
}

// certificateDocument downloads the scanned paper. It is never shown in the
// browser: it came from outside.
func (s *Server) certificateDocument(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	document, name, err := catalog.CertificateDocument(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Data(http.StatusOK, catalog.DocumentType(document), document)
	return nil
}
