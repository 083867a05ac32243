package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/labels"
)

// Demo is what the demonstration shows of itself.
type Demo struct {
	Accounts []DemoAccount
	Codes    []DemoCode
}

// DemoAccount is one to sign in with.
type DemoAccount struct {
	Role, Email, Password string
}

// DemoCode is a code to scan. Name is its name in the ready file, such as
// "genuine_compact".
type DemoCode struct {
	Name, URL string
}

type demoPage struct {
	Base
	Accounts []demoAccount
	Codes    []demoCode
}

type demoAccount struct {
	DemoAccount
	Title, What string
}

// demoCode says what a shopper sees of the code, and why.
type demoCode struct {
	DemoCode
	Tone        tone
	Title, What string
}

func (s *Server) demoPage(c *gin.Context) error {
	page := demoPage{Base: s.base(c, "demo.title")}
	page.Wide = true
	for _, a := range s.Demo.Accounts {
		page.Accounts = append(page.Accounts, page.demoAccount(a))
	}
	page.Codes = page.demoCodes(s.Demo.Codes)
	return s.render(c, http.StatusOK, "demo", page)
}

func (l *Lang) demoAccount(a DemoAccount) demoAccount {
	switch a.Role {
	case "producer":
		return demoAccount{a, l.T("account.role.producer"), l.T("demo.producer")}
	case "inspector":
		return demoAccount{a, l.T("account.role.inspector"), l.T("demo.inspector")}
	}
	return demoAccount{a, l.T("account.role.admin"), l.T("demo.admin")}
}

// demoCodes are in the order in which a demonstration tells its story.
func (l *Lang) demoCodes(codes []DemoCode) []demoCode {
	story := []demoCode{
		{DemoCode{Name: "genuine_compact"}, good, l.T("scan.genuine.title"), l.T("demo.genuine_compact")},
		{DemoCode{Name: "genuine_sealed"}, good, l.T("scan.genuine.title"), l.T("demo.genuine_sealed")},
		{DemoCode{Name: "batch"}, good, l.T("scan.batch.title"), l.T("demo.batch")},
		{DemoCode{Name: "ocop_valid"}, good, l.T("demo.ocop_valid.title"), l.T("demo.ocop_valid")},
		{DemoCode{Name: "ocop_expired"}, bad, l.T("demo.ocop_expired.title"), l.T("demo.ocop_expired")},
		{DemoCode{Name: "not_activated"}, warn, l.T("scan.waiting.title"), l.T("demo.not_activated")},
		{DemoCode{Name: "suspected_copy"}, warn, l.T("scan.copy.title"), l.T("demo.suspected_copy")},
		{DemoCode{Name: "expired"}, warn, l.T("scan.expired.title"), l.T("demo.expired")},
		{DemoCode{Name: "voided"}, bad, l.T("scan.voided.title"), l.T("demo.voided")},
		{DemoCode{Name: "recalled"}, bad, l.T("scan.recalled.title"), l.T("demo.recalled")},
		{DemoCode{Name: "not_ours"}, bad, l.T("scan.not_ours.title"), l.T("demo.not_ours")},
	}
	var told []demoCode
	for _, s := range story {
		for _, c := range codes {
			if c.Name == s.Name {
				s.URL = c.URL
				told = append(told, s)
			}
		}
	}
	return told
}

// demoSymbol draws one of the codes to scan from the screen.
func (s *Server) demoSymbol(c *gin.Context) error {
	name, _ := strings.CutSuffix(c.Param("file"), ".svg")
	for _, code := range s.Demo.Codes {
		if code.Name != name {
			continue
		}
		symbol, err := labels.QR(code.URL)
		if err != nil {
			return err
		}
		return s.writeSymbol(c, symbol)
	}
	return status(http.StatusNotFound)
}
