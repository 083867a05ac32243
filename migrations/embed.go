// Package migrations carries the database schema inside the binary: files
// NNNN_name.sql, numbered from 0001 without gaps, applied once each and in
// order by package pg. An applied file is never edited; a change is a new file.
package migrations

import "embed"

// FS holds the migration files.
//
//go:embed *.sql
var FS embed.FS
