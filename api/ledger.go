package api

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerLedger() {
	add(a, operation{id: "get-ledger", method: get, path: root + "/projects/{id}/ledger", tag: "ledger",
		summary: "Gives the money of a project: totals, balances, transactions"}, a.ledger)
	add(a, operation{id: "audit-ledger", method: get, path: root + "/projects/{id}/ledger/audit", tag: "ledger",
		summary: "Recomputes the money of a project and says what is wrong with it",
		text:    "Every transaction is booked again, the chain of hashes is followed, and the balances, the log and the sub-gigs are held against it.",
		rules:   rules{within: longTimeout}}, a.auditLedger)
	add(a, operation{id: "get-audits", method: get, path: root + "/audits", tag: "ledger",
		summary: "Says how far the audits of all projects have come, and what they found"}, a.audits)
}

// ledgerQuery counts its cursor in transactions; the records number them so.
type ledgerQuery struct {
	ProjectPath
	Paging
}

func (a *API) ledger(ctx context.Context, in *ledgerQuery) (*body[wire.Ledger], error) {
	p, err := a.project(ctx, in.ID, project.SeeMoney)
	if err != nil {
		return nil, err
	}
	after := int64(0)
	if in.Cursor != "" {
		if after, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil || after < 0 {
			return nil, badCursor()
		}
	}
	balances, err := a.o.Records.Balances(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Transactions(ctx, p.ID, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(project.Transaction) string { return strconv.FormatInt(after+int64(in.Limit), 10) })
	totals := project.TotalsOf(balances)
	return &body[wire.Ledger]{wire.Ledger{ProjectID: p.ID, Currency: p.Currency, Totals: totals, Balanced: totals.Check() == nil,
		Balances: balanceViews(balances), Transactions: each(rows, transactionView), Next: next}}, nil
}

func balanceViews(balances map[project.Account]int64) []wire.Balance {
	out := make([]wire.Balance, 0, len(balances))
	for account, minor := range balances {
		out = append(out, wire.Balance{Account: account, Minor: minor})
	}
	slices.SortFunc(out, func(x, y wire.Balance) int { return strings.Compare(string(x.Account), string(y.Account)) })
	return out
}

func transactionView(t project.Transaction) wire.Transaction {
	return wire.Transaction{Seq: t.Seq, Key: t.Key, Kind: t.Kind, SubGigID: t.SubGig, SellerID: t.Seller, Minor: t.Minor, Share: t.Share,
		Entries: some(t.Entries), At: t.At.UTC(), ClearsAt: moment(t.Clears), Hash: t.Hash}
}

// auditLedger looks now; what the schedule found is in audits.
func (a *API) auditLedger(ctx context.Context, in *struct{ ProjectPath }) (*body[wire.Audit], error) {
	p, err := a.project(ctx, in.ID, project.SeeMoney)
	if err != nil {
		return nil, err
	}
	found, err := a.o.Records.Audit(ctx, p.ID, a.o.Now())
	if err != nil {
		return nil, err
	}
	return &body[wire.Audit]{auditView(found)}, nil
}

func auditView(f project.Audit) wire.Audit {
	return wire.Audit{ProjectID: f.Project, At: f.At.UTC(), Transactions: f.Transactions, Findings: some(f.Findings)}
}

// audits is for operators and auditors of the instance: the money of no project in particular is nobody else's to see.
func (a *API) audits(ctx context.Context, _ *nothing) (*body[wire.AuditSummary], error) {
	if err := may(ctx, project.SeeMoney, project.Thing{}); err != nil {
		return nil, err
	}
	s, err := a.o.Records.AuditSummary(ctx)
	if err != nil {
		return nil, err
	}
	return &body[wire.AuditSummary]{wire.AuditSummary{Audited: s.Audited, Waiting: s.Waiting, Oldest: moment(s.Oldest), Wrong: each(s.Wrong, auditView)}}, nil
}
