// Package pdf writes PDF files (ISO 32000-1, PDF 1.7) of black text, QR
// symbols, bars and lines, piece by piece: pages may be made at the same time,
// kept, and put together later.
//
// What it promises:
//   - The number of every object is known before it is written, so no page
//     waits for another; memory does not grow with the pages.
//   - Text is real text in an embedded font, found and copied as the letters
//     it was given. Whatever is in it, it is text: no input ends a string.
//   - A symbol is one filled path on whole dots of the printer.
//   - The same input gives the same bytes: no clock, no randomness, no state.
//
// Lengths are mm from the top left corner of the page, sizes of text points.
package pdf

const (
	mmPerInch     = 25.4
	pointsPerInch = 72
)
