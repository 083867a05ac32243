package epcis

import "strings"

// vocabulary is a closed list of CBV 2.0, section 7: the bare words of JSON.
type vocabulary map[string]bool

func words(list string) vocabulary {
	v := vocabulary{}
	for word := range strings.FieldsSeq(list) {
		v[word] = true
	}
	return v
}

var bizSteps = words(`
	accepting arriving assembling collecting commissioning consigning
	creating_class_instance cycle_counting decommissioning departing destroying
	disassembling dispensing encoding entering_exiting holding inspecting installing
	killing loading other packing picking receiving removing repackaging repairing
	replacing reserving retail_selling sampling sensor_reporting shipping
	staging_outbound stock_taking stocking storing transporting unloading unpacking
	void_shipping
`)

var dispositions = words(`
	active available completeness_inferred completeness_verified conformant
	container_closed container_open damaged destroyed dispensed disposed encoded
	expired in_progress in_transit inactive mismatch_class mismatch_instance
	mismatch_quantity needs_replacement no_pedigree_match non_conformant
	non_sellable_other partially_dispensed recalled reserved retail_sold returned
	sellable_accessible sellable_not_accessible stolen unavailable unknown
`)

var bizTransactionTypes = words(`
	bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
`)

var sourceDestTypes = words(`location owning_party possessing_party`)

var errorReasons = words(`did_not_occur incorrect_data`)

var alertTypes = words(`ALARM_CONDITION ERROR_CONDITION`)

var measurementTypes = words(`
	AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude
	AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration
	AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count
	Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
	ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy
	Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity
	Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
	MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
	MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume
	Power Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity
	Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity
	SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate
	VolumeFraction VolumetricFlux Wavenumber
`)

var components = words(`
	altitude axial_distance azimuth easting elevation_angle height latitude longitude
	northing polar_angle spherical_radius x y z
`)

// spelling of a vocabulary's words: bare in JSON, else behind one of its
// prefixes. The first is that of the web vocabulary, to which words are
// expanded; the others are the URNs of EPCIS 1 and compact URIs.
type spelling struct {
	words    vocabulary
	bareWord *lexicon[bool] // the same words
	prefixes []string
}

func spelled(words vocabulary, prefixes []string) spelling {
	return spelling{words, lexiconOf(words), prefixes}
}

var (
	bizStepSpelling         = spelled(bizSteps, cbvPrefixes("BizStep-", "bizstep:"))
	dispositionSpelling     = spelled(dispositions, cbvPrefixes("Disp-", "disp:"))
	bizTransactionSpelling  = spelled(bizTransactionTypes, cbvPrefixes("BTT-", "btt:"))
	sourceDestSpelling      = spelled(sourceDestTypes, cbvPrefixes("SDT-", "sdt:"))
	errorReasonSpelling     = spelled(errorReasons, cbvPrefixes("ER-", "er:"))
	componentSpelling       = spelled(components, cbvPrefixes("Comp-", "comp:"))
	measurementTypeSpelling = spelled(measurementTypes, gs1Prefixes)
	alertTypeSpelling       = spelled(alertTypes, gs1Prefixes)
)

var gs1Prefixes = []string{"https://gs1.org/voc/", "https://ref.gs1.org/voc/", "gs1:"}

func cbvPrefixes(web, urn string) []string {
	return []string{"https://ref.gs1.org/cbv/" + web, "urn:epcglobal:cbv:" + urn, "cbv:" + web}
}

// bare is the word that s spells, or s if it is none of the list: an
// organisation's own URI.
func (p spelling) bare(s string) string {
	for _, prefix := range p.prefixes {
		if word, ok := strings.CutPrefix(s, prefix); ok && p.words[word] {
			return word
		}
	}
	return s
}

// uri is the word as a URI of the web vocabulary; what is no word stays.
func (p spelling) uri(s string) string {
	if word := p.bare(s); p.words[word] {
		return p.prefixes[0] + word
	}
	return s
}
