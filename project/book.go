package project

import "time"

// BookRules are what the postings of a project are booked with.
type BookRules struct {
	Project  ProjectID
	Currency string
	Fee      FeePolicy
	Clearing time.Duration // how long what is released waits before it can be paid out
}

// LedgerHead is the newest transaction of a ledger: its number and its hash. The zero head is that of an empty ledger.
type LedgerHead struct {
	Seq  int64
	Hash string
}

// Ledger is what stands in a project's books already, as far as the postings ahead meet it.
type Ledger struct {
	LedgerHead
	Balances map[Account]int64      // of the accounts that Posting.Accounts names
	Known    map[string]Transaction // by key, those that Posting.Keys names
}

// Book books postings on top of what stands already, which it reads and never changes: the new transactions are in
// Fresh until somebody stores them. A posting that is refused changes nothing. It is the only place where postings
// become entries, for every adapter of Records. Make one with OpenBook.
type Book struct {
	rules    BookRules
	from     Ledger
	head     LedgerHead
	balances map[Account]int64 // of the accounts that were touched
	fresh    []Transaction
	places   map[string]int // of the fresh ones, by key
}

// OpenBook begins with what stands already; the zero Ledger is an empty one.
func OpenBook(rules BookRules, from Ledger) *Book {
	return &Book{rules: rules, from: from, head: from.LedgerHead, balances: map[Account]int64{}, places: map[string]int{}}
}

// Post books the posting once. The same key with the same posting again changes nothing and says false; with another
// posting it is Internal. A posting that would overdraw an account, hold twice, leave a part of a hold behind or clear
// too early is a Conflict; one that clears what is not there NotFound.
func (b *Book) Post(p Posting, at time.Time) (bool, error) {
	if err := p.check(); err != nil {
		return false, err
	}
	if before, there := b.find(p.Key); there {
		if before.Posting != p {
			return false, Errorf(Internal, "ledger: the transaction %s is there already as another posting", p.Key)
		}
		return false, nil
	}
	if err := b.lawful(p, at); err != nil {
		return false, err
	}
	t := Transaction{Posting: p, Project: b.rules.Project, Currency: b.rules.Currency, At: at.UTC().Truncate(time.Microsecond)}
	t.Entries = p.entries(b.rules.Fee.FeeMinor(p.earned()), b.Balance)
	err := b.book(t)
	return err == nil, err
}

// lawful holds the rules about holds and clearing, which balances alone do not.
func (b *Book) lawful(p Posting, at time.Time) error {
	held := b.Balance(HeldAccount(p.SubGig))
	switch p.Kind {
	case PostHold:
		if held != 0 {
			return Errorf(Conflict, "ledger: %d are held for %s already, %s would hold twice", held, p.SubGig, p.Key)
		}
	case PostReturn, PostSettle:
		if held != p.Minor {
			return Errorf(Conflict, "ledger: %d are held for %s, but %s is about %d: a %s ends the whole hold", held, p.SubGig, p.Key, p.Minor, p.Kind)
		}
	case PostClear:
		return b.clears(p, at)
	}
	return nil
}

func (b *Book) clears(p Posting, at time.Time) error {
	released, there := b.find(p.Cleared())
	if !there {
		return Errorf(NotFound, "ledger: there is no transaction %s to clear", p.Cleared())
	}
	want, waits := released.Clearance()
	if !waits || want != p {
		return Errorf(Internal, "ledger: %s does not clear what %s put into clearing", p.Key, released.Key)
	}
	if at.Before(released.Clears) {
		return Errorf(Conflict, "ledger: %s is in clearing until %s", released.Key, released.Clears.UTC().Format(time.RFC3339))
	}
	return nil
}

// overdrawn refuses to take what is not there. That a budget does not reach is for people to know: shares that sellers kept
// who went may have used it up.
func overdrawn(a Account, left int64, t Transaction) error {
	if a == AccountFunding || a == AccountReserve {
		return Errorf(Conflict, "the project's budget does not cover this: %s are missing; the buyer adds them with `tutti project fund`",
			FormatMinor(-left, t.Currency))
	}
	return Errorf(Conflict, "ledger: %s would have %d after transaction %s", a, left, t.Key)
}

// book numbers and seals the transaction and makes it count, unless it would overdraw an account.
func (b *Book) book(t Transaction) error {
	for _, e := range t.Entries {
		if left := b.Balance(e.Account) + t.Moved(e.Account); left < 0 && !e.Account.MayBeNegative() {
			return overdrawn(e.Account, left, t)
		}
	}
	for _, e := range t.Entries {
		b.balances[e.Account] = b.Balance(e.Account) + e.Minor
		if e.Minor > 0 && e.Account.inClearing() {
			t.Clears = t.At.Add(b.rules.Clearing)
		}
	}
	t.Seq = b.head.Seq + 1
	t.Hash = t.HashAfter(b.head.Hash)
	b.head = LedgerHead{t.Seq, t.Hash}
	b.places[t.Key] = len(b.fresh)
	b.fresh = append(b.fresh, t)
	return nil
}

func (b *Book) find(key string) (Transaction, bool) {
	if i, ok := b.places[key]; ok {
		return b.fresh[i], true
	}
	t, ok := b.from.Known[key]
	return t, ok
}

// Unspent is what is paid in and not held: free or set aside.
func (b *Book) Unspent() int64 { return b.Balance(AccountFunding) + b.Balance(AccountReserve) }

// Balance is what stands on an account, in minor units.
func (b *Book) Balance(a Account) int64 {
	if minor, touched := b.balances[a]; touched {
		return minor
	}
	return b.from.Balances[a]
}

// Touched gives the new balances of the accounts that the fresh transactions have touched.
func (b *Book) Touched() map[Account]int64 { return b.balances }

// Fresh lists the transactions that were booked, in their order.
func (b *Book) Fresh() []Transaction { return b.fresh }

// Head is the newest transaction, fresh or not.
func (b *Book) Head() LedgerHead { return b.head }
