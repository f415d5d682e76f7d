package ledgertest

import (
	"fmt"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"tutti/project"
)

// Machine is a ledger that is played with.
type Machine interface {
	// Post books the posting. after gives the sub-gigs as the process sees them once it is booked.
	Post(p project.Posting, at time.Time, after []project.SubGig) error
	// Clear clears everything that is due.
	Clear(now time.Time) error
	// Balances gives what stands on every account that was ever touched.
	Balances() map[project.Account]int64
	// Audit gives what is wrong, with the sub-gigs as the process sees them.
	Audit(now []project.SubGig) []project.AuditFinding
}

// Rules are what a game is played by; each game draws its own.
type Rules struct {
	Fee      project.FeePolicy
	Clearing time.Duration
}

// DrawRules draws the fee and the clearing time of a game.
func DrawRules(t *rapid.T) Rules {
	return Rules{
		Fee:      project.FeePolicy{BasisPoints: rapid.SampledFrom([]int64{0, 250, 700, 9_999, 10_000}).Draw(t, "fee")},
		Clearing: rapid.SampledFrom([]time.Duration{0, time.Hour, 7 * 24 * time.Hour}).Draw(t, "clearing"),
	}
}

// Game does the same to a model and to a machine and compares them. Audited makes it audit after every step; without,
// only when Audit is called.
type Game struct {
	Audited bool

	machine Machine
	model   model
	project project.ProjectID
	now     time.Time
	serial  int
	refunds int64
	tried   []project.Posting // taken or refused, to be tried again
	dice    dice
	after   [subGigs]project.SubGig
	tally   Tally
}

// Tally counts what was played.
type Tally struct {
	Games, Steps          int
	Taken, Again, Refused int                         // postings that were booked, that were there already, that were refused
	Kinds                 map[project.PostingKind]int // those booked
}

// Add adds another tally.
func (t *Tally) Add(other Tally) {
	t.Games, t.Steps = t.Games+other.Games, t.Steps+other.Steps
	t.Taken, t.Again, t.Refused = t.Taken+other.Taken, t.Again+other.Again, t.Refused+other.Refused
	if t.Kinds == nil {
		t.Kinds = map[project.PostingKind]int{}
	}
	for kind, n := range other.Kinds {
		t.Kinds[kind] += n
	}
}

// Missing lists the kinds of posting that were never booked.
func (t Tally) Missing() (kinds []project.PostingKind) {
	for _, kind := range project.PostingKinds() {
		if t.Kinds[kind] == 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func (t Tally) String() string {
	return fmt.Sprintf("%d random steps in %d games: %d postings booked, %d repeated, %d refused; %v", t.Steps, t.Games, t.Taken, t.Again, t.Refused, t.Kinds)
}

// dice are the generators, made once.
type dice struct {
	subGig, seller, hours, twelve *rapid.Generator[int]
	small                         *rapid.Generator[int64]
}

// NewGame begins at a time with an empty ledger.
func NewGame(m Machine, id project.ProjectID, rules Rules, now time.Time) *Game {
	return &Game{
		machine: m, project: id, now: now, tally: Tally{Games: 1, Kinds: map[project.PostingKind]int{}},
		model: model{fee: rules.Fee.BasisPoints, clearing: rules.Clearing, done: map[string]project.Posting{}},
		dice:  dice{rapid.IntRange(0, subGigs-1), rapid.IntRange(0, sellers-1), rapid.IntRange(0, 60), rapid.IntRange(0, 11), rapid.Int64Range(0, 400)},
	}
}

// Tally counts what was played so far.
func (g *Game) Tally() Tally { return g.tally }

// Actions are what may happen, for rapid.T.Repeat; after each of them everything is compared.
func (g *Game) Actions() map[string]func(*rapid.T) {
	actions := map[string]func(*rapid.T){"": g.check}
	for name, do := range map[string]func(*rapid.T){
		"fund": g.fund, "reserve": g.reserve, "hold": g.hold, "end": g.end, "end 2": g.end, "adjust": g.adjust, "clear due": g.clearDue,
		"clear one": g.clearOne, "pay": g.pay, "tip": g.tip, "take back": g.takeBack, "again": g.again, "wrong": g.wrong,
	} {
		actions[name] = func(t *rapid.T) {
			g.tally.Steps++
			g.now = g.now.Add(time.Duration(g.dice.hours.Draw(t, "hours")) * time.Hour)
			do(t)
		}
	}
	return actions
}

// amount is mostly something small, sometimes exactly what is there, a little more, a part of it, or very much.
func (g *Game) amount(t *rapid.T, there int64) int64 {
	switch g.dice.twelve.Draw(t, "how much") {
	case 0, 1, 2, 3:
		return there
	case 4:
		return there + 1
	case 5:
		return there / 3
	case 6:
		return 1_000_000_000_000
	}
	return g.dice.small.Draw(t, "minor")
}

func (g *Game) key(kind project.PostingKind) string {
	g.serial++
	return string(kind) + "/" + strconv.Itoa(g.serial)
}

// post tries a posting on both and compares what they say.
func (g *Game) post(t *rapid.T, p project.Posting) {
	want, repeat := g.model.judge(p, g.now)
	switch {
	case want != "":
		g.tally.Refused++
	case repeat:
		g.tally.Again++
	default:
		g.take(p)
	}
	err := g.machine.Post(p, g.now, g.states())
	if got := project.CodeOf(err); got != want {
		t.Fatalf("%+v: the ledger says %q (%v), the model %q", p, got, err, want)
	}
	if p.Kind != project.PostRefund && want != project.Internal {
		g.tried = append(g.tried, p)
	}
}

func (g *Game) take(p project.Posting) {
	g.model.take(p, g.now)
	g.tally.Taken++
	g.tally.Kinds[p.Kind]++
}

func (g *Game) states() []project.SubGig {
	for i := range g.after {
		g.after[i] = g.model.subGig(i)
	}
	return g.after[:]
}

func (g *Game) fund(t *rapid.T) {
	g.post(t, project.Posting{Key: g.key(project.PostFund), Kind: project.PostFund, Minor: g.dice.small.Draw(t, "minor") * 10})
}

func (g *Game) reserve(t *rapid.T) {
	g.post(t, project.Posting{Key: g.key(project.PostReserve), Kind: project.PostReserve, Minor: g.amount(t, g.model.funding)})
}

// hold tries also what is held already; a price of 0 cannot be held twice because nobody could tell.
func (g *Game) hold(t *rapid.T) {
	i := g.dice.subGig.Draw(t, "sub-gig")
	if w := g.model.works[i]; w.open && w.held == 0 {
		t.Skip("it is held with a price of 0")
	}
	g.post(t, project.Posting{Key: g.key(project.PostHold), Kind: project.PostHold, SubGig: subGigOf(i), Minor: g.amount(t, g.model.funding+g.model.reserve)})
}

// end releases, settles or returns a hold, or a part of it, or tries to where nothing is held.
func (g *Game) end(t *rapid.T) {
	i := g.dice.subGig.Draw(t, "sub-gig")
	for n := 0; n < subGigs && !g.model.works[i].open && g.dice.twelve.Draw(t, "another") > 0; n++ {
		i = (i + 1) % subGigs
	}
	w := g.model.works[i]
	p := project.Posting{SubGig: subGigOf(i), Minor: g.amount(t, w.held)}
	if !w.open && p.Minor == 0 {
		t.Skip("nothing is held and nothing is asked for")
	}
	switch n := g.dice.twelve.Draw(t, "how"); {
	case n < 2:
		p.Kind = project.PostReturn
	case n < 6:
		p.Kind, p.Share = project.PostSettle, rapid.Int64Range(0, p.Minor).Draw(t, "share")
	default:
		p.Kind = project.PostRelease
	}
	if p.Kind != project.PostReturn {
		p.Seller = sellerOf(g.dice.seller.Draw(t, "seller"))
	}
	p.Key = g.key(p.Kind)
	g.post(t, p)
}

// adjust raises or lowers the price of what is worked on.
func (g *Game) adjust(t *rapid.T) {
	i := g.dice.subGig.Draw(t, "sub-gig")
	if !g.model.works[i].open {
		t.Skip("nobody works on it")
	}
	p := project.Posting{Kind: project.PostAdjust, SubGig: subGigOf(i)}
	if g.dice.twelve.Draw(t, "lower") < 4 {
		p.Kind, p.Minor = project.PostReduce, g.amount(t, g.model.works[i].held/2)
	} else {
		p.Minor = g.amount(t, g.model.funding)
	}
	p.Key = g.key(p.Kind)
	g.post(t, p)
}

// clearDue clears what is due, as the sweep does.
func (g *Game) clearDue(t *rapid.T) {
	for _, w := range append([]wait(nil), g.model.waits...) {
		if !g.now.Before(w.due) {
			g.take(w.clear)
		}
	}
	if err := g.machine.Clear(g.now); err != nil {
		t.Fatalf("clear what is due: %v", err)
	}
}

// clearOne tries to clear something that may not be due, another amount of it, or nothing at all.
func (g *Game) clearOne(t *rapid.T) {
	p := project.Posting{Key: "nothing/clear", Kind: project.PostClear, SubGig: subGigOf(0), Seller: sellerOf(0), Minor: 1}
	if n := len(g.model.waits); n > 0 && g.dice.twelve.Draw(t, "nothing") > 0 {
		p = g.model.waits[rapid.IntRange(0, n-1).Draw(t, "which")].clear
		if g.dice.twelve.Draw(t, "another amount") == 0 {
			p.Minor++
		}
	}
	g.post(t, p)
}

func (g *Game) pay(t *rapid.T) {
	i := g.dice.seller.Draw(t, "seller")
	p := project.Posting{Kind: project.PostPayout, Seller: sellerOf(i), Minor: g.amount(t, g.model.earners[i].cleared)}
	if g.dice.twelve.Draw(t, "back") < 3 {
		p.Kind, p.Minor = project.PostPayback, g.amount(t, g.model.earners[i].paid)
	}
	p.Key = g.key(p.Kind)
	g.post(t, p)
}

func (g *Game) tip(t *rapid.T) {
	g.post(t, project.Posting{Key: g.key(project.PostTip), Kind: project.PostTip, Seller: sellerOf(g.dice.seller.Draw(t, "seller")), Minor: g.dice.small.Draw(t, "minor")})
}

// takeBack gives everything back to the buyer, or lets their bank take something back, or give it again.
func (g *Game) takeBack(t *rapid.T) {
	rest := g.model.funding + g.model.reserve
	if rest > 0 && g.dice.twelve.Draw(t, "refund") < 3 {
		g.refunds++
		g.post(t, project.Posting{Key: project.RefundKey(g.project, g.refunds), Kind: project.PostRefund, Minor: rest})
		return
	}
	kind := project.PostChargeback
	if g.dice.twelve.Draw(t, "given again") < 4 {
		kind = project.PostReinstate
	}
	g.post(t, project.Posting{Key: g.key(kind), Kind: kind, Minor: g.amount(t, rest/4)})
}

// again tries something once more, whether it was taken or refused, or something else under its key.
func (g *Game) again(t *rapid.T) {
	if len(g.tried) == 0 {
		t.Skip("nothing was tried yet")
	}
	p := g.tried[rapid.IntRange(0, len(g.tried)-1).Draw(t, "which")]
	if _, there := g.model.done[p.Key]; there {
		switch g.dice.twelve.Draw(t, "something else") {
		case 0:
			p.Minor++
		case 1:
			p.Seller += "x"
		}
	} else if !g.sensible(p) {
		t.Skip("it is about a hold that came or went meanwhile")
	}
	g.post(t, p)
}

// sensible leaves out what the process would never ask for and the ledger cannot tell, because nothing is moved by it:
// a second hold on one of 0, and an end or a change of no hold.
func (g *Game) sensible(p project.Posting) bool {
	w := g.model.work(p)
	switch p.Kind {
	case project.PostHold:
		return !w.open || w.held > 0
	case project.PostAdjust, project.PostReduce:
		return w.open
	case project.PostReturn, project.PostSettle, project.PostRelease:
		return w.open || p.Minor > 0
	}
	return true
}

// wrong tries what no caller may ask for.
func (g *Game) wrong(t *rapid.T) {
	p := project.Posting{Key: g.key("wrong"), Kind: project.PostSettle, SubGig: subGigOf(0), Seller: sellerOf(0), Minor: 10, Share: 5}
	switch g.dice.twelve.Draw(t, "what") {
	case 0:
		p.Key = ""
	case 1, 2, 3:
		p.Minor = -1
	case 4, 5, 6:
		p.Share = 11
	case 7, 8:
		p.Share = -1
	default:
		p.Kind, p.Share, p.Minor = project.PostRelease, 0, -5
	}
	g.post(t, p)
}

// check compares every account, the totals and, when the game is audited, everything else.
func (g *Game) check(t *rapid.T) {
	balances := g.machine.Balances()
	g.model.accounts(func(a project.Account, want int64) {
		if got := balances[a]; got != want {
			t.Fatalf("%s stands at %d, the model says %d", a, got, want)
		}
	})
	if g.Audited {
		g.Audit(t)
	}
}

// Audit holds that the machine is sound.
func (g *Game) Audit(t *rapid.T) {
	if findings := g.machine.Audit(g.states()); len(findings) > 0 {
		t.Fatalf("the audit finds %v", findings)
	}
}
