package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/backup"
)

func (c *cli) backupCommand() *cobra.Command {
	group := &cobra.Command{Use: "backup", Aliases: []string{"backups"}, Short: "copy an instance while it runs, and bring it back"}
	group.Long = "A backup is the whole data directory of an instance as it was at one moment; the instance may run meanwhile. `dev` takes\n" +
		"them by itself with --backups. Servers of your own (PostgreSQL, S3, Temporal) are backed up by their own means."
	return asGroup(group, c.backupTake(), c.backupList(), c.backupNow(), c.backupCheck(), c.backupRestore())
}

func (c *cli) backupTake() *cobra.Command {
	keep := 0
	cmd := leaf("take", "FOLDER", "copy the instance under --data into a new folder within FOLDER", func(ctx context.Context, args []string) error {
		r, err := backup.Take(ctx, c.data, args[0], version)
		if err != nil {
			return err
		}
		if keep > 0 {
			if err := backup.Prune(args[0], keep); err != nil {
				return err
			}
		}
		return c.answer(r, backupFacts(r))
	})
	cmd.Flags().IntVar(&keep, "keep", 0, "how many stay, the oldest go; all when 0")
	return cmd
}

func backupFacts(r backup.Report) table {
	return facts("backup", r.Folder, "of the moment", when(r.At), "files", fmt.Sprint(r.Files), "size", size(r.Bytes), "taken by", "tutti "+r.Program)
}

func (c *cli) backupCheck() *cobra.Command {
	return leaf("check", "BACKUP", "compare a backup with what was copied, and look whether its databases hold together", func(ctx context.Context, args []string) error {
		r, err := backup.Check(ctx, args[0])
		if err != nil {
			return err
		}
		return c.answer(r, backupFacts(r))
	})
}

func (c *cli) backupRestore() *cobra.Command {
	cmd := leaf("restore", "BACKUP", "lay a backup out under --data, which must be empty", func(ctx context.Context, args []string) error {
		r, err := backup.Restore(ctx, args[0], c.data)
		if err != nil {
			return err
		}
		c.note("%s is as it was at %s: start it with `tutti dev --data %s`", c.data, when(r.At), c.data)
		return c.answer(r, backupFacts(r))
	})
	cmd.Long = "restore checks the backup first. An instance that is started there goes on as after a kill: what became due meanwhile happens\n" +
		"at once, and letters, webhooks and notices of what was told after the backup are told again."
	return cmd
}

func (c *cli) backupList() *cobra.Command {
	return leaf("list", "", "list the backups that the server takes, newest first", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		list, err := server.Backups(ctx)
		if err != nil {
			return err
		}
		return c.answer(list, backupTable(list))
	})
}

func (c *cli) backupNow() *cobra.Command {
	return leaf("now", "", "let the server take one now", func(ctx context.Context, _ []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := server.TakeBackup(ctx)
		if err != nil {
			return err
		}
		return c.answer(list, backupTable(list))
	})
}

func backupTable(list wire.Backups) table {
	t := table{head: []string{"backup", "of the moment", "files", "size", "by"}}
	for _, b := range list.Items {
		t.add(b.Name, when(b.At), fmt.Sprint(b.Files), size(b.Bytes), b.Version)
	}
	switch {
	case !list.Possible:
		t.title = "This server takes no backups of itself: start it with --backups"
	case list.Running:
		t.title = "One is being taken"
	case list.Failure != "":
		t.title = "The last one failed: " + list.Failure
	}
	return t
}
