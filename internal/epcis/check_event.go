package epcis

import "slices"

// checkEvent holds an event to what concerns more than one of its members
// (EPCIS 2.0, section 7.4).
func (r *reader) checkEvent(e *Event) {
	r.require(&e.Value, "eventTime", "the time when it happened, such as 2026-04-15T08:30:00+07:00")
	r.require(&e.Value, "eventTimeZoneOffset", "the offset from UTC at the place, such as +07:00")
	if _, known := eventMembers[e.Type]; known && e.Type != TransformationEvent {
		r.require(&e.Value, "action", "ADD, OBSERVE or DELETE")
	}
	switch e.Type {
	case ObjectEvent:
		r.checkObject(e)
	case AggregationEvent, AssociationEvent:
		r.checkGrouping(e)
	case TransactionEvent:
		r.checkTransaction(e)
	case TransformationEvent:
		r.checkTransformation(e)
	}
}

// fills tells whether one of the lists names something. One that is no list
// was refused already.
func (e *Event) fills(lists ...string) bool {
	return slices.ContainsFunc(lists, func(list string) bool {
		v, ok := e.Value.Get(list)
		return ok && (v.Kind != Array || len(v.Items()) > 0)
	})
}

func (r *reader) checkObject(e *Event) {
	measured := e.fills("sensorElementList") && (e.Value.has("readPoint") || e.Value.has("epcList"))
	if !measured && !e.fills("epcList", "quantityList") {
		r.refuse("An ObjectEvent needs what it happened to: add epcList or quantityList, or sensorElementList with the readPoint.")
	}
	if e.Action != Add && e.Value.has("ilmd") {
		r.refuseAt("ilmd", "An ObjectEvent has ilmd only where instances or lots begin, with action ADD; remove it or correct the action.")
	}
}

func (r *reader) checkGrouping(e *Event) {
	if e.Action != Observe || e.Type == AssociationEvent {
		r.require(&e.Value, "parentID", "the URI of what holds the others")
	}
	if e.Action != Delete && !e.fills("childEPCs", "childQuantityList") {
		r.refuse("This event needs what belongs to its parent: add childEPCs or childQuantityList.")
	}
}

func (r *reader) checkTransaction(e *Event) {
	r.require(&e.Value, "bizTransactionList", "the business documents")
	if e.Value.has("bizTransactionList") && !e.fills("bizTransactionList") {
		r.refuseAt("bizTransactionList", "This list is empty; name at least one business document.")
	}
	onlyParent := e.Value.has("epcList") && (e.Value.has("parentID") || e.fills("sensorElementList"))
	if e.Action != Delete && !onlyParent && !e.fills("epcList", "quantityList") {
		r.refuse("A TransactionEvent needs what the documents are about: add epcList or quantityList.")
	}
}

func (r *reader) checkTransformation(e *Event) {
	in := e.fills("inputEPCList", "inputQuantityList")
	out := e.fills("outputEPCList", "outputQuantityList")
	switch {
	case !in && !out:
		r.refuse("A TransformationEvent needs its inputs or outputs: add inputEPCList, inputQuantityList, outputEPCList or outputQuantityList.")
	case in != out && !e.Value.has("transformationID"):
		r.refuse("A TransformationEvent needs both inputs and outputs, or a transformationID that joins it to the event with the others.")
	}
	r.checkOwnInput(e)
}

// checkOwnInput refuses an instance that went in and came out: what comes out is
// new. A class may do both, as when part of a lot is left.
func (r *reader) checkOwnInput(e *Event) {
	if len(e.InEPCs) == 0 || len(e.OutEPCs) == 0 {
		return
	}
	inputs := make(map[string]bool, len(e.InEPCs))
	for _, epc := range e.InEPCs {
		inputs[Canonical(epc)] = true
	}
	for i, epc := range e.OutEPCs {
		if inputs[Canonical(epc)] {
			r.enter(named("outputEPCList"))
			r.enter(item(i))
			r.refuse("%.80q is an input of the same transformation; an instance cannot be made from itself.", epc)
			r.leave()
			r.leave()
		}
	}
}
