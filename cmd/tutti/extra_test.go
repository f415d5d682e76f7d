package main

import (
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func TestWhatIsOrderedBesides(t *testing.T) {
	t.Parallel()
	env := answers{
		"GET /api/v1/sub-gigs/sub_1": wire.SubGig{ID: "sub_1", Title: "Drums", Currency: "EUR", DeliveryID: "dlv_1",
			Extras: []wire.Extra{{Key: "solo", Title: "A solo", PriceMinor: 4550, TimeSeconds: 86400}}},
		"POST /api/v1/sub-gigs/sub_1/extras/solo/order": wire.Proposal{ID: "prp_1", Kind: project.ChangeOrder, State: project.ProposalOpen, Minor: 4550, TimeSeconds: -86400, Currency: "EUR"},
		"GET /api/v1/deliveries/dlv_1":                  wire.Delivery{ID: "dlv_1", SubGigID: "sub_1"},
		"POST /api/v1/deliveries/dlv_1/reviews":         wire.Review{ID: "rev_1", DeliveryID: "dlv_1", ProposalID: "prp_2"},
	}.serve(t)
	for args, want := range map[string][]string{
		"proposal order sub_1":                              {"solo", "45.50 EUR", "A solo"},
		"proposal order sub_1 solo":                         {"45.50 EUR more", "less", "open"},
		"review revise sub_1 --note 2:again --price 20.00":  {"once the seller agrees", "prp_2"},
		"review revise sub_1 --note 2:again --price 20.001": {"no amount in EUR"},
		"review revise sub_1 --note 2:again":                {"once the seller agrees"},
	} {
		got := tutti(t, env, strings.Fields(args)...)
		for _, text := range want {
			if !strings.Contains(got.out+got.errs, text) {
				t.Errorf("%s does not say %q:\n%s%s", args, text, got.out, got.errs)
			}
		}
	}
}
