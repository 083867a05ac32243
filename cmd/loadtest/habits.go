package main

import (
	"math"
	"math/rand/v2"

	"temgoc/internal/scan"
)

// Habits is how people treat stamps. Nobody has measured it yet: these are
// assumptions, to be replaced as scans come in. Shares are of 1.
type Habits struct {
	Scanned float64 // packs that their buyer scans
	Second  float64 // of these, scanned by a second person of the household
	Third   float64 // of those, by a third; and so on
	Seller  float64 // the seller's own phone scanned that very pack
	Again   float64 // a device comes back as another: a message app's browser, cookies that were cleared
	Shared  float64 // a photo of the stamp is passed on
	Viewers float64 // mean number of those who then scan it from the photo
	Away    float64 // of them, in another province
	Placed  float64 // devices that tell their province
}

// usual habits.
var usual = Habits{
	Scanned: 0.08,
	Second:  0.05,
	Third:   0.04,
	Seller:  0.01,
	Again:   0.01,
	Shared:  0.002,
	Viewers: 1.5,
	Away:    0.4,
	Placed:  0.1,
}

// provinces of Vietnam since 1 July 2025.
const provinces = 34

// unit counts the devices that scan one code, wherever it is printed.
type unit struct {
	scan.Evidence
	told [provinces]bool
}

// device scans the unit, and tells its province if it likes.
func (u *unit) device(r *rand.Rand, h Habits, province int) {
	if u.Devices == scan.MaxDevices {
		return
	}
	u.Devices++
	if r.Float64() < h.Placed {
		u.Placed++
		if !u.told[province] {
			u.told[province] = true
			u.Provinces++
		}
	}
	if r.Float64() < h.Again {
		u.device(r, h, province)
	}
}

// pack is one that its buyer scans, with all who scan it besides.
func (u *unit) pack(r *rand.Rand, h Habits, province int) {
	u.device(r, h, province)
	for share := h.Second; r.Float64() < share; share = h.Third {
		u.device(r, h, province)
	}
	if r.Float64() < h.Seller {
		u.device(r, h, province)
	}
	if r.Float64() >= h.Shared {
		return
	}
	for range poisson(r, h.Viewers) {
		at := province
		if r.Float64() < h.Away {
			at = r.IntN(provinces)
		}
		u.device(r, h, at)
	}
}

// poisson draws by Knuth's method, good for the small means here.
func poisson(r *rand.Rand, mean float64) (n int) {
	for p := r.Float64(); p > math.Exp(-mean); p *= r.Float64() {
		n++
	}
	return n
}
