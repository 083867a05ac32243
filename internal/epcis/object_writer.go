package epcis

// objectWriter collects the members of an object. What is empty is left out.
type objectWriter []Member

func (o *objectWriter) add(name string, v Value) { *o = append(*o, Member{name, v}) }

func (o *objectWriter) text(name, s string) {
	if s != "" {
		o.add(name, TextValue(s))
	}
}

func (o *objectWriter) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	items := make([]Value, len(list))
	for i, s := range list {
		items[i] = TextValue(s)
	}
	o.add(name, ListValue(items...))
}

func (o *objectWriter) object(name string, write func(*objectWriter)) {
	var inner objectWriter
	if write(&inner); len(inner) > 0 {
		o.add(name, ObjectValue(inner...))
	}
}

func writeList[T any](o *objectWriter, name string, list []T, write func(*objectWriter, T)) {
	if len(list) == 0 {
		return
	}
	items := make([]Value, len(list))
	for i, of := range list {
		var inner objectWriter
		write(&inner, of)
		items[i] = ObjectValue(inner...)
	}
	o.add(name, ListValue(items...))
}

func (o *objectWriter) quantities(name string, list []Quantity) {
	writeList(o, name, list, func(o *objectWriter, q Quantity) {
		o.text("epcClass", q.Class)
		if q.Amount != "" {
			o.add("quantity", NumberValue(q.Amount))
		}
		o.text("uom", q.UoM)
	})
}

// typed writes a list of what has a type, and an id under a name of its own.
func (o *objectWriter) typed(name, idName string, list []Typed) {
	writeList(o, name, list, func(o *objectWriter, t Typed) {
		o.text("type", t.Type)
		o.text(idName, t.ID)
	})
}

// fields writes extensions, or the standard's own fields if they have no
// namespace.
func (o *objectWriter) fields(fields []Field, declared *prefixes) {
	for _, f := range fields {
		name := f.Local
		if f.Space != "" {
			name = declared.of(f.Space) + ":" + f.Local
		}
		o.add(name, f.Value)
	}
}
