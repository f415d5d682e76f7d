package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) meCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "me", Short: "what is known of oneself"}, c.meShow(), c.meSet(), c.meExport(), c.meErase())
}

func (c *cli) meShow() *cobra.Command {
	return leaf("show", "", "show how you are called and spoken to", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		me, err := server.Me(ctx)
		if err != nil {
			return err
		}
		return c.answer(me, meTable(me))
	})
}

func meTable(me wire.Me) table {
	return facts("credit name", me.Name, "said", me.Pronunciation, "handle", me.Handle, "e-mail", me.Email, "language", me.Language, "reads", strings.Join(me.Languages, ", "))
}

func (c *cli) meSet() *cobra.Command {
	var name, said, language string
	var given *pflag.FlagSet
	cmd := leaf("set", "", "change how you are called and spoken to; what no flag names stays", func(ctx context.Context, _ []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		in := wire.MeRequest{}
		for flag, to := range map[string]struct {
			field **string
			text  *string
		}{"name": {&in.Name, &name}, "pronunciation": {&in.Pronunciation, &said}, "language": {&in.Language, &language}} {
			if given.Changed(flag) {
				*to.field = to.text
			}
		}
		me, err := server.ChangeMe(ctx, in)
		if err != nil {
			return err
		}
		return c.answer(me, meTable(me))
	})
	cmd.Long = "set changes your credit name, how it is said, and the language of pages and letters. Country, zone, roles, rates, hours and\n" +
		"leave are changed by `tutti roster set`, how you are told by `tutti notify`."
	given = cmd.Flags()
	given.StringVar(&name, "name", "", "credit name")
	given.StringVar(&said, "pronunciation", "", "how the name is said, as AH-ma; empty takes it away")
	given.StringVar(&language, "language", "", strings.Join(project.Languages(), ", ")+"; empty takes the choice back")
	return cmd
}

func (c *cli) meExport() *cobra.Command {
	var of, file string
	cmd := leaf("export", "", "write everything that is known of oneself into a zip", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := personOf(ctx, server.Client, of)
		if err != nil {
			return err
		}
		archive, err := server.ExportPerson(ctx, id)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, archive, 0o600); err != nil {
			return project.Because(err, project.Invalid, "%s cannot be written: %v", file, err)
		}
		return c.answer(map[string]any{"file": file, "size_bytes": len(archive)}, facts("file", file, "size", size(int64(len(archive)))))
	})
	cmd.Flags().StringVar(&of, "of", "", "handle or id of somebody else, for operators")
	cmd.Flags().StringVar(&file, "to", "me.zip", "file to write")
	return cmd
}

func personOf(ctx context.Context, server *client.Client, handle string) (project.PersonID, error) {
	if handle == "" {
		return "", nil
	}
	return findPerson(ctx, server, handle)
}

func (c *cli) meErase() *cobra.Command {
	var of, reason, sure string
	cmd := leaf("erase", "", "have oneself replaced by a pseudonym, for ever", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := personOf(ctx, server.Client, of)
		if err == nil && id == "" {
			var me wire.Me
			me, err = server.Me(ctx)
			id = me.ID
		}
		if err != nil {
			return err
		}
		if sure != string(id) {
			return project.Errorf(project.Invalid, "nothing brings a person back who is erased: repeat the command with --sure %s", id)
		}
		done, err := server.ErasePerson(ctx, id, reason)
		if err != nil {
			return err
		}
		return c.answer(done, erasureFacts(done))
	})
	flags := cmd.Flags()
	flags.StringVar(&of, "of", "", "handle or id of somebody else, for operators")
	flags.StringVar(&reason, "reason", "", "who asks for it and why")
	flags.StringVar(&sure, "sure", "", "id of the person, to be sure")
	return cmd
}

func erasureFacts(e wire.Erasure) table {
	exports, results := make([]string, 0, len(e.Exports)), make([]string, 0, len(e.Results))
	for _, id := range e.Exports {
		exports = append(exports, string(id))
	}
	for _, id := range e.Results {
		results = append(results, string(id))
	}
	return facts("known as", fmt.Sprintf("%s (%s)", e.Person.Name, e.Person.Handle), "archives that name them still", strings.Join(exports, " "),
		"results whose files credit them", strings.Join(results, " "))
}
