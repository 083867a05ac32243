// Package diary lets producers write events without knowing EPCIS: what was
// done, when, where, with how much, in a dozen kinds of entries.
//
//   - An entry is an event of trace and nothing else: what the diary shows is
//     read back from the events, and reading back what was written gives the
//     entry again.
//   - The same entry under the same key is stored once, however often it is
//     sent; another entry under that key is refused.
//   - Nothing is changed or removed: a correction declares the event wrong and
//     stores another.
//   - Step, time, place and product are public always, for shoppers are owed
//     them (Circular 02/2024/TT-BKHCN); of the other facts the producer says
//     which are for officers only.
//   - Readings, results and dates are never invented: a template proposes, and
//     leaves empty what has to be measured.
package diary
