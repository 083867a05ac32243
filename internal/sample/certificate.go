package sample

import (
	"fmt"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
)

// months that an OCOP certificate is valid for.
const months = 36

// certificate is invented, but for stars and score; its number says so.
func (p product) certificate(id uuid.UUID, today day.Day) catalog.NewCertificate {
	until := p.validUntil(today)
	issued := until.AddMonths(-months)
	return catalog.NewCertificate{
		ProductID:  id,
		Kind:       catalog.KindOCOP,
		Stars:      p.Stars,
		Score:      p.Score,
		RuleSet:    ruleSet(issued),
		Number:     fmt.Sprintf("DEMO-%03d (số minh họa)", p.ID),
		Issuer:     p.issuer(),
		IssuedOn:   issued,
		ValidUntil: until,
	}
}

// validUntil is honest for what was rated in 2020 and 2022: those stars have
// lapsed. All else is counted from today, spread over the three states.
func (p product) validUntil(today day.Day) day.Day {
	switch {
	case "0"+p.GTIN == HeroGTIN:
		return today.AddMonths(24)
	case p.Year == 2020 || p.Year == 2022:
		return day.Date(p.Year, 6, 30).AddMonths(months)
	case p.ID%4 == 0:
		return today.AddDays(15 + p.ID) // lapsing: at most 79 days
	case p.ID%4 == 1:
		return today.AddDays(-p.ID) // lapsed
	}
	return today.AddMonths(6 + p.ID%24)
}

func (p product) issuer() string {
	if p.Status == "dat-cap-huyen" {
		return "Ủy ban nhân dân cấp huyện (minh họa)"
	}
	return "Ủy ban nhân dân cấp tỉnh (minh họa)"
}

// ruleSet is the decision in force: 148/2023 replaced 1048/2019 on 24 February
// 2023.
func ruleSet(issued day.Day) string {
	if issued.Before(day.Date(2023, 2, 24)) {
		return "1048/QĐ-TTg (2019)"
	}
	return "148/QĐ-TTg (2023)"
}
