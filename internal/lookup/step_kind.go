package lookup

import (
	"slices"
	"strings"

	"temgoc/internal/epcis"
)

// plainKinds are by the business steps of CBV 2.0 that mean one thing whatever
// else the event says.
var plainKinds = map[string]StepKind{
	"storing":          StepStored,
	"sensor_reporting": StepMeasured,
	"packing":          StepPacked,
	"repackaging":      StepPacked,
	"unpacking":        StepUnpacked,
	"shipping":         StepShipped,
	"departing":        StepShipped,
	"transporting":     StepShipped,
	"stocking":         StepDisplayed,
	"encoding":         StepIssued,
	"holding":          StepHeld,
	"destroying":       StepDestroyed,
}

// kindOf reads an event as something that happened to a lot.
func kindOf(e epcis.Event, lot string) StepKind {
	switch {
	case slices.Contains(e.Set, "recalled"):
		return StepRecalled
	case slices.Contains(e.Unset, "recalled"):
		return StepRecallEnded
	case textOf(e, "firstUnit") != "":
		return stampsKind(e.Action, e.BizStep)
	case e.Type == epcis.TransformationEvent:
		return transformedKind(e, lot)
	}
	switch e.BizStep {
	case "commissioning", "creating_class_instance":
		return createdKind(e)
	case "receiving", "accepting", "arriving":
		return receivedKind(e, lot)
	case "inspecting":
		return testedKind(e.Disposition)
	case "retail_selling":
		return soldKind(e.Disposition)
	}
	if kind, ok := plainKinds[e.BizStep]; ok {
		return kind
	}
	return endedKind(e)
}

func transformedKind(e epcis.Event, lot string) StepKind {
	if counted(e.InEPCs, e.InGoods, lot).any() {
		return StepUsed
	}
	return StepProcessed
}

// stampsKind is of the events that package stamp writes, which tell stamps of a
// lot by their numbers in it.
func stampsKind(action epcis.Action, bizStep string) StepKind {
	switch {
	case bizStep == "encoding":
		return StepIssued
	case action == epcis.Delete:
		return StepVoided
	}
	return StepActivated
}

// createdKind tells packs that get their serial numbers from goods that come to
// be.
func createdKind(e epcis.Event) StepKind {
	switch {
	case e.Type != epcis.ObjectEvent || e.Action != epcis.Add:
		return StepOther
	case slices.ContainsFunc(e.EPCs, isUnit):
		return StepActivated
	}
	return StepHarvested
}

func isUnit(epc string) bool {
	_, _, ok := epcis.Unit(epcis.Canonical(epc))
	return ok
}

// receivedKind: what came in on behalf of a lot, and is not the lot, is to be
// made into it. The diary says so itself, for it may hide what came in.
func receivedKind(e epcis.Event, lot string) StepKind {
	anything := counted(e.EPCs, e.Goods, "").any()
	switch {
	case textOf(e, "step") == "material":
		return StepMaterial
	case anything && !counted(e.EPCs, e.Goods, lot).any():
		return StepMaterial
	}
	return StepReceived
}

func testedKind(disposition string) StepKind {
	switch disposition {
	case "conformant":
		return StepPassed
	case "non_conformant":
		return StepFailed
	}
	return StepTested
}

func soldKind(disposition string) StepKind {
	if strings.HasPrefix(disposition, "sellable_") {
		return StepDisplayed
	}
	return StepSold
}

// endedKind is of goods that are no more, by whatever step.
func endedKind(e epcis.Event) StepKind {
	switch {
	case e.Disposition == "destroyed":
		return StepDestroyed
	case e.BizStep == "decommissioning", e.Type == epcis.ObjectEvent && e.Action == epcis.Delete:
		return StepRemoved
	}
	return StepOther
}
