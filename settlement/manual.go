// Package settlement moves money to sellers: by hand, or through Stripe. Each file is one project.PaymentProvider.
package settlement

import (
	"context"

	"tutti/project"
)

// NameManual is how payouts name the settlement by hand.
const NameManual = project.ProviderManual

// Manual is the settlement without a provider: payouts wait until the operator has sent the money, by bank or however
// both sides agreed, and marks them as paid with a reference.
type Manual struct{}

var _ project.PaymentProvider = Manual{}

// Name is manual.
func (Manual) Name() string { return NameManual }

// ByHand is true.
func (Manual) ByHand() bool { return true }

// CheckDestination refuses every account: it would be of no use to anybody.
func (Manual) CheckDestination(project.PayoutAccount) error {
	return project.Errorf(project.Invalid, "payouts are made by hand here; tell the operator how you want to be paid")
}

// Send is never called; a call would be a defect of ours, so it says nothing about the money.
func (Manual) Send(_ context.Context, p project.Payout) (project.PayoutNews, error) {
	return project.PayoutNews{}, project.Errorf(project.Internal, "the payout %s is made by hand, nothing sends it", p.ID)
}
