package project

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// DifferenceKind names what a re-plan changes.
type DifferenceKind string

// The kinds of difference. Those from Retitled on are about the whole project.
const (
	DiffAdded      DifferenceKind = "added"
	DiffMerged     DifferenceKind = "merged" // added, in the place of several
	DiffDropped    DifferenceKind = "dropped"
	DiffSplit      DifferenceKind = "split"     // dropped, with several in its place
	DiffRenamed    DifferenceKind = "renamed"   // title or role
	DiffRepriced   DifferenceKind = "repriced"  // price
	DiffRebriefed  DifferenceKind = "rebriefed" // brief
	DiffRespecced  DifferenceKind = "respecced" // what a delivery must be
	DiffReclocked  DifferenceKind = "reclocked" // offer, work or review time
	DiffRevisions  DifferenceKind = "revisions" // number included in the price
	DiffRewired    DifferenceKind = "rewired"   // needs
	DiffRecast     DifferenceKind = "recast"    // cast or standby
	DiffReferences DifferenceKind = "references"
	DiffPlaced     DifferenceKind = "placed"    // where and how it stands in the result
	DiffReordered  DifferenceKind = "reordered" // its place in the order of the plan
	DiffOptions    DifferenceKind = "options"   // what can be ordered besides
	DiffRetitled   DifferenceKind = "retitled"  // title or brief of the project
	DiffRecipe     DifferenceKind = "recipe"
	DiffBudget     DifferenceKind = "budget"
	DiffDue        DifferenceKind = "due"
)

// DifferenceKinds lists every kind.
func DifferenceKinds() []DifferenceKind {
	return []DifferenceKind{DiffAdded, DiffMerged, DiffDropped, DiffSplit, DiffRenamed, DiffRepriced, DiffRebriefed, DiffRespecced, DiffReclocked,
		DiffRevisions, DiffRewired, DiffRecast, DiffReferences, DiffPlaced, DiffReordered, DiffOptions, DiffRetitled, DiffRecipe, DiffBudget, DiffDue}
}

// Difference is one thing that a re-plan changes.
type Difference struct {
	Kind       DifferenceKind
	Key        string      // of the sub-gig; empty for the whole project
	SubGig     SubGigID    // the same
	State      SubGigState // where it stands; empty when it is added
	Before     string      // as people read it
	After      string
	PriceMinor int64    // how much more the sub-gig costs; negative when less
	HoldMinor  int64    // how much more is held for it once its seller has consented
	Replaces   []string // added, merged: the dropped ones whose place it takes
	ReplacedBy []string // dropped, split: those that take its place
	Affects    PersonID // who holds the sub-gig or has its offer; empty when nobody does
	Consent    bool     // it happens only with their consent
	Path       string   // where it stands in the plan, as sub_gigs[3].price
}

// Standing is what a re-plan meets.
type Standing struct {
	Draft                      // who is known, and from what the ids of added sub-gigs are made
	Project  Project           // with the version of the plan that holds
	Plan     Plan              // that holds
	SubGigs  []SubGigRecord    // every one, also those that earlier plans dropped
	Balances map[Account]int64 // where the money stands
	Zone     *time.Location    // where the buyer is, for the due date; UTC when nil
}

// Replan is the difference between the plan that holds and the next one, with its effect on people, money and dates.
type Replan struct {
	Differences []Difference // of the project first, then in the order of the next plan, dropped ones last
	Money       ReplanMoney
	Dates       ReplanDates
	Stale       []SubGigID // begun or approved, and made from something that changes
	Rebuild     bool       // what has been built so far is built anew

	next     Plan
	held     Plan  // as it is stored: what sellers are asked for stays as it was
	unheld   error // why that would be no plan
	standing Standing
	changes  []subGigChange // by row of the standing
	added    []SubGigRecord
	budget   int64
}

// None reports whether the next plan says the same.
func (r Replan) None() bool { return len(r.Differences) == 0 }

// subGigChange is what becomes of one sub-gig that is there.
type subGigChange struct {
	row      SubGigRecord // with its words and place in the order as they will be
	words    bool         // they are different from what is recorded
	rewired  bool         // so are its needs
	amend    *Amendment   // what its section has to be told; nil for nothing
	ask      *asking      // what its seller is asked for; nil for nothing
	drop     bool
	accepted bool
}

// differ is one comparison of two plans.
type differ struct {
	old, next Plan
	at        Standing
	faults    faults
	rows      map[string]int // key -> place in at.SubGigs
	places    map[SubGigID]int
	section   int // the first that is free
	ids       map[string]SubGigID
	people    map[string]PersonID
	oldAt     map[string]int // key -> place in the plan
	nextAt    map[string]int
	held      []PlanChange // back to what holds until it is agreed otherwise
	kept      []string     // keys of those that stay, after all others, until their sellers have agreed to part
	keptAs    []PlanSubGig // the same
	out       Replan
}

// Diff compares the next plan with the one that holds and with where everything stands. It changes nothing. Its error
// names, each with its place, everything that makes the next plan impossible; what needs a consent is possible and named
// in the differences, see Applicable.
func Diff(next Plan, at Standing) (Replan, error) {
	d := &differ{old: at.Plan, next: next, at: at, out: Replan{next: next, standing: at}}
	d.index()
	next.check(&d.faults, keysOf(d.oldAt))
	if unknown, ok := next.CheckPeople(at.Roster).(*Error); ok {
		for _, f := range unknown.Fields {
			d.faults.addf(f.Path, "%s", f.Message)
		}
	}
	sound := len(d.faults.list) == 0
	d.whole()
	d.compareAll()
	if !sound { // a plan that is none has no order and no price; what else is wrong with it is named all the same
		return Replan{}, d.faults.err()
	}
	d.reorder()
	d.hold()
	d.money()
	if err := d.faults.err(); err != nil {
		return Replan{}, err
	}
	d.stale()
	return d.out, d.dates()
}

func (d *differ) index() {
	d.oldAt, d.nextAt, d.rows, d.places = map[string]int{}, map[string]int{}, map[string]int{}, map[SubGigID]int{}
	d.ids, d.people = map[string]SubGigID{}, idsByHandle(d.at.Roster, d.next.people(d.at.Draft))
	for i, s := range d.old.SubGigs {
		d.oldAt[s.Key] = i
	}
	for i, s := range d.next.SubGigs {
		d.nextAt[s.Key] = i
		d.ids[s.Key] = SubGigID(d.at.id(PrefixSubGig, s.Key))
	}
	d.out.changes = make([]subGigChange, len(d.at.SubGigs))
	for i, row := range d.at.SubGigs {
		d.rows[row.Key], d.places[row.ID], d.ids[row.Key] = i, i, row.ID
		d.section = max(d.section, row.Section+1)
		d.out.changes[i] = subGigChange{row: row, accepted: row.accepted()}
	}
}

func keysOf(index map[string]int) map[string]bool {
	keys := make(map[string]bool, len(index))
	for k := range index {
		keys[k] = true
	}
	return keys
}

// accepted reports whether a seller has agreed to the terms and is not done.
func (g SubGig) accepted() bool {
	return g.State.Engaged()
}

// closed reports whether a plan has no say any more: the sub-gig has ended, or it was approved and is being replaced.
func (g SubGig) closed() bool { return g.State.Ended() || g.Earlier != nil }

// add appends a difference about a sub-gig that is there.
func (d *differ) add(row SubGigRecord, diff Difference) *Difference {
	diff.Key, diff.SubGig, diff.State = row.Key, row.ID, row.State
	switch {
	case row.accepted():
		diff.Affects = row.Seller
	case row.State == Offered && row.SubGig.Offer != nil:
		diff.Affects = row.SubGig.Offer.Seller
	}
	diff.Consent = diff.Consent && row.accepted()
	d.out.Differences = append(d.out.Differences, diff)
	return &d.out.Differences[len(d.out.Differences)-1]
}

// whole compares what is said about the project as a whole.
func (d *differ) whole() {
	say := func(kind DifferenceKind, path, before, after string) {
		if before != after {
			d.out.Differences = append(d.out.Differences, Difference{Kind: kind, Before: before, After: after, Path: path})
		}
	}
	old, next := d.old, d.next
	if old.Currency != next.Currency {
		d.faults.addf("currency", "is %s; the money of a project that runs stays in %s", next.Currency, old.Currency)
	}
	if old.Producer != next.Producer {
		d.faults.addf("producer", "is %q, was %q; a re-plan does not change who reviews", next.Producer, old.Producer)
	}
	if old.Vault != next.Vault {
		d.faults.addf("vault", "is %q, was %q; sellers have agreed to how their originals are kept", next.Vault, old.Vault)
	}
	if old.Watermark != next.Watermark {
		d.faults.addf("watermark", "is %q, was %q; deliveries are marked as the project began with", next.Watermark, old.Watermark)
	}
	if !old.Licence.same(next.Licence) {
		d.faults.addf("licence", "is another; sellers have accepted the one that the project began with")
	}
	say(DiffRetitled, "title", old.Title, next.Title)
	say(DiffRetitled, "brief", old.Brief, next.Brief)
	say(DiffDue, "due", old.Due, next.Due)
	before, after := asText(old.Recipe.WithDefaults()), asText(next.Recipe.WithDefaults())
	say(DiffRecipe, "recipe", before, after)
	d.out.Rebuild = before != after || old.Title != next.Title
	d.references()
}

// references may be added, and given another title. Files of new ones cannot be sent up while the project runs.
func (d *differ) references() {
	before := map[string]PlanReference{}
	for _, r := range d.old.References {
		before[r.Key] = r
	}
	for i, r := range d.next.References {
		was, there := before[r.Key]
		at := fmt.Sprintf("references[%d]", i)
		switch {
		case there && was.Guide != r.Guide, !there && r.Guide:
			d.faults.addf(at+".guide", "is changed; what deliveries are aligned with stays while the project runs")
		case !there && r.File != "":
			d.faults.addf(at+".file", "is new; a file cannot be added to the references of a project that runs")
		}
	}
}

// compareAll goes through the sub-gigs: those of the next plan in its order, then those that it drops.
func (d *differ) compareAll() {
	for i, s := range d.next.SubGigs {
		row, there := d.rows[s.Key]
		was, known := d.oldAt[s.Key]
		switch {
		case known && there:
			d.compare(i, d.old.SubGigs[was], s, row)
		case there:
			d.faults.addf(fmt.Sprintf("sub_gigs[%d].key", i), "%q was dropped by an earlier plan; choose another key", s.Key)
		case len(d.faults.list) == 0:
			d.addSubGig(i, s)
		}
	}
	replacedBy := d.replacedBy()
	for _, s := range d.old.SubGigs {
		row, there := d.rows[s.Key]
		if _, stays := d.nextAt[s.Key]; !stays && there {
			d.drop(row, s, replacedBy[s.Key])
		}
	}
}

// replacedBy gives the added sub-gigs that take the place of a dropped one.
func (d *differ) replacedBy() map[string][]string {
	by := map[string][]string{}
	for _, s := range d.next.SubGigs {
		if _, old := d.oldAt[s.Key]; old {
			continue
		}
		for _, key := range s.Replaces {
			by[key] = append(by[key], s.Key)
		}
	}
	return by
}

func (d *differ) addSubGig(i int, s PlanSubGig) {
	g, err := d.next.subGig(s, d.ids, d.people)
	if err != nil {
		d.faults.addf(fmt.Sprintf("sub_gigs[%d]", i), "%s", err)
		return
	}
	d.out.added = append(d.out.added, SubGigRecord{
		SubGig: g, Project: d.at.Project.ID, Key: s.Key, Section: d.section + len(d.out.added)/SectionSize, Position: i, Title: s.Title, Role: s.Role,
		Brief: append([]string{}, s.Brief...), Spec: d.next.SpecOf(s), Place: s.Place, NeedsAll: g.Needs, References: unique(d.next.ReferencesOf(s)),
		UpdatedAt: d.at.At,
	})
	diff := Difference{Kind: DiffAdded, Key: s.Key, SubGig: g.ID, After: s.Title, PriceMinor: g.Terms.PriceMinor, Replaces: s.Replaces,
		Path: fmt.Sprintf("sub_gigs[%d]", i)}
	if len(s.Replaces) > 1 {
		diff.Kind = DiffMerged
	}
	d.out.Differences = append(d.out.Differences, diff)
}

// drop takes a sub-gig out of the plan. What was approved is paid and stays; what a seller has accepted ends only with
// their consent.
func (d *differ) drop(at int, was PlanSubGig, by []string) {
	change := &d.out.changes[at]
	row := change.row
	if row.State == Approved || row.Earlier != nil {
		d.faults.addf("sub_gigs", "%q is dropped, but it is approved and paid; it stays in the plan", row.Key)
		return
	}
	diff := Difference{Kind: DiffDropped, Before: row.Title, ReplacedBy: by, Consent: true, Path: "sub_gigs"}
	if len(by) > 1 {
		diff.Kind = DiffSplit
	}
	if row.State != Cancelled {
		diff.PriceMinor = -row.Terms.PriceMinor
	}
	if row.accepted() {
		diff.HoldMinor = -row.Price()
		d.askToPart(change, was, by)
	} else {
		change.drop = row.State != Cancelled
	}
	d.add(row, diff)
}

// reorder finds the fewest sub-gigs that have moved: all others stand in the order in which they stood.
func (d *differ) reorder() {
	var keys []string
	var places []int
	for _, s := range d.next.SubGigs {
		if was, ok := d.oldAt[s.Key]; ok {
			keys, places = append(keys, s.Key), append(places, was)
		}
	}
	stays := rising(places)
	for i, key := range keys {
		if !stays[i] {
			now := d.nextAt[key]
			d.add(d.out.changes[d.rows[key]].row, Difference{Kind: DiffReordered, Before: fmt.Sprint(places[i] + 1), After: fmt.Sprint(now + 1),
				Path: fmt.Sprintf("sub_gigs[%d]", now)})
			d.out.Rebuild = true
		}
	}
	d.position()
}

// position numbers the rows anew: those of the plan in its order, then those that are not in it any more.
func (d *differ) position() {
	rest := len(d.next.SubGigs) + len(d.kept)
	places := make([]int, len(d.out.changes))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int { return cmp.Compare(d.out.changes[a].row.Position, d.out.changes[b].row.Position) })
	for _, i := range places {
		row := &d.out.changes[i].row
		if at, ok := d.nextAt[row.Key]; ok {
			row.Position = at
		} else {
			row.Position = rest
			rest++
		}
	}
}

// rising marks a longest part of the numbers that rises.
func rising(numbers []int) []bool {
	var ends []int // place of the least end of a rising part of length i+1
	before := make([]int, len(numbers))
	for i, n := range numbers {
		at, _ := slices.BinarySearchFunc(ends, n, func(place, n int) int { return cmp.Compare(numbers[place], n) })
		before[i] = -1
		if at > 0 {
			before[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
	}
	marks := make([]bool, len(numbers))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			marks[i] = true
		}
	}
	return marks
}
