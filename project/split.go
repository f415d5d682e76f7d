package project

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// SplitBy says at what a source is cut.
type SplitBy string

// The ways to cut. Not every format knows every way.
const (
	ByPages     SplitBy = "pages"
	ByBookmarks SplitBy = "bookmarks"
	ByHeadings  SplitBy = "headings"
	ByChapters  SplitBy = "chapters"
	ByRows      SplitBy = "rows"
	ByCues      SplitBy = "cues"
	ByUnits     SplitBy = "units"
	ByTime      SplitBy = "time"
	ByScenes    SplitBy = "scenes"
	ByEntries   SplitBy = "entries"
)

// Split is how a source was cut into pieces, and how they become one again. Its cuts follow one another without a gap and
// without an overlap from 0 to Total.
type Split struct {
	Source DeliveryFile `json:"source"`
	Format string       `json:"format" doc:"what the source is, as markdown"`
	By     SplitBy      `json:"by" doc:"at what it was cut"`
	Unit   string       `json:"unit" doc:"what the cuts count: pages, bytes, rows, cues, units, ms, entries"`
	Total  int64        `json:"total" doc:"how many units the source has"`
	Wanted int          `json:"wanted,omitempty" doc:"how many pieces were asked for, when the source cannot be cut into as many"`
	Cuts   []Cut        `json:"cuts"`
	Recipe Recipe       `json:"recipe" doc:"puts the pieces together again"`
	Spec   Spec         `json:"delivery" doc:"what every piece must be when it comes back"`
}

// Cut is one piece of a source. It is proposed as a sub-gig.
type Cut struct {
	Key       string       `json:"key" doc:"short name, unique among the cuts"`
	Title     string       `json:"title" doc:"what the piece is called, for people"`
	From      int64        `json:"from" doc:"first unit, from 0"`
	To        int64        `json:"to" doc:"unit after the last"`
	File      DeliveryFile `json:"file" doc:"the piece itself"`
	Inventory []string     `json:"inventory,omitempty" doc:"what is in the piece and must come back, by name"`
	Place     Place        `json:"place,omitempty" doc:"where it stands in the result"`
}

// Path is what the piece is called beside all others: two files of an archive may have one name in two folders.
func (c Cut) Path() string { return path.Join(c.Place.Path, c.File.Name) }

// Check holds a split to its law: nothing of the source is left out, nothing is there twice.
func (s Split) Check() error {
	at := int64(0)
	keys := map[string]bool{}
	for i, c := range s.Cuts {
		if c.From != at || c.To <= c.From {
			return Errorf(Internal, "cut %d of %q goes from %d to %d %s, and the one before ended at %d", i+1, s.Source.Name, c.From, c.To, s.Unit, at)
		}
		if keys[c.Key] || !keyForm().MatchString(c.Key) {
			return Errorf(Internal, "cut %d of %q has the key %q, which is there twice or is no key", i+1, s.Source.Name, c.Key)
		}
		keys[c.Key], at = true, c.To
	}
	if at != s.Total {
		return Errorf(Internal, "the cuts of %q end at %d of %d %s", s.Source.Name, at, s.Total, s.Unit)
	}
	return nil
}

// SplitTerms are what every sub-gig of a proposed plan has in common.
type SplitTerms struct {
	Title    string   `json:"title,omitempty" doc:"title of the project; the name of the source when left out"`
	Role     string   `json:"role,omitempty" doc:"skill that is asked for, as translator"`
	Price    Decimal  `json:"price,omitempty" doc:"price of each sub-gig, as 120.00"`
	Currency string   `json:"currency,omitempty" doc:"ISO 4217; EUR when left out"`
	Brief    []string `json:"brief,omitempty" doc:"what is asked for of every piece, an item each"`
}

// Check refuses a price that no plan may have: a proposal is written to be launched.
func (t SplitTerms) Check() error {
	if t.Price == "" {
		return nil
	}
	if _, err := t.Price.Minor(cmp.Or(t.Currency, splitCurrency)); err != nil {
		return Because(err, Invalid, "the price of the sub-gigs: %v", err)
	}
	return nil
}

// splitCurrency is that of a proposed plan when none is said.
const splitCurrency = "EUR"

// Plan proposes a plan: a sub-gig for each cut, with its piece as a reference. It is meant to be edited before it is launched.
// Pieces are named as files within the folder; the source too, when the recipe needs it.
func (s Split) Plan(t SplitTerms, folder string) Plan {
	spec := s.Spec
	plan := Plan{Title: t.Title, Currency: t.Currency, Delivery: &spec, Recipe: s.Recipe}
	if plan.Title == "" {
		plan.Title = s.Source.Name
	}
	if plan.Currency == "" {
		plan.Currency = splitCurrency
	}
	if s.Recipe.Source != "" {
		plan.References = append(plan.References, PlanReference{Key: s.Recipe.Source, Title: s.Source.Name, File: folder + s.Source.Name})
	}
	for _, c := range s.Cuts {
		reference := "piece-" + c.Key
		if len(reference) > 63 {
			reference = strings.TrimRight(reference[:63], "-")
		}
		for n := 2; slices.ContainsFunc(plan.References, func(r PlanReference) bool { return r.Key == reference }); n++ {
			reference = fmt.Sprintf("piece-%d", n)
		}
		plan.References = append(plan.References, PlanReference{Key: reference, Title: c.Title, File: folder + c.Path()})
		plan.SubGigs = append(plan.SubGigs, s.subGig(c, t, reference))
	}
	return plan
}

// stretch says in words which part of the source a cut is. Bytes say nothing to people, and time is better told in seconds.
func (s Split) stretch(c Cut) string {
	switch s.Unit {
	case "bytes", "blocks":
		return fmt.Sprintf("%q", c.Title)
	case "ms":
		return fmt.Sprintf("%.1f to %.1f seconds", float64(c.From)/1000, float64(c.To)/1000)
	}
	return fmt.Sprintf("%s %d to %d", s.Unit, c.From+1, c.To)
}

func (s Split) subGig(c Cut, t SplitTerms, reference string) PlanSubGig {
	sub := PlanSubGig{Key: c.Key, Title: c.Title, Role: t.Role, Price: t.Price, Brief: t.Brief, References: []string{reference}, Place: c.Place}
	if sub.Role == "" {
		sub.Role = "contributor"
	}
	if sub.Price == "" {
		sub.Price = "0"
	}
	if len(sub.Brief) == 0 {
		sub.Brief = []string{fmt.Sprintf("Work on %s, %s of %s.", c.File.Name, s.stretch(c), s.Source.Name)}
	}
	sub.Delivery = s.asked(c)
	return sub
}

// shorterBy is by how many seconds what comes back may be shorter than what was cut: a frame of any codec, and a picture.
const shorterBy = 0.1

// asked is what must come back for a cut: what was in it by name, and of pages, of rows without names and of seconds as many as were
// handed out; nil when that is no more than for any cut.
func (s Split) asked(c Cut) *Spec {
	spec := s.Spec
	spec.Inventory = c.Inventory
	spec.MayBeEmpty = spec.Kind == KindFile && s.Unit == "entries" && c.File.Size == 0
	switch {
	case s.Unit == "pages" && s.Spec.Kind == KindPDF:
		pages := orNew(spec.PDF)
		pages.MinPages = int(c.To - c.From)
		spec.PDF = &pages
	case s.Unit == "rows" && s.Spec.Kind == KindTable && len(c.Inventory) == 0:
		rows := orNew(spec.Table)
		rows.MinRows = int(c.To - c.From)
		spec.Table = &rows
	case s.Unit == "ms":
		spec.MinSeconds = max(0, float64(c.To-c.From)/1000-shorterBy)
	case len(c.Inventory) == 0:
		return nil
	}
	return &spec
}

// orNew copies what is asked for, so that one cut can ask for more than the others.
func orNew[T any](asked *T) T {
	if asked == nil {
		return *new(T)
	}
	return *asked
}
