package pg

// The runner over other files than those of the binary.
var (
	MigrateFiles = migrate
	PendingFiles = pending
)
