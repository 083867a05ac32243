package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
)

type adminOrgsPage struct {
	Base
	Orgs []account.Org
	Next string
}

// adminOrgs leads to the users of each organisation.
func (s *Server) adminOrgs(c *gin.Context) error {
	orgs, err := account.Orgs(c.Request.Context(), s.Pool, who(c), c.Query("after"), adminPage+1)
	if err != nil {
		return err
	}
	page := adminOrgsPage{Base: s.base(c, "admin.users")}
	page.Wide = true
	var more bool
	if page.Orgs, more = firstOf(orgs, adminPage); more {
		page.Next = nextPage(c, "after", orgs[adminPage-1].Code)
	}
	return s.render(c, http.StatusOK, "admin_orgs", page)
}

type adminUsersPage struct {
	Base
	Org      account.Org
	Users    []account.User
	Form     url.Values // of the new user, as typed, without the password
	Problems Problems
	Changed  bool // just now
}

func (s *Server) adminUsers(c *gin.Context) error {
	page, err := s.adminUsersPage(c)
	if err != nil {
		return err
	}
	page.Changed = c.Query("done") == "changed"
	page.Form = url.Values{}
	return s.render(c, http.StatusOK, "admin_users", page)
}

func (s *Server) adminUsersPage(c *gin.Context) (page adminUsersPage, err error) {
	id, err := idParam(c)
	if err != nil {
		return page, err
	}
	ctx := c.Request.Context()
	if page.Org, err = account.OrgByID(ctx, s.Pool, id); err != nil {
		return page, err
	}
	if page.Users, err = account.Users(ctx, s.Pool, id); err != nil {
		return page, err
	}
	page.Base = s.baseNamed(c, page.Org.Name, page.Org.NameEN)
	return page, nil
}

// changeUsers creates, disables or enables a user of the organisation.
func (s *Server) changeUsers(c *gin.Context) error {
	page, err := s.adminUsersPage(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	page.Form = c.Request.PostForm
	if err = s.changeUser(c.Request.Context(), who(c), page); err == nil {
		c.Redirect(http.StatusSeeOther, c.Request.URL.Path+"?done=changed")
		return nil
	}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "admin_users", page)
}

func (s *Server) changeUser(ctx context.Context, who account.Principal, page adminUsersPage) error {
	do := page.Form.Get("do")
	if do == "create" {
		return s.addUser(ctx, who, page)
	}
	// Nobody locks themselves out.
	id, err := uuid.Parse(page.Form.Get("user"))
	if err != nil || id == who.UserID {
		return account.ErrNotFound
	}
	if do == "enable" {
		return account.EnableUser(ctx, s.Pool, who, id)
	}
	return account.DisableUser(ctx, s.Pool, who, id)
}

func (s *Server) addUser(ctx context.Context, who account.Principal, page adminUsersPage) error {
	_, err := account.AddUser(ctx, s.Pool, who, account.NewUser{
		OrgID:    page.Org.ID,
		Email:    page.Form.Get("email"),
		Name:     page.Form.Get("name"),
		Role:     account.Role(page.Form.Get("role")),
		Password: page.Form.Get("password"),
	})
	return err
}
