package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/sample"
	"temgoc/internal/web"
)

// stage is the demonstration: people with known passwords, and a code for every
// verdict. Setting it is idempotent step by step, so a start that was killed
// half-way is taken up by the next.
type stage struct {
	service  *service
	now      time.Time
	producer account.Principal
	tokens   map[account.Role]string
	codes    []web.DemoCode
}

// person is an account of the demonstration. Its password is printed on the
// demonstration's own page, so it protects nothing.
type person struct {
	role            account.Role
	org             string
	email, password string
	name            string
}

var people = []person{
	{account.Admin, sample.Authority, "admin@demo.example", "quan-tri-tem-goc", "Quản trị viên"},
	{account.Producer, sample.Producer, "producer@demo.example", "san-xuat-tem-goc", "Nhà sản xuất"},
	{account.Inspector, sample.Authority, "inspector@demo.example", "kiem-tra-tem-goc", "Cán bộ kiểm tra"},
}

func (s *service) setStage(ctx context.Context, now time.Time) (*stage, error) {
	st := &stage{service: s, now: now, tokens: map[account.Role]string{}}
	if err := sample.Load(ctx, s.pool, day.Of(now)); err != nil {
		return nil, err
	}
	kid, err := s.ring.Issuing(now)
	if err != nil {
		return nil, err
	}
	if err := sample.Journeys(ctx, s.pool, byte(kid), now); err != nil {
		return nil, err
	}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	for _, p := range people {
		who, err := st.admit(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("account of the %s: %w", p.role, err)
		}
		if st.tokens[p.role], err = st.freshToken(ctx, who); err != nil {
			return nil, fmt.Errorf("token of the %s: %w", p.role, err)
		}
		if p.role == account.Producer {
			st.producer = who
		}
	}
	return st, st.play(ctx)
}

// admit makes the person's account if need be.
func (st *stage) admit(ctx context.Context, p person) (account.Principal, error) {
	db := st.service.pool
	u, err := account.UserByEmail(ctx, db, p.email)
	if errors.Is(err, account.ErrNotFound) {
		org, orgErr := account.OrgByCode(ctx, db, p.org)
		if orgErr != nil {
			return account.Principal{}, orgErr
		}
		_, err = account.CreateUser(ctx, db, account.NewUser{
			OrgID: org.ID, Email: p.email, Name: p.name, Role: p.role, Password: p.password,
		})
		if err == nil {
			u, err = account.UserByEmail(ctx, db, p.email)
		}
	}
	return u.Principal(), err
}

const demoToken = "demonstration"

// freshToken is for this start, in place of those of earlier ones.
func (st *stage) freshToken(ctx context.Context, who account.Principal) (string, error) {
	db := st.service.pool
	old, err := account.Tokens(ctx, db, who.UserID)
	if err != nil {
		return "", err
	}
	for _, t := range old {
		if t.Name != demoToken || t.RevokedAt != nil {
			continue
		}
		if err := account.RevokeToken(ctx, db, who, t.ID); err != nil {
			return "", err
		}
	}
	return account.CreateToken(ctx, db, who.UserID, demoToken)
}

// page is what /demo shows.
func (st *stage) page() *web.Demo {
	d := &web.Demo{Codes: st.codes}
	for _, p := range people {
		d.Accounts = append(d.Accounts, web.DemoAccount{Role: string(p.role), Email: p.email, Password: p.password})
	}
	return d
}

// ready is the ready file.
type ready struct {
	BaseURL  string                           `json:"base_url"`
	Accounts map[account.Role]readyCredential `json:"accounts"`
	Tokens   map[account.Role]string          `json:"tokens"`
	Codes    map[string]string                `json:"codes"`
}

type readyCredential struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// announce says where the demonstration is. The listener accepts already, so
// whoever reads the ready file is answered.
func (st *stage) announce(out io.Writer, readyFile, base string) error {
	r := ready{BaseURL: base, Accounts: map[account.Role]readyCredential{}, Tokens: st.tokens, Codes: map[string]string{}}
	fmt.Fprintf(out, "\nTem Gốc: %s   (the demonstration's page: %s/demo)\n\n", base, base)
	for _, p := range people {
		r.Accounts[p.role] = readyCredential{p.email, p.password}
		fmt.Fprintf(out, "  %-10s %-24s %s\n", p.role, p.email, p.password)
	}
	fmt.Fprint(out, "\nStop with Ctrl-C; everything is there again the next time.\n")
	for _, c := range st.codes {
		r.Codes[c.Name] = c.URL
	}
	if readyFile == "" {
		return nil
	}
	return writeReadyFile(readyFile, r)
}

// forgetReadyFile removes an earlier start's, whose tokens are revoked.
func forgetReadyFile(name string) error {
	if err := os.Remove(name); name != "" && err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("ready file: %w", err)
	}
	return nil
}

// writeReadyFile lets nobody read half a file, nor others the tokens.
func writeReadyFile(name string, r ready) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(name), ".ready-*") // of mode 0600
	if err != nil {
		return fmt.Errorf("ready file: %w", err)
	}
	defer os.Remove(draft.Name()) // if it was not renamed
	_, err = draft.Write(append(text, '\n'))
	if err = errors.Join(err, draft.Close()); err != nil {
		return fmt.Errorf("ready file: %w", err)
	}
	return os.Rename(draft.Name(), name)
}
