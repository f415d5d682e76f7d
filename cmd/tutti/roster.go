package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) rosterCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "roster", Short: "sellers: what they do, for what and when, and whom you keep"},
		c.rosterList(), c.rosterShow(), c.rosterSet(), c.rosterKeep(), c.rosterDrop(), c.rosterExport(), c.rosterImport())
}

// zone finds a time zone by its IANA name.
func zone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, project.Errorf(project.Invalid, "%q is no time zone", name)
	}
	return time.LoadLocation(name)
}

// narrowing are the flags that narrow a roster.
type narrowing struct {
	client.RosterQuery
	rate string
}

func (n *narrowing) flags(flags *pflag.FlagSet) {
	flags.StringVar(&n.Role, "role", "", "only who fills this role")
	flags.StringVar(&n.Language, "language", "", "only who speaks it, as pt or pt-BR")
	flags.StringVar(&n.Country, "country", "", "only who is there, as GH")
	flags.StringVar(&n.rate, "max-rate", "", "only who asks for no more, as \"120.00 EUR\"")
	flags.BoolVar(&n.Free, "free", false, "only who can take one more sub-gig now")
	flags.BoolVar(&n.Kept, "kept", false, "only whom you keep")
	flags.StringVar(&n.Tag, "tag", "", "only whom you keep under this tag")
}

func (n *narrowing) query() (client.RosterQuery, error) {
	q := n.RosterQuery
	if n.rate == "" {
		return q, nil
	}
	amount, currency, _ := strings.Cut(n.rate, " ")
	minor, err := project.Decimal(amount).Minor(currency)
	q.MaxRateMinor, q.Currency = minor, currency
	return q, err
}

func (c *cli) rosterList() *cobra.Command {
	var limit int
	var n narrowing
	cmd := limitFlag(leaf("list", "", "list sellers by handle", func(ctx context.Context, _ []string) error {
		q, err := n.query()
		if err != nil {
			return err
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		list, err := gather(limit, func(p client.Page) ([]wire.RosterEntry, string, error) {
			q.Page = p
			some, err := server.Roster(ctx, q)
			return some.Items, some.Next, err
		})
		if err != nil {
			return err
		}
		return c.answer(wire.RosterList{Items: list}, rosterTable(list...))
	}), &limit, 100)
	n.flags(cmd.Flags())
	return cmd
}

func rosterTable(entries ...wire.RosterEntry) table {
	t := table{head: []string{"handle", "country", "languages", "roles", "holds", "takes", "free", "kept"}}
	for _, e := range entries {
		takes, free, kept := "any", "", ""
		if e.Profile.Capacity > 0 {
			takes = fmt.Sprint(e.Profile.Capacity)
		}
		if e.Free {
			free = "yes"
		}
		if e.Kept != nil {
			kept = strings.Join(append([]string{"yes"}, e.Kept.Tags...), ", ")
		}
		t.add(e.Person.Handle, e.Person.Country, strings.Join(e.Profile.Languages, " "), rolesText(e.Profile.Roles), fmt.Sprint(e.Held), takes, free, kept)
	}
	return t
}

func rolesText(roles []project.RoleRate) string {
	var out []string
	for _, r := range roles {
		out = append(out, r.String())
	}
	return strings.Join(out, ", ")
}

// whom finds the person who is named, or the one whose token is used.
func whom(ctx context.Context, server *client.Client, args []string) (project.PersonID, error) {
	me, err := server.Me(ctx)
	if err != nil || len(args) == 0 || args[0] == me.Handle {
		return me.ID, err
	}
	return findPerson(ctx, server, args[0])
}

func (c *cli) rosterShow() *cobra.Command {
	return leaf("show", "[HANDLE]", "show the profile of a seller, your own when nobody is named", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := whom(ctx, server.Client, args)
		if err != nil {
			return err
		}
		p, err := server.Profile(ctx, id)
		if err != nil {
			return err
		}
		return c.answer(p, profileTable(p))
	})
}

func profileTable(p wire.Profile) table {
	takes := "any number of sub-gigs at a time"
	if p.Capacity > 0 {
		takes = fmt.Sprintf("%d sub-gigs at a time", p.Capacity)
	}
	var leave []string
	for _, l := range p.Leave {
		leave = append(leave, l.Text(p.Zone, zone))
	}
	return facts("country", p.Country, "zone", p.Zone, "languages", strings.Join(p.Languages, ", "), "roles", rolesText(p.Roles), "takes", takes,
		"hours", project.FormatHours(p.Hours), "leave", strings.Join(leave, ", "), "changed", whenOf(p.UpdatedAt))
}

// profileFlags are the parts of a profile as flags; those that are not given stay as they are.
type profileFlags struct {
	country, zone, hours    string
	languages, roles, leave []string
	capacity                int
}

func (c *cli) rosterSet() *cobra.Command {
	var f profileFlags
	var given *pflag.FlagSet
	cmd := leaf("set", "[HANDLE]", "change a profile, your own when nobody is named; what no flag names stays", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := whom(ctx, server, args)
		if err != nil {
			return err
		}
		p, err := server.Profile(ctx, id)
		if err != nil {
			return err
		}
		in, err := f.over(p, given.Changed)
		if err != nil {
			return err
		}
		if p, err = server.PutProfile(ctx, id, in); err != nil {
			return err
		}
		return c.answer(p, profileTable(p))
	})
	given = cmd.Flags()
	given.StringVar(&f.country, "country", "", "ISO 3166-1 alpha-2, as GH")
	given.StringVar(&f.zone, "zone", "", "IANA time zone, as Africa/Accra")
	given.StringArrayVar(&f.languages, "language", nil, "BCP 47 tag, as pt-BR; again for more")
	given.StringArrayVar(&f.roles, "role", nil, "role with or without a rate, as \"drummer 120.00 EUR\"; again for more")
	given.IntVar(&f.capacity, "capacity", 0, "sub-gigs at a time; 0 is no limit")
	given.StringVar(&f.hours, "hours", "", "as \"mon 09:00-12:00 13:00-17:00; tue 09:00-17:00\"")
	given.StringArrayVar(&f.leave, "leave", nil, "first and last day, as 2026-08-01/2026-08-14; again for more")
	return cmd
}

// over puts the flags that were given over the profile that is there.
func (f profileFlags) over(p wire.Profile, given func(string) bool) (wire.ProfileRequest, error) {
	in := wire.ProfileRequest{Country: p.Country, Zone: p.Zone, Languages: p.Languages, Roles: p.Roles, Capacity: p.Capacity, Hours: p.Hours, Leave: p.Leave}
	for flag, take := range map[string]func(){
		"country": func() { in.Country = f.country }, "zone": func() { in.Zone = f.zone }, "language": func() { in.Languages = nonEmpty(f.languages) },
		"capacity": func() { in.Capacity = f.capacity },
	} {
		if given(flag) {
			take()
		}
	}
	var err error
	if given("hours") {
		if in.Hours, err = project.ParseHours(f.hours); err != nil {
			return in, err
		}
	}
	if given("role") {
		if in.Roles, err = eachOf(f.roles, project.ParseRoleRate); err != nil {
			return in, err
		}
	}
	if given("leave") {
		in.Leave, err = eachOf(f.leave, func(text string) (project.Leave, error) { return project.ParseLeave(text, in.Zone, zone) })
	}
	return in, err
}

// nonEmpty lets --language "" take all away.
func nonEmpty(texts []string) []string {
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

func eachOf[T any](texts []string, read func(string) (T, error)) ([]T, error) {
	var out []T
	for _, text := range nonEmpty(texts) {
		v, err := read(text)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (c *cli) rosterKeep() *cobra.Command {
	var in wire.KeepRequest
	cmd := leaf("keep", "HANDLE", "put somebody on your own roster; note and tags are for you alone", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findPerson(ctx, server, args[0])
		if err != nil {
			return err
		}
		e, err := server.KeepSeller(ctx, id, in)
		if err != nil {
			return err
		}
		return c.answer(e, rosterTable(e))
	})
	cmd.Flags().StringVar(&in.Note, "note", "", "what you want to remember")
	cmd.Flags().StringArrayVar(&in.Tags, "tag", nil, "word to find them by; again for more")
	return cmd
}

func (c *cli) rosterDrop() *cobra.Command {
	return leaf("drop", "HANDLE", "take somebody off your own roster", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findPerson(ctx, server, args[0])
		if err != nil {
			return err
		}
		return server.DropSeller(ctx, id)
	})
}

func (c *cli) rosterExport() *cobra.Command {
	var n narrowing
	cmd := leaf("export", "[FILE]", "write a roster as CSV, to standard output when no file is named", func(ctx context.Context, args []string) error {
		q, err := n.query()
		if err != nil {
			return err
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		file, err := server.ExportRoster(ctx, q)
		if err != nil {
			return err
		}
		if len(args) == 0 || args[0] == "-" {
			_, err = c.out.Write(file)
			return err
		}
		if err := os.WriteFile(args[0], file, 0o600); err != nil { // e-mail addresses are in it
			return project.Because(err, project.Invalid, "the roster cannot be written: %v", err)
		}
		return nil
	})
	n.flags(cmd.Flags())
	cmd.ValidArgsFunction = nil
	return cmd
}

func (c *cli) rosterImport() *cobra.Command {
	cmd := leaf("import", "FILE", "make the people of a CSV file as the file says, all of them or none", func(ctx context.Context, args []string) error {
		file, err := c.readFile(args[0], "roster", project.MaxRosterBytes)
		if err != nil {
			return err
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		r, err := server.ImportRoster(ctx, file)
		if err != nil {
			return err
		}
		return c.answer(r, facts("people", fmt.Sprint(r.Rows), "new", fmt.Sprint(r.Made), "changed", fmt.Sprint(r.Changed), "kept", fmt.Sprint(r.Kept)))
	})
	cmd.Long = "import reads what `roster export` writes; - is standard input. Its first line names the columns. Every fault is named\nwith its line and column, and nothing is changed while there is one. Who is not in the file stays as they are."
	cmd.ValidArgsFunction = nil
	return cmd
}
