// Package ensemble is the people of a simulated project: sellers, a producer and who invites them. Each is an ordinary client
// of the public HTTP API and nothing more; what they deliver and decide is the caller's script.
package ensemble

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// Company is everybody who was invited, each with a token of their own. It is safe for use by several goroutines.
type Company struct {
	Operator *client.Client

	server string
	name   string // of the tokens and the user agents

	mu     sync.Mutex
	known  map[string]wire.Person // by handle
	tokens []project.TokenID
}

// invitesAtATime bounds how many people come or go in parallel.
const invitesAtATime = 4

// Gather learns who is on the roster already, as the operator. The name tells the company's tokens apart from others.
func Gather(ctx context.Context, server, token, name string) (*Company, error) {
	c := &Company{server: server, name: name, known: map[string]wire.Person{}}
	var err error
	if c.Operator, err = c.client(token, "operator"); err != nil {
		return nil, err
	}
	page := client.Page{Limit: wire.MaxPageLimit}
	for {
		list, err := c.Operator.People(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, p := range list.Items {
			c.known[p.Handle] = p
		}
		if page.Cursor = list.Next; page.Cursor == "" {
			return c, nil
		}
	}
}

// Invite gives a client that acts as the person, whom it adds to the roster when they are not there yet.
func (c *Company) Invite(ctx context.Context, who wire.PersonRequest) (*client.Client, error) {
	c.mu.Lock()
	person, known := c.known[who.Handle]
	c.mu.Unlock()
	if !known {
		var err error
		if person, err = c.Operator.CreatePerson(ctx, who); err != nil {
			return nil, err
		}
	}
	token, err := c.Operator.CreateToken(ctx, person.ID, wire.TokenRequest{Name: c.name})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.known[who.Handle] = person
	c.tokens = append(c.tokens, token.ID)
	c.mu.Unlock()
	return c.client(token.Token, who.Handle)
}

// Invitation is one person to invite, and where their client goes.
type Invitation struct {
	Who wire.PersonRequest
	To  **client.Client
}

// InviteAll invites several people, each once.
func (c *Company) InviteAll(ctx context.Context, list []Invitation) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(invitesAtATime)
	for _, one := range list {
		group.Go(func() (err error) {
			*one.To, err = c.Invite(ctx, one.Who)
			return err
		})
	}
	return group.Wait()
}

// Dismiss ends the tokens; whatever fails here ends with the server anyway.
func (c *Company) Dismiss(ctx context.Context) {
	var group errgroup.Group
	group.SetLimit(invitesAtATime)
	for _, id := range c.tokens {
		group.Go(func() error { return c.Operator.RevokeToken(ctx, id) })
	}
	_ = group.Wait()
}

func (c *Company) client(token, who string) (*client.Client, error) {
	return client.New(c.server, token, client.Options{UserAgent: "tutti-" + c.name + "/" + who})
}
