package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/scan"
)

// productsPage fills rows of two, three and four cards.
const productsPage = 24

type producerHomePage struct {
	Base
	Products    []productCard
	Next        string // address of the next page, empty on the last
	OpenReports int    // of shoppers
}

// productCard is a product and what its stars are worth today.
type productCard struct {
	catalog.Product
	OCOP ocopLine
}

func (s *Server) producerHome(c *gin.Context) error {
	ctx := c.Request.Context()
	products, err := catalog.Products(ctx, s.Pool, who(c), afterID(c), productsPage+1)
	if err != nil {
		return err
	}
	page := producerHomePage{Base: s.base(c, "producer.title")}
	page.Wide = true
	products, more := firstOf(products, productsPage)
	if more {
		page.Next = nextPage(c, "after", products[len(products)-1].ID.String())
	}
	if page.Products, err = s.productCards(ctx, page.Lang, products); err != nil {
		return err
	}
	if page.OpenReports, err = scan.OpenReports(ctx, s.Pool, who(c)); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "producer_home", page)
}

func (s *Server) productCards(ctx context.Context, l *Lang, products []catalog.Product) ([]productCard, error) {
	certs, err := catalog.CertificatesOf(ctx, s.Pool, products)
	if err != nil {
		return nil, err
	}
	cards := make([]productCard, len(products))
	for i, p := range products {
		cards[i] = productCard{p, ocopOf(l, certs[p.ID], s.today())}
	}
	return cards, nil
}

func (s *Server) today() day.Day { return day.Of(s.Now()) }
