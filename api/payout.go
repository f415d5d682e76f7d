package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"tutti/api/wire"
	"tutti/project"
)

// maxNoticeBytes bounds what a provider tells at a time; anybody may send to its address.
const maxNoticeBytes = 256 << 10

func (a *API) registerPayout() {
	add(a, operation{id: "list-payouts", method: get, path: root + "/payouts", tag: "payout", summary: "Lists payouts, newest first",
		text: "A seller gets their own, an operator those of everybody."}, a.payouts)
	add(a, operation{id: "mark-payout-paid", method: post, path: root + "/payouts/{id}/paid", tag: "payout",
		summary: "Says that a payout was made by hand", text: "Only for payouts whose provider is manual; others are confirmed by their provider.",
		rules: rules{command: true}}, a.markPaid)
	add(a, operation{id: "mark-payout-failed", method: post, path: root + "/payouts/{id}/failed", tag: "payout",
		summary: "Says that a payout by hand has failed", text: "Only for payouts whose provider is manual, also for one that was marked as paid and came back. " +
			"The money is the seller's again, and a new payout is made later.", rules: rules{command: true}}, a.markFailed)
	add(a, operation{id: "get-payout-destination", method: get, path: root + "/me/payout-destination", tag: "payout",
		summary: "Says where the caller is paid", text: "Only the end of the account is shown, to nobody more."}, a.destination)
	add(a, operation{id: "put-payout-destination", method: put, path: root + "/me/payout-destination", tag: "payout",
		summary: "Names where the caller is paid", text: "Payouts that the provider was not asked about yet go there, and one that failed is tried again.",
		rules: rules{command: true}}, a.putDestination)
	add(a, operation{id: "stripe-notice", method: post, path: root + "/webhooks/stripe", tag: "payout", status: http.StatusNoContent,
		summary: "Takes what Stripe tells by itself", text: "Only what is signed by Stripe is taken. The same notice may come again, and in any order.",
		rules: rules{public: true, raw: true, body: maxNoticeBytes}}, a.notice)
}

// payoutQuery narrows the list.
type payoutQuery struct {
	State   project.PayoutState `query:"state" enum:"pending,sent,paid,failed"`
	Project project.ProjectID   `query:"project_id" maxLength:"60"`
	Seller  project.PersonID    `query:"seller_id" maxLength:"60" doc:"for operators; a seller sees only their own"`
	Paging
}

func (a *API) payouts(ctx context.Context, in *payoutQuery) (*body[wire.PayoutList], error) {
	if in.Seller == "" && may(ctx, project.SeeEarnings, project.Thing{}) != nil {
		in.Seller = actor(ctx).ID
	}
	if err := may(ctx, project.SeeEarnings, project.Thing{Seller: in.Seller}); err != nil {
		return nil, hide(err)
	}
	rows, err := a.o.Records.Payouts(ctx, project.PayoutFilter{Seller: in.Seller, Project: in.Project, State: in.State}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(p project.Payout) string { return string(p.ID) })
	views, err := a.payoutViews(ctx, rows)
	return &body[wire.PayoutList]{wire.PayoutList{Items: views, Next: next}}, err
}

func (a *API) payoutViews(ctx context.Context, rows []project.Payout) ([]wire.Payout, error) {
	var sellers []project.PersonID
	for _, p := range rows {
		sellers = append(sellers, p.Seller)
	}
	names, err := a.names(ctx, sellers...)
	return each(rows, func(p project.Payout) wire.Payout {
		return wire.Payout{ID: p.ID, ProjectID: p.Project, Seller: names[p.Seller], Number: p.Number, AmountMinor: p.Minor, Currency: p.Currency, State: p.State,
			Provider: p.Provider, To: p.To.String(), Reference: p.Reference, Reason: p.Reason, BackMinor: p.BackMinor, MadeAt: p.MadeAt.UTC(),
			SentAt: moment(p.SentAt), EndedAt: moment(p.EndedAt)}
	}), err
}

func (a *API) markPaid(ctx context.Context, in *struct {
	ID   project.PayoutID `path:"id"`
	Body wire.PaidRequest
}) (*body[wire.Payout], error) {
	p, err := a.payoutByHand(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	reference := strings.TrimSpace(in.Body.Reference)
	if reference == "" {
		return nil, &project.Error{Code: project.Invalid, Message: "the payout cannot be marked", Fields: []project.Field{{Path: "reference", Message: "is empty"}}}
	}
	return a.hearPayout(ctx, p.ID, project.PayoutNews{Kind: project.NewsPaid, Reference: reference})
}

func (a *API) markFailed(ctx context.Context, in *struct {
	ID   project.PayoutID `path:"id"`
	Body wire.FailedRequest
}) (*body[wire.Payout], error) {
	p, err := a.payoutByHand(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.hearPayout(ctx, p.ID, p.FailedByHand(in.Body.Reason))
}

// payoutByHand opens a payout that a person makes, for who may mark it.
func (a *API) payoutByHand(ctx context.Context, id project.PayoutID) (project.Payout, error) {
	if project.CheckID(project.PrefixPayout, string(id)) != nil {
		return project.Payout{}, nobody()
	}
	p, err := a.o.Records.Payout(ctx, id)
	if err != nil {
		return p, hide(err)
	}
	if err := may(ctx, project.MarkPaid, project.Thing{Seller: p.Seller}); err != nil {
		return p, hide(err)
	}
	if p.Provider != project.ProviderManual {
		return p, project.Errorf(project.Conflict, "this payout is made by %s, which confirms it by itself", p.Provider)
	}
	return p, nil
}

func (a *API) hearPayout(ctx context.Context, id project.PayoutID, news project.PayoutNews) (*body[wire.Payout], error) {
	heard, err := a.o.Records.HearPayout(ctx, id, news, commandOf(ctx).at)
	if err != nil {
		return nil, err
	}
	a.wake(ctx, heard.Project)
	views, err := a.payoutViews(ctx, []project.Payout{heard})
	if err != nil {
		return nil, err
	}
	return &body[wire.Payout]{views[0]}, nil
}

// byHand says that nobody has to name an account.
func (a *API) byHand() bool { return a.o.Settlement == nil || a.o.Settlement.ByHand() }

func (a *API) destination(ctx context.Context, _ *nothing) (*body[wire.Destination], error) {
	me := actor(ctx).ID
	if err := may(ctx, project.BePaid, project.Thing{Owner: me}); err != nil {
		return nil, err
	}
	if a.byHand() {
		return &body[wire.Destination]{wire.Destination{Provider: project.ProviderManual, ByHand: true}}, nil
	}
	d, err := a.o.Records.Destination(ctx, me, a.o.Settlement.Name())
	if err != nil && project.CodeOf(err) != project.NotFound {
		return nil, err
	}
	return &body[wire.Destination]{wire.Destination{Provider: a.o.Settlement.Name(), Account: d.Account.String(), UpdatedAt: moment(d.UpdatedAt)}}, nil
}

// putDestination answers with the end of the account only, so that the stored answer of the command holds no more.
func (a *API) putDestination(ctx context.Context, in *struct{ Body wire.DestinationRequest }) (*body[wire.Destination], error) {
	me := actor(ctx).ID
	if err := may(ctx, project.BePaid, project.Thing{Owner: me}); err != nil {
		return nil, err
	}
	if a.byHand() {
		return nil, project.Errorf(project.Invalid, "payouts are made by hand here; tell the operator how you want to be paid")
	}
	d := project.Destination{Person: me, Provider: a.o.Settlement.Name(), Account: project.PayoutAccount(strings.TrimSpace(in.Body.Account)), UpdatedAt: commandOf(ctx).at}
	if err := a.o.Settlement.CheckDestination(d.Account); err != nil {
		return nil, err
	}
	before, err := a.o.Records.Destination(ctx, me, d.Provider)
	if err != nil && project.CodeOf(err) != project.NotFound {
		return nil, err
	}
	if err := a.o.Records.PutDestination(ctx, d); err != nil {
		return nil, err
	}
	changedWords(ctx, "payout_destination", string(before.Account), string(d.Account))
	return &body[wire.Destination]{wire.Destination{Provider: d.Provider, Account: d.Account.String(), UpdatedAt: moment(d.UpdatedAt)}}, nil
}

// noticeBody is what a provider sends, byte for byte, as it was signed.
type noticeBody struct {
	Signature string `header:"Stripe-Signature" maxLength:"4000"`
	RawBody   []byte `contentType:"application/json"`
}

// notice answers with success only when everything in it is recorded, so that the provider sends it again otherwise. What
// cannot be is logged and not asked for again: a repeat would say the same.
func (a *API) notice(ctx context.Context, in *noticeBody) (*nothing, error) {
	if a.o.Notices == nil {
		return nil, nobody()
	}
	n, err := a.o.Notices.Read(ctx, in.RawBody, in.Signature, a.o.Now())
	if err != nil {
		return nil, err
	}
	if n.Payout != "" {
		_, err = a.o.Records.HearPayout(ctx, n.Payout, n.News, a.o.Now())
	}
	for _, c := range n.Chargebacks {
		err = errors.Join(err, a.chargeback(ctx, c))
	}
	switch project.CodeOf(err) {
	case "":
		return nil, nil
	case project.NotFound: // of another instance on the same account, or long gone
		a.o.Log.WarnContext(ctx, "a notice of the provider concerns nothing here", "notice", n.ID, "error", err)
		return nil, nil
	case project.Conflict, project.Internal, project.Invalid:
		a.o.Log.ErrorContext(ctx, "what the provider says cannot be; somebody has to look", "notice", n.ID, "payout", n.Payout, "error", err)
		return nil, nil
	}
	return nil, err
}

// chargeback books what a bank took back or gave again.
func (a *API) chargeback(ctx context.Context, c project.ChargebackNotice) error {
	p, err := a.o.Records.Project(ctx, c.Project)
	if err != nil {
		return err
	}
	if p.Currency != c.Currency {
		return project.Errorf(project.Conflict, "a chargeback in %s concerns the project %s, which is in %s", c.Currency, p.ID, p.Currency)
	}
	booking := project.Chargeback(c.Key, c.Minor, "")
	if c.Won {
		booking = project.Reinstate(c.Key, c.Minor, "")
	}
	_, err = a.o.Records.PostLedger(ctx, p.ID, []project.Booking{booking}, a.o.Now())
	if err == nil {
		a.o.Log.WarnContext(ctx, "the buyer's bank moved money", "project", p.ID, "chargeback", c.Key, "won", c.Won)
		if err := a.o.Live.Wake(ctx, p.ID); err != nil {
			a.o.Log.DebugContext(ctx, "wake-up lost, readers will poll", "project", p.ID, "error", err)
		}
	}
	return err
}
