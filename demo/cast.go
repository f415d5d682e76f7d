package demo

import (
	"context"
	"fmt"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/ensemble"
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

// Visitors are a buyer, the producer and a seller of the demo: the ones to be when one looks at it afterwards.
func Visitors() []wire.PersonRequest {
	return []wire.PersonRequest{theBuyer(), theProducer(), asPerson(score.Parts()[0].Player)}
}

// asPerson is how a player stands on the roster.
func asPerson(p score.Player) wire.PersonRequest {
	return wire.PersonRequest{Handle: p.Handle, Name: p.Name, Country: p.Country, Zone: p.Zone, Roles: []project.Role{project.RoleSeller}}
}

// cast is everybody who takes part, each with a client and a token of their own.
type cast struct {
	*ensemble.Company
	buyer    *client.Client
	producer *client.Client
	sellers  []*seller
}

// invite adds everybody to the roster who is not there yet and gives them tokens.
func (d *demo) invite(ctx context.Context) error {
	company, err := ensemble.Gather(ctx, d.options.Server, d.options.Token, "demo")
	if err != nil {
		return err
	}
	d.cast = &cast{Company: company, sellers: sellers()}
	list := []ensemble.Invitation{{Who: theBuyer(), To: &d.cast.buyer}, {Who: theProducer(), To: &d.cast.producer}}
	for _, s := range d.cast.sellers {
		list = append(list, ensemble.Invitation{To: &s.Client, Who: asPerson(s.player)})
	}
	if err := company.InviteAll(ctx, list); err != nil {
		return err
	}
	d.options.Board.Say(fmt.Sprintf("%d people are invited: a buyer, a producer, %d players and %d more to ask", len(d.cast.sellers)+2, len(score.Parts()), len(score.Standbys())))
	return nil
}
