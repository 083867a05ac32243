package web

import (
	"slices"
	"strings"

	"temgoc/internal/link"
)

// usualTypes are the links that producers have most use for, in the order in
// which the form offers them; their names are in the catalogue of texts.
var usualTypes = []string{
	"gs1:pip", "gs1:traceability", "gs1:certificationInfo", "gs1:recallStatus", "gs1:sustainabilityInfo",
	"gs1:ingredientsInfo", "gs1:nutritionalInfo", "gs1:allergenInfo", "gs1:consumerHandlingStorageInfo", "gs1:instructions",
	"gs1:recipeInfo", "gs1:relatedVideo", "gs1:hasRetailers", "gs1:promotion", "gs1:review", "gs1:faqs", "gs1:support",
	"gs1:socialMedia", "gs1:epcis", "gs1:jws",
}

// programTypes are those of usualTypes that are for programs.
var programTypes = []string{"gs1:epcis", "gs1:jws"}

// linkType is a type of link in words: in English where we have no others.
func (l *Lang) linkType(curie string) string {
	if slices.Contains(usualTypes, curie) {
		return l.T("link.type." + strings.TrimPrefix(curie, "gs1:"))
	}
	for _, t := range link.Types() {
		if t.Curie == curie {
			return t.Label
		}
	}
	return curie
}

// otherTypes are those that a link may have besides the usual ones.
func otherTypes() []link.Type {
	return slices.DeleteFunc(link.Types(), func(t link.Type) bool { return slices.Contains(usualTypes, t.Curie) })
}

// forShoppers tells whether a link is of a usual type and leads to something
// that a phone shows to a person.
func forShoppers(l link.Link) bool {
	if !slices.Contains(usualTypes, l.Type) || slices.Contains(programTypes, l.Type) {
		return false
	}
	return l.MediaType == "" || strings.HasPrefix(l.MediaType, htmlType) || strings.HasPrefix(l.MediaType, "video/") ||
		strings.HasPrefix(l.MediaType, "image/") || l.MediaType == "application/pdf"
}
