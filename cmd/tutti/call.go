package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) callCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "call", Aliases: []string{"calls"}, Short: "sub-gigs that many may answer"},
		c.callList(), c.callClaim(), c.callApply(), c.callApplications(), c.callChoose())
}

func (c *cli) callList() *cobra.Command {
	return listing[wire.Call]{
		short: "list the calls that you may answer, oldest first",
		head:  []string{"sub-gig", "answer with", "pays", "closes", "part", "project"},
		line: func(k wire.Call) []string {
			with := "call apply"
			switch {
			case k.Applied:
				with = "applied"
			case k.Mode == project.CastOpenCall:
				with = "call claim"
			case k.Mode == project.CastAudition:
				with = "call apply FILE"
			}
			return []string{string(k.SubGigID), with, money(k.Terms.PriceMinor-k.Terms.FeeMinor, k.Terms.Currency), whenOf(k.ClosesAt), k.Terms.Title, k.Terms.ProjectTitle}
		},
		whole: func(list []wire.Call) any { return wire.CallList{Items: list} },
		find: func(ctx context.Context, server *client.Client, _ []string) (part[wire.Call], error) {
			return calls(ctx, server), nil
		},
	}.command(c)
}

func calls(ctx context.Context, server *client.Client) part[wire.Call] {
	return func(p client.Page) ([]wire.Call, string, error) {
		some, err := server.Calls(ctx, p)
		return some.Items, some.Next, err
	}
}

func (c *cli) callClaim() *cobra.Command {
	return c.ofCall(leaf("claim", "SUB_GIG", "take an open call: the first has it", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		sub, err := server.Claim(ctx, id)
		if err != nil {
			return err
		}
		if err := c.answer(sub, subGigTable([]wire.SubGig{sub})); err != nil || c.format != "table" {
			return err
		}
		return c.recommend("deliver " + string(sub.ID) + " FILE" + c.dataFlag())
	}))
}

func (c *cli) callApply() *cobra.Command {
	var request wire.ApplicationRequest
	cmd := c.ofCall(leaf("apply", "SUB_GIG [FILE...]", "apply to a call, with samples of your work", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		k, err := findCall(ctx, server, id)
		if err == nil {
			err = takesApplications(k, args[1:])
		}
		if err != nil {
			return err
		}
		for _, file := range args[1:] {
			up, err := c.send(ctx, server, wire.UploadRequest{ProjectID: k.ProjectID, SubGigID: id}, file)
			if err != nil {
				return err
			}
			request.UploadIDs = append(request.UploadIDs, up.ID)
		}
		x, err := server.Apply(ctx, id, request)
		if err != nil {
			return err
		}
		return c.answer(x, applicationTable(x))
	}))
	cmd.Long = "apply answers a call that the producer chooses from. Sample files are sent up. An audition needs one, and shows nothing\nelse of you until the choice: neither your name nor your note."
	cmd.Flags().StringVar(&request.Words, "note", "", "words for the producer")
	return cmd
}

// findCall finds an open call among those that one may answer.
func findCall(ctx context.Context, server *client.Client, id project.SubGigID) (wire.Call, error) {
	all, err := gather(0, calls(ctx, server))
	for _, k := range all {
		if k.SubGigID == id {
			return k, nil
		}
	}
	if err == nil {
		err = project.Errorf(project.NotFound, "no call for %s is open to you; `tutti call list` shows those that are", id)
	}
	return wire.Call{}, err
}

// takesApplications refuses, before anything is sent up, what the server would refuse after it.
func takesApplications(k wire.Call, files []string) error {
	switch {
	case k.Applied:
		return project.Errorf(project.Conflict, "you have applied to %s already; the producer chooses", k.Terms.Title)
	case k.Mode == project.CastOpenCall:
		return project.Errorf(project.Conflict, "nobody applies to an open call: the first who takes it has it, with `tutti call claim %s`", k.SubGigID)
	case k.Mode == project.CastAudition && len(files) == 0:
		return project.Errorf(project.Invalid, "FILE is missing: an audition is judged by a sample")
	case len(files) > wire.MaxSamples:
		return project.Errorf(project.Invalid, "%d files are too many: at most %d samples can be sent", len(files), wire.MaxSamples)
	}
	return nil
}

func (c *cli) callApplications() *cobra.Command {
	var dir string
	cmd := c.ofSubGig(leaf("applications", "SUB_GIG", "list the applications to a call, in the order in which they came", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		list, err := server.Applications(ctx, id)
		if err != nil {
			return err
		}
		if dir != "" {
			if err := c.fetchSamples(ctx, server, list.Items, dir); err != nil {
				return err
			}
		}
		return c.answer(list, applicationTable(list.Items...))
	}), project.Casting)
	cmd.Flags().StringVar(&dir, "dir", "", "fetch the samples too, into this folder: one folder in it for each application")
	return cmd
}

// fetchSamples writes the samples below the folder, those of application 2 in 2/.
func (c *cli) fetchSamples(ctx context.Context, server *client.Client, list []wire.Application, dir string) error {
	for _, x := range list {
		for _, file := range x.Files {
			path, err := c.fetch(ctx, server, file, filepath.Join(dir, strconv.Itoa(x.Alias)))
			if err != nil {
				return err
			}
			c.note("fetched %s", path)
		}
	}
	return nil
}

// applicationTable has a line for each sample.
func applicationTable(list ...wire.Application) table {
	t := table{head: []string{"no.", "who", "", "sample", "size", "note"}}
	for _, x := range list {
		who, country := "", ""
		if x.Seller != nil {
			who, country = x.Seller.Name, x.Seller.Country
		}
		if len(x.Files) == 0 {
			t.add(strconv.Itoa(x.Alias), who, country, "", "", x.Words)
		}
		for i, f := range x.Files {
			note := ""
			if i == 0 {
				note = x.Words
			}
			t.add(strconv.Itoa(x.Alias), who, country, f.Name, size(f.Size), note)
		}
	}
	return t
}

func (c *cli) callChoose() *cobra.Command {
	cmd := c.ofSubGig(leaf("choose", "SUB_GIG WHO", "ask one person now: one who applied, or anybody by handle", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		request, err := chosen(ctx, server, id, args[1])
		if err != nil {
			return err
		}
		sub, err := server.Choose(ctx, id, request)
		if err != nil {
			return err
		}
		return c.answer(sub, subGigTable([]wire.SubGig{sub}))
	}), project.Casting)
	cmd.Long = "choose asks one person now. WHO is the number of an application as `call applications` shows it, its id, or a handle."
	return cmd
}

// chosen takes the number or the id of an application, or a handle.
func chosen(ctx context.Context, server *client.Client, id project.SubGigID, who string) (wire.ChooseRequest, error) {
	if strings.HasPrefix(who, project.PrefixApplication+"_") {
		return wire.ChooseRequest{ApplicationID: project.ApplicationID(who)}, nil
	}
	number, err := strconv.Atoi(who)
	if err != nil {
		return wire.ChooseRequest{Handle: who}, nil
	}
	list, err := server.Applications(ctx, id)
	for _, x := range list.Items {
		if x.Alias == number {
			return wire.ChooseRequest{ApplicationID: x.ID}, nil
		}
	}
	if err == nil {
		err = project.Errorf(project.NotFound, "there is no application number %d; %s", number, fmt.Sprintf("there are %d", len(list.Items)))
	}
	return wire.ChooseRequest{}, err
}
