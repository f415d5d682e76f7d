package sim

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"time"

	"tutti/project"
)

// Check looks at everything that must hold at the end of a run. What does not is in Broken.
func (r *Run) Check(ctx context.Context) error {
	subs, err := r.stage.Records.SubGigs(ctx, r.ID, project.SubGigFilter{}, project.Page{})
	if err != nil {
		return err
	}
	for _, g := range subs {
		r.checkEnded(g)
		r.checkClock(g)
		r.checkLife(g)
	}
	for _, check := range []func(context.Context) error{r.checkMoney, r.checkHolds, r.checkOffers, r.checkProposals, r.checkLost} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	r.checkVersions(ctx, subs)
	return nil
}

// checkEnded: every sub-gig has ended, and no clock of it is left.
func (r *Run) checkEnded(g project.SubGigRecord) {
	if !g.State.Ended() || !g.NextRing().IsZero() || len(g.Proposals) > 0 || g.Dispute != nil || g.Call != nil {
		r.breakf("the project has ended; %s is %s, rings at %v, has %d proposals, dispute %v, call %v", g.Key, g.State, g.NextRing(), len(g.Proposals), g.Dispute, g.Call)
	}
}

// checkClock: every moment since the first is charged to one party.
func (r *Run) checkClock(g project.SubGigRecord) {
	first := time.Time{}
	for _, e := range r.history {
		if e.SubGig == g.ID {
			first = e.At
			break
		}
	}
	wall := g.Clock.Since.Sub(first)
	if off := g.Clock.Total() - wall; first.IsZero() || off < -time.Microsecond || off > time.Microsecond { // the log counts microseconds
		r.breakf("%s: %v are charged of %v", g.Key, g.Clock.Total(), wall)
	}
}

// checkLife walks through what was logged of a sub-gig.
func (r *Run) checkLife(g project.SubGigRecord) {
	var l life
	for _, e := range r.history {
		if e.SubGig != g.ID {
			continue
		}
		if fault := l.next(e, g.Terms, r.stage.Still); fault != "" {
			r.breakf("%s, event %d, %s: %s", g.Key, e.Seq, e.Kind, fault)
		}
	}
	if !l.ended {
		r.breakf("%s has ended without an event that says so", g.Key)
	}
}

// life is what the log has told of a sub-gig so far.
type life struct {
	ended    bool
	endedAt  time.Time
	reminded bool          // the present seller was, since they accepted
	warned   time.Time     // when it was last said that their time has run out
	paused   time.Time     // since when
	still    time.Duration // how long the clock stood since the warning
}

// next takes one event and says what is wrong with it.
func (l *life) next(e project.Event, t project.Terms, punctual bool) string {
	if l.ended && e.At.After(l.endedAt) && !comesLater(e.Kind) {
		return "it had ended before"
	}
	switch e.Kind {
	case project.LogReopened:
		l.ended = false
	case project.LogApproved, project.LogSubGigCancelled:
		l.ended, l.endedAt = true, e.At
	case project.LogOfferAccepted:
		*l = life{}
	case project.LogReminder:
		l.reminded = true
	case project.LogOverdue:
		l.warned, l.still = e.At, 0
	case project.LogPaused, project.LogDisputeOpened:
		if l.paused.IsZero() {
			l.paused = e.At
		}
	case project.LogResumed, project.LogDisputeRuled, project.LogDisputeSettled:
		if !l.paused.IsZero() {
			l.still += e.At.Sub(l.paused)
		}
		l.paused = time.Time{}
	case project.LogInspectionFailed, project.LogRevisionAsked: // the clock of their work starts again
		l.warned = time.Time{}
	case project.LogTakenOver:
		return l.takenOver(e.At, t, punctual)
	}
	return ""
}

// comesLater is what may happen to a sub-gig that has ended: its money clears, a plan that came too late is told so.
func comesLater(k project.LogKind) bool {
	return k == project.LogReopened || k == project.LogCleared || k == project.LogNotAgreed
}

// takenOver: nobody is replaced without a reminder, a warning and the grace. A reminder that would have come when the clock had
// run out already is left out, which happens only where clocks ring late.
func (l *life) takenOver(at time.Time, t project.Terms, punctual bool) string {
	grace := t.GraceFor
	if grace == 0 {
		grace = project.DefaultClocks().Grace.Std()
	}
	switch {
	case punctual && !l.reminded:
		return "the seller was replaced without a reminder"
	case l.warned.IsZero():
		return "the seller was replaced without a warning"
	case at.Sub(l.warned)-l.still < grace-time.Microsecond:
		return "the seller was replaced " + (at.Sub(l.warned) - l.still).String() + " after the warning, the grace is " + grace.String()
	}
	return ""
}

// checkMoney: the auditor finds nothing, and a project that has ended holds nothing.
func (r *Run) checkMoney(ctx context.Context) error {
	findings, err := r.stage.Audit(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, f := range findings {
		r.breakf("audit: %s", f)
	}
	balances, err := r.stage.Records.Balances(ctx, r.ID)
	if err != nil {
		return err
	}
	totals := project.TotalsOf(balances)
	if err := totals.Check(); err != nil {
		r.breakf("%v", err)
	}
	if totals.Held != 0 || totals.Reserve != 0 {
		r.breakf("the project has ended and holds %d, with %d in reserve", totals.Held, totals.Reserve)
	}
	return nil
}

// checkHolds: what was held for each sub-gig was resolved, and each accepted offer was held and resolved once.
func (r *Run) checkHolds(ctx context.Context) error {
	ledger, err := r.stage.Records.Transactions(ctx, r.ID, project.Page{})
	if err != nil {
		return err
	}
	held := map[project.SubGigID]int64{}
	open := map[project.SubGigID]bool{}
	keys := map[string]bool{}
	for _, tx := range ledger {
		if keys[tx.Key] {
			r.breakf("the transaction %s is there twice", tx.Key)
		}
		keys[tx.Key] = true
		if tx.SubGig != "" {
			held[tx.SubGig] += tx.Moved(project.HeldAccount(tx.SubGig))
		}
		switch tx.Kind {
		case project.PostHold:
			if open[tx.SubGig] {
				r.breakf("%s is held twice", tx.SubGig)
			}
			open[tx.SubGig] = true
		case project.PostRelease, project.PostSettle, project.PostReturn:
			if !open[tx.SubGig] {
				r.breakf("%s is resolved without a hold", tx.SubGig)
			}
			open[tx.SubGig] = false
		}
	}
	for _, g := range sorted(held) {
		if held[g] != 0 {
			r.breakf("%s: %d of what was held is not resolved", g, held[g])
		}
	}
	return nil
}

// checkOffers: every offer has ended.
func (r *Run) checkOffers(ctx context.Context) error {
	offers, err := r.stage.Records.Offers(ctx, project.OfferFilter{Project: r.ID}, project.Page{})
	for _, o := range offers {
		if o.State == project.OfferOpen || o.State == project.OfferQueued {
			r.breakf("the offer %s is %s for ever", o.ID, o.State)
		}
	}
	return err
}

// checkProposals: every proposal and every dispute has ended.
func (r *Run) checkProposals(ctx context.Context) error {
	proposals, err := r.stage.Records.Proposals(ctx, project.ProposalFilter{Project: r.ID}, project.Page{})
	for _, p := range proposals {
		if p.State == project.ProposalOpen {
			r.breakf("the %s %s is open for ever", p.Kind, p.ID)
		}
	}
	return err
}

// checkLost: every delivery that was answered as taken is in the records with its files, and the files are in the store.
func (r *Run) checkLost(ctx context.Context) error {
	for _, d := range r.delivered {
		row, err := r.stage.Records.Delivery(ctx, d.id)
		if project.CodeOf(err) == project.NotFound {
			r.breakf("the delivery %s is lost", d.id)
			continue
		}
		if err != nil {
			return err
		}
		if row.State == project.DeliveryDraft || row.SubGig != d.sub || row.Seller != d.seller || len(row.Files) != len(d.files) {
			r.breakf("the delivery %s of %s to %s is kept as %+v", d.id, d.seller, d.sub, row)
		}
		for _, f := range row.Files {
			if err := r.checkFile(ctx, d, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Run) checkFile(ctx context.Context, d handed, f project.DeliveryFile) error {
	body, _, err := r.stage.Objects.Get(ctx, project.ObjectKey(f.SHA256))
	if project.CodeOf(err) == project.NotFound {
		r.breakf("the file %s of %s is lost", f.Name, d.id)
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, body); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != f.SHA256 || got != d.files[f.Name] {
		r.breakf("the file %s of %s hashes to %s, was sent as %s and is kept as %s", f.Name, d.id, got, d.files[f.Name], f.SHA256)
	}
	return nil
}

// checkVersions: the versions of a sub-gig have no gap, and each was logged once.
func (r *Run) checkVersions(ctx context.Context, subs []project.SubGigRecord) {
	for _, g := range subs {
		rows, err := r.stage.Records.Deliveries(ctx, g.ID)
		if err != nil {
			r.breakf("the deliveries of %s: %v", g.Key, err)
		}
		logged := 0
		for _, e := range r.history {
			if e.SubGig == g.ID && e.Kind == project.LogDelivered {
				logged++
			}
		}
		for i, d := range rows {
			if d.Version != i+1 || d.State == project.DeliverySubmitted || d.State == project.DeliveryInReview {
				r.breakf("%s: delivery %d is version %d and %s", g.Key, i+1, d.Version, d.State)
			}
		}
		if logged != len(rows) {
			r.breakf("%s: %d deliveries were logged and %d are kept", g.Key, logged, len(rows))
		}
	}
}

// checkHeld: what is held for a sub-gig is the price of who has it, and nothing when nobody has. It can be said only where
// nothing moves while one looks.
func (r *Run) checkHeld(ctx context.Context, g project.SubGigRecord) error {
	balances, err := r.stage.Records.Balances(ctx, r.ID)
	if err != nil {
		return err
	}
	want := int64(0)
	if g.State.Engaged() {
		want = g.Offer.PriceMinor
	}
	if held := balances[project.HeldAccount(g.ID)]; held != want {
		r.breakf("%s is %s and holds %d, not %d", g.Key, g.State, held, want)
	}
	if err := project.TotalsOf(balances).Check(); err != nil {
		r.breakf("%v", err)
	}
	return nil
}

// sorted gives the keys of a map in order.
func sorted(m map[project.SubGigID]int64) []project.SubGigID {
	keys := make([]project.SubGigID, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
