package project

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Validate names everything that is wrong with the plan, each fault with its place, as one Error with fields.
func (p Plan) Validate() error {
	var f faults
	p.check(&f, nil)
	return f.err()
}

// check gathers the faults. before are the keys of the plan that this one takes the place of; nil for a first plan.
func (p Plan) check(f *faults, before map[string]bool) {
	if n := len(p.SubGigs); n == 0 || n > MaxSubGigs {
		f.addf("sub_gigs", "has %d sub-gigs; a plan has 1 to %d", n, MaxSubGigs)
		return
	}
	v := planCheck{plan: p, faults: f, keys: keyForm(), before: before}
	v.head()
	v.people()
	v.references()
	v.subGigs()
	v.requirements()
	v.source()
	v.licence()
	v.money()
	p.Recipe.check(f)
	p.Vault.check(f)
	p.Watermark.check(f)
	p.Rooms.check(f)
	v.cycles()
}

// planCheck is one walk over a plan.
type planCheck struct {
	plan    Plan
	faults  *faults
	keys    *regexp.Regexp
	handles map[string]bool
	refs    map[string]bool
	index   map[string]int // sub-gig key -> place in the plan
	before  map[string]bool
}

func (v *planCheck) head() {
	v.text("title", v.plan.Title, MaxTitle, true)
	v.text("brief", v.plan.Brief, MaxText, false)
	if _, ok := CurrencyPlaces(v.plan.Currency); !ok {
		v.faults.addf("currency", "unknown currency %q; write an ISO 4217 code such as EUR, USD or JPY", clip(v.plan.Currency, 12))
	}
	if v.plan.Due != "" {
		if _, err := time.Parse(time.DateOnly, v.plan.Due); err != nil {
			v.faults.addf("due", "%q is no date; write for example 2026-12-24", clip(v.plan.Due, 24))
		}
	}
	v.clocks("clocks", v.plan.Clocks)
	v.exits("", v.plan.Exits)
	if v.plan.Delivery != nil {
		v.plan.Delivery.check("delivery", v.faults)
	}
}

func (v *planCheck) people() {
	v.handles = make(map[string]bool, len(v.plan.People))
	if n := len(v.plan.People); n > MaxPeople {
		v.faults.addf("people", "has %d people; a plan has at most %d", n, MaxPeople)
		return
	}
	for i, person := range v.plan.People {
		at := fmt.Sprintf("people[%d]", i)
		v.unique(at+".handle", person.Handle, v.handles)
		v.text(at+".name", person.Name, MaxTitle, true)
		v.text(at+".email", person.Email, MaxEmail, false)
		v.oneLine(at+".name", person.Name)
		v.oneLine(at+".email", person.Email)
		if !isCountry(person.Country) {
			v.faults.addf(at+".country", "%q is no country; write two capital letters (ISO 3166-1), as GH", clip(person.Country, 12))
		}
		if person.Zone != "" && !strings.Contains(person.Zone, "/") && person.Zone != "UTC" {
			v.faults.addf(at+".zone", "%q is no time zone; write an IANA name, as Africa/Accra", clip(person.Zone, 40))
		}
	}
}

func (v *planCheck) references() {
	v.refs = make(map[string]bool, len(v.plan.References))
	if n := len(v.plan.References); n > MaxReferences {
		v.faults.addf("references", "has %d references; a plan has at most %d", n, MaxReferences)
		return
	}
	guides := 0
	for i, r := range v.plan.References {
		at := fmt.Sprintf("references[%d]", i)
		v.unique(at+".key", r.Key, v.refs)
		v.text(at+".title", r.Title, MaxTitle, false)
		if r.Guide {
			guides++
		}
		if guides > 1 {
			v.faults.addf(at+".guide", "is a second guide; a plan has one")
		}
	}
}

func (v *planCheck) subGigs() {
	v.index = make(map[string]int, len(v.plan.SubGigs))
	seen := make(map[string]bool, len(v.plan.SubGigs))
	for i, s := range v.plan.SubGigs {
		v.unique(fmt.Sprintf("sub_gigs[%d].key", i), s.Key, seen)
		if _, taken := v.index[s.Key]; !taken {
			v.index[s.Key] = i
		}
	}
	for i, s := range v.plan.SubGigs {
		v.subGig(fmt.Sprintf("sub_gigs[%d]", i), s)
	}
}

func (v *planCheck) subGig(at string, s PlanSubGig) {
	v.text(at+".title", s.Title, MaxTitle, true)
	v.text(at+".role", s.Role, MaxTitle, true)
	if len(s.Brief) > MaxBriefItems {
		v.faults.addf(at+".brief", "has %d items; a brief has at most %d", len(s.Brief), MaxBriefItems)
	}
	for i, item := range s.Brief {
		v.text(fmt.Sprintf("%s.brief[%d]", at, i), item, MaxText, true)
	}
	if n := s.RevisionsIncluded(); n < 0 || n > MaxRevisions {
		v.faults.addf(at+".revisions", "%d is outside 0 to %d", n, MaxRevisions)
	}
	v.casting(at, s)
	v.needs(at, s)
	v.replaces(at, s)
	v.clocks(at+".clocks", s.Clocks)
	v.exits(at+".", s.Exits)
	v.options(at, s.Options)
	if s.Delivery != nil {
		s.Delivery.check(at+".delivery", v.faults)
	}
	if spec, recipe := v.plan.SpecOf(s), v.plan.Recipe.Kind; !recipe.Takes(spec.Kind) {
		v.faults.addf(at+".delivery.kind", "is %q, but a result of the recipe %s is made of %v", spec.Kind, recipe, recipe.made())
	}
	v.becomes(at, v.plan.SpecOf(s))
	s.Place.check(at+".place", v.faults)
}

// becomes refuses, before anybody works, a book of parts that cannot become what it is to become.
func (v *planCheck) becomes(at string, spec Spec) {
	if v.plan.Recipe.Kind != RecipeBook {
		return
	}
	for _, out := range v.plan.Recipe.Outputs {
		other := slices.IndexFunc(spec.Formats, func(format string) bool { return format != "docx" })
		switch {
		case out != "pdf" && spec.Kind == KindPDF:
			v.faults.addf(at+".delivery.kind", "is pdf, and pages become nothing but a PDF; ask for text, or leave %s out of recipe.outputs", out)
		case out == "docx" && spec.Kind == KindText && len(spec.Formats) == 0:
			v.faults.addf(at+".delivery.formats", "is missing, and a docx is made of docx; write [docx], or leave docx out of recipe.outputs")
		case out == "docx" && spec.Kind == KindText && other >= 0:
			v.faults.addf(at+".delivery.formats", "takes %s, and a docx is made of docx; write [docx], or leave docx out of recipe.outputs", spec.Formats[other])
		}
	}
}

func (v *planCheck) casting(at string, s PlanSubGig) {
	if len(s.Cast)+len(s.Standby) > MaxCandidates {
		v.faults.addf(at+".cast", "names %d people; a sub-gig asks at most %d", len(s.Cast)+len(s.Standby), MaxCandidates)
	}
	seen := map[string]bool{}
	for field, handles := range [][]string{s.Cast, s.Standby} {
		name := []string{"cast", "standby"}[field]
		for i, h := range handles {
			place := fmt.Sprintf("%s.%s[%d]", at, name, i)
			if !v.keys.MatchString(h) {
				v.faults.addf(place, "%q is no handle; use small letters, digits and -", clip(h, 64))
			} else if seen[h] {
				v.faults.addf(place, "%q is named twice for this sub-gig", h)
			}
			seen[h] = true
		}
	}
	switch {
	case s.Casting == CastDirect && (len(s.Cast) != 1 || len(s.Standby) > 0):
		v.faults.addf(at+".cast", "casting is direct, so it names one person and no standby")
	case s.Casting != "" && !slices.Contains(CastingModes(), s.Casting):
		v.faults.addf(at+".casting", "is %q; write one of %v", clip(string(s.Casting), 20), CastingModes())
	}
}

func (v *planCheck) needs(at string, s PlanSubGig) {
	if len(s.Needs) > MaxNeeds {
		v.faults.addf(at+".needs", "names %d sub-gigs; at most %d", len(s.Needs), MaxNeeds)
	}
	for i, need := range s.Needs {
		place := fmt.Sprintf("%s.needs[%d]", at, i)
		if _, ok := v.index[need]; !ok && v.before[need] {
			v.faults.addf(place, "%q is dropped by this plan and still needed here; need what replaces it, or nothing", need)
		} else if !ok {
			v.faults.addf(place, "there is no sub-gig %q in this plan", clip(need, 64))
		}
		if need == s.Key {
			v.faults.addf(place, "%q needs itself", clip(need, 64))
		}
	}
	if n := len(v.plan.ReferencesOf(s)); n > MaxSharedFiles {
		v.faults.addf(at+".references", "are %d; a sub-gig works from at most %d, so name those that it needs", n, MaxSharedFiles)
	}
	for i, r := range s.References {
		if !v.refs[r] {
			v.faults.addf(fmt.Sprintf("%s.references[%d]", at, i), "there is no reference %q in this plan", clip(r, 64))
		}
	}
}

// replaces is looked at where a re-plan adds the sub-gig; what stands there from earlier versions is history.
func (v *planCheck) replaces(at string, s PlanSubGig) {
	if len(s.Replaces) > MaxNeeds {
		v.faults.addf(at+".replaces", "names %d sub-gigs; at most %d", len(s.Replaces), MaxNeeds)
	}
	if v.before == nil || v.before[s.Key] {
		return
	}
	for i, key := range s.Replaces {
		place := fmt.Sprintf("%s.replaces[%d]", at, i)
		_, stays := v.index[key]
		switch {
		case !v.before[key]:
			v.faults.addf(place, "there was no sub-gig %q in the plan before", clip(key, 64))
		case stays:
			v.faults.addf(place, "%q stays in the plan; drop it there, or take it away here", key)
		case slices.Contains(s.Replaces[:i], key):
			v.faults.addf(place, "%q is named twice", key)
		}
	}
}

func (v *planCheck) source() {
	if key := v.plan.Recipe.Source; key != "" && !v.refs[key] {
		v.faults.addf("recipe.source", "there is no reference %q in this plan", clip(key, 64))
	}
}

func (v *planCheck) money() {
	if _, ok := CurrencyPlaces(v.plan.Currency); !ok {
		return
	}
	var sum int64
	for i, s := range v.plan.SubGigs {
		minor, err := s.Price.Minor(v.plan.Currency)
		if err != nil {
			v.faults.addf(fmt.Sprintf("sub_gigs[%d].price", i), "%s", err.Error())
		}
		sum += minor
	}
	if v.plan.Budget == "" {
		return
	}
	budget, err := v.plan.Budget.Minor(v.plan.Currency)
	switch {
	case err != nil:
		v.faults.addf("budget", "%s", err.Error())
	case budget < sum:
		v.faults.addf("budget", "%s is less than the prices together, %s", FormatMinor(budget, v.plan.Currency), FormatMinor(sum, v.plan.Currency))
	}
}

// cycles walks the dependencies depth first and names the first circle it meets, in the order of the needs.
func (v *planCheck) cycles() {
	const unseen, open, closed = 0, 1, 2
	mark := make([]int, len(v.plan.SubGigs))
	type visit struct{ node, next int }
	for start := range v.plan.SubGigs {
		if mark[start] != unseen {
			continue
		}
		path := []visit{{node: start}}
		mark[start] = open
		for len(path) > 0 {
			top := &path[len(path)-1]
			needs := v.plan.SubGigs[top.node].Needs
			if top.next == len(needs) {
				mark[top.node] = closed
				path = path[:len(path)-1]
				continue
			}
			need, ok := v.index[needs[top.next]]
			top.next++
			switch {
			case !ok || need == top.node:
			case mark[need] == unseen:
				mark[need] = open
				path = append(path, visit{node: need})
			case mark[need] == open:
				nodes := make([]int, 0, len(path))
				for _, p := range path {
					nodes = append(nodes, p.node)
				}
				v.circle(nodes, need)
				return
			}
		}
	}
}

func (v *planCheck) circle(path []int, back int) {
	names := []string{}
	for _, node := range path {
		if len(names) > 0 || node == back {
			names = append(names, v.plan.SubGigs[node].Key)
		}
	}
	names = append(names, v.plan.SubGigs[back].Key)
	if len(names) > 12 {
		names = append(append(names[:10:10], "…"), names[len(names)-1])
	}
	v.faults.addf(fmt.Sprintf("sub_gigs[%d].needs", path[len(path)-1]), "is a circle: %s; take one of these needs away", strings.Join(names, " needs "))
}

func (v *planCheck) unique(at, key string, seen map[string]bool) {
	switch {
	case !v.keys.MatchString(key):
		v.faults.addf(at, "%q is no key; use 1 to 63 small letters, digits and -, beginning with a letter or digit", clip(key, 64))
	case seen[key]:
		v.faults.addf(at, "%q is there twice; keys are unique", key)
	}
	seen[key] = true
}

func (v *planCheck) text(at, s string, limit int, needed bool) {
	switch {
	case needed && strings.TrimSpace(s) == "":
		v.faults.addf(at, "is missing")
	case len([]rune(s)) > limit:
		v.faults.addf(at, "has %d characters; at most %d", len([]rune(s)), limit)
	case strings.ContainsRune(s, 0):
		v.faults.addf(at, "has a NUL character in it")
	}
}

func (v *planCheck) exits(at string, x Exits) {
	if _, err := x.KillFee.BasisPoints(); err != nil {
		v.faults.addf(at+"kill_fee", "%s", err)
	}
	switch x.SilentReview {
	case "", SilenceApproves, SilenceEscalates:
	default:
		v.faults.addf(at+"silent_review", "is %q; write %s or %s", clip(string(x.SilentReview), 20), SilenceApproves, SilenceEscalates)
	}
}

// oneLine holds what becomes a cell of a roster as a file.
func (v *planCheck) oneLine(at, s string) {
	if hasControl(s) {
		v.faults.addf(at, "has a control character in it; write it on one line")
	}
}

func (v *planCheck) clocks(at string, c Clocks) {
	names := []string{"offer", "work", "review", "grace", "answer", "idle", "dispute", "preview"}
	for i, d := range []Duration{c.Offer, c.Work, c.Review, c.Grace, c.Answer, c.Idle, c.Dispute, c.Preview} {
		if d < 0 || d > MaxDuration {
			v.faults.addf(at+"."+names[i], "%s is outside 0 to two years", d.Std())
		}
	}
}
