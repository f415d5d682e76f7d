package project

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestAClockStartsWhenEverythingIsThere: a sub-gig is offered when its last upstream and its last requirement are there, in
// whichever order they come, and the time until then belongs to whom was waited for.
func TestAClockStartsWhenEverythingIsThere(t *testing.T) {
	now := day()
	waiting := fresh("per_a")
	waiting.Needs, waiting.Requires = []SubGigID{"sub_0"}, []string{"lyrics", "key"}
	steps := map[string]Command{
		"upstream": {Kind: Unblock, Upstream: "sub_0"},
		"lyrics":   {Kind: Fulfil, Requirement: "lyrics", Actor: "per_buyer"},
		"key":      {Kind: Fulfil, Requirement: "key", Actor: "per_buyer"},
	}
	for order, buyer := range map[string]time.Duration{"upstream lyrics key": 2, "lyrics upstream key": 1, "lyrics key upstream": 0} {
		s, e := must(t, waiting, Command{Kind: Start}, now)
		if !slices.Equal(kinds(e), []LogKind{LogSubGigWaiting, LogRequirementAsked}) || e.Log[1].Detail != "lyrics key" || s.Clock.Party != PartyUpstream {
			t.Fatalf("at the launch: %+v, %s", e.Log, s.Clock.Party)
		}
		for i, step := range strings.Fields(order) {
			if s.State != Waiting {
				t.Fatalf("%s: started before %s", order, step)
			}
			s, _ = must(t, s, steps[step], now.Add(time.Duration(i+1)*time.Hour))
		}
		if s.State != Offered || !s.startable() || s.Clock.Buyer != buyer*time.Hour || s.Clock.Upstream != (3-buyer)*time.Hour {
			t.Errorf("%s: %s, %+v", order, s.State, s.Clock)
		}
	}
}

func TestARequirementIsFulfilledOnce(t *testing.T) {
	now := day()
	s := fresh("per_a")
	s.Requires = []string{"lyrics", "key"}
	s, e := must(t, s, Command{Kind: Start}, now)
	if s.Clock.Party != PartyBuyer || !slices.Equal(kinds(e), []LogKind{LogRequirementAsked}) {
		t.Errorf("%s is waited for, %v", s.Clock.Party, kinds(e))
	}
	s, e = must(t, s, Command{Kind: Fulfil, Requirement: "key", Actor: "per_b"}, now)
	if s.State != Waiting || !slices.Equal(kinds(e), []LogKind{LogRequirementMet}) || e.Log[0].Detail != "key" || e.Log[0].Actor != "per_b" {
		t.Errorf("%s, %+v", s.State, e.Log)
	}
	for _, key := range []string{"key", "unknown", ""} {
		if again, e := must(t, s, Command{Kind: Fulfil, Requirement: key}, now); !e.None() || len(again.Requires) != 1 {
			t.Errorf("%q again: %+v", key, e)
		}
	}
	s, e = must(t, s, Command{Kind: Fulfil, Requirement: "lyrics"}, now)
	if s.State != Offered || !slices.Equal(kinds(e), []LogKind{LogRequirementMet, LogSubGigReady, LogOfferMade}) {
		t.Errorf("%s, %v", s.State, kinds(e))
	}
}

// TestAnAnswerIsARepeatEverywhereElse: an answer may reach a sub-gig that is long past waiting.
func TestAnAnswerIsARepeatEverywhereElse(t *testing.T) {
	for _, state := range SubGigStates() {
		if state == Waiting {
			continue
		}
		s := SubGig{ID: "sub_1", State: state, Terms: terms("per_a")}
		if next, e := must(t, s, Command{Kind: Fulfil, Requirement: "lyrics"}, day()); !e.None() || next.State != state {
			t.Errorf("%s: %+v", state, e)
		}
	}
}

func TestACancelledSubGigWaitsForNothing(t *testing.T) {
	s := fresh("per_a")
	s.Needs, s.Requires = []SubGigID{"sub_0"}, []string{"lyrics"}
	s, _ = must(t, s, Command{Kind: Start}, day())
	if s, _ = must(t, s, Command{Kind: Cancel}, day()); !s.startable() {
		t.Errorf("%+v", s)
	}
}

// TestWhatWasAnsweredBeforeTheLaunchIsNotWaitedFor and leaves the section it was read from as it is.
func TestWhatWasAnsweredBeforeTheLaunchIsNotWaitedFor(t *testing.T) {
	a, b := fresh("per_a"), fresh("per_a")
	a.Requires, b.Requires = []string{"lyrics", "key"}, []string{"key"}
	stored := Section{SubGigs: []SubGig{a, b}}
	opened := stored.Clone()
	opened.Fulfilled([]RequirementAnswer{{Requirement: "key"}, {Requirement: "unknown"}})
	if !slices.Equal(opened.SubGigs[0].Requires, []string{"lyrics"}) || !opened.SubGigs[1].startable() || len(stored.SubGigs[0].Requires) != 2 {
		t.Errorf("%+v of %+v", opened, stored)
	}
}

func withRequirements(change ...func(*Plan)) Plan {
	p := goodPlan()
	optional := false
	p.Requirements = []PlanRequirement{
		{Key: "lyrics", Title: "The lyrics", Kind: RequirementText, MinLength: 3, MaxLength: 10},
		{Key: "key", Title: "Which key", Kind: RequirementChoice, Choices: []string{"C major", "A minor"}, For: []string{"bass"}},
		{Key: "photo", Title: "A photo", Kind: RequirementFile, Types: []string{"image/*", "application/pdf"}, Required: &optional},
		{Key: "video", Title: "A video", Kind: RequirementLink},
	}
	for _, c := range change {
		c(&p)
	}
	return p
}

func TestTheDraftKnowsWhatEachSubGigWaitsFor(t *testing.T) {
	p := withRequirements()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	n, err := p.Draft(Draft{Buyer: "per_b", At: day(), Seed: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(n.SubGigs[0].Requires, n.SubGigs[1].Requires); got != "[lyrics video] [lyrics key video]" {
		t.Errorf("drums and bass wait for %s", got)
	}
	if !p.Requirements[2].IsFor("drums") || p.Requirements[1].IsFor("drums") || p.Requirements[2].Waited() {
		t.Error("who works from what is not as the plan says")
	}
}

func TestFaultsOfRequirementsAreNamedWithTheirPlace(t *testing.T) {
	for name, c := range map[string]struct {
		spoil      func(*Plan)
		path, says string
	}{
		"too many":         {func(p *Plan) { p.Requirements = make([]PlanRequirement, MaxRequirements+1) }, "requirements", "at most 50"},
		"twice":            {func(p *Plan) { p.Requirements[1].Key = "lyrics" }, "requirements[1].key", "twice"},
		"bad key":          {func(p *Plan) { p.Requirements[0].Key = "The Lyrics" }, "requirements[0].key", "no key"},
		"no title":         {func(p *Plan) { p.Requirements[0].Title = " " }, "requirements[0].title", "missing"},
		"kind":             {func(p *Plan) { p.Requirements[0].Kind = "essay" }, "requirements[0].kind", "text, choice, file or link"},
		"no choices":       {func(p *Plan) { p.Requirements[1].Choices = nil }, "requirements[1].choices", "has 0"},
		"choice twice":     {func(p *Plan) { p.Requirements[1].Choices[1] = "C major" }, "requirements[1].choices[1]", "twice"},
		"empty choice":     {func(p *Plan) { p.Requirements[1].Choices[0] = "" }, "requirements[1].choices[0]", "missing"},
		"choices for text": {func(p *Plan) { p.Requirements[0].Choices = []string{"a"} }, "requirements[0].choices", "kind choice"},
		"lengths":          {func(p *Plan) { p.Requirements[0].MinLength = 11 }, "requirements[0].min_length", "11 to 10"},
		"great length":     {func(p *Plan) { p.Requirements[0].MaxLength = MaxText + 1 }, "requirements[0].min_length", "0 to 10000"},
		"length of a link": {func(p *Plan) { p.Requirements[3].MaxLength = 5 }, "requirements[3].max_length", "kind text"},
		"no media type":    {func(p *Plan) { p.Requirements[2].Types[0] = "pictures" }, "requirements[2].types[0]", "no media type"},
		"types for text":   {func(p *Plan) { p.Requirements[0].Types = []string{"text/plain"} }, "requirements[0].types", "kind file"},
		"many types":       {func(p *Plan) { p.Requirements[2].Types = make([]string, MaxMediaTypes+1) }, "requirements[2].types", "at most 50"},
		"unknown sub-gig":  {func(p *Plan) { p.Requirements[1].For[0] = "horns" }, "requirements[1].for[0]", `"horns"`},
		"sub-gig twice":    {func(p *Plan) { p.Requirements[1].For = []string{"bass", "bass"} }, "requirements[1].for[1]", "twice"},
	} {
		t.Run(name, func(t *testing.T) {
			var e *Error
			if err := withRequirements(c.spoil).Validate(); !errors.As(err, &e) || e.Code != Invalid {
				t.Fatalf("want an invalid plan, got %v", err)
			}
			for _, f := range e.Fields {
				if f.Path == c.path && strings.Contains(f.Message, c.says) {
					return
				}
			}
			t.Fatalf("no fault at %s saying %q in %+v", c.path, c.says, e.Fields)
		})
	}
}

func TestAnswersAreValidated(t *testing.T) {
	p := withRequirements()
	is := func(types ...string) func(string) bool {
		return func(t string) bool { return slices.Contains(types, t) }
	}
	file := func(size int64) *DeliveryFile { return &DeliveryFile{Name: "me.png", Size: size, Type: "image/png"} }
	for name, c := range map[string]struct {
		of     int
		answer RequirementAnswer
		has    func(string) bool
		says   string // empty: it is taken
	}{
		"text":               {0, RequirementAnswer{Value: "La la"}, nil, ""},
		"text of the length": {0, RequirementAnswer{Value: "ÄÖÜäöüßßßß"}, nil, ""},
		"short text":         {0, RequirementAnswer{Value: " La \n"}, nil, "value: has 2 characters; at least 3"},
		"long text":          {0, RequirementAnswer{Value: "La la la la"}, nil, "value: has 11 characters; at most 10"},
		"no text":            {0, RequirementAnswer{Value: " \n"}, nil, "value: is missing"},
		"NUL":                {0, RequirementAnswer{Value: "a\x00bc"}, nil, "value: has characters"},
		"file for a text":    {0, RequirementAnswer{File: file(1)}, nil, "upload_id: is not wanted here: the answer is a text"},
		"choice":             {1, RequirementAnswer{Value: "A minor"}, nil, ""},
		"no choice":          {1, RequirementAnswer{Value: "a minor"}, nil, `value: "a minor" cannot be chosen; write one of "C major", "A minor"`},
		"file":               {2, RequirementAnswer{File: file(1)}, is("image/*"), ""},
		"no file":            {2, RequirementAnswer{}, nil, "upload_id: is missing"},
		"words for a file":   {2, RequirementAnswer{File: file(1), Value: "x"}, nil, "value: is not wanted here"},
		"empty file":         {2, RequirementAnswer{File: file(0)}, is("image/*"), `upload_id: "me.png" is empty`},
		"another type":       {2, RequirementAnswer{File: file(1)}, is("audio/*"), "the content of \"me.png\" is image/png; wanted is image/* or application/pdf"},
		"link":               {3, RequirementAnswer{Value: "https://example.org/v?x=1"}, nil, ""},
		"http":               {3, RequirementAnswer{Value: "http://example.org/"}, nil, "is no https address"},
		"javascript":         {3, RequirementAnswer{Value: "javascript:alert(1)"}, nil, "is no https address"},
		"no host":            {3, RequirementAnswer{Value: "https:///x"}, nil, "is no https address"},
		"a secret":           {3, RequirementAnswer{Value: "https://bea:hunter2@example.org/"}, nil, "take it out"},
		"two lines":          {3, RequirementAnswer{Value: "https://example.org/ x"}, nil, "is no https address"},
		"long link":          {3, RequirementAnswer{Value: "https://example.org/" + strings.Repeat("x", MaxLink)}, nil, "at most 2000"},
	} {
		err := p.Requirements[c.of].Check(c.answer, c.has)
		if c.says == "" && err != nil || c.says != "" && (CodeOf(err) != Invalid || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSameAnswers(t *testing.T) {
	a := RequirementAnswer{Value: "x", Actor: "per_a", At: day()}
	file := RequirementAnswer{File: &DeliveryFile{Name: "a", SHA256: "aa"}}
	other := RequirementAnswer{File: &DeliveryFile{Name: "a", SHA256: "bb"}}
	twin := RequirementAnswer{File: &DeliveryFile{Name: "a", SHA256: "aa"}}
	if !a.Same(RequirementAnswer{Value: "x"}) || a.Same(RequirementAnswer{Value: "y"}) || !file.Same(twin) || file.Same(other) || file.Same(RequirementAnswer{}) {
		t.Error("answers are compared by what they say")
	}
}
