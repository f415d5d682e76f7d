package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) ledgerCommand() *cobra.Command {
	group := &cobra.Command{Use: "ledger", Short: "look after the money"}
	return asGroup(group, c.ledgerAudit())
}

func (c *cli) ledgerAudit() *cobra.Command {
	cmd := leaf("audit", "[PROJECT]", "recompute the ledger of a project, or of all, and name what is wrong", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		ids, err := auditedProjects(ctx, server.Client, args)
		if err != nil {
			return err
		}
		audits := []wire.Audit{}
		for _, id := range ids {
			one, err := server.AuditLedger(ctx, id)
			if code := project.CodeOf(err); len(args) == 0 && (code == project.Forbidden || code == project.NotFound) {
				c.note("%s is left out: its money is not yours to see", id)
				continue
			}
			if err != nil {
				return err
			}
			audits = append(audits, one)
		}
		return c.tellAudits(audits)
	})
	cmd.Long = "audit lets the server book every transaction again, follow the chain of hashes and hold the balances, the log\n" +
		"and the sub-gigs against the result. Without a PROJECT it takes every project you see. What is wrong is named; then\n" +
		"it exits with 1. The workers do the same by themselves; `tutti doctor` tells what they found. `tutti verify`\n" +
		"recomputes a project without believing the server."
	return c.ofProject(cmd)
}

func auditedProjects(ctx context.Context, server *client.Client, args []string) ([]project.ProjectID, error) {
	if len(args) > 0 {
		return []project.ProjectID{project.ProjectID(args[0])}, nil
	}
	return gather(0, func(p client.Page) ([]project.ProjectID, string, error) {
		some, err := server.Projects(ctx, p)
		var ids []project.ProjectID
		for _, one := range some.Items {
			ids = append(ids, one.ID)
		}
		return ids, some.Next, err
	})
}

func (c *cli) tellAudits(audits []wire.Audit) error {
	t := table{head: []string{"project", "transactions", "check", "finding"}}
	wrong := 0
	for _, a := range audits {
		if len(a.Findings) == 0 {
			t.add(string(a.ProjectID), fmt.Sprint(a.Transactions), "", "ok")
		}
		for _, f := range a.Findings {
			t.add(string(a.ProjectID), fmt.Sprint(a.Transactions), words(f.Check), f.Message)
			wrong++
		}
	}
	if err := c.answer(audits, t); err != nil {
		return err
	}
	if wrong > 0 {
		return project.Errorf(project.Conflict, "findings of the audit: %d; pay nobody before they are understood", wrong)
	}
	return nil
}

func (c *cli) projectLedger() *cobra.Command {
	return c.ofProject(leaf("ledger", "PROJECT", "show where the money stands and every transaction", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		var book wire.Ledger
		all, err := gather(0, func(p client.Page) ([]wire.Transaction, string, error) {
			some, err := server.Ledger(ctx, project.ProjectID(args[0]), p)
			book = some
			return some.Transactions, some.Next, err
		})
		if err != nil {
			return err
		}
		book.Transactions, book.Next = all, ""
		return c.answer(book, ledgerFacts(book), balanceTable(book), transactionTable(book))
	}))
}

func ledgerFacts(l wire.Ledger) table {
	t := l.Totals
	released := fmt.Sprintf("%s in clearing, %s can be paid out, %s paid out", money(t.Clearing, l.Currency), money(t.Cleared, l.Currency), money(t.PaidOut, l.Currency))
	return facts("ledger", ledgerLine(t, l.Currency, l.Balanced), "released", released)
}

// ledgerLine says in one line that nothing is missing. What is 0 in most projects is told only where it is not.
func ledgerLine(t project.Totals, currency string, balanced bool) string {
	text := fmt.Sprintf("funded %s = released %s + fee %s + refunded %s", money(t.Funded, currency), money(t.Released, currency), money(t.Fee, currency), money(t.Refunded, currency))
	if t.Held+t.Reserve > 0 {
		text += fmt.Sprintf(" + held %s + reserve %s", money(t.Held, currency), money(t.Reserve, currency))
	}
	if t.Loss > 0 {
		text += fmt.Sprintf(" - the platform's loss %s", money(t.Loss, currency))
	}
	if balanced {
		return text + "; it balances"
	}
	return text + "; it does NOT balance"
}

func balanceTable(l wire.Ledger) table {
	t := table{head: []string{"account", "stands at"}}
	for _, b := range l.Balances {
		t.add(string(b.Account), money(b.Minor, l.Currency))
	}
	return t
}

// transactionTable has a line for each pair of entries: what an account lost and another gained.
func transactionTable(l wire.Ledger) table {
	t := table{head: []string{"seq", "at", "kind", "amount", "from", "to"}}
	for _, tx := range l.Transactions {
		for i := 0; i+1 < len(tx.Entries); i += 2 {
			from, to := tx.Entries[i], tx.Entries[i+1]
			t.add(fmt.Sprint(tx.Seq), when(tx.At), string(tx.Kind), money(to.Minor, l.Currency), string(from.Account), string(to.Account))
		}
	}
	return t
}
