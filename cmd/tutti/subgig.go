package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) subGigCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "subgig", Aliases: []string{"subgigs"}, Short: "what a seller works from, what was left behind and what is known of a sub-gig"},
		c.subGigReferences(), c.subGigPack(), c.subGigRecord(), c.subGigCertificate())
}

func (c *cli) subGigPack() *cobra.Command {
	var file string
	cmd := leaf("pack", "SUB_GIG", "fetch the takeover pack: what the next seller needs, as a zip", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		if file == "" {
			file = "takeover-" + filepath.Base(args[0]) + ".zip"
		}
		if err := server.TakeoverPack(ctx, id, file); err != nil {
			return err
		}
		_, err = fmt.Fprintln(c.out, file)
		return err
	})
	cmd.Flags().StringVarP(&file, "output", "o", "", "file that is written; takeover-SUB_GIG.zip when left out") // in place of the form of answers
	return c.ofSubGig(cmd, "")
}

func (c *cli) subGigRecord() *cobra.Command {
	var part string
	cmd := leaf("record", "SUB_GIG", "show everything that is known of a sub-gig, with the hash to cite it by", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		who := project.PersonID("")
		if part != "" {
			if who, err = findPerson(ctx, server, part); err != nil {
				return err
			}
		}
		record, err := server.SubGigRecord(ctx, id, who)
		if err != nil {
			return err
		}
		return c.answer(record, recordTables(record)...)
	})
	cmd.Flags().StringVar(&part, "part", "", "the part of one seller alone, by handle or id")
	return c.ofSubGig(cmd, "")
}

func recordTables(r wire.SubGigRecord) []table {
	e := r.Record
	head := facts("sub-gig", string(e.SubGig), "key", e.Key, "title", e.Title, "part of", string(e.Part), "sha256", r.SHA256)
	if s := e.Standing; s != nil {
		head.rows = append(head.rows, facts("state", words(s.State), "seller", string(s.Seller), "price", money(s.PriceMinor, e.Currency),
			"waits for", string(s.Clock.Party)).rows...)
	}
	versions := table{title: "Versions"}
	for _, d := range e.Deliveries {
		names := []string{}
		for _, f := range d.Files {
			names = append(names, fmt.Sprintf("%s %.12s", f.Name, f.SHA256))
		}
		versions.add(fmt.Sprint(d.Version), when(d.At), words(d.State), string(d.Seller), strings.Join(names, ", "))
	}
	events := table{title: "Events"}
	for _, l := range e.Events {
		events.add(fmt.Sprint(l.Seq), when(l.At), string(l.Kind), string(l.Actor), l.Detail)
	}
	ledger := table{title: "Ledger"}
	for _, t := range e.Transactions {
		for _, entry := range t.Entries {
			ledger.add(when(t.At), string(t.Kind), string(entry.Account), money(entry.Minor, e.Currency))
		}
	}
	return []table{head, versions, events, ledger}
}
