package account

// Role is what a user is to the programme.
type Role string

const (
	Admin     Role = "admin"     // of the authority: approves, watches, recalls
	Producer  Role = "producer"  // makes products, batches and stamps
	Inspector Role = "inspector" // verifies in markets, decides on copied stamps
)

// Action names what is done, for Allow and for the audit.
type Action string

const (
	ReadOwn          Action = "own.read" // an organisation's products, batches and runs
	WriteProduct     Action = "product.write"
	WriteBatch       Action = "batch.write"
	IssueStamps      Action = "stamps.issue"
	PrintStamps      Action = "stamps.print"  // take their codes away: whoever can, can copy them
	ChangeStamps     Action = "stamps.change" // activate, void
	Recall           Action = "recall.declare"
	LiftRecall       Action = "recall.lift"
	WriteCertificate Action = "certificate.write"
	ReadReports      Action = "reports.read" // and cases of copied stamps
	DecideCases      Action = "case.decide"
	ManageUsers      Action = "users.manage"
	ChangeGTIN       Action = "product.gtin"
	ProposeLinks     Action = "link.propose" // change and withdraw them too
	ApproveLinks     Action = "link.approve" // reject them too
	WriteEvents      Action = "events.write"
)

// reach is how far a right goes; the zero reach is no right.
type reach int

const (
	ownOrg reach = iota + 1
	everywhere
)

// rights lists all that is allowed. An administrator has no right to make
// products, batches or stamps in a producer's place, and a producer none to
// certify or to clear itself.
var rights = map[Role]map[Action]reach{
	Admin: {
		ReadOwn:          everywhere,
		PrintStamps:      everywhere, // a province may print for its producers
		Recall:           everywhere,
		LiftRecall:       everywhere,
		WriteCertificate: everywhere,
		ReadReports:      everywhere,
		DecideCases:      everywhere,
		ManageUsers:      everywhere,
		ChangeGTIN:       everywhere,
		ApproveLinks:     everywhere,
		WriteEvents:      ownOrg, // of the authority's own doing, such as a recall
	},
	Producer: {
		ReadOwn:      ownOrg,
		WriteProduct: ownOrg,
		WriteBatch:   ownOrg,
		IssueStamps:  ownOrg,
		PrintStamps:  ownOrg,
		ChangeStamps: ownOrg,
		Recall:       ownOrg,
		ReadReports:  ownOrg,
		ChangeGTIN:   ownOrg,
		ProposeLinks: ownOrg,
		WriteEvents:  ownOrg,
	},
	Inspector: {
		ReadOwn:     everywhere,
		ReadReports: everywhere,
		DecideCases: everywhere,
	},
}

// Allow tells whether a role may do action to what is its own organisation's,
// or another's.
func Allow(role Role, action Action, own bool) bool {
	switch rights[role][action] {
	case everywhere:
		return true
	case ownOrg:
		return own
	}
	return false
}
