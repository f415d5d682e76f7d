package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tutti/client"
	"tutti/project"
)

// cli is one run of the command line: where it reads and writes, and the flags that all commands share.
type cli struct {
	self      string // how this program was called
	in        io.Reader
	out, errs io.Writer
	env       func(string) string

	server, token, data, format, because string
	dataGiven                            string // data as it was given, where that was made absolute
}

// name is how this program is called in the commands it recommends.
func (c *cli) name() string {
	if strings.HasPrefix(c.self, "/") {
		return filepath.Base(c.self)
	}
	return c.self
}

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "tutti",
		Short: "run a large creative project as an ensemble",
		Long: "Tutti splits one result into sub-gigs, casts a seller for each, inspects and reviews every delivery and\n" +
			"assembles the result. Begin with `tutti demo`, or with `tutti dev`, `tutti init` and `tutti project launch PLAN.yaml`.",
		SilenceUsage: true, SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetContext(client.WithReason(cmd.Context(), c.because))
			return c.readEnv(cmd)
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&c.server, "server", "", "address of the API; the data directory knows its own when left out")
	flags.StringVar(&c.token, "token", "", "API token to act with; better in the environment than here")
	flags.StringVar(&c.data, "data", "data", "data directory")
	flags.StringVarP(&c.format, "output", "o", "table", "how answers are written: table, json or yaml")
	flags.StringVar(&c.because, "because", "", "why you do it; it stands in the audit log")
	fromEnv(flags, "server", "token", "data", "output")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usage(cmd, "%s", err) })
	root.AddGroup(&cobra.Group{ID: "run", Title: "Run Tutti:"}, &cobra.Group{ID: "work", Title: "Work with it:"})
	in := func(group string, commands ...*cobra.Command) {
		for _, cmd := range commands {
			cmd.GroupID = group
			root.AddCommand(cmd)
		}
	}
	in("run", c.devCommand(), c.serveCommand(), c.workerCommand(), c.demoCommand(), c.doctorCommand(), c.backupCommand())
	in("work", c.initCommand(), c.projectCommand(), c.subGigCommand(), c.splitCommand(), c.guideCommand(), c.planCommand(), c.loginCommand(), c.logoutCommand(), c.sessionCommand(), c.tokenCommand(), c.peopleCommand(), c.memberCommand(), c.rosterCommand(), c.reelCommand(), c.rankCommand(), c.trustCommand(),
		c.offerCommand(), c.callCommand(), c.deliverCommand(), c.reviewCommand(), c.artifactCommand(), c.roomCommand(), c.sayCommand(), c.messageCommand(), c.briefCommand(), c.exportCommand(), c.importCommand(), c.proposalCommand(), c.disputeCommand(), c.finalCommand(),
		c.ledgerCommand(), c.tipCommand(), c.payoutCommand(), c.webhookCommand(), c.statementCommand(), c.verifyCommand(),
		c.meCommand(), c.recordCommand(), c.auditCommand(), c.retentionCommand(), c.noticeCommand(), c.notifyCommand(), c.calendarCommand(), c.letterCommand())
	root.AddCommand(c.versionCommand())
	return asGroup(root)
}

// asGroup makes a command that only holds others: alone it shows its help, with a word it does not know it says so.
func asGroup(cmd *cobra.Command, commands ...*cobra.Command) *cobra.Command {
	cmd.AddCommand(commands...)
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		text := ""
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			text = "; did you mean " + strings.Join(near, " or ") + "?"
		}
		return usage(cmd, "there is no command %q%s", args[0], text)
	}
	cmd.SuggestionsMinimumDistance = 2
	return cmd
}

// leaf makes a command that does something. needs names its arguments, as "PROJECT KEY FILE"; "FILE..." is one or more,
// "[PROJECT]" may be left out, and so may "[FILE...]".
func leaf(use, needs, short string, run func(ctx context.Context, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use: strings.TrimSpace(use + " " + needs), Short: short,
		Args:              func(cmd *cobra.Command, args []string) error { return checkArgs(cmd, needs, args) },
		RunE:              func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), args) },
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

func checkArgs(cmd *cobra.Command, needs string, args []string) error {
	words := strings.Fields(needs)
	least, most := len(words), len(words)
	for _, w := range words {
		if strings.HasPrefix(w, "[") {
			least--
		}
		if strings.HasSuffix(strings.TrimSuffix(w, "]"), "...") {
			most = 1 << 20
		}
	}
	switch {
	case len(args) < least:
		return usage(cmd, "%s is missing", words[len(args)])
	case len(args) > most:
		return usage(cmd, "%q is one argument too many", args[most])
	}
	return nil
}

// usage is the error of a command that was called in a wrong way.
func usage(cmd *cobra.Command, format string, args ...any) error {
	err := project.Errorf(project.Invalid, format, args...)
	err.Message += "; `" + cmd.CommandPath() + " --help` tells how"
	return err
}

// envAnnotation marks the flags that can be given in the environment.
const envAnnotation = "tutti_env"

// fromEnv lets flags be given in the environment: --media-slots as TUTTI_MEDIA_SLOTS. A flag on the command line wins.
func fromEnv(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		variable := "TUTTI_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		flag := flags.Lookup(name)
		flag.Usage += " [$" + variable + "]"
		flag.Annotations = map[string][]string{envAnnotation: {variable}}
	}
}

func (c *cli) readEnv(cmd *cobra.Command) error {
	var wrong error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		variable := f.Annotations[envAnnotation]
		if f.Changed || len(variable) == 0 || c.env(variable[0]) == "" {
			return
		}
		if err := cmd.Flags().Set(f.Name, c.env(variable[0])); err != nil && wrong == nil {
			wrong = usage(cmd, "%s has a wrong value: %s", variable[0], err)
		}
	})
	if wrong == nil && c.format != "table" && c.format != "json" && c.format != "yaml" {
		wrong = usage(cmd, "there is no output %q: write table, json or yaml", c.format)
	}
	return wrong
}
