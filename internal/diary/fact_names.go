package diary

import (
	"slices"

	"temgoc/internal/epcis"
)

// Members of our own that an entry's event has, behind epcis.Namespace.
const (
	stepMember        = "step"     // the Kind, which tells receiving from receiving
	lotMember         = "lot"      // the batch: product code, public whatever is hidden
	peopleMember      = "people"   // text
	noteMember        = "note"     // text
	photoMember       = "photo"    // id of a picture of the catalogue
	placeMember       = "place"    // text
	materialMember    = "material" // name; of inputs a list, in the order of those without GTIN
	methodMember      = "method"   // of storing
	laboratoryMember  = "laboratory"
	certificateMember = "certificate"
	receiverMember    = "receiver"
	contactMember     = "receiverContact"
)

const prefix = "temgoc:"

// goodsMember is where an event of the type has the batch itself.
func goodsMember(t epcis.EventType) string {
	switch t {
	case epcis.TransformationEvent:
		return "outputQuantityList"
	case epcis.AggregationEvent:
		return "childQuantityList"
	}
	return "quantityList"
}

// members of an event that a fact stands in, by their names in JSON.
func (f Fact) members(k Kind) []string {
	switch f {
	case People:
		return []string{prefix + peopleMember}
	case Note:
		return []string{prefix + noteMember}
	case Photo:
		return []string{prefix + photoMember}
	case Quantity:
		return []string{goodsMember(senses[k].event)}
	case Name:
		return []string{prefix + materialMember}
	case Inputs:
		return []string{"inputQuantityList"}
	case Sensor:
		return []string{"sensorElementList"}
	case Report:
		return []string{prefix + laboratoryMember, prefix + certificateMember}
	case Receiver:
		return []string{"destinationList", prefix + receiverMember, prefix + contactMember}
	}
	return nil
}

// hiddenMembers are in the order of the facts.
func (e Entry) hiddenMembers() []string {
	members := []string{}
	for _, f := range e.Hidden {
		members = append(members, f.members(e.Kind)...)
	}
	return members
}

// hiddenFacts is what hiddenMembers was made of.
func hiddenFacts(k Kind, members []string) []Fact {
	hidden := []Fact{}
	for _, f := range k.Facts() {
		if names := f.members(k); len(names) > 0 && slices.Contains(members, names[0]) {
			hidden = append(hidden, f)
		}
	}
	return hidden
}
