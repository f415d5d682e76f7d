package project

import (
	"fmt"
	"slices"
	"strings"
)

// Limits of what can be ordered besides.
const MaxExtras = 20

// Options are what the buyer can order besides, at prices that are known from the start. Each order is a change order, which
// the seller confirms.
type Options struct {
	RevisionPrice Decimal     `json:"revision_price,omitempty" doc:"what a revision beyond the included ones is offered at, as \"20.00\"; the producer names a price when left out"`
	Extras        []PlanExtra `json:"extras,omitempty" doc:"what can be ordered besides, each with its price"`
}

// PlanExtra is one thing that can be ordered besides.
type PlanExtra struct {
	Key   string   `json:"key" doc:"short name, unique in the sub-gig"`
	Title string   `json:"title"`
	Price Decimal  `json:"price" doc:"what the seller earns in addition, as \"20.00\""`
	Work  Duration `json:"work,omitempty" doc:"time that is added, as 24h"`
}

// Extra finds what can be ordered; NotFound names what there is.
func (o Options) Extra(key string) (PlanExtra, error) {
	keys := make([]string, 0, len(o.Extras))
	for _, x := range o.Extras {
		if x.Key == key {
			return x, nil
		}
		keys = append(keys, x.Key)
	}
	if len(keys) == 0 {
		return PlanExtra{}, Errorf(NotFound, "nothing can be ordered besides: the plan names no extras for this sub-gig")
	}
	return PlanExtra{}, Errorf(NotFound, "there is no extra %q; choose among %s", clip(key, 64), strings.Join(keys, ", "))
}

// none reports whether nothing can be ordered.
func (o Options) none() bool { return o.RevisionPrice == "" && len(o.Extras) == 0 }

func (o Options) equal(p Options) bool {
	return o.RevisionPrice == p.RevisionPrice && slices.Equal(o.Extras, p.Extras)
}

// OptionsOf gives the options of every sub-gig that has some, by key.
func (p Plan) OptionsOf() map[string]Options {
	all := map[string]Options{}
	for _, s := range p.SubGigs {
		if !s.Options.none() {
			all[s.Key] = s.Options
		}
	}
	return all
}

func (v *planCheck) options(at string, o Options) {
	amount := func(place string, d Decimal) {
		if _, known := CurrencyPlaces(v.plan.Currency); !known {
			return
		}
		if _, err := d.Minor(v.plan.Currency); err != nil {
			v.faults.addf(place, "%s", err)
		}
	}
	if o.RevisionPrice != "" {
		amount(at+".revision_price", o.RevisionPrice)
	}
	if len(o.Extras) > MaxExtras {
		v.faults.addf(at+".extras", "has %d extras; at most %d", len(o.Extras), MaxExtras)
		return
	}
	seen := map[string]bool{}
	for i, x := range o.Extras {
		place := fmt.Sprintf("%s.extras[%d]", at, i)
		v.unique(place+".key", x.Key, seen)
		v.text(place+".title", x.Title, MaxTitle, true)
		amount(place+".price", x.Price)
		if x.Work < 0 || x.Work > MaxDuration {
			v.faults.addf(place+".work", "%s is outside 0 to two years", x.Work.Std())
		}
	}
}
