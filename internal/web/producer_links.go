package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

// producerLinksPage shows where the codes of a product or a batch lead, and
// takes proposals.
type producerLinksPage struct {
	Base
	linkBearer
	Path     string // of this page
	Links    []linkLine
	Next     string
	Changing *link.Entry // nil: the form is for a new one
	Form     url.Values  // as typed
	Problems Problems
	Done     string // what was just done: "proposed", "withdrawn"
}

// linkBearer is what the links on a page belong to.
type linkBearer struct {
	link.Bearer
	Product catalog.Product
	Batch   *catalog.Batch // nil: the product itself
}

// findBearer finds in the path what links are of.
type findBearer func(*gin.Context) (linkBearer, error)

func (s *Server) productBearer(c *gin.Context) (linkBearer, error) {
	p, err := s.ownProduct(c)
	return linkBearer{link.Bearer{ProductID: p.ID}, p, nil}, err
}

func (s *Server) batchBearer(c *gin.Context) (linkBearer, error) {
	b, err := s.ownBatch(c)
	if err != nil {
		return linkBearer{}, err
	}
	p, err := catalog.ProductByID(c.Request.Context(), s.Pool, who(c), b.ProductID)
	return linkBearer{link.Bearer{BatchID: b.ID}, p, &b}, err
}

func (s *Server) producerLinks(find findBearer) handler {
	return func(c *gin.Context) error {
		page, err := s.producerLinksPage(c, find)
		if err != nil {
			return err
		}
		page.Done = c.Query("done")
		if page.Changing != nil {
			page.Form = linkValues(page.Changing.Link)
		}
		return s.render(c, http.StatusOK, "producer_links", page)
	}
}

// producerLinksPage is all of the page but the form.
func (s *Server) producerLinksPage(c *gin.Context, find findBearer) (page producerLinksPage, err error) {
	if page.linkBearer, err = find(c); err != nil {
		return page, err
	}
	ctx := c.Request.Context()
	const rows = 50
	entries, err := link.List(ctx, s.Pool, who(c), link.Query{On: page.Bearer, After: afterID(c), Limit: rows + 1})
	if err != nil {
		return page, err
	}
	entries, more := firstOf(entries, rows)
	if more {
		page.Next = nextPage(c, "after", entries[rows-1].ID.String())
	}
	page.Base = s.base(c, "links.title")
	page.Path = c.Request.URL.Path
	page.Links = linkLines(page.Lang, entries)
	page.Form = url.Values{}
	page.Changing, err = s.changing(c)
	return page, err
}

// changing is the link that the form is to change, nil if it is a new one.
func (s *Server) changing(c *gin.Context) (*link.Entry, error) {
	text := c.Query("change")
	if c.Request.Method == http.MethodPost {
		text = c.PostForm("link")
	}
	if text == "" {
		return nil, nil
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return nil, catalog.ErrNotFound
	}
	e, err := link.ByID(c.Request.Context(), s.Pool, who(c), id)
	return &e, err
}

// changeLinks proposes, changes or withdraws.
func (s *Server) changeLinks(find findBearer) handler {
	return func(c *gin.Context) error {
		if err := c.Request.ParseForm(); err != nil {
			return formError(err)
		}
		page, err := s.producerLinksPage(c, find)
		if err != nil {
			return err
		}
		page.Form = c.Request.PostForm
		done := "proposed"
		if page.Form.Get("do") == "withdraw" {
			done, err = "withdrawn", s.withdraw(c, page)
		} else {
			err = s.propose(c, page)
		}
		if err == nil {
			c.Redirect(http.StatusSeeOther, page.Path+"?done="+done)
			return nil
		}
		if page.Problems = page.problems(err); page.Problems == nil {
			return err
		}
		return s.render(c, http.StatusBadRequest, "producer_links", page)
	}
}

func (s *Server) propose(c *gin.Context, page producerLinksPage) (err error) {
	ctx, in := c.Request.Context(), linkInput(page.Form)
	if page.Changing != nil {
		_, err = link.Change(ctx, s.Pool, who(c), page.Changing.ID, in)
	} else {
		_, err = link.Propose(ctx, s.Pool, who(c), page.Bearer, in)
	}
	return err
}

func (s *Server) withdraw(c *gin.Context, page producerLinksPage) error {
	if page.Changing == nil {
		return catalog.ErrNotFound
	}
	if err := link.Withdraw(c.Request.Context(), s.Pool, who(c), page.Changing.ID); err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	return nil
}

func linkInput(form url.Values) link.Link {
	return link.Link{
		Type:      form.Get("link_type"),
		Href:      form.Get("href"),
		Title:     form.Get("title"),
		Lang:      form.Get("lang"),
		MediaType: form.Get("media_type"),
		Default:   form.Get("default") != "",
	}
}

// linkValues fills the form with what is stored.
func linkValues(l link.Link) url.Values {
	v := url.Values{"link_type": {l.Type}, "href": {l.Href}, "title": {l.Title}, "lang": {l.Lang}, "media_type": {l.MediaType}}
	if l.Default {
		v.Set("default", "yes")
	}
	return v
}
