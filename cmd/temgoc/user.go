package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/account"
	"temgoc/internal/config"
	"temgoc/internal/pg"
)

// user is the verb "user add": accounts are made by the operator, or by an
// administrator on the site.
func user(ctx context.Context, c call) error {
	c, err := c.add("user")
	if err != nil {
		return err
	}
	fs := flag.NewFlagSet("temgoc user add", flag.ContinueOnError)
	email := fs.String("email", "", "e-mail address to sign in with")
	name := fs.String("name", "", "name of the person")
	role := fs.String("role", "", "admin, producer or inspector")
	org := fs.String("org", "", "code of the organisation")
	orgName := fs.String("org-name", "", "name of the organisation, if it is to be made")
	passwordFile := fs.String("password-file", "", "file with the password (default: one is made and printed)")
	if err := c.parse(fs); err != nil {
		return err
	}
	password, err := readPassword(*passwordFile)
	if err != nil {
		return err
	}
	return c.withDatabase(ctx, func(pool *pgxpool.Pool) error {
		orgID, err := findOrg(ctx, pool, *org, *orgName, account.Role(*role))
		if err != nil {
			return err
		}
		_, err = account.CreateUser(ctx, pool, account.NewUser{
			OrgID: orgID, Email: *email, Name: *name, Role: account.Role(*role), Password: password,
		})
		if err == nil && *passwordFile == "" {
			fmt.Fprintln(c.stdout, "password:", password)
		}
		return err
	})
}

func readPassword(file string) (string, error) {
	if file == "" {
		return randomHex()[:20], nil // 80 bits
	}
	text, err := os.ReadFile(file)
	return strings.TrimRight(string(text), "\r\n"), err
}

func findOrg(ctx context.Context, db pg.DB, code, name string, role account.Role) (uuid.UUID, error) {
	org, err := account.OrgByCode(ctx, db, code)
	if err == nil || !errors.Is(err, account.ErrNotFound) {
		return org.ID, err
	}
	if name == "" {
		return uuid.Nil, fmt.Errorf("there is no organisation %q: give --org-name to make it", code)
	}
	kind := account.AuthorityOrg
	if role == account.Producer {
		kind = account.ProducerOrg
	}
	return account.CreateOrg(ctx, db, account.Org{Kind: kind, Code: code, Name: name})
}

// token is the verb "token add".
func token(ctx context.Context, c call) error {
	c, err := c.add("token")
	if err != nil {
		return err
	}
	fs := flag.NewFlagSet("temgoc token add", flag.ContinueOnError)
	email := fs.String("email", "", "the user as whom the token acts")
	name := fs.String("name", "", "what it is for")
	if err := c.parse(fs); err != nil {
		return err
	}
	return c.withDatabase(ctx, func(pool *pgxpool.Pool) error {
		u, err := account.UserByEmail(ctx, pool, *email)
		if errors.Is(err, account.ErrNotFound) {
			return fmt.Errorf("there is no user %q", *email)
		}
		if err != nil {
			return err
		}
		secret, err := account.CreateToken(ctx, pool, u.ID, *name)
		if err == nil {
			fmt.Fprintln(c.stdout, secret)
		}
		return err
	})
}

// add takes the word "add" off, the one thing that both verbs do.
func (c call) add(verb string) (call, error) {
	if len(c.args) == 0 || c.args[0] != "add" {
		return c, fmt.Errorf("usage: temgoc %s add …, and temgoc %s add -h for more", verb, verb)
	}
	c.args = c.args[1:]
	return c, nil
}

func (c call) withDatabase(ctx context.Context, fn func(*pgxpool.Pool) error) error {
	cfg, err := config.Load(c.env, "TEMGOC_DATABASE_URL")
	if err != nil {
		return err
	}
	pool, err := pg.Open(ctx, string(cfg.DatabaseURL))
	if err != nil {
		return err
	}
	defer pool.Close()
	return fn(pool)
}
