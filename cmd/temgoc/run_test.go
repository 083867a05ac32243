package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"temgoc/internal/pg/pgtest"
)

// command runs a verb in this process with vars, and of the environment all but
// the settings of a service that the developer may have.
func command(t *testing.T, vars []string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TEMGOC_") })
	err := run(t.Context(), call{
		args:   args,
		env:    append(env, vars...),
		stdout: &out,
		stderr: &complaints,
	})
	status = exitStatus(err, &complaints)
	return status, out.String(), complaints.String()
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args           []string
		status         int
		stdout, stderr string // parts
	}{
		{nil, 2, "", "usage: temgoc VERB"},
		{[]string{"help"}, 0, "migrate ", ""},
		{[]string{"--help"}, 0, "with-stores ", ""},
		{[]string{"nonsense"}, 1, "", `there is no verb "nonsense"`},
		{[]string{"migrate", "-h"}, 0, "", "-list"},
		{[]string{"migrate", "--wrong"}, 2, "", "flag provided but not defined: -wrong"},
		{[]string{"migrate"}, 1, "", "temgoc: TEMGOC_DATABASE_URL is not set"},
		{[]string{"with-stores"}, 2, "", "usage: temgoc with-stores"},
	} {
		status, stdout, stderr := command(t, nil, tt.args...)
		if status != tt.status || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("%v: got status %d, stdout %q, stderr %q; want %d, %q, %q",
				tt.args, status, stdout, stderr, tt.status, tt.stdout, tt.stderr)
		}
	}
}

func TestMigrateVerb(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	if _, err := pool.Exec(t.Context(), `drop schema public cascade; create schema public`); err != nil {
		t.Fatal(err)
	}
	database := []string{"TEMGOC_DATABASE_URL=" + pool.Config().ConnString()}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"migrate", "--list"}, "0001_organisations.sql\n"},
		{[]string{"migrate"}, "0001_organisations.sql\n"}, // the list changed nothing
		{[]string{"migrate"}, ""},
	} {
		status, stdout, stderr := command(t, database, tt.args...)
		if status != 0 || !strings.HasPrefix(stdout, tt.want) || tt.want == "" && stdout != "" {
			t.Errorf("%v: got status %d, %q, %q; want 0, %q", tt.args, status, stdout, stderr, tt.want)
		}
	}
}
