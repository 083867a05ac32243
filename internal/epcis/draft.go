package epcis

import (
	"cmp"
	"strconv"
	"time"
)

// Namespace is that of our own extensions, whose prefix is temgoc. It is a name
// and nothing is there.
const Namespace = "https://ns.temgoc.example/epcis/"

// namespacePrefix is how Namespace is written.
const namespacePrefix = "temgoc"

// Draft is an event that one of our own rooms wants to tell of, with the fields
// that it shall have when it is read. Its Value, Context, Namespaces and
// Unhashed are not looked at. Without a zone, that of the time is taken.
type Draft Event

// Event writes the draft as JSON and reads that like any other event, so that
// it holds to the same rules. There is no check of the time.
func (d Draft) Event() (Event, error) {
	var declared prefixes
	members := d.members(&declared)
	contexts := []Value{TextValue(StandardContext)}
	if len(declared) > 0 {
		contexts = append(contexts, ObjectValue(declared...))
	}
	alone := ObjectValue(append(members, Member{"@context", ListValue(contexts...)})...)
	return ParseEvent(alone.AppendJSON(nil), time.Time{})
}

// members of the event, in the order of the standard.
func (d Draft) members(declared *prefixes) []Member {
	var o objectWriter
	o.text("type", string(d.Type))
	o.text("eventID", d.ID)
	o.text("eventTime", d.Time.Format(time.RFC3339Nano))
	o.text("eventTimeZoneOffset", cmp.Or(d.Zone, d.Time.Format("-07:00")))
	o.text("action", string(d.Action))
	o.text("bizStep", d.BizStep)
	o.text("disposition", d.Disposition)
	o.object("persistentDisposition", func(o *objectWriter) {
		o.texts("set", d.Set)
		o.texts("unset", d.Unset)
	})
	o.object("readPoint", func(o *objectWriter) { o.text("id", d.ReadPoint) })
	o.object("bizLocation", func(o *objectWriter) { o.text("id", d.BizLocation) })
	d.goods(&o)
	o.typed("bizTransactionList", "bizTransaction", d.Documents)
	o.typed("sourceList", "source", d.Sources)
	o.typed("destinationList", "destination", d.Receivers)
	if len(d.Certificates) == 1 { // which only so may be a name
		o.text("certificationInfo", d.Certificates[0])
	} else {
		o.texts("certificationInfo", d.Certificates)
	}
	writeList(&o, "sensorElementList", d.Sensors, func(o *objectWriter, s Sensor) {
		o.object("sensorMetadata", func(o *objectWriter) { o.fields(s.Metadata, declared) })
		writeList(o, "sensorReport", s.Reports, func(o *objectWriter, fields []Field) { o.fields(fields, declared) })
	})
	o.object("ilmd", func(o *objectWriter) { o.fields(d.ILMD, declared) })
	if d.Error != nil {
		o.object("errorDeclaration", d.Error.write)
	}
	o.fields(d.Extensions, declared)
	return o
}

// goods are what the event names, in the lists of its type.
func (d Draft) goods(o *objectWriter) {
	o.text("transformationID", d.TransformationID)
	o.text("parentID", d.ParentID)
	epcs, goods := "epcList", "quantityList"
	if d.Type == AggregationEvent || d.Type == AssociationEvent {
		epcs, goods = "childEPCs", "childQuantityList"
	}
	o.texts(epcs, d.EPCs)
	o.quantities(goods, d.Goods)
	o.texts("inputEPCList", d.InEPCs)
	o.quantities("inputQuantityList", d.InGoods)
	o.texts("outputEPCList", d.OutEPCs)
	o.quantities("outputQuantityList", d.OutGoods)
}

func (e *ErrorDeclaration) write(o *objectWriter) {
	o.text("declarationTime", e.At.Format(time.RFC3339Nano))
	o.text("reason", e.Reason)
	o.texts("correctiveEventIDs", e.Corrective)
}

// prefixes are the declarations of a context for the namespaces in use.
type prefixes []Member

// of is the prefix of a namespace, which it declares if the standard does not.
func (p *prefixes) of(space string) string {
	for prefix, known := range standardNames {
		if known == space {
			return prefix
		}
	}
	for _, m := range *p {
		if m.Value.Text == space {
			return m.Name
		}
	}
	prefix := namespacePrefix
	if space != Namespace {
		prefix = "ns" + strconv.Itoa(len(*p)+1)
	}
	*p = append(*p, Member{prefix, TextValue(space)})
	return prefix
}
