package storagetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tutti/project"
)

// provider is who pays in these tests.
const provider = "bank"

// payable makes a project in which one seller has 97.50 that can be paid out for each of k sub-gigs.
func (w *world) payable(n, k int) (project.NewProject, *host) {
	w.Helper()
	p, h := w.earn(n, k)
	h.now = h.now.Add(RecordsClearing)
	h.logged += int64(w.clear(h.now, 0).Count)
	return p, h
}

// pay makes a payout and moves the count of the log on.
func (h *host) pay(seller project.PersonID, minor int64) project.Payout {
	h.Helper()
	h.now = h.now.Add(time.Minute)
	p := must[project.Payout](h)(h.r.MakePayout(context.Background(), project.Payout{Project: h.id, Seller: seller, Minor: minor, Provider: provider, MadeAt: h.now}))
	h.logged++
	return p
}

// hear records news and moves the count of the log on when money came back.
func (h *host) hear(id project.PayoutID, n project.PayoutNews) project.Payout {
	h.Helper()
	before := must[project.Payout](h)(h.r.Payout(context.Background(), id))
	h.now = h.now.Add(time.Minute)
	p := must[project.Payout](h)(h.r.HearPayout(context.Background(), id, n, h.now))
	if p.BackMinor != before.BackMinor {
		h.logged++
	}
	same(h, "what was recorded", must[project.Payout](h)(h.r.Payout(context.Background(), id)), p)
	return p
}

// testPayouts: a payout is a row and a booking together, is tried with one account, and is confirmed.
func testPayouts(w *world) {
	ctx := context.Background()
	n, h := w.payable(2, 1)
	id, seller := n.Project.ID, n.People[0].ID
	ask(w, "", "destination", w.r.PutDestination(ctx, project.Destination{Person: seller, Provider: provider, Account: "account-0001", UpdatedAt: h.now}))
	p := h.pay(seller, 9000)
	same(w, "made", p, project.Payout{ID: p.ID, Project: id, Seller: seller, Number: 1, Minor: 9000, Currency: "EUR", State: project.PayoutPending,
		Provider: provider, MadeAt: h.now})
	same(w, "the row", must[project.Payout](w)(w.r.Payout(ctx, p.ID)), p)
	same(w, "the balance", []int64{w.balance(id, project.SellerAccount(seller)), w.balance(id, project.PaidAccount(seller))}, []int64{750, 9000})

	first := must[project.Payout](w)(w.r.TryPayout(ctx, p.ID, h.now.Add(time.Hour)))
	ask(w, "", "another destination", w.r.PutDestination(ctx, project.Destination{Person: seller, Provider: provider, Account: "account-0002", UpdatedAt: h.now}))
	second := must[project.Payout](w)(w.r.TryPayout(ctx, p.ID, h.now.Add(2*time.Hour)))
	if string(first.To) != "account-0001" || !first.TriedAt.IsZero() || string(second.To) != "account-0001" || !second.TriedAt.Equal(h.now.Add(time.Hour)) {
		w.Errorf("tries: %s at %s, %s at %s", first.To, first.TriedAt, second.To, second.TriedAt)
	}
	sent := h.hear(p.ID, project.PayoutNews{Kind: project.NewsSent, Reference: "t-1"})
	paid := h.hear(p.ID, project.PayoutNews{Kind: project.NewsPaid, Reference: "t-1"})
	again := h.hear(p.ID, project.PayoutNews{Kind: project.NewsSent, Reference: "t-1"})
	if sent.State != project.PayoutSent || paid.State != project.PayoutPaid || paid.Reference != "t-1" || !paid.SentAt.Before(paid.EndedAt) {
		w.Errorf("%+v\n%+v", sent, paid)
	}
	same(w, "old news", again, paid)
	same(w, "a try after the end", must[project.Payout](w)(w.r.TryPayout(ctx, p.ID, h.now.AddDate(0, 1, 0))), paid)
	if next := h.pay(seller, 750); next.Number != 2 || next.ID <= p.ID {
		w.Errorf("the second: %+v", next)
	}
	events := must[[]project.Event](w)(w.r.Events(ctx, id, h.logged-1, 0))
	if len(events) != 1 || events[0].Kind != project.LogPayoutSent || events[0].Actor != seller {
		w.Errorf("the log: %+v", events)
	}
	checkBooks(w, w.r, id)
}

func testPayoutRefusals(w *world) {
	ctx := context.Background()
	n, h := w.payable(2, 1)
	id, seller := n.Project.ID, n.People[0].ID
	make := func(minor int64, change func(*project.Payout)) error {
		p := project.Payout{Project: id, Seller: seller, Minor: minor, Provider: provider, MadeAt: h.now}
		if change != nil {
			change(&p)
		}
		_, err := w.r.MakePayout(ctx, p)
		return err
	}
	ask(w, project.Conflict, "more than there is", make(9751, nil))
	ask(w, project.Conflict, "somebody who has nothing", make(1, func(p *project.Payout) { p.Seller = "per_nobody" }))
	ask(w, project.Internal, "nothing", make(0, nil))
	ask(w, project.Internal, "less than nothing", make(-5, nil))
	ask(w, project.NotFound, "an unknown project", make(1, func(p *project.Payout) { p.Project = "prj_none" }))
	g := h.subGig(0, 0)
	g.State = project.ClearingStops()[0]
	h.sections[0].SubGigs[0] = g
	h.commit(0, []project.Change{{SubGig: g}})
	ask(w, project.Conflict, "in dispute", make(9750, nil))
	same(w, "it is said so", must[[]project.Payable](w)(w.r.Payables(ctx, provider, project.Page{}))[0].Disputed, true)
	g.State = project.Approved
	h.sections[0].SubGigs[0] = g
	h.commit(0, []project.Change{{SubGig: g}})
	if list := must[[]project.Payout](w)(w.r.Payouts(ctx, project.PayoutFilter{}, project.Page{})); len(list) != 0 {
		w.Errorf("refused payouts left %+v", list)
	}
	ask(w, "", "afterwards", make(9750, nil))

	for what, err := range map[string]error{
		"try": func() error { _, err := w.r.TryPayout(ctx, "pay_none", h.now); return err }(),
		"hear": func() error {
			_, err := w.r.HearPayout(ctx, "pay_none", project.PayoutNews{Kind: project.NewsPaid}, h.now)
			return err
		}(),
		"look": func() error { _, err := w.r.Payout(ctx, "pay_none"); return err }(),
	} {
		ask(w, project.NotFound, what+" an unknown payout", err)
	}
	p := must[[]project.Payout](w)(w.r.Payouts(ctx, project.PayoutFilter{}, project.Page{}))[0]
	_, err := w.r.HearPayout(ctx, p.ID, project.PayoutNews{Kind: project.NewsBack, BackMinor: 9751}, h.now)
	ask(w, project.Conflict, "more back than went out", err)
	same(w, "it stays as it was", must[project.Payout](w)(w.r.Payout(ctx, p.ID)), p)
}

// testPayoutBack: what is refused or comes back stands on the seller's account again, each part once.
func testPayoutBack(w *world) {
	n, h := w.payable(2, 2)
	id, seller := n.Project.ID, n.People[0].ID
	refused := h.pay(seller, 9750)
	for range 2 {
		if p := h.hear(refused.ID, project.PayoutNews{Kind: project.NewsRefused, Reason: "account_closed"}); p.State != project.PayoutFailed || p.Reason != "account_closed" {
			w.Errorf("%+v", p)
		}
	}
	same(w, "after a refusal", w.balance(id, project.SellerAccount(seller)), int64(19500))
	sent := h.pay(seller, 19500)
	h.hear(sent.ID, project.PayoutNews{Kind: project.NewsSent, Reference: "t"})
	for _, all := range []int64{5000, 5000, 4000} {
		h.hear(sent.ID, project.PayoutNews{Kind: project.NewsBack, Reference: "t", BackMinor: all})
	}
	same(w, "after a part", w.balance(id, project.SellerAccount(seller)), int64(5000))
	if p := h.hear(sent.ID, project.PayoutNews{Kind: project.NewsBack, Reference: "t", BackMinor: 19500}); p.State != project.PayoutFailed || p.BackMinor != 19500 {
		w.Errorf("%+v", p)
	}
	same(w, "after all of it", []int64{w.balance(id, project.SellerAccount(seller)), w.balance(id, project.PaidAccount(seller))}, []int64{19500, 0})
	if last := must[int64](w)(w.r.LastEvent(context.Background(), id)); last != h.logged {
		w.Errorf("the log has %d lines, not %d", last, h.logged)
	}
	checkBooks(w, w.r, id)
}

// testPayables: who can be paid, and what stands in the way.
func testPayables(w *world) {
	ctx := context.Background()
	first, h := w.payable(2, 1)
	second, other := w.payable(3, 2)
	w.payable(1, 0) // nothing is earned here
	ama, ben := first.People[0].ID, second.People[0].ID
	list := func(page project.Page) []project.Payable {
		w.Helper()
		return must[[]project.Payable](w)(w.r.Payables(ctx, provider, page))
	}
	want := []project.Payable{
		{Project: first.Project.ID, Seller: ama, Currency: "EUR", Minor: 9750}, {Project: second.Project.ID, Seller: ben, Currency: "EUR", Minor: 19500},
	}
	same(w, "at first", list(project.Page{}), want)
	same(w, "page by page", append(list(project.Page{Limit: 1}), list(project.Page{After: want[0].Cursor(), Limit: 1})...), want)
	if rest := list(project.Page{After: want[1].Cursor(), Limit: 1}); len(rest) != 0 {
		w.Errorf("after the end: %+v", rest)
	}

	for _, findings := range [][]project.AuditFinding{{{Check: project.AuditChain, Message: "it was changed"}}, {}} {
		h.now = h.now.Add(time.Minute)
		ask(w, "", "audit", w.r.KeepAudit(ctx, project.Audit{Project: first.Project.ID, At: h.now, Findings: findings}))
		want[0].Wrong = len(findings) > 0
		same(w, "after an audit", list(project.Page{}), want)
	}

	reached := h.now
	ask(w, "", "destination", w.r.PutDestination(ctx, project.Destination{Person: ama, Provider: provider, Account: "a", UpdatedAt: reached}))
	ask(w, "", "elsewhere", w.r.PutDestination(ctx, project.Destination{Person: ben, Provider: "other", Account: "b", UpdatedAt: reached}))
	want[0].Reaches = reached
	same(w, "with a destination", list(project.Page{}), want)

	for i := range 2 {
		failed := h.hear(h.pay(ama, 9750).ID, project.PayoutNews{Kind: project.NewsRefused, Reason: "no"})
		want[0].Failures, want[0].FailedAt = i+1, failed.EndedAt
	}
	same(w, "after failures", list(project.Page{}), want)
	h.hear(h.pay(ama, 750).ID, project.PayoutNews{Kind: project.NewsSent})
	want[0].Minor, want[0].Failures, want[0].FailedAt = 9000, 0, time.Time{}
	same(w, "after a success", list(project.Page{}), want)
	h.hear(h.pay(ama, 9000).ID, project.PayoutNews{Kind: project.NewsRefused, Reason: "no"})
	want[0].Reaches, want[0].Failures, want[0].FailedAt = h.now, 1, h.now
	ask(w, "", "the same moment", w.r.PutDestination(ctx, project.Destination{Person: ama, Provider: provider, Account: "b", UpdatedAt: h.now}))
	same(w, "a failure at the moment of another destination counts", list(project.Page{}), want)
	want[0].Reaches, want[0].Failures, want[0].FailedAt = h.now.Add(time.Minute), 0, time.Time{}
	ask(w, "", "another destination", w.r.PutDestination(ctx, project.Destination{Person: ama, Provider: provider, Account: "c", UpdatedAt: want[0].Reaches}))
	same(w, "after another destination", list(project.Page{}), want)

	other.pay(ben, 19500)
	same(w, "what is on its way is not there", list(project.Page{}), want[:1])
}

func testPayoutLists(w *world) {
	ctx := context.Background()
	n, h := w.payable(4, 4)
	m, g := w.payable(2, 2)
	ama, ben := n.People[0].ID, m.People[0].ID
	var made []project.Payout
	for i := range 4 {
		made = append(made, h.pay(ama, 1000+int64(i)))
	}
	g.now = h.now
	made = append(made, g.pay(ben, 2000))
	made[1] = h.hear(made[1].ID, project.PayoutNews{Kind: project.NewsSent, Reference: "x"})
	slices.Reverse(made)
	list := func(f project.PayoutFilter, page project.Page) []project.Payout {
		w.Helper()
		return must[[]project.Payout](w)(w.r.Payouts(ctx, f, page))
	}
	same(w, "all", list(project.PayoutFilter{}, project.Page{}), made)
	same(w, "page", list(project.PayoutFilter{}, project.Page{After: string(made[0].ID), Limit: 2}), made[1:3])
	same(w, "of a seller", list(project.PayoutFilter{Seller: ben}, project.Page{}), made[:1])
	same(w, "of a project", list(project.PayoutFilter{Project: n.Project.ID}, project.Page{}), made[1:])
	same(w, "in a state", list(project.PayoutFilter{State: project.PayoutSent}, project.Page{}), made[3:4])
	unsent := func(by string, page project.Page) []project.PayoutID {
		w.Helper()
		return must[[]project.PayoutID](w)(w.r.UnsentPayouts(ctx, by, page))
	}
	same(w, "unsent", unsent(provider, project.Page{}), []project.PayoutID{made[4].ID, made[2].ID, made[1].ID, made[0].ID})
	same(w, "unsent page", unsent(provider, project.Page{After: string(made[4].ID), Limit: 2}), []project.PayoutID{made[2].ID, made[1].ID})
	if none := unsent("other", project.Page{}); len(none) != 0 {
		w.Errorf("another provider has %v", none)
	}
}

// testConcurrentPayouts: rivals make payouts of the same balance and hear the same news; the money leaves once and comes
// back once.
func testConcurrentPayouts(w *world) {
	ctx := context.Background()
	n, h := w.payable(4, 4)
	id, seller := n.Project.ID, n.People[0].ID
	made := atOnce(8, func(i int) error {
		_, err := w.r.MakePayout(ctx, project.Payout{Project: id, Seller: seller, Minor: 9750, Provider: provider, MadeAt: h.now})
		return err
	})
	good := 0
	for _, err := range made {
		if err == nil {
			good++
		} else {
			ask(w, project.Conflict, "a rival", err)
		}
	}
	all := must[[]project.Payout](w)(w.r.Payouts(ctx, project.PayoutFilter{}, project.Page{}))
	if good != 4 || len(all) != 4 || w.balance(id, project.SellerAccount(seller)) != 0 {
		w.Fatalf("%d of 8 were made, %d are there", good, len(all))
	}
	tries := atOnce(4, func(int) project.Payout { return must[project.Payout](w)(w.r.TryPayout(ctx, all[0].ID, h.now)) })
	firsts := 0
	for _, p := range tries {
		if p.TriedAt.IsZero() {
			firsts++
		}
	}
	if firsts != 1 {
		w.Errorf("%d tries were the first", firsts)
	}
	atOnce(8, func(i int) error {
		_, err := w.r.HearPayout(ctx, all[i%2].ID, project.PayoutNews{Kind: project.NewsRefused, Reason: fmt.Sprint(i)}, h.now)
		return err
	})
	same(w, "two came back", w.balance(id, project.SellerAccount(seller)), int64(2*9750))
	checkBooks(w, w.r, id)
}

func testDestinations(w *world) {
	ctx := context.Background()
	p := must[project.Person](w)(w.r.PutPerson(ctx, w.person("ama")))
	_, err := w.r.Destination(ctx, p.ID, provider)
	ask(w, project.NotFound, "none yet", err)
	for _, account := range []project.PayoutAccount{"first-account", "second-account", "second-account"} {
		w.at = w.at.Add(time.Minute)
		d := project.Destination{Person: p.ID, Provider: provider, Account: account, UpdatedAt: w.at}
		ask(w, "", "put", w.r.PutDestination(ctx, d))
		got := must[project.Destination](w)(w.r.Destination(ctx, p.ID, provider))
		if got.Person != d.Person || got.Account != account || !got.UpdatedAt.Equal(w.at) || got.Provider != provider {
			w.Errorf("%+v", got)
		}
	}
	_, err = w.r.Destination(ctx, p.ID, "other")
	ask(w, project.NotFound, "with another provider", err)
	ask(w, project.NotFound, "of nobody", w.r.PutDestination(ctx, project.Destination{Person: "per_none", Provider: provider, Account: "x", UpdatedAt: w.at}))
}

// testSellerTransactions: a seller's money in all projects, and nothing of others'.
func testSellerTransactions(w *world) {
	ctx := context.Background()
	n, h := w.payable(3, 2)
	id, seller := n.Project.ID, n.People[0].ID
	w.payable(1, 1) // somebody else's
	h.book(project.Tip("tip", seller, 500))
	h.pay(seller, 9000)
	last, sub := h.now, n.SubGigs[2].ID
	step := func(postings ...project.Posting) {
		h.now = h.now.Add(time.Minute)
		h.step(project.ProjectChange{State: project.ProjectRunning, Postings: postings})
	}
	step(project.Posting{Key: "more", Kind: project.PostFund, Minor: 700}, project.Posting{Key: "hold/2", Kind: project.PostHold, SubGig: sub, Minor: 10000},
		project.Posting{Key: "extra/2", Kind: project.PostAdjust, SubGig: sub, Minor: 700})
	theirs := func(before time.Time) (kinds []project.PostingKind) {
		w.Helper()
		all := must[[]project.Transaction](w)(w.r.Transactions(ctx, id, project.Page{}))
		for _, t := range must[[]project.Transaction](w)(w.r.SellerTransactions(ctx, seller, before)) {
			same(w, t.Key, t, all[t.Seq-1])
			kinds = append(kinds, t.Kind)
		}
		return kinds
	}
	want := []project.PostingKind{project.PostHold, project.PostRelease, project.PostHold, project.PostRelease, project.PostClear, project.PostClear,
		project.PostTip, project.PostPayout}
	same(w, "their money", theirs(h.now.Add(time.Hour)), want)
	same(w, "before the last", theirs(last), want[:7])
	step(project.Posting{Key: "release/2", Kind: project.PostRelease, SubGig: sub, Seller: seller, Minor: 10700})
	same(w, "with the extra of what they earned", theirs(h.now.Add(time.Hour)), append(want, project.PostHold, project.PostAdjust, project.PostRelease))
	if none := must[[]project.Transaction](w)(w.r.SellerTransactions(ctx, "per_none", h.now)); len(none) != 0 {
		w.Errorf("nobody has %+v", none)
	}
}
