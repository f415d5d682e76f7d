package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"tutti/project"
)

// Script is what a seed decides before anything happens: the plan and who the people are.
type Script struct {
	Plan     project.Plan
	Fee      project.FeePolicy
	Buyer    Person
	Producer Person // the buyer once more when the plan names none
	Operator Manner
	Sellers  []Person
}

// Person is somebody invented.
type Person struct {
	Handle  string
	Name    string
	Email   string
	Manner  Manner
	Planned bool // known by the plan only, not put on the roster before
}

// Mark stands in every name, address and free word of a run, so that one look finds where they went.
func Mark(seed uint64) string { return fmt.Sprintf("zq%dx", seed) }

// chance is a source of decisions that is the same for the same seed.
func chance(seed uint64, what uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, what)) }

// NewScript makes the script of a seed that begins now. A day of the plan lasts as long as day.
func NewScript(seed uint64, day time.Duration, now time.Time) Script {
	w := &writer{rng: chance(seed, 1), seed: seed, day: day, now: now}
	s := Script{Fee: project.FeePolicy{BasisPoints: pick[int64](w.rng, 0, 500, 1250)}, Operator: pick(w.rng, operators()...)}
	s.Buyer = w.person("buyer", pick(w.rng, producers()...))
	s.Producer = s.Buyer
	if w.rng.IntN(3) > 0 {
		s.Producer = w.person("producer", pick(w.rng, producers()...))
	}
	for i := range 4 + w.rng.IntN(5) {
		p := w.person(fmt.Sprintf("seller-%d", i), pick(w.rng, sellers()...))
		p.Planned = w.rng.IntN(2) == 0
		s.Sellers = append(s.Sellers, p)
	}
	w.script = &s
	s.Plan = w.plan()
	return s
}

// writer makes up a script.
type writer struct {
	rng    *rand.Rand
	seed   uint64
	day    time.Duration
	now    time.Time
	script *Script
}

func (w *writer) person(what string, m Manner) Person {
	return Person{Handle: Mark(w.seed) + "-" + what, Name: "Name " + Mark(w.seed) + " " + what, Email: what + "@" + Mark(w.seed) + ".example", Manner: m}
}

func (w *writer) plan() project.Plan {
	p := project.Plan{
		Title: "Title " + Mark(w.seed), Brief: "Brief " + Mark(w.seed), Currency: pick(w.rng, "EUR", "JPY", "TND"), Clocks: w.clocks(1),
		Exits: w.exits(), Delivery: &project.Spec{Kind: project.KindFile, Formats: []string{"txt"}}, Recipe: project.Recipe{Kind: project.RecipeBundle},
	}
	if w.rng.IntN(3) > 0 {
		p.Due = w.now.Add(time.Duration(5+w.rng.IntN(30)) * w.day).Format(time.DateOnly)
	}
	if w.script.Producer.Handle != w.script.Buyer.Handle {
		p.Producer = w.script.Producer.Handle
	}
	for _, s := range w.script.Sellers {
		if s.Planned {
			p.People = append(p.People, project.PlanPerson{Handle: s.Handle, Name: s.Name, Country: "GH", Zone: "Africa/Accra", Email: s.Email})
		}
	}
	for i := range 1 + min(w.rng.IntN(12), w.rng.IntN(16)) { // small projects are more frequent
		p.SubGigs = append(p.SubGigs, w.subGig(i, p.SubGigs))
	}
	for i := range w.rng.IntN(3) {
		p.Requirements = append(p.Requirements, w.requirement(i, p.SubGigs))
	}
	if sum, err := p.PricesMinor(); err == nil {
		p.Budget = decimal(sum+sum*pick[int64](w.rng, 0, 20, 100)/100, p.Currency)
	}
	return p
}

func (w *writer) subGig(i int, before []project.PlanSubGig) project.PlanSubGig {
	revisions := w.rng.IntN(4)
	s := project.PlanSubGig{
		Key: fmt.Sprintf("part-%d", i), Title: fmt.Sprintf("Part %d %s", i, Mark(w.seed)), Role: "player",
		Brief: []string{"First " + Mark(w.seed), "Second " + Mark(w.seed)}, Price: project.Decimal(fmt.Sprint(pick(w.rng, 0, 7, 100, 101, 333, 2500))),
		Revisions: &revisions, Casting: pick(w.rng, append(project.CastingModes(), "", project.CastCascade)...),
	}
	if w.rng.IntN(3) == 0 {
		s.Clocks = w.clocks(2)
	}
	if w.rng.IntN(3) == 0 {
		s.Exits = w.exits()
	}
	for _, b := range before {
		if w.rng.IntN(2+len(before)) == 0 {
			s.Needs = append(s.Needs, b.Key)
		}
	}
	w.cast(&s)
	return s
}

// requirement is words that the buyer owes to one sub-gig, to some or to all.
func (w *writer) requirement(i int, subs []project.PlanSubGig) project.PlanRequirement {
	r := project.PlanRequirement{Key: fmt.Sprintf("words-%d", i), Title: "Words " + Mark(w.seed), Kind: project.RequirementText}
	for _, s := range subs {
		if w.rng.IntN(3) == 0 {
			r.For = append(r.For, s.Key)
		}
	}
	return r
}

// cast names people: one for a direct offer, few or many for a cascade, those invited or nobody for a call.
func (w *writer) cast(s *project.PlanSubGig) {
	order := w.rng.Perm(len(w.script.Sellers))
	take := func(n int) []string {
		var handles []string
		for _, at := range order[:min(n, len(order))] {
			handles = append(handles, w.script.Sellers[at].Handle)
		}
		order = order[min(n, len(order)):]
		return handles
	}
	if s.Casting == project.CastDirect {
		s.Cast = take(1)
		return
	}
	s.Cast = take(w.rng.IntN(4))
	if w.rng.IntN(2) == 0 {
		s.Standby = take(w.rng.IntN(4))
	}
}

// clocks are days; those of the plan are all set, or a quiet project would wait for a month.
func (w *writer) clocks(leaveOut int) project.Clocks {
	days := func(least, most float64) project.Duration {
		if leaveOut > 1 && w.rng.IntN(leaveOut) == 0 {
			return 0
		}
		return project.Duration((least + w.rng.Float64()*(most-least)) * float64(w.day))
	}
	c := project.Clocks{Offer: days(1, 4), Work: days(3, 10), Review: days(2, 5), Grace: days(1, 3), Answer: days(0.5, 3), Idle: days(5, 12), Dispute: days(1, 6)}
	if leaveOut == 1 {
		c.Preview = project.Duration(w.day / 8)
	}
	return c
}

func (w *writer) exits() project.Exits {
	return project.Exits{KillFee: pick[project.Percent](w.rng, "", "12.5%", "50%", "100%"),
		SilentReview: pick(w.rng, "", project.SilenceApproves, project.SilenceEscalates)}
}

// pick chooses one.
func pick[T any](rng *rand.Rand, among ...T) T { return among[rng.IntN(len(among))] }

// decimal writes minor units as a plan does.
func decimal(minor int64, currency string) project.Decimal {
	places, _ := project.CurrencyPlaces(currency)
	if places == 0 {
		return project.Decimal(fmt.Sprint(minor))
	}
	scale := int64(1)
	for range places {
		scale *= 10
	}
	return project.Decimal(fmt.Sprintf("%d.%0*d", minor/scale, places, minor%scale))
}
