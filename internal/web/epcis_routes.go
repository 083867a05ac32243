package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// The addresses under /epcis are the REST binding of EPCIS 2.0, as its OpenAPI
// document has them. Events and resources are named by URIs, escaped in one
// segment of the path: /epcis/epcs/https:%2F%2Fid.gs1.org%2F01%2F…/events.
func (s *Server) epcisRoutes(g *gin.RouterGroup) {
	r := epcisRouter{s, g.Group("", s.negotiate), g.Group("", s.negotiate, s.requireToken)}
	top := methods{http.MethodGet: s.epcisTop}
	r.serve("", top)
	r.serve("/", top)
	r.serve("/capture", methods{http.MethodGet: s.captures, http.MethodPost: s.capture}, captureLimits, errorBehaviours, visibilities)
	r.serve("/capture/:id", methods{http.MethodGet: s.captureJob})
	r.serve("/events", methods{http.MethodGet: s.findEvents, http.MethodPost: s.captureEvent}, visibilities)
	r.serve("/events/*path", methods{http.MethodGet: s.eventByID})
	for _, kind := range resources {
		r.serve("/"+kind.name, methods{http.MethodGet: s.listResources(kind)})
		r.serve("/"+kind.name+"/*path", methods{http.MethodGet: s.resource(kind)})
	}
	r.serve("/queries", methods{http.MethodGet: s.queries, http.MethodPost: s.createQuery})
	r.serve("/queries/:name", methods{http.MethodGet: s.query, http.MethodDelete: s.deleteQuery})
	r.serve("/queries/:name/events", methods{http.MethodGet: s.queryEvents})
	r.serve("/queries/:name/subscriptions", methods{http.MethodGet: s.subscriptions, http.MethodPost: s.subscribe})
	r.serve("/queries/:name/subscriptions/:id", methods{http.MethodGet: s.subscription, http.MethodDelete: s.unsubscribe})
	r.serve("/nextPageToken/:token", methods{http.MethodDelete: s.releaseToken})
}

type methods map[string]handler

// epcisRouter adds routes: open ones to discover what there is, and own ones
// that need a token.
type epcisRouter struct {
	server    *Server
	open, own gin.IRoutes
}

// serve has each of the methods answered, HEAD with GET, and OPTIONS with what
// is announced of the path: the same for whoever asks and whatever exists.
func (r epcisRouter) serve(path string, by methods, announces ...http.Header) {
	allow := []string{http.MethodOptions}
	for method, h := range by {
		allow = append(allow, method)
		r.own.Handle(method, path, r.server.do(h))
		if method == http.MethodGet {
			allow = append(allow, http.MethodHead)
			r.own.Handle(http.MethodHead, path, r.server.do(h))
		}
	}
	slices.Sort(allow)
	announces = append(announces, discoverable)
	r.open.OPTIONS(path, func(c *gin.Context) {
		announce(c, announces...)
		c.Header("Allow", strings.Join(allow, ", "))
		c.Status(http.StatusNoContent)
	})
}

// releaseToken has nothing to release: a token is a place in a list.
func (s *Server) releaseToken(*gin.Context) error {
	return problem{Status: http.StatusNotImplemented, Key: "error.epcis_no_release"}
}
