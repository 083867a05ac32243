package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/limit"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

// allowance is how often one caller may do something. A caller is a network, as
// package limit has it, or a token. The printed code of a stamp of ours is
// answered whatever else came from its network: nothing here is asked of it.
type allowance struct {
	name string // in keys
	limit.Rate
	problem string // key of the catalogue: what those are told who go beyond
}

// Behind one IPv4 address a carrier may have 2,000 phones. In the evening of Tết
// let each of them scan once a minute: 33 scans a second.
var (
	// One in a hundred of those scans reads some other QR code or a torn stamp:
	// one in three seconds. Who goes beyond is still told that the code is none
	// of ours, so that the rate need not leave more room.
	wrongCodes = allowance{"wrong codes", limit.Rate{Every: time.Second, Burst: 120}, "error.wrong_codes"}

	// A serial without its product's number is tried with every product: 10 ms
	// of one core with 10,000 products, one search at a time. Hardly anyone
	// types, and a product's number before the serial spares the search.
	searches = allowance{"searches", limit.Rate{Every: 2 * time.Second, Burst: 60}, "error.searches"}

	// Out of ten thousand scans three are followed by a report: one in two
	// minutes. The rest is room for a village where something bad was sold.
	reports = allowance{"reports", limit.Rate{Every: 30 * time.Second, Burst: 60}, "error.reports"}

	// One in ten shoppers says where they bought: three a second.
	placesTold = allowance{"places", limit.Rate{Every: 200 * time.Millisecond, Burst: 600}, "error.places"}

	// Few stamps have a scratch field: one in a hundred scans is followed by a
	// PIN, one in three seconds. A stamp takes five wrong ones, so that a right
	// guess costs a million tries and 200,000 stamps: twelve days of a network.
	pins = allowance{"pins", limit.Rate{Every: time.Second, Burst: 120}, "error.pins"}

	// A token reads 10,000 things in 80 s, as a nightly comparison does, without
	// a pause of its own. A read is about 1 ms of one core of Postgres.
	tokenReads = allowance{"reads", limit.Rate{Every: 10 * time.Millisecond, Burst: 2000}, "error.calls"}

	// A write is about 5 ms, so that one token takes a quarter of a core in the
	// long run. A captured document is one, however many events it holds.
	tokenWrites = allowance{"writes", limit.Rate{Every: 20 * time.Millisecond, Burst: 1000}, "error.calls"}
)

// take counts what who does on all nodes together. The error is a problem.
func (s *Server) take(c *gin.Context, a allowance, who string) error {
	return a.beyond(s.Limits.Take(c.Request.Context(), a.Rate, a.key(who)))
}

// takeHere is take on this node alone, for what must touch no store.
func (s *Server) takeHere(a allowance, who string) error {
	return a.beyond(s.Limits.TakeHere(a.Rate, a.key(who)))
}

func (a allowance) key(who string) string { return a.name + " " + who }

func (a allowance) beyond(wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return problem{Status: http.StatusTooManyRequests, Key: a.problem, RetryAfter: wait}
}

// network is the key of the caller's. X-Forwarded-For has a say in it only when
// a trusted proxy sends it.
func (s *Server) network(c *gin.Context) string {
	return limit.Source(s.LimitKey, c.ClientIP(), s.Now())
}

// countWrong counts an answer if it is that the code is none of ours.
func (s *Server) countWrong(c *gin.Context, a lookup.Answer) error {
	if a.Verdict != lookup.NotOurs {
		return nil
	}
	return s.takeHere(wrongCodes, s.network(c))
}

// locate is lookup.Locate of what somebody sent, counted if it has to search.
func (s *Server) locate(c *gin.Context, text string) (string, error) {
	if err := s.countSearch(c, text); err != nil {
		return "", err
	}
	return s.Lookup.Locate(c.Request.Context(), text)
}

// peek is lookup.Peek, counted likewise.
func (s *Server) peek(c *gin.Context, text string) (lookup.Answer, error) {
	if err := s.countSearch(c, text); err != nil {
		return lookup.Answer{}, err
	}
	a, err := s.Lookup.Peek(c.Request.Context(), text)
	if err != nil {
		return lookup.Answer{}, err
	}
	return a, s.countWrong(c, a)
}

// countSearch counts a serial alone.
func (s *Server) countSearch(c *gin.Context, text string) error {
	if _, bare := origincode.TypedSerial(text); !bare {
		return nil
	}
	return s.takeHere(searches, s.network(c))
}

// countCall counts a call of the API by the token that it came with.
func (s *Server) countCall(c *gin.Context, token string) error {
	a := tokenWrites
	if c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead {
		a = tokenReads
	}
	return s.take(c, a, limit.Source(s.LimitKey, token, s.Now()))
}
