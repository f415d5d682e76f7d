package project

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// AuditCheck names the invariant that a finding is about.
type AuditCheck string

// The checks of an audit.
const (
	AuditSequence AuditCheck = "sequence"  // transactions are numbered 1, 2, 3 ... up to the number the project counts
	AuditKey      AuditCheck = "key"       // one key, one transaction
	AuditChain    AuditCheck = "chain"     // every hash seals its transaction behind the one before
	AuditSum      AuditCheck = "sum"       // each transaction and the whole sum to zero, in the project's currency
	AuditSplit    AuditCheck = "split"     // the entries are what the posting asked for, to the last minor unit
	AuditEscrow   AuditCheck = "escrow"    // no account is overdrawn at any time
	AuditHold     AuditCheck = "hold"      // each hold is resolved once
	AuditSubGig   AuditCheck = "sub_gig"   // per sub-gig: funded + moved in = held + released + fee + refunded or moved out
	AuditClearing AuditCheck = "clearing"  // nothing leaves clearing early, twice or in dispute, and nothing is forgotten there
	AuditBalances AuditCheck = "balances"  // the balances are what the transactions amount to
	AuditProcess  AuditCheck = "process"   // what is worked on has its price held, what has ended has nothing held
	AuditEvents   AuditCheck = "events"    // the log is numbered without a gap
	AuditApproved AuditCheck = "approved"  // the project counts its approved sub-gigs rightly
	AuditPayout   AuditCheck = "payout"    // each payout has left the ledger, and what of it came back is there again
	AuditMore     AuditCheck = "and_so_on" // there were more findings than are listed
)

// MaxAuditFindings is how many findings an audit lists.
const MaxAuditFindings = 100

// AuditFinding is one thing that is wrong with what the records of a project say.
type AuditFinding struct {
	Check   AuditCheck `json:"check"`
	Message string     `json:"message"`
}

func (f AuditFinding) String() string { return string(f.Check) + ": " + f.Message }

// Books are everything that the records say about the money of a project, as AuditLedger reads it.
type Books struct {
	Project      Project
	Head         LedgerHead        // as the project counts it
	Transactions []Transaction     // all, by their numbers
	Balances     map[Account]int64 // as they are kept
	Clearing     []string          // keys of the transactions that are kept as waiting for their clearing, in any order
	SubGigs      []SubGig          // all, as the process sees them
	Payouts      []Payout          // all
}

// heldFor is what must be held for a sub-gig: its price from the acceptance of an offer to its end.
func heldFor(g SubGig) int64 {
	if g.State.Ended() || g.Offer == nil || g.Offer.State != OfferAccepted {
		return 0
	}
	return g.Offer.PriceMinor
}

// ClearingStops lists the states of a sub-gig in which nothing that was earned with it leaves clearing.
func ClearingStops() []SubGigState { return []SubGigState{Disputed} }

// AuditLedger recomputes everything from the transactions alone and gives a finding for each invariant that does not
// hold; none when all is well. It trusts nothing: not the balances, not the hashes, not the process.
func AuditLedger(b Books) []AuditFinding {
	a := &audit{books: b, balances: map[Account]int64{}, byKey: make(map[string]int, len(b.Transactions)),
		subs: map[SubGigID]*subFlow{}, waits: map[string]bool{}}
	for i := range b.Transactions {
		a.transaction(i)
	}
	a.end()
	a.compareBalances()
	a.compareClearing()
	a.compareProcess()
	a.comparePayouts()
	if a.more > 0 {
		a.findings = append(a.findings, AuditFinding{AuditMore, fmt.Sprintf("%d more findings are not listed", a.more)})
	}
	return a.findings
}

// audit is the ledger as it is replayed.
type audit struct {
	books    Books
	balances map[Account]int64
	byKey    map[string]int
	hash     string // of the transaction before
	sealed   bool   // a transaction with a hash was met
	subs     map[SubGigID]*subFlow
	waits    map[string]bool // keys of what is in clearing
	findings []AuditFinding
	more     int
}

// subFlow is what the transactions say of one sub-gig.
type subFlow struct {
	in, released, fee, back int64
	open                    bool  // a hold is not resolved yet
	parts                   int64 // released of the open hold so far
}

func (a *audit) find(check AuditCheck, format string, args ...any) {
	if len(a.findings) == MaxAuditFindings {
		a.more++
		return
	}
	a.findings = append(a.findings, AuditFinding{check, fmt.Sprintf(format, args...)})
}

func (a *audit) transaction(i int) {
	t := a.books.Transactions[i]
	if t.Seq != int64(i)+1 {
		a.find(AuditSequence, "the transaction %s has the number %d and stands in place %d", t.Key, t.Seq, i+1)
	}
	if before, again := a.byKey[t.Key]; again {
		a.find(AuditKey, "the transactions %d and %d have the key %s", a.books.Transactions[before].Seq, t.Seq, t.Key)
	}
	a.byKey[t.Key] = i
	a.chain(t)
	a.split(t)
	a.apply(t)
	a.follow(t)
	a.clearing(t)
}

// chain goes on from the hash that is stored, so that one changed transaction is one finding.
func (a *audit) chain(t Transaction) {
	want := t.HashAfter(a.hash)
	switch {
	case t.Hash == "" && a.sealed:
		a.find(AuditChain, "the transaction %s has no hash, and others before it have", t.Key)
	case t.Hash != "" && t.Hash != want:
		a.find(AuditChain, "the transaction %s or the one before it was changed: its hash is %.12s, not %.12s", t.Key, t.Hash, want)
		want = t.Hash
	}
	a.hash, a.sealed = want, a.sealed || t.Hash != ""
}

// split books the posting again, on the balances as they are replayed and with the fee that was taken. What was booked
// before there was a chain had simpler moves; its sums are checked like all others.
func (a *audit) split(t Transaction) {
	if t.Hash == "" {
		return
	}
	if err := t.check(); err != nil {
		a.find(AuditSplit, "the transaction %s cannot be: %s", t.Key, err)
		return
	}
	kept := t.Moved(AccountFee)
	if kept < 0 || kept > t.earned() {
		a.find(AuditSplit, "the transaction %s takes a fee of %d from %d", t.Key, kept, t.earned())
		return
	}
	want := t.entries(kept, func(account Account) int64 { return a.balances[account] })
	if !slices.Equal(want, t.Entries) {
		a.find(AuditSplit, "the transaction %s is a %s of %d and does not move that: %v, not %v", t.Key, t.Kind, t.Minor, t.Entries, want)
	}
}

// apply makes the transaction count.
func (a *audit) apply(t Transaction) {
	var sum int64
	for _, e := range t.Entries {
		sum += e.Minor
		a.balances[e.Account] += e.Minor
	}
	if sum != 0 {
		a.find(AuditSum, "the transaction %s sums to %d, not 0", t.Key, sum)
	}
	if t.Currency != a.books.Project.Currency || t.Project != a.books.Project.ID {
		a.find(AuditSum, "the transaction %s is in %s of %s, the project is %s in %s", t.Key, t.Currency, t.Project, a.books.Project.ID, a.books.Project.Currency)
	}
	for _, e := range t.Entries {
		if minor := a.balances[e.Account]; minor < 0 && e.Minor < 0 && !e.Account.MayBeNegative() {
			a.find(AuditEscrow, "%s has %d after the transaction %s", e.Account, minor, t.Key)
		}
	}
}

// follow keeps what the postings say of a sub-gig beside what their entries say, and looks after its holds.
func (a *audit) follow(t Transaction) {
	if !t.Kind.OfProcess() {
		return
	}
	s := a.subs[t.SubGig]
	if s == nil {
		s = &subFlow{}
		a.subs[t.SubGig] = s
	}
	if t.Kind == PostHold == s.open {
		a.find(AuditHold, "the transaction %s is a %s of %s, which %s", t.Key, t.Kind, t.SubGig, map[bool]string{true: "is held already", false: "is not held"}[s.open])
	}
	if t.Kind == PostHold || t.Kind == PostAdjust {
		s.in += t.Minor
	} else {
		s.out(t)
	}
	held := a.balances[HeldAccount(t.SubGig)]
	switch t.Kind {
	case PostHold:
		s.open, s.parts = true, 0
	case PostReturn, PostSettle:
		s.open, s.parts = false, 0
		if held != 0 {
			a.find(AuditHold, "%d are still held for %s after the transaction %s ended its hold", held, t.SubGig, t.Key)
		}
	case PostRelease:
		if s.parts += t.Minor; held == 0 {
			s.open, s.parts = false, 0
		}
	}
}

// out sorts what a transaction took out of a hold by where it went.
func (s *subFlow) out(t Transaction) {
	for _, e := range t.Entries {
		switch {
		case e.Account == AccountFee:
			s.fee += e.Minor
		case e.Account == AccountReserve, e.Account == AccountFunding:
			s.back += e.Minor
		case e.Account.begins(clearingPrefix), e.Account.begins(sellerPrefix): // the latter before there was clearing
			s.released += e.Minor
		}
	}
}

// clearing follows what waits and what leaves.
func (a *audit) clearing(t Transaction) {
	if _, waits := t.Clearance(); waits {
		a.waits[t.Key] = true
	}
	if t.Kind != PostClear {
		return
	}
	i, there := a.byKey[t.Cleared()]
	if !there {
		a.find(AuditClearing, "the transaction %s clears %s, which is not there", t.Key, t.Cleared())
		return
	}
	released := a.books.Transactions[i]
	want, _ := released.Clearance()
	switch {
	case !a.waits[released.Key] || want != t.Posting:
		a.find(AuditClearing, "the transaction %s does not clear what %s put into clearing", t.Key, released.Key)
	case t.At.Before(released.Clears):
		a.find(AuditClearing, "the transaction %s came at %s, %s is in clearing until %s", t.Key, stamped(t.At), released.Key, stamped(released.Clears))
	}
	delete(a.waits, released.Key)
}

func stamped(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// end compares the newest transaction with what the project counts. An empty hash is right only for a ledger that was
// not posted to since there is a chain.
func (a *audit) end() {
	head, n := a.books.Head, int64(len(a.books.Transactions))
	if head.Seq != n {
		a.find(AuditSequence, "the project counts %d transactions, there are %d", head.Seq, n)
	}
	last := ""
	if a.sealed {
		last = a.hash
	}
	if head.Hash != last {
		a.find(AuditChain, "the ledger ends with the hash %.12q, the project has kept %.12q", last, head.Hash)
	}
}

func (a *audit) compareBalances() {
	accounts := map[Account]bool{}
	var whole int64
	for account, minor := range a.balances {
		accounts[account] = true
		whole += minor
	}
	for account := range a.books.Balances {
		accounts[account] = true
	}
	if whole != 0 {
		a.find(AuditSum, "all accounts together have %d, not 0", whole)
	}
	for _, account := range slices.Sorted(maps.Keys(accounts)) {
		kept, counted := a.books.Balances[account], a.balances[account]
		if kept != counted {
			a.find(AuditBalances, "%s stands at %d, its entries sum to %d", account, kept, counted)
		}
	}
	totals := TotalsOf(a.books.Balances)
	if err := totals.Check(); err != nil {
		a.find(AuditBalances, "%s", err)
	}
	if a.books.Project.State.Ended() && totals.Held+totals.Reserve != 0 {
		a.find(AuditProcess, "the project is %s, but %d are held and %d lie in reserve", a.books.Project.State, totals.Held, totals.Reserve)
	}
}

func (a *audit) compareClearing() {
	kept := map[string]bool{}
	for _, key := range a.books.Clearing {
		kept[key] = true
		if !a.waits[key] {
			a.find(AuditClearing, "%s is kept as in clearing and is not", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(a.waits)) {
		if !kept[key] {
			a.find(AuditClearing, "%s is in clearing and nothing will clear it", key)
		}
	}
}

// comparePayouts holds the rows of payouts against the ledger: each has left it whole, once, and as much came back as its row
// says. What left under the name of a payout has a row.
func (a *audit) comparePayouts() {
	rows, back := map[PayoutID]Payout{}, map[PayoutID]int64{}
	for _, p := range a.books.Payouts {
		rows[p.ID] = p
		left, there := a.byKey[p.Booking().Key]
		switch {
		case !there:
			a.find(AuditPayout, "%s of %d has not left the ledger", p.ID, p.Minor)
		case a.books.Transactions[left].Posting != p.Booking().Posting:
			a.find(AuditPayout, "%s of %d to %s has left the ledger as %d to %s", p.ID, p.Minor, p.Seller,
				a.books.Transactions[left].Minor, a.books.Transactions[left].Seller)
		}
	}
	for _, t := range a.books.Transactions {
		name, _, _ := strings.Cut(t.Key, "/")
		id := PayoutID(name)
		if _, there := rows[id]; t.Kind == PostPayout && !there && CheckID(PrefixPayout, name) == nil {
			a.find(AuditPayout, "%s has left the ledger and there is no such payout", id)
		}
		if t.Kind == PostPayback {
			back[id] += t.Minor
		}
	}
	for _, p := range a.books.Payouts {
		if back[p.ID] != p.BackMinor {
			a.find(AuditPayout, "of %s %d came back, its row says %d", p.ID, back[p.ID], p.BackMinor)
		}
	}
}

// compareProcess holds the money against what the sub-gigs are.
func (a *audit) compareProcess() {
	stops := ClearingStops()
	for _, g := range a.books.SubGigs {
		s, held := a.subs[g.ID], a.balances[HeldAccount(g.ID)]
		if s == nil {
			s = &subFlow{}
		}
		delete(a.subs, g.ID)
		if want := heldFor(g) - s.parts; held != want {
			a.find(AuditProcess, "%s is %s and %d are held for it, not %d", g.ID, g.State, held, want)
		}
		if s.in != held+s.released+s.fee+s.back {
			a.find(AuditSubGig, "%s got %d, but %d are held + %d released + %d fee + %d gone back", g.ID, s.in, held, s.released, s.fee, s.back)
		}
		if slices.Contains(stops, g.State) {
			a.clearedInDispute(g)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.subs)) {
		a.find(AuditProcess, "money was moved for %s, which is no sub-gig of this project", id)
	}
}

// clearedInDispute looks for money of a sub-gig that left clearing since it came into its present state.
func (a *audit) clearedInDispute(g SubGig) {
	for _, t := range a.books.Transactions {
		if t.Kind == PostClear && t.SubGig == g.ID && t.At.After(g.Clock.Since) {
			a.find(AuditClearing, "the transaction %s came at %s, while %s was %s", t.Key, stamped(t.At), g.ID, g.State)
		}
	}
}
