package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
)

type productFormPage struct {
	Base
	Product  catalog.Product // zero for a new one
	GivesOwn bool            // the service gives a number to whom has none
	Groups   []string
	Form     url.Values // as typed
	Problems Problems
}

func (s *Server) productFormPage(c *gin.Context, titleKey string, p catalog.Product, form url.Values) productFormPage {
	return productFormPage{
		Base:     s.base(c, titleKey),
		Product:  p,
		GivesOwn: s.InternalPrefix != "",
		Groups:   catalog.Groups,
		Form:     form,
	}
}

func (s *Server) newProductPage(c *gin.Context) error {
	page := s.productFormPage(c, "producer.product.new", catalog.Product{}, url.Values{})
	return s.render(c, http.StatusOK, "producer_product_form", page)
}

func (s *Server) createProduct(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	p, err := s.storeProduct(c, uuid.Nil, c.Request.PostForm)
	if err != nil {
		return s.productFormAgain(c, "producer.product.new", catalog.Product{}, err)
	}
	s.reloadProducts(c.Request.Context())
	c.Redirect(http.StatusSeeOther, "/producer/products/"+p.ID.String()+"?done=product")
	return nil
}

func (s *Server) editProductPage(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	page := s.productFormPage(c, "producer.product.edit", p, productValues(p))
	return s.render(c, http.StatusOK, "producer_product_form", page)
}

func (s *Server) updateProduct(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	if c.Request.PostForm.Get("do") == "gtin" {
		return s.changeGTIN(c, p)
	}
	if _, err := s.storeProduct(c, p.ID, c.Request.PostForm); err != nil {
		return s.productFormAgain(c, "producer.product.edit", p, err)
	}
	c.Redirect(http.StatusSeeOther, "/producer/products/"+p.ID.String()+"?done=product")
	return nil
}

// ownProduct is the product in the path.
func (s *Server) ownProduct(c *gin.Context) (catalog.Product, error) {
	id, err := idParam(c)
	if err != nil {
		return catalog.Product{}, err
	}
	return catalog.ProductByID(c.Request.Context(), s.Pool, who(c), id)
}

// storeProduct creates a product, or rewrites the one with the id.
func (s *Server) storeProduct(c *gin.Context, id uuid.UUID, form url.Values) (catalog.Product, error) {
	in, err := productInput(form)
	if err != nil {
		return catalog.Product{}, err
	}
	ctx := c.Request.Context()
	if id == uuid.Nil {
		return catalog.CreateProduct(ctx, s.Pool, who(c), s.InternalPrefix, in)
	}
	return catalog.UpdateProduct(ctx, s.Pool, who(c), id, in)
}

func (s *Server) productFormAgain(c *gin.Context, titleKey string, p catalog.Product, err error) error {
	page := s.productFormPage(c, titleKey, p, c.Request.PostForm)
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "producer_product_form", page)
}

func productInput(form url.Values) (catalog.NewProduct, error) {
	in := catalog.NewProduct{
		GTIN:        form.Get("gtin"),
		NameVI:      form.Get("name_vi"),
		NameEN:      form.Get("name_en"),
		Group:       form.Get("group"),
		Brand:       form.Get("brand"),
		Description: form.Get("description"),
		Standards:   strings.Split(form.Get("standards"), "\n"),
		Warnings:    form.Get("warnings"),
	}
	if days := strings.TrimSpace(form.Get("shelf_life_days")); days != "" {
		n, err := strconv.Atoi(days)
		if err != nil {
			return in, input.Error{Field: "shelf_life_days", Problem: "shelf_life.range"}
		}
		in.ShelfLifeDays = n
	}
	return in, nil
}

// productValues fills the form with what is stored.
func productValues(p catalog.Product) url.Values {
	v := url.Values{
		"name_vi":     {p.NameVI},
		"name_en":     {p.NameEN},
		"group":       {p.Group},
		"brand":       {p.Brand},
		"description": {p.Description},
		"standards":   {strings.Join(p.Standards, "\n")},
		"warnings":    {p.Warnings},
	}
	if p.ShelfLifeDays > 0 {
		v.Set("shelf_life_days", strconv.Itoa(p.ShelfLifeDays))
	}
	return v
}
