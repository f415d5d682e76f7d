package api

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"tutti/project"
	"tutti/statement"
)

func (a *API) registerStatement() {
	text := "A PDF or a CSV. The month is one of the zone given; without one, of the caller's own."
	add(a, operation{id: "get-project-statement", method: get, path: root + "/projects/{id}/statement", tag: "statement",
		summary: "Gives a month of a project's money", text: text + " The buyer and operators get the project's, a seller their own part of it.",
		files: statementTypes(), rules: rules{within: longTimeout}}, a.projectStatement)
	add(a, operation{id: "get-my-statement", method: get, path: root + "/me/statement", tag: "statement",
		summary: "Gives a month of a seller's money, over all projects", text: text,
		files: statementTypes(), rules: rules{within: longTimeout}}, a.myStatement)
}

func statementTypes() []string { return []string{"application/pdf", "text/csv"} }

// StatementQuery says which month, and how it is written.
type StatementQuery struct {
	Month  string           `query:"month" required:"true" pattern:"^[0-9]{4}-[0-9]{2}$" doc:"as 2026-11"`
	Format string           `query:"format" enum:"pdf,csv" default:"pdf"`
	Zone   string           `query:"zone" maxLength:"60" doc:"IANA time zone, as Africa/Accra"`
	Seller project.PersonID `query:"seller_id" maxLength:"60" doc:"whose money; for operators, and for oneself"`
}

// file is an answer that is kept as a file.
type file struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// month reads the month in the zone that is asked for, else in the caller's own.
func (q StatementQuery) month(ctx context.Context) (statement.Month, error) {
	zone := q.Zone
	if who := requestOf(ctx).caller; who != nil {
		zone = cmp.Or(zone, who.person.Zone)
	}
	return statement.ParseMonth(q.Month, zone)
}

func (a *API) projectStatement(ctx context.Context, in *struct {
	ProjectPath
	StatementQuery
}) (*file, error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	if in.Seller == "" && !p.money(ctx) {
		if !p.thing.Asked {
			return nil, may(ctx, project.SeeMoney, p.thing)
		}
		in.Seller = actor(ctx).ID
	}
	month, err := in.month(ctx)
	if err != nil {
		return nil, err
	}
	if in.Seller != "" {
		if err := a.mayEarnings(ctx, in.Seller); err != nil {
			return nil, err
		}
	}
	all, err := a.o.Records.Transactions(ctx, p.ID, project.Page{})
	if err != nil {
		return nil, err
	}
	if in.Seller == "" {
		return a.statementFile(ctx, in.StatementQuery, []statement.Statement{statement.OfProject(p.ID, p.Currency, month, all)})
	}
	list := statement.OfSeller(in.Seller, month, all)
	for i := range list {
		list[i].Project, list[i].Currency = p.ID, p.Currency
	}
	return a.statementFile(ctx, in.StatementQuery, list)
}

func (a *API) myStatement(ctx context.Context, in *struct{ StatementQuery }) (*file, error) {
	in.Seller = cmp.Or(in.Seller, actor(ctx).ID)
	if err := a.mayEarnings(ctx, in.Seller); err != nil {
		return nil, err
	}
	month, err := in.month(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.o.Records.SellerTransactions(ctx, in.Seller, month.End())
	if err != nil {
		return nil, err
	}
	return a.statementFile(ctx, in.StatementQuery, statement.OfSeller(in.Seller, month, all))
}

// mayEarnings judges before it looks, so that the answer says nothing about who is there.
func (a *API) mayEarnings(ctx context.Context, seller project.PersonID) error {
	if err := may(ctx, project.SeeEarnings, project.Thing{Seller: seller}); err != nil {
		return hide(err)
	}
	_, err := a.o.Records.Person(ctx, seller)
	return hide(err)
}

// statementFile puts the names in and writes the file.
func (a *API) statementFile(ctx context.Context, q StatementQuery, list []statement.Statement) (*file, error) {
	name, err := a.statementNames(ctx, list)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	kind := "application/pdf"
	if q.Format == "csv" {
		kind = "text/csv; charset=utf-8"
		err = statement.WriteCSV(&out, list...)
	} else {
		err = statement.WritePDF(&out, a.o.Now(), list...)
	}
	disposition := fmt.Sprintf(`attachment; filename="statement-%s-%s.%s"`, q.Month, name, q.Format)
	return &file{Type: kind, Disposition: disposition, Body: out.Bytes()}, err
}

// statementNames looks up what people call the things in the statements, and gives a name for the file.
func (a *API) statementNames(ctx context.Context, list []statement.Statement) (string, error) {
	var subGigs []project.SubGigID
	var people []project.PersonID
	n := statement.Names{Projects: map[project.ProjectID]string{}, SubGigs: map[project.SubGigID]string{}, People: map[project.PersonID]string{}}
	for _, s := range list {
		people = append(people, s.Seller)
		n.Projects[s.Project] = ""
		for _, l := range s.Lines {
			n.Projects[l.Project] = ""
			subGigs, people = append(subGigs, l.SubGig), append(people, l.Seller)
		}
	}
	var of project.Project
	for id := range n.Projects {
		if id == "" {
			continue
		}
		p, err := a.o.Records.Project(ctx, id)
		if err != nil {
			return "", err
		}
		if n.Projects[id] = p.Title; id == list[0].Project {
			of, people = p, append(people, p.Buyer)
		}
	}
	rows, err := a.o.Records.SubGigsByID(ctx, subGigs)
	if err != nil {
		return "", err
	}
	for _, g := range rows {
		n.SubGigs[g.ID] = g.Title
	}
	names, err := a.names(ctx, people...)
	for id, who := range names {
		n.People[id] = cmp.Or(who.Name, who.Handle)
	}
	seller, buyer := names[list[0].Seller], names[of.Buyer]
	file := string(of.ID)
	if list[0].Seller == "" {
		n.Title, n.Subtitle = of.Title, fmt.Sprintf("Project of %s (%s)", buyer.Name, buyer.Handle)
	} else {
		n.Title, n.Subtitle, file = seller.Name, seller.Handle, seller.Handle
		if of.ID != "" {
			n.Subtitle += " · " + of.Title
		}
	}
	for i := range list {
		list[i].Names = n
	}
	return file, err
}
