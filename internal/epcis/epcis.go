// Package epcis reads, checks and writes EPCIS 2.0 events in JSON-LD, with the
// words of CBV 2.0.
//
// It promises:
//   - An Event that exists is valid: it came through ParseDocument, ParseEach,
//     ParseEvent or Draft.Event, which share every check.
//   - Nothing is lost: an event keeps its members, their order and the digits of
//     its numbers, and is written as it was read.
//   - Nothing is fetched: a remote @context is a name. The standard's own is
//     known, of any other nothing is.
//   - Whatever is refused is named by a JSON pointer (RFC 6901) and a sentence
//     that says what to write instead.
//   - Reading takes time and memory in proportion to the document.
//
// The shape of a document is that of GS1's EPCIS-JSON-Schema. Where systems in
// the field are freer, so are we: any event may have a persistentDisposition, as
// section 7.4 of the standard has it, and names of its own in it; the only
// certificate may be a name; sensor elements may have a type; words of CBV may be
// spelled as URIs; what a sensor takes exception to needs no type; and a URI may
// have letters beyond ASCII. Where the text of the standard asks for more than the
// schema, it is asked for: a parent of what is packed, a unit of what is not
// counted, check digits.
package epcis
