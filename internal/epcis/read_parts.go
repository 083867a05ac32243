package epcis

// The objects that events are made of (EPCIS 2.0, sections 7.3 and 7.4.1).

var quantityMembers = lexiconOf(members[Quantity]{
	"epcClass": func(r *reader, v *Value, q *Quantity) { q.Class = r.identifier(v) },
	"quantity": func(r *reader, v *Value, q *Quantity) { q.Amount = r.amount(v) },
	"uom":      func(r *reader, v *Value, q *Quantity) { q.UoM = r.unit(v) },
})

func readQuantity(r *reader, v *Value, q *Quantity) {
	readObject(r, v, quantityMembers, q, nothingElse)
	r.require(v, "epcClass", "the URI of the class of goods that it counts")
	if q.UoM == "" && !isWhole(q.Amount) {
		r.refuseAt("uom", "A quantity that is not a whole number needs its unit: add uom, such as KGM for kilograms.")
	}
}

// Of a business document, a source and a destination the type goes by one of
// three lists, and the other member is named for what it is.
var (
	documentMembers = lexiconOf(members[Typed]{
		"type": func(r *reader, v *Value, t *Typed) {
			t.Type = r.word(v, bizTransactionSpelling, "a type of business transaction")
		},
		"bizTransaction": readTypedID,
	})
	sourceMembers      = lexiconOf(members[Typed]{"type": readPartyType, "source": readTypedID})
	destinationMembers = lexiconOf(members[Typed]{"type": readPartyType, "destination": readTypedID})
)

func readTypedID(r *reader, v *Value, t *Typed) { t.ID = r.identifier(v) }

func readPartyType(r *reader, v *Value, t *Typed) {
	t.Type = r.word(v, sourceDestSpelling, "a type of source or destination")
}

func readDocument(r *reader, v *Value, t *Typed) {
	readObject(r, v, documentMembers, t, nothingElse)
	r.require(v, "bizTransaction", "the URI of the document")
}

func readSource(r *reader, v *Value, t *Typed) {
	readObject(r, v, sourceMembers, t, nothingElse)
	r.require(v, "type", "owning_party, possessing_party, location or a URI")
	r.require(v, "source", "the URI of the party or place")
}

func readDestination(r *reader, v *Value, t *Typed) {
	readObject(r, v, destinationMembers, t, nothingElse)
	r.require(v, "type", "owning_party, possessing_party, location or a URI")
	r.require(v, "destination", "the URI of the party or place")
}

var placeMembers = lexiconOf(members[string]{
	"id": func(r *reader, v *Value, id *string) { *id = r.identifier(v) },
})

func readPlace(r *reader, v *Value, id *string) {
	readObject(r, v, placeMembers, id, extensions)
	r.require(v, "id", "the URI of the place")
}

var lastingMembers = lexiconOf(members[Event]{
	"set":   func(r *reader, v *Value, e *Event) { e.Set = r.lastingSet(v) },
	"unset": func(r *reader, v *Value, e *Event) { e.Unset = r.lastingSet(v) },
})

func readLasting(r *reader, v *Value, e *Event) {
	readObject(r, v, lastingMembers, e, nothingElse)
	if v.Kind == Object && len(v.Members()) == 0 {
		r.refuse("A persistentDisposition needs set or unset, or both.")
	}
}

var errorMembers = lexiconOf(members[ErrorDeclaration]{
	"declarationTime": func(r *reader, v *Value, d *ErrorDeclaration) { d.At = r.time(v) },
	"reason": func(r *reader, v *Value, d *ErrorDeclaration) {
		d.Reason = r.word(v, errorReasonSpelling, "a reason of an error")
	},
	"correctiveEventIDs": func(r *reader, v *Value, d *ErrorDeclaration) {
		d.Corrective = readTexts(r, v, (*reader).absolute)
	},
})

func readError(r *reader, v *Value) *ErrorDeclaration {
	var d ErrorDeclaration
	readObject(r, v, errorMembers, &d, extensions)
	r.require(v, "declarationTime", "the time when the error was declared")
	return &d
}

// readILMD reads the master data of instances and lots: only extensions.
func readILMD(r *reader, v *Value, to *[]Field) {
	readObject(r, v, nil, to, func(r *reader, m *Member, fields *[]Field) {
		*fields = append(*fields, r.extension(m))
	})
}
