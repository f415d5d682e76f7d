package storagetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tutti/project"
)

// earn makes a project of n sub-gigs of 100.00 in which one seller has earned k of them, an hour apart.
func (w *world) earn(n, k int) (project.NewProject, *host) {
	w.Helper()
	p := w.create(shape{subGigs: n, sectionSize: n, price: 10000, candidates: 1})
	h := newHost(w, w.r, p)
	h.fund(int64(n) * 10000)
	h.start()
	for i := range k {
		h.approve(0, i)
		h.now = h.now.Add(time.Hour)
	}
	return p, h
}

func (w *world) balance(id project.ProjectID, a project.Account) int64 {
	w.Helper()
	return must[map[project.Account]int64](w)(w.r.Balances(context.Background(), id))[a]
}

func (w *world) clear(now time.Time, limit int) project.ClearedDue {
	w.Helper()
	return must[project.ClearedDue](w)(w.r.ClearDue(context.Background(), now, limit))
}

// book posts and moves the count of the log on.
func (h *host) book(b ...project.Booking) project.Booked {
	h.Helper()
	done := must[project.Booked](h)(h.r.PostLedger(context.Background(), h.id, b, h.now))
	h.logged += int64(done.Fresh)
	if done.LastEvent != h.logged {
		h.Errorf("the answer says %d events, there are %d", done.LastEvent, h.logged)
	}
	return done
}

// testClearing: what is released can be paid out when its time has come, not a microsecond before, and once.
func testClearing(w *world) {
	ctx := context.Background()
	n, h := w.earn(3, 2)
	id, seller := n.Project.ID, n.People[0].ID
	first := h.now.Add(-2 * time.Hour).Add(RecordsClearing)
	if done := w.clear(first.Add(-time.Microsecond), 0); done.Count != 0 || !done.Next.Equal(first) {
		w.Errorf("too early: %+v, the first is due at %s", done, first)
	}
	done := w.clear(first, 0)
	if done.Count != 1 || !slices.Equal(done.Projects, []project.ProjectID{id}) || !done.Next.Equal(first.Add(time.Hour)) {
		w.Errorf("the first: %+v", done)
	}
	h.logged++
	same(w, "cleared", []int64{w.balance(id, project.SellerAccount(seller)), w.balance(id, project.ClearingAccount(seller))}, []int64{9750, 9750})
	if again := w.clear(first, 0); again.Count != 0 || len(again.Projects) != 0 {
		w.Errorf("again: %+v", again)
	}
	all := must[[]project.Transaction](w)(w.r.Transactions(ctx, id, project.Page{}))
	last, released := all[len(all)-1], all[3]
	if last.Kind != project.PostClear || last.Key != released.Key+"/clear" || last.SubGig != released.SubGig || !last.At.Equal(first) || !last.Clears.IsZero() {
		w.Errorf("the clearing of %+v: %+v", released, last)
	}
	events := must[[]project.Event](w)(w.r.Events(ctx, id, h.logged-1, 0))
	same(w, "the log", events, []project.Event{{Seq: h.logged, Project: id, LogEvent: project.LogEvent{
		Kind: project.LogCleared, SubGig: released.SubGig, Actor: seller, Detail: last.Key, At: first}}})
	if done := w.clear(first.AddDate(1, 0, 0), 0); done.Count != 1 || !done.Next.IsZero() {
		w.Errorf("the second: %+v", done)
	}
	if t := project.TotalsOf(must[map[project.Account]int64](w)(w.r.Balances(ctx, id))); t.Released != 19500 || t.Cleared != 19500 || t.Clearing != 0 {
		w.Errorf("%+v", t)
	}
	checkBooks(w, w.r, id)
}

// testClearingStops: nothing leaves clearing while its sub-gig is in dispute, and everything does afterwards.
func testClearingStops(w *world) {
	n, h := w.earn(1, 1)
	due := h.now.Add(RecordsClearing)
	g := h.subGig(0, 0)
	for _, state := range project.ClearingStops() {
		g.State = state
		h.sections[0].SubGigs[0] = g
		h.commit(0, []project.Change{{SubGig: g}})
		if done := w.clear(due, 0); done.Count != 0 || !done.Next.IsZero() {
			w.Errorf("while it is %s: %+v", state, done)
		}
	}
	g.State = project.Approved
	h.commit(0, []project.Change{{SubGig: g}})
	if done := w.clear(due, 0); done.Count != 1 {
		w.Errorf("afterwards: %+v", done)
	}
	if got := w.balance(n.Project.ID, project.SellerAccount(n.People[0].ID)); got != 9750 {
		w.Errorf("the seller has %d", got)
	}
}

// testClearingMany: several projects at once, in parts, with a rival sweep at the same time.
func testClearingMany(w *world) {
	var ids []project.ProjectID
	var last time.Time
	for range 3 {
		n, h := w.earn(5, 5)
		ids, last = append(ids, n.Project.ID), h.now.Add(RecordsClearing)
	}
	done := w.clear(last, 4)
	if done.Count != 4 || done.Next.IsZero() || done.Next.After(last) {
		w.Errorf("four of fifteen: %+v", done)
	}
	count := 0
	for _, d := range atOnce(4, func(int) project.ClearedDue { return w.clear(last, 0) }) {
		count += d.Count
	}
	if count != 11 {
		w.Errorf("rivals cleared %d, not 11", count)
	}
	for _, id := range ids {
		t := project.TotalsOf(must[map[project.Account]int64](w)(w.r.Balances(context.Background(), id)))
		if t.Cleared != 5*9750 || t.Clearing != 0 {
			w.Errorf("%s: %+v", id, t)
		}
		checkBooks(w, w.r, id)
	}
}

// testPostLedger: tip, payout, payback and chargeback, each once and each in the log.
func testPostLedger(w *world) {
	ctx := context.Background()
	n, h := w.earn(2, 1)
	id, seller := n.Project.ID, n.People[0].ID
	logged := h.logged
	tip := project.Tip("tip/1", seller, 500)
	for _, fresh := range []int{1, 0} {
		if done := h.book(tip); done.Fresh != fresh {
			w.Errorf("the tip: %+v", done)
		}
	}
	same(w, "the tip waits on its own account", w.balance(id, project.AccountTip), 500)
	h.now = h.now.Add(RecordsClearing)
	if done := w.clear(h.now, 0); done.Count != 2 {
		w.Fatalf("release and tip: %+v", done)
	}
	h.logged += 2
	if done := h.book(project.BookPayout("pay/1", seller, 10250), tip); done.Fresh != 1 {
		w.Errorf("the payout: %+v", done)
	}
	same(w, "paid, tip without a fee", []int64{w.balance(id, project.SellerAccount(seller)), w.balance(id, project.PaidAccount(seller))}, []int64{0, 10250})
	h.book(project.BookPayback("pay/1/back", seller, 10250))
	h.book(project.BookPayout("pay/2", seller, 250))
	h.book(project.Chargeback("back/1", 12000, "per_bank")) // 10000 are set aside and free, the platform bears 2000
	totals := project.TotalsOf(must[map[project.Account]int64](w)(w.r.Balances(ctx, id)))
	same(w, "the totals", totals, project.Totals{Funded: 8500, Reserve: 0, Released: 10250, Fee: 250, Cleared: 10000, PaidOut: 250, Loss: 2000})
	var kinds []project.LogKind
	for _, e := range must[[]project.Event](w)(w.r.Events(ctx, id, logged, 0)) {
		kinds = append(kinds, e.Kind)
		if want := map[bool]project.PersonID{true: "per_bank", false: seller}[e.Kind == project.LogChargedBack]; e.Actor != want || e.At.IsZero() || e.Detail == "" {
			w.Errorf("%s: %+v", e.Kind, e)
		}
	}
	same(w, "the log", kinds, []project.LogKind{project.LogTipGiven, project.LogCleared, project.LogCleared, project.LogPayoutSent, project.LogPayoutReturned,
		project.LogPayoutSent, project.LogChargedBack})
	if p := must[project.Project](w)(w.r.Project(ctx, id)); !p.UpdatedAt.Equal(h.now) {
		w.Errorf("the project was changed at %s, not %s", p.UpdatedAt, h.now)
	}
	checkBooks(w, w.r, id)
}

// testFund: the buyer adds money, once for each key; the budget grows with it, and a project that has ended takes none.
func testFund(w *world) {
	ctx := context.Background()
	n, h := w.earn(2, 1)
	id := n.Project.ID
	before := must[project.Project](w)(w.r.Project(ctx, id))
	one, two := project.Fund("fund/1", 300, n.Project.Buyer), project.Fund("fund/2", 40, n.Project.Buyer)
	for _, fresh := range []int{1, 0} {
		if done := h.book(one); done.Fresh != fresh {
			w.Errorf("the first: %+v", done)
		}
	}
	h.book(one, two)
	after := must[project.Project](w)(w.r.Project(ctx, id))
	same(w, "the budget", after.BudgetMinor, before.BudgetMinor+340)
	same(w, "what is free", w.balance(id, project.AccountFunding), 340)
	events := must[[]project.Event](w)(w.r.Events(ctx, id, h.logged-1, 0))
	same(w, "the log", events, []project.Event{{Seq: h.logged, Project: id, LogEvent: project.LogEvent{
		Kind: project.LogFunded, Actor: n.Project.Buyer, Detail: "fund/2", At: h.now}}})
	h.step(project.ProjectChange{State: project.ProjectCancelled, RefundReserve: true})
	h.book(one) // a repeat of what was paid in before the end
	_, err := w.r.PostLedger(ctx, id, []project.Booking{project.Fund("fund/3", 1, n.Project.Buyer)}, h.now)
	ask(w, project.Conflict, "after the end", err)
	checkBooks(w, w.r, id)
}

// testPostLedgerRefusals: a refused posting leaves nothing behind, neither of itself nor of those beside it.
func testPostLedgerRefusals(w *world) {
	ctx := context.Background()
	n, h := w.earn(2, 1)
	id, seller, sub := n.Project.ID, n.People[0].ID, n.SubGigs[0].ID
	all := must[[]project.Transaction](w)(w.r.Transactions(ctx, id, project.Page{}))
	released := all[len(all)-1]
	clearance, _ := released.Clearance()
	wrong := clearance
	wrong.Minor--
	absent := clearance
	absent.Key = "nothing/clear"
	good := project.Tip("tip/1", seller, 5)
	for what, c := range map[string]struct {
		code project.Code
		last project.Booking
		at   time.Time
	}{
		"more than can be paid":       {project.Conflict, project.BookPayout("p", seller, 1), h.now},
		"more back than was paid":     {project.Conflict, project.BookPayback("p", seller, 1), h.now},
		"clearing too early":          {project.Conflict, project.Booking{Posting: clearance}, released.Clears.Add(-time.Microsecond)},
		"clearing another amount":     {project.Internal, project.Booking{Posting: wrong}, released.Clears},
		"clearing nothing":            {project.NotFound, project.Booking{Posting: absent}, released.Clears},
		"a hold":                      {project.Invalid, project.Booking{Posting: project.Posting{Key: "x", Kind: project.PostHold, SubGig: sub, Minor: 1}}, h.now},
		"a refund":                    {project.Invalid, project.Booking{Posting: project.Posting{Key: "x", Kind: project.PostRefund, Minor: 1}}, h.now},
		"a tip for nobody":            {project.Internal, project.Tip("x", "", 1), h.now},
		"a key of another posting":    {project.Internal, project.Tip(released.Key, seller, 1), h.now},
		"a negative tip":              {project.Internal, project.Tip("x", seller, -1), h.now},
		"its own key, another amount": {project.Internal, project.Tip("tip/1", seller, 6), h.now},
	} {
		_, err := w.r.PostLedger(ctx, id, []project.Booking{good, c.last}, c.at)
		ask(w, c.code, what, err)
	}
	_, err := w.r.PostLedger(ctx, "prj_none", []project.Booking{good}, h.now)
	ask(w, project.NotFound, "no project", err)
	if now := must[[]project.Transaction](w)(w.r.Transactions(ctx, id, project.Page{})); len(now) != len(all) {
		w.Errorf("something was left behind: %+v", now[len(all):])
	}
	if last := must[int64](w)(w.r.LastEvent(ctx, id)); last != h.logged {
		w.Errorf("%d events, not %d", last, h.logged)
	}
	if done := must[project.Booked](w)(w.r.PostLedger(ctx, id, nil, h.now)); done.Fresh != 0 || done.LastEvent != h.logged {
		w.Errorf("nothing at all: %+v", done)
	}
	checkBooks(w, w.r, id)
}

// testConcurrentLedger: fifty payouts of the whole balance at the same moment, each sent twice; one gets it.
func testConcurrentLedger(w *world) {
	ctx := context.Background()
	n, h := w.earn(1, 1)
	id, seller := n.Project.ID, n.People[0].ID
	h.now = h.now.Add(RecordsClearing)
	w.clear(h.now, 0)
	codes := atOnce(2*rivals, func(i int) project.Code {
		_, err := w.r.PostLedger(ctx, id, []project.Booking{project.BookPayout(fmt.Sprintf("pay/%d", i%rivals), seller, 9750)}, h.now)
		return project.CodeOf(err)
	})
	count := map[project.Code]int{}
	for i, c := range codes {
		count[c]++
		if c != codes[(i+rivals)%len(codes)] {
			w.Errorf("payout %d is told %q and %q", i%rivals, c, codes[(i+rivals)%len(codes)])
		}
	}
	if paid := w.balance(id, project.PaidAccount(seller)); paid != 9750 || count[""] != 2 || count[project.Conflict] != 2*rivals-2 {
		w.Errorf("%d were paid; answers by code: %v", paid, count)
	}
	checkBooks(w, w.r, id)
}

// testAudits: the newest outcome of each project is kept, and who waits longest comes first.
func testAudits(w *world) {
	ctx := context.Background()
	one, h := w.earn(1, 1)
	two, _ := w.earn(1, 0)
	ids := func(before time.Time, limit int) []project.ProjectID {
		w.Helper()
		return must[[]project.ProjectID](w)(w.r.AuditsDue(ctx, before, limit))
	}
	same(w, "never audited", ids(w.at, 0), []project.ProjectID{one.Project.ID, two.Project.ID})
	same(w, "one of them", ids(w.at, 1), []project.ProjectID{one.Project.ID})
	same(w, "nothing is known", must[project.AuditSummary](w)(w.r.AuditSummary(ctx)), project.AuditSummary{Waiting: 2})
	now := w.at.Add(time.Hour)
	a := must[project.Audit](w)(w.r.Audit(ctx, one.Project.ID, now))
	if a.Project != one.Project.ID || !a.At.Equal(now) || a.Transactions != 4 || a.LastEvent != h.logged || len(a.Findings) != 0 {
		w.Errorf("the audit: %+v", a)
	}
	ask(w, "", "keep", w.r.KeepAudit(ctx, a))
	same(w, "the other waits", ids(now, 0), []project.ProjectID{two.Project.ID})
	same(w, "so does one whose audit is old", ids(now.Add(time.Second), 0), []project.ProjectID{two.Project.ID, one.Project.ID})
	h.book(project.Tip("t", one.People[0].ID, 1))
	same(w, "and one whose log has grown", ids(now, 0), []project.ProjectID{two.Project.ID, one.Project.ID})

	bad := project.Audit{Project: two.Project.ID, At: now.Add(time.Minute), Findings: []project.AuditFinding{{Check: project.AuditChain, Message: "changed"}}}
	ask(w, "", "keep", w.r.KeepAudit(ctx, bad))
	older := bad
	older.At, older.Findings = now, nil
	ask(w, "", "keep an older one", w.r.KeepAudit(ctx, older))
	same(w, "the summary", must[project.AuditSummary](w)(w.r.AuditSummary(ctx)), project.AuditSummary{Audited: 2, Waiting: 2, Oldest: now, Wrong: []project.Audit{bad}})
	older.At = bad.At
	ask(w, "", "keep a newer one", w.r.KeepAudit(ctx, older))
	if sum := must[project.AuditSummary](w)(w.r.AuditSummary(ctx)); len(sum.Wrong) != 0 {
		w.Errorf("what is well again is told as wrong: %+v", sum)
	}
	_, err := w.r.Audit(ctx, "prj_none", now)
	ask(w, project.NotFound, "the audit of no project", err)
	ask(w, project.NotFound, "keep the audit of no project", w.r.KeepAudit(ctx, project.Audit{Project: "prj_none", At: now}))
}
