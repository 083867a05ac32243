package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// User is a person who signs in.
type User struct {
	ID         uuid.UUID
	OrgID      uuid.UUID
	Email      string
	Name       string
	Role       Role
	DisabledAt *time.Time
	CreatedAt  time.Time
}

// Principal is the user as one who acts.
func (u User) Principal() Principal {
	return Principal{UserID: u.ID, OrgID: u.OrgID, Role: u.Role, Name: u.Name, Email: u.Email}
}

// NewUser is what makes a User.
type NewUser struct {
	OrgID    uuid.UUID
	Email    string
	Name     string
	Role     Role
	Password string
}

var (
	ErrEmailTaken = input.Error{Field: "email", Problem: "email.taken"}
	// ErrRoleMismatch keeps administrators and inspectors to the authority's
	// organisations, and producers to their own.
	ErrRoleMismatch = input.Error{Field: "role", Problem: "user.role_mismatch"}
)

// CreateUser stores a user, as the operator's act, and returns the id.
// ErrNotFound means that there is no such organisation.
func CreateUser(ctx context.Context, db pg.DB, u NewUser) (uuid.UUID, error) {
	return createUser(ctx, db, Principal{}, u)
}

// AddUser is CreateUser as the act of who manages users.
func AddUser(ctx context.Context, db pg.DB, who Principal, u NewUser) (uuid.UUID, error) {
	if err := who.Check(ManageUsers, u.OrgID); err != nil {
		return uuid.Nil, err
	}
	return createUser(ctx, db, who, u)
}

func createUser(ctx context.Context, db pg.DB, who Principal, u NewUser) (uuid.UUID, error) {
	if err := u.clean(); err != nil {
		return uuid.Nil, err
	}
	id, hash := uuid.Must(uuid.NewV7()), hashPassword(u.Password)
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := u.fits(ctx, tx); err != nil {
			return err
		}
		if err := u.insert(ctx, tx, id, hash); err != nil {
			return err
		}
		return Record(ctx, tx, who, "user.create", userSubject(id), map[string]string{"role": string(u.Role)})
	})
	if pg.IsUnique(err, "user_account_email_key") {
		return uuid.Nil, ErrEmailTaken
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("create user: %w", err)
	}
	return id, nil
}

func (u *NewUser) clean() error {
	var bad input.Errors
	email, err := ParseEmail(u.Email)
	if err != nil {
		bad.Add("email", "email.malformed")
	}
	u.Email = email
	u.Name = bad.Line("name", u.Name, 1, maxName)
	checkPassword(&bad, u.Password, u.Email)
	return bad.OrNil()
}

// fits checks the role against the kind of the organisation.
func (u NewUser) fits(ctx context.Context, db pg.DB) error {
	org, err := OrgByID(ctx, db, u.OrgID)
	if err != nil {
		return err
	}
	kinds := map[Role]OrgKind{Admin: AuthorityOrg, Inspector: AuthorityOrg, Producer: ProducerOrg}
	if kinds[u.Role] != org.Kind {
		return ErrRoleMismatch
	}
	return nil
}

func (u NewUser) insert(ctx context.Context, db pg.DB, id uuid.UUID, hash argonHash) error {
	_, err := db.Exec(ctx, `
		insert into user_account (id, org_id, email, name, role, password_hash)
		values (@id, @org, @email, @name, @role, @hash)`,
		pgx.NamedArgs{
			"id":    id,
			"org":   u.OrgID,
			"email": u.Email,
			"name":  u.Name,
			"role":  u.Role,
			"hash":  hash.String(),
		})
	return err
}

// UserByEmail is ErrNotFound if there is none, also for what is no address.
func UserByEmail(ctx context.Context, db pg.DB, email string) (User, error) {
	email, err := ParseEmail(email)
	if err != nil {
		return User{}, ErrNotFound
	}
	rows, _ := db.Query(ctx, selectUser+`where email = $1`, email)
	return collectUser(rows)
}

// Users lists an organisation's users by name, disabled ones too.
func Users(ctx context.Context, db pg.DB, org uuid.UUID) ([]User, error) {
	rows, _ := db.Query(ctx, selectUser+`where org_id = $1 order by name, id`, org)
	users, err := pgx.CollectRows(rows, pgx.RowToStructByName[User])
	if err != nil {
		return nil, fmt.Errorf("list users: %w", err)
	}
	return users, nil
}

const selectUser = `
	select
		id,
		org_id,
		email,
		name,
		role,
		disabled_at,
		created_at
	from user_account
	`

func collectUser(rows pgx.Rows) (User, error) {
	u, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[User])
	if errors.Is(err, pgx.ErrNoRows) {
		return User{}, ErrNotFound
	}
	if err != nil {
		return User{}, fmt.Errorf("read user: %w", err)
	}
	return u, nil
}

func userSubject(id uuid.UUID) string { return "user:" + id.String() }
