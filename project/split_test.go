package project

import (
	"strings"
	"testing"
)

func threePages() Split {
	cut := func(key string, from, to int64) Cut {
		return Cut{Key: key, Title: "Part " + key, From: from, To: to, File: DeliveryFile{Name: key + ".pdf"}}
	}
	return Split{
		Source: DeliveryFile{Name: "walk.pdf"}, Format: "pdf", By: ByPages, Unit: "pages", Total: 9,
		Cuts: []Cut{cut("a", 0, 3), cut("b", 3, 4), cut("c", 4, 9)}, Recipe: Recipe{Kind: RecipeBook}, Spec: Spec{Kind: KindPDF},
	}
}

func TestASplitHasNoGapAndNoOverlap(t *testing.T) {
	if err := threePages().Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Split){
		"gap":         func(s *Split) { s.Cuts[1].From = 4 },
		"overlap":     func(s *Split) { s.Cuts[2].From = 3 },
		"late start":  func(s *Split) { s.Cuts[0].From = 1 },
		"early end":   func(s *Split) { s.Total = 10 },
		"back to old": func(s *Split) { s.Cuts[1].To = 2 },
		"empty":       func(s *Split) { s.Cuts[1].To, s.Cuts[2].From = 3, 3 },
		"same key":    func(s *Split) { s.Cuts[1].Key = "a" },
		"no key":      func(s *Split) { s.Cuts[1].Key = "Ä b" },
	} {
		s := threePages()
		spoil(&s)
		if s.Check() == nil {
			t.Errorf("%s was not found", name)
		}
	}
}

func TestAProposedPlanIsAPlan(t *testing.T) {
	s := threePages()
	s.Cuts[1].Inventory = []string{"Harbour", "Bridge"}
	for _, terms := range []SplitTerms{{}, {Title: "A walk", Role: "translator", Price: "12.50", Currency: "GBP", Brief: []string{"Translate."}}} {
		plan := s.Plan(terms, "walk/")
		if err := plan.Validate(); err != nil {
			t.Fatalf("terms %+v: %v", terms, err)
		}
		if len(plan.SubGigs) != 3 || len(plan.References) != 3 || plan.References[2].File != "walk/c.pdf" || plan.SubGigs[2].References[0] != plan.References[2].Key {
			t.Errorf("sub-gigs and pieces do not belong together: %+v", plan)
		}
		if got := plan.SpecOf(plan.SubGigs[1]).Inventory; len(got) != 2 {
			t.Errorf("the inventory of a cut does not come back: %v", got)
		}
	}
	if brief := s.Plan(SplitTerms{}, "").SubGigs[1].Brief[0]; !strings.Contains(brief, "pages 4 to 4 of walk.pdf") {
		t.Errorf("brief %q", brief)
	}
}

// TestAnEmptyFileMayComeBackEmpty: only the one that was handed out so.
func TestAnEmptyFileMayComeBackEmpty(t *testing.T) {
	s := threePages()
	s.Unit, s.By, s.Spec, s.Recipe = "entries", ByEntries, Spec{Kind: KindFile}, Recipe{Kind: RecipeBundle}
	for i := range s.Cuts {
		s.Cuts[i].Inventory, s.Cuts[i].File.Size = []string{s.Cuts[i].File.Name}, int64(i)
	}
	plan := s.Plan(SplitTerms{}, "")
	for i, sub := range plan.SubGigs {
		if got := plan.SpecOf(sub).MayBeEmpty; got != (i == 0) {
			t.Errorf("piece %d of %d bytes may be empty: %v", i+1, i, got)
		}
	}
	if err := plan.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAProposedPlanTellsLongKeysApart(t *testing.T) {
	s := threePages()
	for i := range s.Cuts {
		s.Cuts[i].Key = strings.Repeat("k", 60) + "-" + string(rune('a'+i))
	}
	s.Recipe = Recipe{Kind: RecipeTranslation, Source: "source"}
	s.Spec = Spec{Kind: KindTranslation}
	plan := s.Plan(SplitTerms{}, "")
	if err := plan.Validate(); err != nil {
		t.Fatal(err)
	}
	if plan.References[0].Key != "source" || plan.References[0].File != "walk.pdf" {
		t.Errorf("the source is not handed out: %+v", plan.References[0])
	}
}
