package main

import (
	"context"

	"github.com/spf13/cobra"
)

func (c *cli) retentionCommand() *cobra.Command {
	cmd := leaf("retention", "", "say how long which data is kept, and what remains of it", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		policy, err := server.Retention(ctx)
		if err != nil {
			return err
		}
		t := table{head: []string{"class", "kept", "what", "why", "what remains"}}
		for _, r := range policy.Items {
			t.add(string(r.Class), r.Keep.String(), r.What, r.Why, r.Remains)
		}
		return c.answer(policy, t)
	})
	cmd.Long = "retention shows the policy of the instance, for operators and auditors. Whoever runs it changes it with --keep of\n" +
		"dev, serve and worker, as --keep letters=30d,audit_log=730d. What is in no class is kept for as long as the instance."
	return cmd
}
