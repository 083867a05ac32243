package web

import (
	"temgoc/internal/lookup"
)

// lookupStep is a step of the journey; what is not known of it is left out.
type lookupStep struct {
	Kind         lookup.StepKind `json:"kind"`
	At           string          `json:"at"`               // a time, or a day where no more is known
	Source       bool            `json:"source,omitempty"` // the goods went into the batch
	Goods        lookupLot       `json:"goods,omitzero"`
	Place        lookupPlace     `json:"place,omitzero"`
	PlaceName    string          `json:"place_name,omitempty"`
	PlaceGLN     string          `json:"place_gln,omitempty"`
	By           string          `json:"by,omitempty"`
	To           string          `json:"to,omitempty"`
	Quantity     int             `json:"quantity"` // of stamps; of packs where they are produced
	Amounts      []lookupAmount  `json:"amounts,omitempty"`
	Readings     []lookupReading `json:"readings,omitempty"`
	Method       string          `json:"method,omitempty"`
	Laboratory   string          `json:"laboratory,omitempty"`
	Certificates []string        `json:"certificates,omitempty"`
	Note         string          `json:"note,omitempty"`
	Photo        string          `json:"photo,omitempty"` // address
}

// lookupLot names goods by whatever is known of them.
type lookupLot struct {
	GTIN   string `json:"gtin,omitempty"`
	Lot    string `json:"lot,omitempty"`
	NameVI string `json:"name_vi,omitempty"`
	NameEN string `json:"name_en,omitempty"`
	Maker  string `json:"maker,omitempty"`
	Code   string `json:"code,omitempty"` // of what has no lot: a serial number, an SSCC, a URI
}

// lookupAmount has its unit as UN/ECE Recommendation 20 codes it; none is pieces.
type lookupAmount struct {
	Number string `json:"number"` // a decimal
	Unit   string `json:"unit,omitempty"`
}

type lookupReading struct {
	Type  string `json:"type"` // of measurement, CBV's word
	Least string `json:"least,omitempty"`
	Most  string `json:"most,omitempty"`
	Unit  string `json:"unit,omitempty"`
	Text  string `json:"text,omitempty"`
	Alarm bool   `json:"alarm,omitempty"`
}

// lookupOrigin is the graph of what went into the batch and what came of it.
type lookupOrigin struct {
	Lots  []lookupNode `json:"lots"` // the batch is the first
	Edges []lookupEdge `json:"edges"`
	More  int          `json:"more"` // lots that are left out
}

type lookupNode struct {
	lookupLot
	Level int `json:"level"` // below 0 went into the batch, above came of it
}

// lookupEdge leads from what went in, by its place in the lots.
type lookupEdge struct {
	From   int  `json:"from"`
	To     int  `json:"to"`
	Packed bool `json:"packed"` // only put together
}

func (s *Server) lookupStepsOf(steps []lookup.Step) []lookupStep {
	answer := make([]lookupStep, len(steps))
	for i, step := range steps {
		answer[i] = s.lookupStepOf(step)
	}
	return answer
}

func (s *Server) lookupStepOf(step lookup.Step) lookupStep {
	answer := lookupStep{
		Kind:         step.Kind,
		At:           s.languages.byTag["vi"].Stamp(step.At, step.DayOnly),
		Source:       step.Source,
		Goods:        lookupLotOf(step.Goods),
		Place:        lookupPlaceOf(step.Place),
		PlaceName:    step.There.Name,
		PlaceGLN:     step.GLN,
		By:           step.Org.Name,
		To:           step.To.Name,
		Quantity:     step.Quantity,
		Method:       step.Method,
		Laboratory:   step.Laboratory,
		Certificates: step.Certificates,
		Note:         step.Note,
	}
	for _, a := range step.Amounts {
		answer.Amounts = append(answer.Amounts, lookupAmount(a))
	}
	for _, r := range step.Readings {
		answer.Readings = append(answer.Readings, lookupReading(r))
	}
	if step.Photo != nil {
		answer.Photo = s.codeBase() + "/picture/" + step.Photo.String()
	}
	return answer
}

func lookupLotOf(g lookup.Goods) lookupLot {
	return lookupLot{g.GTIN, g.Lot, g.NameVI, g.NameEN, g.Maker.Name, g.Code}
}

func lookupOriginOf(g lookup.Graph) lookupOrigin {
	answer := lookupOrigin{
		Lots:  make([]lookupNode, len(g.Nodes)),
		Edges: make([]lookupEdge, len(g.Edges)),
		More:  g.More,
	}
	for i, n := range g.Nodes {
		answer.Lots[i] = lookupNode{lookupLotOf(n.Goods), n.Level}
	}
	for i, e := range g.Edges {
		answer.Edges[i] = lookupEdge(e)
	}
	return answer
}
