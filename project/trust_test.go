package project

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func rulesV1(t interface{ Fatal(...any) }) TrustRules {
	rules, ok := TrustRulesOf(1)
	if !ok {
		t.Fatal("there are no rules of version 1")
	}
	return rules
}

// drawEvents makes a history of a few people, with times that meet now and then.
func drawEvents(t *rapid.T, people ...PersonID) []TrustEvent {
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var events []TrustEvent
	for i := range rapid.IntRange(0, 60).Draw(t, "events") {
		events = append(events, drawEvent(t, rapid.SampledFrom(people).Draw(t, "person"), begin, int64(i)))
	}
	return events
}

func drawEvent(t *rapid.T, person PersonID, begin time.Time, seq int64) TrustEvent {
	rule := rapid.SampledFrom(slices.Concat(rulesV1(t).Effects, slices.Repeat([]TrustEffect{{Kind: TrustOnTime}, {Kind: TrustRated, Stars: 5}}, 12))).Draw(t, "rule")
	return TrustEvent{Person: person, Kind: rule.Kind, Stars: rule.Stars, Project: "prj_1", SubGig: "sub_1", Seq: seq,
		At: begin.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "days")) * 24 * time.Hour)}
}

func rank(l Level) int {
	return slices.Index([]Level{LevelNew, LevelProven, LevelTrusted, LevelPrincipal}, l)
}

// TestAGoodEventNeverHarms: with one on-time delivery of five stars more, wherever in the history, nothing is lower, at no
// time.
func TestAGoodEventNeverHarms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, rules := drawEvents(t, "per_a"), rulesV1(t)
		good := drawEvent(t, "per_a", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1000)
		good.Kind, good.Stars = TrustOnTime, 0
		stars := good
		stars.Kind, stars.Stars, stars.Seq = TrustRated, 5, 1001
		more := append(slices.Clone(events), good, stars)
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 230).Draw(t, "at"))
		without, with := TrustOf(rules, "per_a", events, at), TrustOf(rules, "per_a", more, at)
		rate, _ := without.OnTimeRate()
		better, known := with.OnTimeRate()
		if with.Score < without.Score || rank(with.Level) < rank(without.Level) || known && better < rate {
			t.Errorf("at %s:\nwithout %+v\nwith    %+v", at, without, with)
		}
	})
}

// TestAnAppealTakesBackWhatTheEventDid: with every demerit appealed against and upheld, nothing but the demerits' absence is left,
// except where the score stood at one of its ends.
func TestAnAppealTakesBackWhatTheEventDid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, begin := rulesV1(t), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		var good, all []TrustEvent
		for i := range rapid.IntRange(0, 20).Draw(t, "good") {
			e := TrustEvent{Person: "per_a", Kind: TrustOnTime, Project: "prj_1", Seq: int64(i + 1), At: begin.AddDate(0, 0, i)}
			good, all = append(good, e), append(all, e)
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "bad") {
			kind := rapid.SampledFrom([]TrustKind{TrustLate, TrustReleased, TrustReplaced, TrustLost}).Draw(t, "kind")
			at := rapid.IntRange(0, 30).Draw(t, "day")
			bad := TrustEvent{Person: "per_a", Kind: kind, Project: "prj_2", Seq: int64(i + 1), At: begin.AddDate(0, 0, at)}
			upheld := TrustEvent{Person: "per_a", Kind: TrustUpheld, Project: "prj_2", Seq: int64(100 + i), Of: bad.Seq, At: begin.AddDate(0, 0, at+rapid.IntRange(1, 9).Draw(t, "days"))}
			all = append(all, bad, upheld, upheld)
		}
		want, got := TrustOf(rules, "per_a", good, begin.AddDate(0, 0, 50)), TrustOf(rules, "per_a", all, begin.AddDate(0, 0, 50))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with upheld appeals %+v\nwithout the events %+v", got, want)
		}
	})
}

// TestWhatOthersDoHasNoEffect: any number of events that are not the seller's doing changes nothing, at no time.
func TestWhatOthersDoHasNoEffect(t *testing.T) {
	none := []TrustKind{TrustAccepted, TrustDeclined, TrustRevision, TrustRuled, TrustAgreed, TrustCancelled, TrustLeave, TrustWaited}
	rapid.Check(t, func(t *rapid.T) {
		events, rules := drawEvents(t, "per_a"), rulesV1(t)
		more := slices.Clone(events)
		for i := range rapid.IntRange(1, 20).Draw(t, "more") {
			e := drawEvent(t, "per_a", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), int64(1000+i))
			e.Kind, e.Stars = rapid.SampledFrom(none).Draw(t, "kind"), 0
			more = append(more, e)
		}
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 230).Draw(t, "at"))
		if without, with := TrustOf(rules, "per_a", events, at), TrustOf(rules, "per_a", more, at); !reflect.DeepEqual(without, with) {
			t.Errorf("without %+v\nwith    %+v", without, with)
		}
	})
}

// TestTheOrderOfAListHasNoEffect: other people's events may come, go and change places.
func TestTheOrderOfAListHasNoEffect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, rules := drawEvents(t, "per_a", "per_b", "per_c"), rulesV1(t)
		at := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
		want, steps := Explain(rules, "per_a", events, at)
		for _, list := range [][]TrustEvent{
			rapid.Permutation(events).Draw(t, "order"),
			slices.DeleteFunc(slices.Clone(events), func(e TrustEvent) bool { return e.Person != "per_a" }),
			slices.Concat(events, drawEvents(t, "per_x")),
		} {
			if got, gotSteps := Explain(rules, "per_a", list, at); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotSteps, steps) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		}
	})
}

// TestAnExplanationAddsUp: the effects sum to the score, and the last step is where the seller stands.
func TestAnExplanationAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, rules := drawEvents(t, "per_a"), rulesV1(t)
		trust, steps := Explain(rules, "per_a", events, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		score := rules.Start
		for _, s := range steps {
			score += s.Effect
			if s.Score != score || s.Doc == "" || score < 0 || score > rules.Top || s.Effect != 0 && (s.Effect > 0) != (s.Points > 0) {
				t.Errorf("step %+v, the score so far is %d", s, score)
			}
		}
		if trust.Score != score || len(steps) != len(events) || len(trust.Demotions) > 0 {
			t.Errorf("%+v after %d steps with the score %d", trust, len(steps), score)
		}
	})
}

// history makes events of one kind each day, from the day on.
func history(day int, kinds ...TrustKind) []TrustEvent {
	var events []TrustEvent
	for i, k := range kinds {
		e := TrustEvent{Person: "per_a", Kind: k, Project: "prj_1", Seq: int64(day*100 + i), At: time.Date(2026, 1, 1+day, 0, 0, i, 0, time.UTC)}
		if k == TrustRated {
			e.Stars = 5
		}
		events = append(events, e)
	}
	return events
}

func TestADemotionIsAnnouncedBeforeItHolds(t *testing.T) {
	rules := rulesV1(t)
	day := func(d int) time.Time { return time.Date(2026, 1, 1+d, 0, 0, 0, 0, time.UTC) }
	events := history(0, slices.Repeat([]TrustKind{TrustOnTime, TrustRated}, 10)...) // 900, trusted
	events = append(events, history(5, TrustLost, TrustLost, TrustReplaced)...)      // 680, proven
	events = append(events, history(8, TrustLost, TrustLost)...)                     // 520, new
	for _, c := range []struct {
		day       int
		level     Level
		score     int
		demotions []Level
	}{
		{4, LevelTrusted, 900, nil}, {6, LevelTrusted, 680, []Level{LevelProven}}, {9, LevelTrusted, 520, []Level{LevelProven, LevelNew}},
		{18, LevelTrusted, 520, []Level{LevelProven, LevelNew}}, {20, LevelProven, 520, []Level{LevelNew}}, {23, LevelNew, 520, nil},
	} {
		got := TrustOf(rules, "per_a", events, day(c.day))
		var to []Level
		for _, d := range got.Demotions {
			to = append(to, d.To)
		}
		if got.Level != c.level || got.Score != c.score || !slices.Equal(to, c.demotions) {
			t.Errorf("day %d: %+v", c.day, got)
		}
	}
	d := TrustOf(rules, "per_a", events, day(9)).Demotions
	if d[0].Reason != "trusted asks for a score of 700, it is 680" || d[0].Seq != 502 || !d[0].Holds.Equal(d[0].Announced.AddDate(0, 0, 14)) ||
		d[1].Reason != "proven asks for a score of 540, it is 520" {
		t.Errorf("%+v", d)
	}
	mended := append(slices.Clone(events), history(12, TrustOnTime, TrustOnTime)...) // 560, proven again before it was lost
	if got := TrustOf(rules, "per_a", mended, day(30)); got.Level != LevelProven || len(got.Demotions) != 0 {
		t.Errorf("after mending: %+v", got)
	}
	risen := append(slices.Clone(mended), history(40, slices.Repeat([]TrustKind{TrustOnTime}, 8)...)...)
	if got := TrustOf(rules, "per_a", risen, day(41)); got.Level != LevelTrusted {
		t.Errorf("risen again: %+v", got)
	}
}

// TestAnAccountIsComputedAgain: what was written as JSON is confirmed by its own events, and whatever is changed is found.
func TestAnAccountIsComputedAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t, "per_a", "per_b")
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 230).Draw(t, "at"))
		text := mustJSON(t, AccountOf(rulesV1(t), "per_a", events, at))
		read := func() (a TrustAccount) {
			if err := json.Unmarshal([]byte(text), &a); err != nil {
				t.Fatal(err)
			}
			return a
		}
		if wrong, err := read().Check(); err != nil || len(wrong) > 0 {
			t.Fatalf("%v %v\n%s", wrong, err, text)
		}
		for what, spoil := range map[string]func(*TrustAccount){
			"level": func(a *TrustAccount) { a.Level = "king" }, "score": func(a *TrustAccount) { a.Score++ }, "on time": func(a *TrustAccount) { a.OnTime++ },
			"late": func(a *TrustAccount) { a.Late++ }, "demotion": func(a *TrustAccount) { a.Demotions = append(a.Demotions, Demotion{To: LevelNew}) },
			"stranger": func(a *TrustAccount) { a.Events = append(a.Events, TrustStep{TrustEvent: TrustEvent{Person: "per_b"}}) },
			"effect": func(a *TrustAccount) {
				a.Events = append(a.Events, TrustStep{TrustEvent: TrustEvent{Person: "per_a", Kind: TrustOnTime, At: a.At}, Effect: 99})
			},
		} {
			a := read()
			spoil(&a)
			if wrong, err := a.Check(); err != nil || len(wrong) == 0 {
				t.Errorf("%s was not found: %v", what, err)
			}
		}
	})
	for _, a := range []TrustAccount{{}, {Trust: Trust{Person: "per_a", Level: LevelNew, Score: 500}}, {Trust: Trust{Person: "per_a", Rules: 99, At: time.Now()}}} {
		if _, err := a.Check(); CodeOf(err) != Invalid {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

func TestRatings(t *testing.T) {
	for stars, want := range map[int]Code{0: Invalid, 1: "", 5: "", 6: Invalid} {
		if err := (Rating{Stars: stars, Rater: "per_b", Seller: "per_s"}).Check(); CodeOf(err) != want {
			t.Errorf("%d stars: %v", stars, err)
		}
	}
	if err := (Rating{Stars: 5, Rater: "per_s", Seller: "per_s"}).Check(); CodeOf(err) != Forbidden {
		t.Errorf("one's own work: %v", err)
	}
}

// TestTrustIsDocumented keeps docs/trust.md in step with the rules.
func TestTrustIsDocumented(t *testing.T) {
	isDocumented(t, "trust.md", drawTrust(rulesV1(t)))
}

// isDocumented compares a document with what the code says, or writes it anew.
func isDocumented(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("..", "docs", name)
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != text {
		t.Errorf("%s is not what the code says; run make generate", path)
	}
}

func drawTrust(r TrustRules) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# Trust, by published rules

Version %d. Generated from `+"`project/trust.go`"+` by `+"`make generate`"+`. The score of a seller begins at %d and stays between 0 and %d. Each
event adds its points, in the order in which the events happened. What another party did, what was agreed, declining in time,
leave and illness add nothing.

| event | points | |
|---|---|---|
`, r.Version, r.Start, r.Top)
	for _, e := range r.Effects {
		name := "`" + string(e.Kind) + "`"
		if e.Stars > 0 {
			name += fmt.Sprintf(", %d", e.Stars)
		}
		fmt.Fprintf(&b, "| %s | %+d | %s |\n", name, e.Points, e.Doc)
	}
	b.WriteString("\nA level holds as soon as all of its line does.\n\n| level | approved deliveries | score | on time |\n|---|---|---|---|\n")
	for _, l := range r.Levels {
		fmt.Fprintf(&b, "| %s | %d | %d | %s %% |\n", l.Level, l.Approved, l.Score, percent(l.OnTime))
	}
	fmt.Fprintf(&b, `
Late means that the seller's own seconds on the fair clock passed the agreed ones. On time is the share of the approved
deliveries that were not late.

A demotion is announced with its reason at the event that brings it, and holds %d days later. Whoever reaches the level again
before that keeps it, and the announcement is void.

Until a demotion holds, its seller may appeal (`+"`tutti trust appeal`"+`). An operator decides, once (`+"`tutti trust appeals`"+`, `+"`uphold`"+`,
`+"`dismiss`"+`). When the appeal is upheld, what the demotion came with does not count from then on: its points are given back, and a late
delivery is none. Appeals and decisions are events like all others, and so are seen and computed again like them.

A seller sees every event with its effect (`+"`tutti trust explain`"+`) and can take them along as JSON (`+"`tutti trust show -o json`"+`).
`+"`tutti trust check FILE`"+` computes the same from the file alone, without a server. Everybody else sees level and score.
`, int(r.Appeal.Hours()/24))
	return b.String()
}
