package web

import (
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/printing"
)

// printLine is an output of codes, as a page lists it.
type printLine struct {
	printing.Print
	Tone  tone
	Name  string // of its state
	Paper string // its stock, in words
	URL   string // of its job; empty of a direct download
}

// printsPage is how many outputs a page lists.
const printsPage = 20

// printLines is a page of a ledger, and the address of the next one. Those of
// the jobs lead to their files.
func (s *Server) printLines(c *gin.Context, l *Lang, prints []printing.Print, jobs []printing.Job) (lines []printLine, next string) {
	prints, more := firstOf(prints, printsPage)
	for _, p := range prints {
		line := printLine{Print: p, Paper: s.stockWords(l, p.Stock)}
		line.Tone, line.Name = l.printState(p.State)
		for _, j := range jobs {
			if j.ID == p.ID {
				line.URL = printPath(p.ID)
			}
		}
		lines = append(lines, line)
	}
	if more {
		next = nextPage(c, "prints", prints[printsPage-1].ID.String())
	}
	return lines, next
}

// printsAfter is the page of a ledger that the address asks for, and one line
// of the next.
func printsAfter(c *gin.Context) printing.Page {
	after, err := uuid.Parse(c.Query("prints"))
	if err != nil {
		after = uuid.Nil
	}
	return printing.Page{After: after, Limit: printsPage + 1}
}
