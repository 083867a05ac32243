package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/internal/input"
)

type diaryPlanPage struct {
	Base
	Batch     catalog.Batch
	Product   catalog.Product
	Template  diary.Template
	Templates []diary.Template
	Steps     []planStep
	Form      url.Values
	Problems  Problems
	Results   []string
	Written   bool // there are entries already, which a plan would not replace
}

// planStep is a line of the plan, its fields named by its number.
type planStep struct {
	diary.Proposal
	N     int
	Label string
	Hint  string // what readings usually are
}

// Field is the name of one of the line's fields.
func (p planStep) Field(name string) string { return planField(p.N, name) }

func planField(n int, name string) string { return name + "." + strconv.Itoa(n) }

func (s *Server) diaryPlan(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	t := diary.TemplateByID(c.Query("template"))
	if len(t.Steps) == 0 {
		t = diary.TemplateFor(p)
	}
	page := s.planPage(c, b, p, t)
	page.Form = planForm(page.Steps)
	latest, err := diary.Records(c.Request.Context(), s.Pool, who(c), b.ID, uuid.Nil, diaryRows)
	if err != nil {
		return err
	}
	page.Written = slices.ContainsFunc(latest, func(r diary.Record) bool { return r.ByDiary && r.State == diary.Holds })
	return s.render(c, http.StatusOK, "diary_plan", page)
}

// planPage is all of the page but the form.
func (s *Server) planPage(c *gin.Context, b catalog.Batch, p catalog.Product, t diary.Template) diaryPlanPage {
	page := diaryPlanPage{
		Base: s.base(c, "diary.plan.title"), Batch: b, Product: p,
		Template: t, Templates: diary.Templates, Results: diary.Results,
	}
	for i, proposal := range t.Propose(b, s.Now()) {
		page.Steps = append(page.Steps, planStep{
			Proposal: proposal,
			N:        i,
			Label:    page.Pick(proposal.VI, proposal.EN),
			Hint:     page.usualReadings(proposal.Step),
		})
	}
	return page
}

// usualReadings is empty for a step without any.
func (l *Lang) usualReadings(s diary.Step) string {
	var hints []string
	if len(s.Temperature) == 2 {
		hints = append(hints, l.T("diary.usual_temperature", "From", int(s.Temperature[0]), "To", int(s.Temperature[1])))
	}
	if len(s.Humidity) == 2 {
		hints = append(hints, l.T("diary.usual_humidity", "From", int(s.Humidity[0]), "To", int(s.Humidity[1])))
	}
	return joinedWith("; ", hints...)
}

// planForm is the form as it is proposed.
func planForm(steps []planStep) url.Values {
	form := url.Values{"key": {uuid.NewString()}}
	for _, p := range steps {
		if p.Tick {
			form.Set(p.Field("on"), "yes")
		}
		for name, value := range map[string]string{
			"at": p.Entry.At, "name": p.Entry.Name, "amount": p.Entry.Amount, "unit": p.Entry.Unit, "result": p.Entry.Result,
		} {
			form.Set(p.Field(name), value)
		}
	}
	return form
}

func (s *Server) confirmPlan(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := c.Request.PostForm
	page := s.planPage(c, b, p, diary.TemplateByID(form.Get("template")))
	page.Form = form
	lines, err := readPlan(page.Steps, form)
	if err == nil {
		_, err = diary.Write(c.Request.Context(), s.Pool, who(c), b.ID, s.Now(), keyedLines(lines, form.Get("key")))
		err = atLines(err, lines)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, diaryPath(b)+"?done=plan&n="+strconv.Itoa(len(lines)))
		return nil
	}
	code := http.StatusBadRequest
	if page.Problems = page.problems(err); page.Problems == nil {
		if page.Problems, code = page.refusal(err, "plan"); page.Problems == nil {
			return err
		}
		form.Set("key", uuid.NewString())
	}
	return s.render(c, code, "diary_plan", page)
}

// planLine is a line that was ticked.
type planLine struct {
	n     int
	entry diary.Entry
}

// readPlan wants at least one line.
func readPlan(steps []planStep, form url.Values) ([]planLine, error) {
	var bad input.Errors
	var lines []planLine
	for _, p := range steps {
		if form.Get(p.Field("on")) == "" {
			continue
		}
		var faults input.Errors
		e := p.Entry
		e.At = form.Get(p.Field("at"))
		e.Name, e.Amount, e.Unit = form.Get(p.Field("name")), form.Get(p.Field("amount")), form.Get(p.Field("unit"))
		e.Temperature, e.Humidity = form.Get(p.Field("temperature")), form.Get(p.Field("humidity"))
		e.Result = form.Get(p.Field("result"))
		e.Typed(&faults)
		for _, f := range faults {
			bad.Add(p.Field(f.Field), f.Problem)
		}
		lines = append(lines, planLine{p.N, e})
	}
	if len(lines) == 0 {
		bad.Add("plan", "diary.plan.none")
	}
	return lines, bad.OrNil()
}

// keyedLines puts what came in into what was made of it. The form's key makes a
// plan that is sent twice one.
func keyedLines(lines []planLine, key string) []diary.Keyed {
	entries := make([]diary.Entry, len(lines))
	for i, line := range lines {
		entries[i] = line.entry
	}
	diary.Feed(entries)
	keyed := make([]diary.Keyed, len(lines))
	for i, line := range lines {
		keyed[i] = diary.Keyed{Key: "plan:" + key + ":" + strconv.Itoa(line.n), Entry: entries[i]}
	}
	return keyed
}

// atLines names the plan's fields where the diary counts entries.
func atLines(err error, lines []planLine) error {
	var bad input.Errors
	for _, f := range input.Of(err) {
		n, field := diary.FaultOf(f)
		bad.Add(planField(lines[n].n, field), f.Problem)
	}
	if len(bad) == 0 {
		return err
	}
	return bad
}
