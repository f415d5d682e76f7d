package project

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func goodPlan() Plan {
	return Plan{
		Title: "A song", Currency: "EUR",
		People:     []PlanPerson{{Handle: "ama", Name: "Ama Mensah", Country: "GH"}},
		References: []PlanReference{{Key: "guide", Guide: true}},
		SubGigs: []PlanSubGig{
			{Key: "drums", Title: "Drums", Role: "drummer", Price: "120.00", Cast: []string{"ama"}},
			{Key: "bass", Title: "Bass", Role: "bassist", Price: "90", Cast: []string{"ama"}, Needs: []string{"drums"}},
		},
		Recipe: Recipe{Kind: RecipeAudioMix},
	}
}

func TestAGoodPlanIsValid(t *testing.T) {
	if err := goodPlan().Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestFaultsOfAPlanAreNamedWithTheirPlace(t *testing.T) {
	revisions := 99
	for name, c := range map[string]struct {
		spoil func(*Plan)
		path  string
		says  string
	}{
		"no sub-gigs":        {func(p *Plan) { p.SubGigs = nil }, "sub_gigs", "1 to 20000"},
		"50,000 sub-gigs":    {func(p *Plan) { p.SubGigs = make([]PlanSubGig, 50_000) }, "sub_gigs", "has 50000"},
		"circle":             {func(p *Plan) { p.SubGigs[0].Needs = []string{"bass"} }, "sub_gigs[1].needs", "drums needs bass needs drums"},
		"needs itself":       {func(p *Plan) { p.SubGigs[0].Needs = []string{"drums"} }, "sub_gigs[0].needs[0]", "itself"},
		"unknown dependency": {func(p *Plan) { p.SubGigs[1].Needs = []string{"horns"} }, "sub_gigs[1].needs[0]", `"horns"`},
		"duplicate key":      {func(p *Plan) { p.SubGigs[1].Key = "drums" }, "sub_gigs[1].key", "twice"},
		"bad key":            {func(p *Plan) { p.SubGigs[0].Key = "../etc" }, "sub_gigs[0].key", "no key"},
		"unknown currency":   {func(p *Plan) { p.Currency = "XXX" }, "currency", `"XXX"`},
		"negative price":     {func(p *Plan) { p.SubGigs[0].Price = "-5" }, "sub_gigs[0].price", "negative"},
		"too exact a price":  {func(p *Plan) { p.SubGigs[0].Price = "1.005" }, "sub_gigs[0].price", "2 decimal places"},
		"huge price":         {func(p *Plan) { p.SubGigs[0].Price = "99999999999999999999" }, "sub_gigs[0].price", "more than"},
		"small budget":       {func(p *Plan) { p.Budget = "100" }, "budget", "210.00 EUR"},
		"bad date":           {func(p *Plan) { p.Due = "soon" }, "due", "2026-12-24"},
		"bad recipe":         {func(p *Plan) { p.Recipe.Kind = "soup" }, "recipe.kind", "one of [audio-mix"},
		"as it is, a book":   {func(p *Plan) { p.Recipe = Recipe{Kind: RecipeBundle, AsIs: true} }, "recipe.as_is", "is about sound and texts"},
		"a book of mixed forms": {func(p *Plan) {
			p.Recipe = Recipe{Kind: RecipeBook, Outputs: []string{"docx"}}
			p.SubGigs[1].Delivery = &Spec{Kind: KindText, Formats: []string{"docx", "md"}}
		}, "sub_gigs[1].delivery.formats", "takes md, and a docx is made of docx"},
		"a text of pages": {func(p *Plan) {
			p.Recipe = Recipe{Kind: RecipeBook, Outputs: []string{"pdf", "epub"}}
			p.SubGigs[0].Delivery = &Spec{Kind: KindPDF}
		}, "sub_gigs[0].delivery.kind", "leave epub out"},
		"bad output": {func(p *Plan) { p.Recipe.Outputs = []string{"zip"} }, "recipe.outputs", "no output"},
		"two guides": {func(p *Plan) { p.References = append(p.References, PlanReference{Key: "g2", Guide: true}) },
			"references[1].guide", "second guide"},
		"shared by too many": {func(p *Plan) {
			for i := range MaxSharedFiles + 1 {
				p.References = append(p.References, PlanReference{Key: fmt.Sprintf("more-%d", i)})
			}
		}, "sub_gigs[0].references", "name those that it needs"},
		"unknown reference":  {func(p *Plan) { p.SubGigs[0].References = []string{"score"} }, "sub_gigs[0].references[0]", `"score"`},
		"too many revisions": {func(p *Plan) { p.SubGigs[0].Revisions = &revisions }, "sub_gigs[0].revisions", "0 to 20"},
		"file in a mix":      {func(p *Plan) { p.SubGigs[0].Delivery = &Spec{Kind: KindFile} }, "sub_gigs[0].delivery.kind", "made of [audio]"},
		"bad pan":            {func(p *Plan) { p.SubGigs[0].Place.Pan = 3 }, "sub_gigs[0].place.pan", "-1"},
		"path out of bundle": {func(p *Plan) { p.SubGigs[0].Place.Path = "../x" }, "sub_gigs[0].place.path", ".."},
		"cast twice":         {func(p *Plan) { p.SubGigs[0].Cast = []string{"ama", "ama"} }, "sub_gigs[0].cast[1]", "twice"},
		"country":            {func(p *Plan) { p.People[0].Country = "Ghana" }, "people[0].country", "ISO 3166"},
		"NUL":                {func(p *Plan) { p.Title = "a\x00b" }, "title", "NUL"},
	} {
		t.Run(name, func(t *testing.T) {
			plan := goodPlan()
			c.spoil(&plan)
			var e *Error
			if err := plan.Validate(); !errors.As(err, &e) || e.Code != Invalid {
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

func TestManyFaultsAreCountedAndNotAllListed(t *testing.T) {
	plan := goodPlan()
	for i := range 500 {
		plan.SubGigs = append(plan.SubGigs, PlanSubGig{Key: fmt.Sprintf("k%d", i), Title: "x", Role: "y", Price: "-1"})
	}
	var e *Error
	errors.As(plan.Validate(), &e)
	if len(e.Fields) != MaxFaultsListed || !strings.Contains(e.Message, "500 faults") {
		t.Fatalf("%d fields, %q", len(e.Fields), e.Message)
	}
}

func TestALongChainIsNoCircle(t *testing.T) {
	plan := goodPlan()
	plan.SubGigs = nil
	for i := range MaxSubGigs {
		s := PlanSubGig{Key: fmt.Sprintf("k%d", i), Title: "x", Role: "y", Price: "1"}
		if i > 0 {
			s.Needs = []string{fmt.Sprintf("k%d", i-1)}
		}
		plan.SubGigs = append(plan.SubGigs, s)
	}
	if err := plan.Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		amount   Decimal
		currency string
		minor    int64
		shown    string
	}{{"120", "EUR", 12_000, "120.00 EUR"}, {"0.5", "USD", 50, "0.50 USD"}, {"1200", "JPY", 1200, "1200 JPY"}, {"1.5", "KWD", 1500, "1.500 KWD"}} {
		minor, err := c.amount.Minor(c.currency)
		if err != nil || minor != c.minor || FormatMinor(minor, c.currency) != c.shown {
			t.Errorf("%s %s: %d %v %s", c.amount, c.currency, minor, err, FormatMinor(minor, c.currency))
		}
	}
}

func TestIDsSortByTimeAndRepeat(t *testing.T) {
	a, b := NewID(PrefixProject, day(), "x"), NewID(PrefixProject, day().AddDate(0, 0, 1), "a")
	if a >= b || a != NewID(PrefixProject, day(), "x") || a == NewID(PrefixProject, day(), "y") {
		t.Fatal(a, b)
	}
	if err := CheckID(PrefixProject, a); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "prj_", "sub" + a[3:], a + "0", strings.ToUpper(a)} {
		if CodeOf(CheckID(PrefixProject, bad)) != NotFound {
			t.Errorf("%q passed", bad)
		}
	}
}
