package project

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// comparison is one sub-gig of both plans.
type comparison struct {
	*differ
	at        string // its place in the next plan, as sub_gigs[3]
	old, next PlanSubGig
	change    *subGigChange
	row       SubGigRecord // as it stands
	amend     Amendment
	asked     []Difference // those that need the consent of its seller
}

func (d *differ) compare(i int, old, next PlanSubGig, row int) {
	c := &comparison{differ: d, at: fmt.Sprintf("sub_gigs[%d]", i), old: old, next: next, change: &d.out.changes[row], row: d.at.SubGigs[row]}
	if c.row.closed() {
		c.ended()
		c.place()
		return
	}
	c.words()
	c.price()
	c.brief()
	c.spec()
	c.clocks()
	c.revisions()
	c.needs()
	c.cast()
	c.place()
	c.options()
	switch {
	case len(c.asked) > 0:
		c.ask()
	case !c.amend.None():
		c.change.amend = &c.amend
	}
}

// ended refuses every change of what is over, except of where it stands in the result. A setting of the whole plan that
// reaches an ended sub-gig too is no change of it.
func (c *comparison) ended() {
	what := fmt.Sprintf("%q is %s", c.row.Key, c.row.State)
	if c.row.Earlier != nil {
		what = fmt.Sprintf("%q is approved and being replaced", c.row.Key)
	}
	same := func(field string, ok bool) {
		if !ok {
			c.faults.addf(c.at+"."+field, "is changed, but %s; leave it as it was", what)
		}
	}
	old, next := c.old, c.next
	same("title", old.Title == next.Title)
	same("role", old.Role == next.Role)
	same("price", c.minor(old) == c.minor(next))
	same("brief", slices.Equal(old.Brief, next.Brief))
	same("delivery", asText(old.Delivery) == asText(next.Delivery))
	same("clocks", old.Clocks == next.Clocks)
	same("revisions", old.RevisionsIncluded() == next.RevisionsIncluded())
	same("extras", old.Options.equal(next.Options))
	same("cast", slices.Equal(old.Candidates(), next.Candidates()))
	gone := slices.DeleteFunc(slices.Clone(next.Needs), func(n string) bool { return slices.Contains(old.Needs, n) })
	same("needs", len(gone) == 0) // it may lose some: they are waited for no more
	if len(gone) == 0 {
		c.needs()
	}
}

func (c *comparison) minor(s PlanSubGig) int64 {
	minor, _ := s.Price.Minor(c.differ.old.Currency) // a price that is no amount is a fault already
	return minor
}

// differs says that something is not as it was. consent is what an accepted sub-gig needs for it.
func (c *comparison) differs(kind DifferenceKind, field, before, after string, consent bool) *Difference {
	d := c.add(c.row, Difference{Kind: kind, Path: c.at + "." + field, Before: clip(before, 200), After: clip(after, 200), Consent: consent})
	if d.Consent {
		c.asked = append(c.asked, *d)
	}
	return d
}

func (c *comparison) words() {
	if c.old.Title != c.next.Title {
		c.differs(DiffRenamed, "title", c.old.Title, c.next.Title, false)
		c.change.row.Title, c.change.words, c.out.Rebuild = c.next.Title, true, true
	}
	if c.old.Role != c.next.Role {
		c.differs(DiffRenamed, "role", c.old.Role, c.next.Role, false)
		c.change.row.Role, c.change.words = c.next.Role, true
	}
	before, after := unique(c.differ.old.ReferencesOf(c.old)), unique(c.differ.next.ReferencesOf(c.next))
	if !slices.Equal(before, after) {
		c.differs(DiffReferences, "references", strings.Join(before, ", "), strings.Join(after, ", "), false)
		c.change.row.References, c.change.words = after, true
	}
}

func (c *comparison) price() {
	before, after := c.minor(c.old), c.minor(c.next)
	if before == after {
		return
	}
	currency, has := c.differ.old.Currency, c.row.Terms.PriceMinor
	diff := c.differs(DiffRepriced, "price", FormatMinor(before, currency), FormatMinor(after, currency), has != after)
	diff.PriceMinor = after - has
	if has != after {
		c.amend.PriceMinor = &after
	}
	if diff.Consent {
		diff.HoldMinor = after - c.row.Price()
	}
}

func (c *comparison) brief() {
	if slices.Equal(c.old.Brief, c.next.Brief) {
		return
	}
	c.differs(DiffRebriefed, "brief", strings.Join(c.old.Brief, " / "), strings.Join(c.next.Brief, " / "), !slices.Equal(c.row.Brief, c.next.Brief))
	c.change.row.Brief, c.change.words, c.amend.Reworded = append([]string{}, c.next.Brief...), true, true
}

func (c *comparison) spec() {
	before, after := c.differ.old.SpecOf(c.old), c.differ.next.SpecOf(c.next)
	if asText(before) == asText(after) {
		return
	}
	c.differs(DiffRespecced, "delivery", asText(before), asText(after), asText(c.row.Spec) != asText(after))
	c.change.row.Spec, c.change.words, c.amend.Reworded = after, true, true
}

// clocks: the offer's clock is over once the offer is accepted; the other two are agreed on.
func (c *comparison) clocks() {
	before, after := c.differ.old.ClocksOf(c.old), c.differ.next.ClocksOf(c.next)
	terms := c.row.Terms
	one := func(name string, old, next Duration, has time.Duration, to **time.Duration, agreed bool) {
		if old == next {
			return
		}
		c.differs(DiffReclocked, "clocks."+name, name+" "+old.String(), name+" "+next.String(), agreed && has != next.Std())
		if has != next.Std() {
			d := next.Std()
			*to = &d
		}
	}
	one("offer", before.Offer, after.Offer, terms.OfferFor, &c.amend.OfferFor, false)
	one("work", before.Work, after.Work, terms.WorkFor, &c.amend.WorkFor, true)
	one("review", before.Review, after.Review, terms.ReviewFor, &c.amend.ReviewFor, true)
}

func (c *comparison) revisions() {
	before, after := c.old.RevisionsIncluded(), c.next.RevisionsIncluded()
	if before == after {
		return
	}
	c.differs(DiffRevisions, "revisions", fmt.Sprint(before), fmt.Sprint(after), c.row.Terms.Revisions != after)
	if c.row.Terms.Revisions != after {
		c.amend.Revisions = &after
	}
}

// needs: what has been begun waits for nobody. It may lose needs freely; new ones would be new material for its seller.
func (c *comparison) needs() {
	before, after := unique(c.old.Needs), unique(c.next.Needs)
	if slices.Equal(slices.Sorted(slices.Values(before)), slices.Sorted(slices.Values(after))) {
		return
	}
	more := slices.ContainsFunc(after, func(n string) bool { return !slices.Contains(before, n) })
	c.differs(DiffRewired, "needs", strings.Join(before, ", "), strings.Join(after, ", "), more)
	ids := c.idsOf(after)
	c.change.row.NeedsAll, c.change.rewired = ids, true
	if !c.row.closed() && (!c.row.accepted() || more) {
		c.amend.Rewired, c.amend.Needs = true, ids
	}
}

func (c *comparison) cast() {
	before, after := c.old.Candidates(), c.next.Candidates()
	if slices.Equal(before, after) {
		return
	}
	c.differs(DiffRecast, "cast", strings.Join(before, ", "), strings.Join(after, ", "), false)
	c.amend.Recast, c.amend.Candidates = true, make([]PersonID, 0, len(after))
	for _, handle := range after {
		c.amend.Candidates = append(c.amend.Candidates, c.people[handle])
	}
}

// place belongs to the result and to nobody's agreement.
func (c *comparison) place() {
	if c.old.Place == c.next.Place {
		return
	}
	c.differs(DiffPlaced, "place", asText(c.old.Place), asText(c.next.Place), false)
	c.change.row.Place, c.change.words, c.out.Rebuild = c.next.Place, true, true
}

// options bind nobody before the seller has confirmed an order.
func (c *comparison) options() {
	if !c.old.Options.equal(c.next.Options) {
		c.differs(DiffOptions, "extras", asText(c.old.Options), asText(c.next.Options), false)
	}
}

// asText writes a part of a plan so that two can be compared and shown.
func asText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
