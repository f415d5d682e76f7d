package project

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of requirements.
const (
	MaxRequirements = 50   // in a plan
	MaxChoices      = 100  // of one requirement
	MaxMediaTypes   = 50   // of one requirement
	MaxLink         = 2000 // bytes of an address
)

// RequirementKind says what an answer is made of.
type RequirementKind string

// The kinds of requirement.
const (
	RequirementText   RequirementKind = "text"
	RequirementChoice RequirementKind = "choice"
	RequirementFile   RequirementKind = "file"
	RequirementLink   RequirementKind = "link"
)

// RequirementKinds lists every kind.
func RequirementKinds() []RequirementKind {
	return []RequirementKind{RequirementText, RequirementChoice, RequirementFile, RequirementLink}
}

// PlanRequirement is what the buyer must supply before a sub-gig can start.
type PlanRequirement struct {
	Key       string          `json:"key" doc:"short name, unique among the requirements, as lyrics"`
	Title     string          `json:"title" doc:"what is asked for, for people"`
	Kind      RequirementKind `json:"kind" doc:"text, choice, file or link (an https address)"`
	Choices   []string        `json:"choices,omitempty" doc:"what can be chosen, for kind choice"`
	MinLength int             `json:"min_length,omitempty" doc:"least number of characters, for kind text; 1 when left out"`
	MaxLength int             `json:"max_length,omitempty" doc:"greatest number of characters, for kind text; 10000 when left out"`
	Types     []string        `json:"types,omitempty" doc:"media types that are taken, as application/pdf or audio/*, for kind file; any when left out"`
	Required  *bool           `json:"required,omitempty" doc:"whether sub-gigs wait for it; true when left out"`
	For       []string        `json:"for,omitempty" doc:"keys of the sub-gigs that work from it; all of them when left out"`
}

// Waited reports whether sub-gigs wait for the answer.
func (r PlanRequirement) Waited() bool { return r.Required == nil || *r.Required }

// IsFor reports whether the sub-gig with the key works from the answer.
func (r PlanRequirement) IsFor(key string) bool {
	return len(r.For) == 0 || slices.Contains(r.For, key)
}

// requires gives, by sub-gig, the keys of the requirements that it waits for, in the order of the plan.
func (p Plan) requires() map[string][]string {
	waits := map[string][]string{}
	for _, r := range p.Requirements {
		if !r.Waited() {
			continue
		}
		if len(r.For) > 0 {
			for _, key := range r.For {
				waits[key] = append(waits[key], r.Key)
			}
			continue
		}
		for _, s := range p.SubGigs {
			waits[s.Key] = append(waits[s.Key], r.Key)
		}
	}
	return waits
}

// RequirementAnswer is what the buyer has supplied: words for kinds text, choice and link, else a stored file.
type RequirementAnswer struct {
	Project     ProjectID
	Requirement string // its key in the plan
	Value       string
	File        *DeliveryFile
	Actor       PersonID
	At          time.Time
}

// Same reports whether both answers say the same, whoever gave them and when.
func (a RequirementAnswer) Same(b RequirementAnswer) bool {
	if a.File == nil || b.File == nil {
		return a.Value == b.Value && a.File == b.File
	}
	return a.Value == b.Value && *a.File == *b.File
}

// MayAnswer refuses an answer to a requirement of a project that is over its running.
func MayAnswer(s ProjectState, key string) error {
	if s == ProjectDraft || s == ProjectRunning {
		return nil
	}
	return Errorf(Conflict, "the requirement %q cannot be answered any more: the project is %s", key, s)
}

// AnswerStands is the refusal to change an answer from which somebody works.
func AnswerStands(key, subGig string) error {
	return Errorf(Conflict, "the answer to %q stands: the sub-gig %q has started from it; propose a change order to change what is asked for", key, subGig)
}

// Check names, as Invalid with the field, what is wrong with an answer. has says whether the content of its file is of a
// media type (application/pdf) or a family of them (audio/*); it is asked for kind file only.
func (r PlanRequirement) Check(a RequirementAnswer, has func(mediaType string) bool) error {
	var f faults
	switch {
	case r.Kind == RequirementFile:
		r.checkFile(a, has, &f)
	case a.File != nil:
		f.addf("upload_id", "is not wanted here: the answer is a %s; send it as value", r.Kind)
	default:
		r.checkValue(a.Value, &f)
	}
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: fmt.Sprintf("the answer to %q cannot be taken as it is", r.Key), Fields: f.list}
}

func (r PlanRequirement) checkFile(a RequirementAnswer, has func(string) bool, f *faults) {
	switch {
	case a.File == nil:
		f.addf("upload_id", "is missing; send the file up and name the upload")
	case a.Value != "":
		f.addf("value", "is not wanted here: the answer is a file; name its upload_id")
	case a.File.Size == 0:
		f.addf("upload_id", "%q is empty; send a file with something in it", a.File.Name)
	case len(r.Types) > 0 && !slices.ContainsFunc(r.Types, has):
		f.addf("upload_id", "the content of %q is %s; wanted is %s", a.File.Name, a.File.Type, strings.Join(r.Types, " or "))
	}
}

func (r PlanRequirement) checkValue(value string, f *faults) {
	switch {
	case strings.TrimSpace(value) == "":
		f.addf("value", "is missing")
	case strings.ContainsRune(value, 0) || !utf8.ValidString(value):
		f.addf("value", "has characters that cannot be stored; take NUL and broken UTF-8 out")
	case r.Kind == RequirementText:
		r.checkText(value, f)
	case r.Kind == RequirementChoice && !slices.Contains(r.Choices, value):
		f.addf("value", "%q cannot be chosen; write one of %s", clip(value, 60), quoted(r.Choices))
	case r.Kind == RequirementLink:
		checkLink("value", value, "https://example.org/lyrics", f)
	}
}

// checkText counts characters without the blanks around them, which say nothing.
func (r PlanRequirement) checkText(value string, f *faults) {
	most := r.MaxLength
	if most == 0 {
		most = MaxText
	}
	switch n := utf8.RuneCountInString(strings.TrimSpace(value)); {
	case n < r.MinLength:
		f.addf("value", "has %d characters; at least %d", n, r.MinLength)
	case utf8.RuneCountInString(value) > most:
		f.addf("value", "has %d characters; at most %d", utf8.RuneCountInString(value), most)
	}
}

// checkLink names what is wrong with an address that others will open.
func checkLink(path, value, example string, f *faults) {
	u, err := url.Parse(value)
	switch {
	case len(value) > MaxLink:
		f.addf(path, "has %d bytes; an address has at most %d", len(value), MaxLink)
	case err != nil || u.Scheme != "https" || u.Hostname() == "" || strings.ContainsAny(value, " \t\r\n"):
		f.addf(path, "%q is no https address; write for example %s", clip(value, 60), example)
	case u.User != nil:
		f.addf(path, "has a name or password in it; take it out, others will read it")
	}
}

func quoted(list []string) string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, fmt.Sprintf("%q", s))
	}
	return strings.Join(out, ", ")
}

// Fulfilled forgets requirements that were answered before the section could be told. Those that are answered later find
// it started.
func (s *Section) Fulfilled(answers []RequirementAnswer) {
	answered := make(map[string]bool, len(answers))
	for _, a := range answers {
		answered[a.Requirement] = true
	}
	for i, g := range s.SubGigs {
		s.SubGigs[i].Requires = slices.DeleteFunc(slices.Clone(g.Requires), func(key string) bool { return answered[key] })
	}
}

// startable reports whether nothing is waited for any more: no upstream and no requirement.
func (s SubGig) startable() bool { return len(s.Needs) == 0 && len(s.Requires) == 0 }

// waitsFor says who keeps a waiting sub-gig waiting: an upstream, or the buyer when only requirements are missing.
func (s SubGig) waitsFor() Party {
	if len(s.Needs) == 0 && len(s.Requires) > 0 {
		return PartyBuyer
	}
	return PartyUpstream
}

// fulfil takes an answered requirement off those that the sub-gig waits for.
func fulfil(s *SubGig, c Command, now time.Time, e *Effects) error {
	at := slices.Index(s.Requires, c.Requirement)
	if at < 0 {
		return nil
	}
	s.Requires = slices.Delete(slices.Clone(s.Requires), at, at+1)
	e.log(LogRequirementMet, c).Detail = c.Requirement
	if !s.startable() {
		return nil
	}
	return start(s, Command{Kind: Start}, now, e)
}

// logWaiting logs, at the launch, all that the sub-gig waits for.
func (s *SubGig) logWaiting(c Command, e *Effects) {
	if len(s.Needs) > 0 {
		e.log(LogSubGigWaiting, c).Detail = fmt.Sprint(len(s.Needs))
	}
	s.askForRequirements(c, e)
}

// askForRequirements logs what the buyer is waited for, when it is anything.
func (s *SubGig) askForRequirements(c Command, e *Effects) {
	if len(s.Requires) == 0 {
		return
	}
	e.log(LogRequirementAsked, c).Detail = strings.Join(s.Requires, " ")
}

// waitForBuyer lets the buyer's clock run while nothing else is waited for.
func (s *SubGig) waitForBuyer(now time.Time) {
	switch {
	case len(s.Needs) > 0 || len(s.Requires) == 0:
		s.Timer = Countdown{}
	case s.Timer.Due.IsZero():
		s.Timer = countdown(now, s.Terms.idleFor(), s.Terms.graceFor())
	}
}

// requirements checks those of the plan, when its sub-gigs are known.
func (v *planCheck) requirements() {
	if n := len(v.plan.Requirements); n > MaxRequirements {
		v.faults.addf("requirements", "has %d requirements; a plan has at most %d", n, MaxRequirements)
		return
	}
	seen := map[string]bool{}
	for i, r := range v.plan.Requirements {
		at := fmt.Sprintf("requirements[%d]", i)
		v.unique(at+".key", r.Key, seen)
		v.text(at+".title", r.Title, MaxTitle, true)
		if !slices.Contains(RequirementKinds(), r.Kind) {
			v.faults.addf(at+".kind", "is %q; write text, choice, file or link", clip(string(r.Kind), 20))
			continue
		}
		v.choices(at, r)
		v.lengths(at, r)
		v.mediaTypes(at, r)
		v.workers(at, r)
	}
}

func (v *planCheck) choices(at string, r PlanRequirement) {
	switch n := len(r.Choices); {
	case r.Kind == RequirementChoice && (n == 0 || n > MaxChoices):
		v.faults.addf(at+".choices", "has %d choices; write 1 to %d", n, MaxChoices)
	case r.Kind != RequirementChoice && n > 0:
		v.faults.addf(at+".choices", "are for kind choice; this one is %s", r.Kind)
	}
	seen := map[string]bool{}
	for i, c := range r.Choices[:min(len(r.Choices), MaxChoices)] {
		place := fmt.Sprintf("%s.choices[%d]", at, i)
		v.text(place, c, MaxTitle, true)
		if seen[c] {
			v.faults.addf(place, "%q is there twice", clip(c, 60))
		}
		seen[c] = true
	}
}

func (v *planCheck) lengths(at string, r PlanRequirement) {
	most := r.MaxLength
	if most == 0 {
		most = MaxText
	}
	switch {
	case r.Kind != RequirementText && (r.MinLength != 0 || r.MaxLength != 0):
		v.faults.addf(at+".max_length", "a length is for kind text; this one is %s", r.Kind)
	case r.MinLength < 0 || r.MaxLength < 0 || most > MaxText || r.MinLength > most:
		v.faults.addf(at+".min_length", "%d to %d characters is no range within 0 to %d", r.MinLength, most, MaxText)
	}
}

func (v *planCheck) mediaTypes(at string, r PlanRequirement) {
	if r.Kind != RequirementFile && len(r.Types) > 0 {
		v.faults.addf(at+".types", "are for kind file; this one is %s", r.Kind)
	}
	if len(r.Types) > MaxMediaTypes {
		v.faults.addf(at+".types", "has %d media types; at most %d", len(r.Types), MaxMediaTypes)
		return
	}
	form := regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]{0,60}/([a-z0-9][a-z0-9.+-]{0,80}|\*)$`)
	for i, t := range r.Types {
		if !form.MatchString(t) {
			v.faults.addf(fmt.Sprintf("%s.types[%d]", at, i), "%q is no media type; write for example application/pdf or audio/*", clip(t, 60))
		}
	}
}

func (v *planCheck) workers(at string, r PlanRequirement) {
	seen := map[string]bool{}
	for i, key := range r.For {
		place := fmt.Sprintf("%s.for[%d]", at, i)
		if _, ok := v.index[key]; !ok {
			v.faults.addf(place, "there is no sub-gig %q in this plan", clip(key, 64))
		} else if seen[key] {
			v.faults.addf(place, "%q is named twice", key)
		}
		seen[key] = true
	}
}
