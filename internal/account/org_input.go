package account

import (
	"net/url"
	"regexp"
	"slices"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
)

// maxName is the longest name of an organisation or a person, in characters.
const maxName = 200

var (
	orgKinds   = []OrgKind{AuthorityOrg, ProducerOrg}
	ownerTypes = []string{"", "ho-kinh-doanh", "hop-tac-xa", "doanh-nghiep"}
	orgCode    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)
)

// clean brings what people typed into the form it is stored in.
func (o *Org) clean() error {
	var bad input.Errors
	o.Name = bad.Line("name", o.Name, 1, maxName)
	o.NameEN = bad.Line("name_en", o.NameEN, 0, maxName)
	o.Phone = bad.Line("phone", o.Phone, 0, 40)
	if !slices.Contains(orgKinds, o.Kind) {
		bad.Add("kind", "org.bad_kind")
	}
	if !orgCode.MatchString(o.Code) {
		bad.Add("code", "org.bad_code")
	}
	if !slices.Contains(ownerTypes, o.OwnerType) {
		bad.Add("owner_type", "org.bad_owner_type")
	}
	o.cleanOptional(&bad)
	return bad.OrNil()
}

func (o *Org) cleanOptional(bad *input.Errors) {
	if _, err := gs1.ParseGLN(o.GLN); o.GLN != "" && err != nil {
		bad.Add("gln", "org.bad_gln")
	}
	email, err := ParseEmail(o.Email)
	if o.Email != "" && err != nil {
		bad.Add("email", "email.malformed")
	}
	o.Email = email
	if o.Website != "" && !isHTTPS(o.Website) {
		bad.Add("website", "org.bad_website")
	}
}

// isHTTPS guards the links of public pages: no other scheme, no user, nothing
// that a browser reads differently than we do.
func isHTTPS(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil &&
		u.String() == link && len(link) <= 300
}
