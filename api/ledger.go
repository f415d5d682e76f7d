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
	return wire.Transaction{Key: t.Key, Kind: t.Kind, SubGigID: t.SubGig, Entries: some(t.Entries), At: t.At.UTC()}
}
