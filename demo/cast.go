package demo

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/score"
	"tutti/project"
)

// The two people who are not in the score.
func theBuyer() wire.PersonRequest {
	return wire.PersonRequest{Handle: "rosalind", Name: "Rosalind Achterberg", Country: "NL", Zone: "Europe/Amsterdam", Roles: []project.Role{project.RoleBuyer}}
}

func theProducer() wire.PersonRequest {
	return wire.PersonRequest{Handle: "nadia", Name: "Nadia Ferrante", Country: "IT", Zone: "Europe/Rome", Roles: []project.Role{project.RoleProducer}}
}

// cast is everybody who takes part, each with a client and a token of their own.
type cast struct {
	operator *client.Client
	buyer    *client.Client
	producer *client.Client
	sellers  []*seller

	mu     sync.Mutex
	known  map[string]wire.Person // by handle
	tokens []project.TokenID
}

// invitesAtATime bounds how many people are invited in parallel.
const invitesAtATime = 4

// invite adds everybody to the roster who is not there yet and gives them tokens.
func (d *demo) invite(ctx context.Context) error {
	operator, err := newClient(d.options.Server, d.options.Token, "operator")
	if err != nil {
		return err
	}
	d.cast = &cast{operator: operator, known: map[string]wire.Person{}, sellers: sellers()}
	if err := d.cast.roster(ctx); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(invitesAtATime)
	join := func(who wire.PersonRequest, to **client.Client) {
		group.Go(func() (err error) {
			*to, err = d.cast.invite(ctx, d.options.Server, who)
			return err
		})
	}
	join(theBuyer(), &d.cast.buyer)
	join(theProducer(), &d.cast.producer)
	for _, s := range d.cast.sellers {
		p := s.player
		join(wire.PersonRequest{Handle: p.Handle, Name: p.Name, Country: p.Country, Zone: p.Zone, Roles: []project.Role{project.RoleSeller}}, &s.client)
	}
	if err := group.Wait(); err != nil {
		return err
	}
	d.options.Board.Say(fmt.Sprintf("%d people are invited: a buyer, a producer, %d players and %d more to ask", len(d.cast.sellers)+2, len(score.Parts()), len(score.Standbys())))
	return nil
}

// roster learns who is there already.
func (c *cast) roster(ctx context.Context) error {
	page := client.Page{Limit: wire.MaxPageLimit}
	for {
		list, err := c.operator.People(ctx, page)
		if err != nil {
			return err
		}
		for _, p := range list.Items {
			c.known[p.Handle] = p
		}
		if page.Cursor = list.Next; page.Cursor == "" {
			return nil
		}
	}
}

// invite gives a client that acts as the person.
func (c *cast) invite(ctx context.Context, server string, who wire.PersonRequest) (*client.Client, error) {
	person, known := c.known[who.Handle]
	if !known {
		var err error
		if person, err = c.operator.CreatePerson(ctx, who); err != nil {
			return nil, err
		}
	}
	token, err := c.operator.CreateToken(ctx, person.ID, wire.TokenRequest{Name: "demo"})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.tokens = append(c.tokens, token.ID)
	c.mu.Unlock()
	return newClient(server, token.Token, who.Handle)
}

// dismiss ends the tokens; whatever fails here ends with the demo anyway.
func (c *cast) dismiss(ctx context.Context) {
	var group errgroup.Group
	group.SetLimit(invitesAtATime)
	for _, id := range c.tokens {
		group.Go(func() error { return c.operator.RevokeToken(ctx, id) })
	}
	_ = group.Wait()
}
