package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
)

// certificateBody is a NewCertificate whose dates are checked by name.
type certificateBody struct {
	catalog.NewCertificate
	IssuedOn   string `json:"issued_on"`
	ValidUntil string `json:"valid_until"`
}

// certificateAnswer tells what a certificate is worth today.
type certificateAnswer struct {
	catalog.Certificate
	State catalog.CertState `json:"state"`
}

func (s *Server) certificateAnswerOf(cert catalog.Certificate) certificateAnswer {
	return certificateAnswer{cert, cert.State(s.today())}
}

// apiCertificates has one page: a product has few.
func (s *Server) apiCertificates(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	certs, err := catalog.Certificates(c.Request.Context(), s.Pool, p.ID)
	if err != nil {
		return err
	}
	page := list[certificateAnswer]{Items: make([]certificateAnswer, len(certs))}
	for i, cert := range certs {
		page.Items[i] = s.certificateAnswerOf(cert)
	}
	return writeJSON(c, http.StatusOK, page)
}

func (s *Server) apiAddCertificate(c *gin.Context) error {
	id, body, err := readJSONOf[certificateBody](c)
	if err != nil {
		return err
	}
	var bad input.Errors
	in := body.NewCertificate
	in.ProductID = id
	in.IssuedOn = readDay(&bad, "issued_on", body.IssuedOn)
	in.ValidUntil = readDay(&bad, "valid_until", body.ValidUntil)
	if err := bad.OrNil(); err != nil {
		return err
	}
	cert, err := catalog.AddCertificate(c.Request.Context(), s.Pool, who(c), in)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusCreated, s.certificateAnswerOf(cert))
}

// revocationBody may be empty: revoked from today.
type revocationBody struct {
	RevokedOn string `json:"revoked_on"`
}

func (s *Server) apiRevokeCertificate(c *gin.Context) error {
	id, body, err := readJSONOf[revocationBody](c)
	if err != nil && !errors.Is(err, errNoBody) {
		return err
	}
	var bad input.Errors
	on := readDay(&bad, "revoked_on", body.RevokedOn)
	if err := bad.OrNil(); err != nil {
		return err
	}
	if on.IsZero() {
		on = s.today()
	}
	if err := catalog.RevokeCertificate(c.Request.Context(), s.Pool, who(c), id, on); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
