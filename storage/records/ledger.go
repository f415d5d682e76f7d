package records

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tutti/project"
)

// refundKey names the n-th refund of a project, from 1. Money that comes back after the first one is refunded again.
func refundKey(id project.ProjectID, n int64) string {
	if n == 1 {
		return string(id) + "/refund"
	}
	return fmt.Sprintf("%s/refund/%d", id, n)
}

// book writes the postings of one commit: each transaction once by its key, and what then stands on the accounts.
type book struct {
	tx       *tx
	project  lockedProject
	fee      project.FeePolicy
	commit   project.Commit
	stored   map[string]project.Transaction // by key, those of this commit's that are there already
	balances map[project.Account]int64      // of the accounts touched
	fresh    []project.Transaction
}

// post books the postings and, when asked, gives the rest of the funding back. It says how many transactions it added.
func (b *book) post(ctx context.Context, postings []project.Posting, refund bool) (int, error) {
	if len(postings) == 0 && !refund {
		return 0, nil
	}
	transactions := make([]project.Transaction, 0, len(postings))
	for _, p := range postings {
		one, err := p.Transaction(b.project.id, b.project.currency, b.fee, b.commit.At)
		if err != nil {
			return 0, err
		}
		transactions = append(transactions, one)
	}
	if err := b.load(ctx, transactions, refund); err != nil {
		return 0, err
	}
	for _, one := range transactions {
		if err := b.apply(one); err != nil {
			return 0, err
		}
	}
	if refund {
		if err := b.refund(ctx); err != nil {
			return 0, err
		}
	}
	return len(b.fresh), b.save(ctx)
}

// load reads what the postings meet: transactions with their keys, and the balances they change.
func (b *book) load(ctx context.Context, transactions []project.Transaction, refund bool) error {
	accounts := map[project.Account]bool{}
	if refund {
		accounts[project.AccountFunding], accounts[project.AccountRefund] = true, true
	}
	keys := make([]string, 0, len(transactions))
	for _, one := range transactions {
		keys = append(keys, one.Key)
		for _, e := range one.Entries {
			accounts[e.Account] = true
		}
	}
	stored, err := listIn(ctx, b.tx, scanLine, lineSelect+` WHERE t.project_id = $1 AND t.key IN `, lineOrder, []any{b.project.id}, keys)
	if err != nil {
		return err
	}
	b.stored, b.balances = map[string]project.Transaction{}, map[project.Account]int64{}
	for _, one := range transactionsOf(stored) {
		b.stored[one.Key] = one
	}
	names := make([]project.Account, 0, len(accounts))
	for a := range accounts {
		names = append(names, a)
	}
	slices.Sort(names) // the same statement for the same accounts
	balances, err := listIn(ctx, b.tx, scanBalance, `SELECT account, minor FROM balances WHERE project_id = $1 AND account IN `, ``, []any{b.project.id}, names)
	for _, e := range balances {
		b.balances[e.Account] = e.Minor
	}
	return err
}

// apply books one transaction, in memory.
func (b *book) apply(one project.Transaction) error {
	if before, ok := b.stored[one.Key]; ok {
		if !samePosting(before, one) {
			return project.Errorf(project.Internal, "ledger: the transaction %s is there already with other entries", one.Key)
		}
		return nil
	}
	var sum int64
	for _, e := range one.Entries {
		sum += e.Minor
		b.balances[e.Account] += e.Minor
	}
	if sum != 0 {
		return project.Errorf(project.Internal, "ledger: transaction %s does not balance, it sums to %d", one.Key, sum)
	}
	for _, e := range one.Entries {
		if e.Account != project.AccountOutside && b.balances[e.Account] < 0 {
			return project.Errorf(project.Conflict, "ledger: %s would have %d after transaction %s", e.Account, b.balances[e.Account], one.Key)
		}
	}
	b.stored[one.Key] = one
	b.fresh = append(b.fresh, one)
	return nil
}

// samePosting compares all but the time: the one that came first keeps it.
func samePosting(a, b project.Transaction) bool {
	return a.Kind == b.Kind && a.SubGig == b.SubGig && a.Currency == b.Currency && slices.Equal(a.Entries, b.Entries)
}

func (b *book) refund(ctx context.Context) error {
	rest := b.balances[project.AccountFunding]
	if rest == 0 {
		return nil
	}
	before, err := one(ctx, b.tx, scanNumber, `SELECT COUNT(*) FROM ledger_transactions WHERE project_id = $1 AND kind = $2`, b.project.id, project.PostRefund)
	if err != nil {
		return err
	}
	p := project.Posting{Key: refundKey(b.project.id, before+1), Kind: project.PostRefund, Minor: rest}
	refund, err := p.Transaction(b.project.id, b.project.currency, b.fee, b.commit.At)
	if err != nil {
		return err
	}
	return b.apply(refund)
}

func (b *book) save(ctx context.Context) error {
	var transactions, entries, balances [][]any
	touched := map[project.Account]bool{}
	for i, one := range b.fresh {
		seq := b.project.lastTransaction + int64(i) + 1
		transactions = append(transactions, []any{b.project.id, seq, one.Key, one.Kind, one.SubGig, one.Currency, micros(one.At)})
		for line, e := range one.Entries {
			entries = append(entries, []any{b.project.id, seq, line, e.Account, e.Minor})
			touched[e.Account] = true
		}
	}
	for account := range touched {
		balances = append(balances, []any{b.project.id, account, b.balances[account]})
	}
	slices.SortFunc(balances, func(a, b []any) int { return cmp.Compare(a[1].(project.Account), b[1].(project.Account)) })
	if _, err := b.tx.insert(ctx, `INSERT INTO ledger_transactions (project_id, seq, key, kind, sub_gig_id, currency, at)`, transactions, ``); err != nil {
		return err
	}
	if _, err := b.tx.insert(ctx, `INSERT INTO ledger_entries (project_id, seq, line, account, minor)`, entries, ``); err != nil {
		return err
	}
	_, err := b.tx.insert(ctx, `INSERT INTO balances (project_id, account, minor)`, balances,
		`ON CONFLICT (project_id, account) DO UPDATE SET minor = excluded.minor`)
	return err
}

// A transaction is read as one row for each entry; one without entries (a price of 0) is one row without an account.
const (
	lineSelect = `SELECT t.project_id, t.seq, t.key, t.kind, t.sub_gig_id, t.currency, t.at, COALESCE(e.account, ''), COALESCE(e.minor, 0)
		FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.project_id = t.project_id AND e.seq = t.seq`
	lineOrder = ` ORDER BY t.seq, e.line`
)

type line struct {
	project.Transaction
	seq   int64
	entry project.LedgerEntry
}

func scanLine(r row) (l line, err error) {
	err = r.Scan(&l.Project, &l.seq, &l.Key, &l.Kind, &l.SubGig, &l.Currency, instant{&l.At}, &l.entry.Account, &l.entry.Minor)
	return l, err
}

func transactionsOf(lines []line) []project.Transaction {
	var all []project.Transaction
	for i, l := range lines {
		if i == 0 || lines[i-1].seq != l.seq {
			all = append(all, l.Transaction)
		}
		if l.entry.Account != "" {
			last := &all[len(all)-1]
			last.Entries = append(last.Entries, l.entry)
		}
	}
	return all
}

// Transactions lists the ledger, oldest first; the numbers begin at 1 and have no gap.
func (s *Store) Transactions(ctx context.Context, id project.ProjectID, page project.Page) ([]project.Transaction, error) {
	after, err := numberAfter(page.After, 0)
	if err != nil {
		return nil, err
	}
	last := limitOf(page.Limit)
	if page.Limit > 0 {
		last += after
	}
	lines, err := readList(ctx, s, "ledger", scanLine, lineSelect+` WHERE t.project_id = $1 AND t.seq > $2 AND t.seq <= $3`+lineOrder, id, after, last)
	return transactionsOf(lines), err
}

func scanBalance(r row) (e project.LedgerEntry, err error) {
	err = r.Scan(&e.Account, &e.Minor)
	return e, err
}

// Balances gives what stands on every account of the project.
func (s *Store) Balances(ctx context.Context, id project.ProjectID) (map[project.Account]int64, error) {
	rows, err := readList(ctx, s, "balances", scanBalance, `SELECT account, minor FROM balances WHERE project_id = $1`, id)
	balances := make(map[project.Account]int64, len(rows))
	for _, e := range rows {
		balances[e.Account] = e.Minor
	}
	return balances, err
}
