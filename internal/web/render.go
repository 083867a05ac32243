package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
)

//go:embed templates
var templateFiles embed.FS

// templates is one set a page: the layout, the parts that pages share, and the
// page's own file, which defines "main".
type templates struct {
	pages map[string]*template.Template // by file name without .html
}

func parseTemplates(a *assets) (*templates, error) {
	shared, err := template.New("layout.html").
		Funcs(template.FuncMap{"asset": a.url}).
		ParseFS(templateFiles, "templates/layout.html", "templates/parts/*.html")
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templateFiles, "templates/pages/*.html")
	if err != nil {
		return nil, err
	}
	t := &templates{pages: make(map[string]*template.Template, len(files))}
	for _, f := range files {
		// html/template rewrites a set when it first executes it, so each page
		// has its own.
		page, err := template.Must(shared.Clone()).ParseFS(templateFiles, f)
		if err != nil {
			return nil, err
		}
		t.pages[strings.TrimSuffix(path.Base(f), ".html")] = page
	}
	return t, nil
}

// Base is what the layout needs. Every page's struct embeds it, and through it
// the methods of Lang.
type Base struct {
	*Lang
	Title     string // of the browser's tab
	Wide      bool   // tables need more than a column of text
	Authority Authority
	SignedIn  *account.Principal // nil for a shopper
	Languages []LanguageLink
	RequestID string
	Demo      bool
}

// LanguageLink leads to this page in a language.
type LanguageLink struct {
	Tag, Label, URL string
	Current         bool
}

// base is the Base of a page whose title is a text of the catalogue.
func (s *Server) base(c *gin.Context, titleKey string) Base {
	l := s.language(c)
	b := Base{
		Lang:      l,
		Title:     l.T(titleKey),
		Authority: s.Authority,
		Languages: s.languageLinks(c, l),
		RequestID: requestID(c),
		Demo:      s.Demo != nil,
	}
	if p, ok := signedIn(c); ok {
		b.SignedIn = &p
	}
	return b
}

// render executes the page's template before anything is sent: half a page
// with status 200 would be worse than an error.
func (s *Server) render(c *gin.Context, status int, name string, page any) error {
	html, err := s.execute(name, page)
	if err != nil {
		return err
	}
	s.setPageHeaders(c)
	c.Data(status, htmlUTF8, html)
	return nil
}

const htmlUTF8 = "text/html; charset=utf-8"

// setPageHeaders is for every page: each depends on who reads it.
func (s *Server) setPageHeaders(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	if inResolver(c.Request.URL.Path) {
		h.Set("Vary", "Accept, Accept-Language, Cookie")
	}
	h.Set("Content-Language", s.language(c).Tag)
}

func (s *Server) execute(name string, page any) ([]byte, error) {
	t := s.templates.pages[name]
	if t == nil {
		return nil, fmt.Errorf("no template for page %q", name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout.html", page); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return b.Bytes(), nil
}

type errorPage struct {
	Base
	Heading, Text string
	Status        int
	Fields        []string
}

func (s *Server) errorPage(c *gin.Context, p problem) {
	page := errorPage{Base: s.base(c, p.Key+".title"), Status: p.Status}
	page.Heading, page.Text = page.T(p.Key+".title"), page.T(p.Key+".text", p.Values...)
	for _, f := range p.Fields {
		page.Fields = append(page.Fields, page.T(f.Problem))
	}
	if err := s.render(c, p.Status, "error", page); err != nil {
		c.String(http.StatusInternalServerError, "%s %s", page.Heading, page.RequestID)
	}
}
