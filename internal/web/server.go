// Package web is the HTTP edge: public pages, workspace pages and the API. It
// parses requests into domain types, makes one domain call and renders.
//
// It promises:
//   - every address is in routes.go, those under /epcis in epcis_routes.go, and
//     every answer, errors included, passes the same middleware: request id, log
//     line, security headers, host check, body limit, cross-origin check;
//   - hosts in links come from the configuration, never from a request;
//   - a page is executed whole before its first byte is sent;
//   - the resolver redirects to approved links and to pages of this service
//     alone, and asks no store for it;
//   - nobody is shown an error's text, only a sentence of the catalogue and the
//     id under which the error was logged;
//   - GET and HEAD change nothing, save that opening a code records a scan, and
//     taking codes away writes a line of their ledger.
package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/limit"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/printing"
	"temgoc/internal/trace"
	"temgoc/internal/webhook"
	"temgoc/labels"
)

// Options is what a Server is made of. Pool, Lookup, Auth, Keys and PublicURL
// are required.
type Options struct {
	Pool     pg.DB
	Lookup   *lookup.Service
	Links    *link.Directory  // nil: no links but our own pages
	Captures *trace.Capturer  // nil: captured documents wait for a node that runs one
	Prints   *printing.Worker // nil: files that are ordered wait for a node that runs one
	Hooks    *webhook.Client  // of subscriptions; nil: they reach the public internet
	Auth     *account.Authenticator
	Keys     *origincode.Ring
	Limits   *limit.Limiter // nil: this node's own
	LimitKey []byte         // of the HMAC that a caller is known by to Limits, the same on all nodes

	PublicURL      *url.URL // scheme and host of every link and printed code
	OtherHosts     []string // further Host values that are served
	TrustedProxies []string // addresses whose X-Forwarded-For is believed; none by default
	InternalPrefix string   // GS1 prefix of the numbers given to makers without one

	OwnStocks []labels.Stock // to print on, beside those that everyone has

	Authority Authority
	Log       *slog.Logger     // nil discards
	Now       func() time.Time // nil is time.Now
	Demo      *Demo            // nil unless this is the demonstration

	// Observe is told of every answer: the template of its route, empty where
	// none fits, its status and its time. Nil tells nobody.
	Observe func(route string, status int, took time.Duration)
	// Stopping is true from when the node should get no more requests until it
	// ends; nil is never.
	Stopping func() bool
}

// Authority names the office that runs the service, as shown to shoppers.
type Authority struct {
	Name     Bilingual
	Province Bilingual
	Contact  string // telephone number or address for questions, may be empty
}

// Bilingual is a text that the configuration gives in both languages.
type Bilingual struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	Options
	handler   http.Handler
	languages *languages
	templates *templates
	pages     *splicedPages     // of shoppers
	wrongCode map[string][]byte // by language: what those see who try too many
	assets    *assets
	hosts     map[string]bool // lower case, with port where it is not the scheme's own
	secure    bool            // the public address is https
	origins   *http.CrossOriginProtection
	streams   chan struct{} // holds one for each stream that is open
}

// New checks the options and prepares every template, text and static file, so
// that what is wrong with them shows at start.
func New(o Options) (*Server, error) {
	if o.PublicURL == nil || o.PublicURL.Host == "" {
		return nil, errors.New("web: the public URL must have a scheme and a host")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Links == nil {
		o.Links = link.NewDirectory(o.Pool, o.Log)
	}
	if o.Captures == nil {
		o.Captures = trace.NewCapturer(o.Pool, o.Log, o.Now)
	}
	if o.Prints == nil {
		o.Prints = printing.NewWorker(o.Pool, o.Keys, codeBase(o.PublicURL), o.Log)
	}
	if o.Limits == nil {
		o.Limits = limit.New(nil, time.Now)
	}
	if o.Hooks == nil {
		o.Hooks = webhook.New(webhook.Config{})
	}
	s := &Server{Options: o, secure: o.PublicURL.Scheme == "https", origins: http.NewCrossOriginProtection()}
	s.streams = make(chan struct{}, maxStreams)
	s.hosts = map[string]bool{strings.ToLower(o.PublicURL.Host): true}
	for _, h := range o.OtherHosts {
		s.hosts[strings.ToLower(h)] = true
	}
	var err error
	if s.languages, err = loadLanguages(); err != nil {
		return nil, fmt.Errorf("web: texts: %w", err)
	}
	if s.assets, err = loadAssets(); err != nil {
		return nil, fmt.Errorf("web: static files: %w", err)
	}
	if s.templates, err = parseTemplates(s.assets); err != nil {
		return nil, fmt.Errorf("web: templates: %w", err)
	}
	s.pages = newSplicedPages()
	if err = s.prepareWrongCode(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.handler, err = s.router(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return s, nil
}

// Handler serves every address of the service.
func (s *Server) Handler() http.Handler { return s.handler }

// router is gin with none of its defaults: it trusts no proxy, redirects
// nothing by itself and logs nothing.
func (s *Server) router() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	if err := e.SetTrustedProxies(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.RedirectFixedPath = false
	e.Use(s.nameRequest, s.logRequest, s.recoverPanic, s.secureHeaders, s.openResolver, s.checkHost, s.checkOrigin, s.limitBody, s.bound)
	s.routes(e)
	return e, nil
}
