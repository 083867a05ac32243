package web

import (
	"net/http"
	"strings"

	"temgoc/internal/epcis"
)

// epcFormat is how identifiers of GS1 are written, by the header GS1-EPC-Format.
type epcFormat string

const (
	anyFormat    epcFormat = "No_Preference"
	digitalLinks epcFormat = "Always_GS1_Digital_Link"
	epcURNs      epcFormat = "Always_EPC_URN"
	asReceived   epcFormat = "Never_Translates"
)

var epcFormats = []epcFormat{anyFormat, digitalLinks, epcURNs, asReceived}

func epcFormatOf(h http.Header) epcFormat {
	if asked := h.Get("GS1-EPC-Format"); asked != "" {
		return epcFormat(asked)
	}
	return digitalLinks
}

// identifiers are the members of an event that hold them: themselves, or where
// they are objects, in the member that is named.
var identifiers = map[string]string{
	"epcList": "", "childEPCs": "", "inputEPCList": "", "outputEPCList": "", "parentID": "",
	"quantityList": "epcClass", "childQuantityList": "epcClass",
	"inputQuantityList": "epcClass", "outputQuantityList": "epcClass",
	"readPoint": "id", "bizLocation": "id",
	"sourceList": "source", "destinationList": "destination", "bizTransactionList": "bizTransaction",
}

// translate writes the identifiers of an event in the format. A URN tells where
// the company prefix of a key ends, a Digital Link does not: it becomes a URN
// if another URN of the event has its company prefix, else it stays.
func (f epcFormat) translate(event epcis.Value) epcis.Value {
	switch f {
	case digitalLinks:
		return eachIdentifier(event, canonicalURN)
	case epcURNs:
		var prefixes []string
		eachIdentifier(event, func(uri string) string {
			prefixes = append(prefixes, companyPrefix(uri))
			return uri
		})
		return eachIdentifier(event, func(uri string) string {
			urn, _ := epcis.ToURN(uri, prefixes)
			return urn
		})
	}
	return event
}

// canonicalURN leaves a Digital Link on the host that it names.
func canonicalURN(uri string) string {
	if !strings.HasPrefix(uri, urnStem) {
		return uri
	}
	return epcis.Canonical(uri)
}

const urnStem = "urn:epc:"

// companyPrefix is the first field of a URN, as in urn:epc:id:sgtin:0614141.…;
// empty for what is none.
func companyPrefix(uri string) string {
	rest, isURN := strings.CutPrefix(uri, urnStem)
	if !isURN {
		return ""
	}
	prefix, _, _ := strings.Cut(rest[strings.LastIndexByte(rest, ':')+1:], ".")
	return prefix
}

func eachIdentifier(event epcis.Value, rewrite func(string) string) epcis.Value {
	members := make([]epcis.Member, len(event.Members()))
	for i, m := range event.Members() {
		if within, holds := identifiers[m.Name]; holds {
			m.Value = rewritten(m.Value, within, rewrite)
		}
		members[i] = m
	}
	return epcis.ObjectValue(members...)
}

func rewritten(v epcis.Value, within string, rewrite func(string) string) epcis.Value {
	switch {
	case v.Kind == epcis.String && within == "":
		v.Text = rewrite(v.Text)
	case v.Kind == epcis.Array:
		items := make([]epcis.Value, len(v.Items()))
		for i, item := range v.Items() {
			items[i] = rewritten(item, within, rewrite)
		}
		return epcis.ListValue(items...)
	case v.Kind == epcis.Object:
		members := make([]epcis.Member, len(v.Members()))
		for i, m := range v.Members() {
			if m.Name == within {
				m.Value = rewritten(m.Value, "", rewrite)
			}
			members[i] = m
		}
		return epcis.ObjectValue(members...)
	}
	return v
}
