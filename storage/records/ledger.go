package records

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// bookRules are what the store books postings of a project with.
func (s *Store) bookRules(p lockedProject) project.BookRules {
	return project.BookRules{Project: p.id, Currency: p.currency, Fee: s.fee, Clearing: s.clearing}
}

// openBook reads what the postings meet: transactions with their keys, and the balances they change. refund says that
// what is unspent will be given back.
func (t *tx) openBook(ctx context.Context, p lockedProject, rules project.BookRules, postings []project.Posting, refund bool) (*project.Book, error) {
	if refund {
		postings = append(slices.Clone(postings), project.Posting{Kind: project.PostRefund})
	}
	var keys []string
	var accounts []project.Account
	for _, posting := range postings {
		keys = append(keys, posting.Keys()...)
		accounts = append(accounts, posting.Accounts()...)
	}
	from := project.Ledger{LedgerHead: p.ledger, Balances: map[project.Account]int64{}, Known: map[string]project.Transaction{}}
	lines, err := listIn(ctx, t, scanLine, lineSelect+` WHERE t.project_id = $1 AND t.key IN `, lineOrder, []any{p.id}, keys)
	if err != nil {
		return nil, err
	}
	for _, known := range transactionsOf(lines) {
		from.Known[known.Key] = known
	}
	slices.Sort(accounts) // the same statement for the same accounts
	balances, err := listIn(ctx, t, scanBalance, `SELECT account, minor FROM balances WHERE project_id = $1 AND account IN `, ``, []any{p.id}, accounts)
	if err != nil {
		return nil, err
	}
	for _, e := range balances {
		from.Balances[e.Account] = e.Minor
	}
	from.Hash, err = t.sealed(ctx, p)
	return project.OpenBook(rules, from), err
}

// sealed gives the hash that the next transaction follows. A ledger from before there was a chain has none: it is
// computed over all that was booked until then, this once.
func (t *tx) sealed(ctx context.Context, p lockedProject) (string, error) {
	if p.ledger.Hash != "" || p.ledger.Seq == 0 {
		return p.ledger.Hash, nil
	}
	lines, err := list(ctx, t, scanLine, lineSelect+` WHERE t.project_id = $1`+lineOrder, p.id)
	return project.ChainOf(transactionsOf(lines)), err
}

// post books the postings of the step and, when asked, gives the rest of the money back. It gives the newest transaction.
func (s *step) post(ctx context.Context, rules project.BookRules) (project.LedgerHead, error) {
	if len(s.postings) == 0 && !s.refund {
		return s.project.ledger, nil
	}
	book, err := s.tx.openBook(ctx, s.project, rules, s.postings, s.refund)
	if err != nil {
		return s.project.ledger, err
	}
	for _, p := range s.postings {
		if _, err := book.Post(p, s.commit.At); err != nil {
			return s.project.ledger, err
		}
	}
	if s.refund && book.Unspent() > 0 {
		if err := s.giveBack(ctx, book); err != nil {
			return s.project.ledger, err
		}
	}
	return s.tx.saveBook(ctx, s.project, book)
}

func (s *step) giveBack(ctx context.Context, book *project.Book) error {
	before, err := one(ctx, s.tx, scanNumber, `SELECT COUNT(*) FROM ledger_transactions WHERE project_id = $1 AND kind = $2`, s.project.id, project.PostRefund)
	if err != nil {
		return err
	}
	refund := project.Posting{Key: project.RefundKey(s.project.id, before+1), Kind: project.PostRefund, Minor: book.Unspent()}
	_, err = book.Post(refund, s.commit.At)
	return err
}

// saveBook writes what was booked. It gives the newest transaction; without a fresh one that of the project's row, which
// then stays as it is.
func (t *tx) saveBook(ctx context.Context, p lockedProject, book *project.Book) (project.LedgerHead, error) {
	if len(book.Fresh()) == 0 {
		return p.ledger, nil
	}
	var transactions, entries, balances, waiting [][]any
	var cleared []string
	for _, f := range book.Fresh() {
		transactions = append(transactions, []any{p.id, f.Seq, f.Key, f.Kind, f.SubGig, f.Seller, f.Minor, f.Share, f.Currency,
			micros(f.At), micros(f.Clears), f.Hash})
		for line, e := range f.Entries {
			entries = append(entries, []any{p.id, f.Seq, line, e.Account, e.Minor})
		}
		if !f.Clears.IsZero() {
			waiting = append(waiting, []any{p.id, f.Key, f.SubGig, micros(f.Clears)})
		}
		if f.Kind == project.PostClear {
			cleared = append(cleared, f.Cleared())
		}
	}
	for account, minor := range book.Touched() {
		balances = append(balances, []any{p.id, account, minor})
	}
	slices.SortFunc(balances, func(a, b []any) int { return cmp.Compare(a[1].(project.Account), b[1].(project.Account)) })
	for _, rows := range []struct {
		head, tail string
		rows       [][]any
	}{
		{`INSERT INTO ledger_transactions (project_id, seq, key, kind, sub_gig_id, seller_id, minor, share, currency, at, clears_at, hash)`, ``, transactions},
		{`INSERT INTO ledger_entries (project_id, seq, line, account, minor)`, ``, entries},
		{`INSERT INTO balances (project_id, account, minor)`, `ON CONFLICT (project_id, account) DO UPDATE SET minor = excluded.minor`, balances},
		{`INSERT INTO ledger_clearing (project_id, key, sub_gig_id, due)`, ``, waiting},
	} {
		if _, err := t.insert(ctx, rows.head, rows.rows, rows.tail); err != nil {
			return p.ledger, err
		}
	}
	return book.Head(), t.forgetClearing(ctx, p.id, cleared)
}

// A transaction is read as one row for each entry; one without entries (a price of 0) is one row without an account.
const (
	lineSelect = `SELECT t.project_id, t.seq, t.key, t.kind, t.sub_gig_id, t.seller_id, t.minor, t.share, t.currency, t.at, t.clears_at, t.hash,
		COALESCE(e.account, ''), COALESCE(e.minor, 0)
		FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.project_id = t.project_id AND e.seq = t.seq`
	lineOrder = ` ORDER BY t.seq, e.line`
)

type line struct {
	project.Transaction
	entry project.LedgerEntry
}

func scanLine(r row) (l line, err error) {
	err = r.Scan(&l.Project, &l.Seq, &l.Key, &l.Kind, &l.SubGig, &l.Seller, &l.Minor, &l.Share, &l.Currency, instant{&l.At}, instant{&l.Clears}, &l.Hash,
		&l.entry.Account, &l.entry.Minor)
	return l, err
}

func transactionsOf(lines []line) []project.Transaction {
	var all []project.Transaction
	for i, l := range lines {
		if i == 0 || lines[i-1].Seq != l.Seq || lines[i-1].Project != l.Project {
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

const selectBalances = `SELECT account, minor FROM balances WHERE project_id = $1`

func balancesOf(rows []project.LedgerEntry) map[project.Account]int64 {
	balances := make(map[project.Account]int64, len(rows))
	for _, e := range rows {
		balances[e.Account] = e.Minor
	}
	return balances
}

// Balances gives what stands on every account of the project.
func (s *Store) Balances(ctx context.Context, id project.ProjectID) (map[project.Account]int64, error) {
	rows, err := readList(ctx, s, "balances", scanBalance, selectBalances, id)
	return balancesOf(rows), err
}

// PostLedger books postings that come from no commit; see project.LedgerRecords.
func (s *Store) PostLedger(ctx context.Context, id project.ProjectID, bookings []project.Booking, at time.Time) (project.Booked, error) {
	var booked project.Booked
	err := s.write(ctx, "posting to the ledger of "+string(id), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, id)
		if err != nil {
			return err
		}
		booked, err = t.postAlone(ctx, p, s.bookRules(p), bookings, at)
		return err
	})
	return booked, err
}

// postAlone books outside a commit of the process, each posting with its line in the log.
func (t *tx) postAlone(ctx context.Context, p lockedProject, rules project.BookRules, bookings []project.Booking, at time.Time) (project.Booked, error) {
	booked := project.Booked{LastEvent: p.lastEvent}
	postings := make([]project.Posting, 0, len(bookings))
	for _, b := range bookings {
		postings = append(postings, b.Posting)
	}
	book, err := t.openBook(ctx, p, rules, postings, false)
	if err != nil {
		return booked, err
	}
	var log []project.LogEvent
	var raise int64
	for _, b := range bookings {
		fresh, err := b.Post(book, p.state, at)
		if err != nil {
			return booked, err
		}
		if fresh {
			log, raise = append(log, b.Log(at)), raise+b.Raise()
		}
	}
	if len(log) == 0 {
		return booked, nil
	}
	head, err := t.saveBook(ctx, p, book)
	if err != nil {
		return booked, err
	}
	if err := t.insertEvents(ctx, p.id, p.lastEvent, log); err != nil {
		return booked, err
	}
	booked.Fresh, booked.LastEvent = len(log), p.lastEvent+int64(len(log))
	return booked, t.must(ctx, `
		UPDATE projects SET last_event = $2, last_transaction = $3, ledger_hash = $4, updated_at = $5, budget_minor = budget_minor + $6 WHERE id = $1`,
		p.id, booked.LastEvent, head.Seq, head.Hash, max(p.updatedAt, micros(at)), raise)
}
