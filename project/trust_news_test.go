package project

import (
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestALevelIsNewsWithItsEvent: three approvals and their ratings bring the first level, and a lost dispute announces that it goes.
func TestALevelIsNewsWithItsEvent(t *testing.T) {
	rules, _ := TrustRulesOf(TrustVersion)
	var events []TrustEvent
	add := func(kind TrustKind) {
		n := int64(len(events) + 1)
		events = append(events, TrustEvent{Person: "ama", Kind: kind, Project: "prj_1", SubGig: "drums", Seq: n, At: tellDay.Add(time.Duration(n) * time.Hour)})
	}
	for _, kind := range []TrustKind{TrustOnTime, TrustOnTime, TrustOnTime, TrustAccepted, TrustLost} {
		add(kind)
	}
	var got []string
	for _, n := range LevelNewsOf(rules, "ama", events, all) {
		told := n.Notice()
		got = append(got, string(told.Kind)+" "+told.Detail+" "+strconv.FormatInt(n.Seq, 10))
		if told.To != "ama" || told.SubGig != "drums" || !told.At.Equal(n.At) {
			t.Errorf("%+v", told)
		}
	}
	if len(got) != 2 || got[0] != "level proven/approved_on_time 3" || got[1] != "demotion new/dispute_lost 5" {
		t.Errorf("%q", got)
	}
}

func all(TrustEvent) bool { return true }

// TestNewsOfLevelsStays whatever happens later: so telling from any place on tells each once.
func TestNewsOfLevelsStays(t *testing.T) {
	rules, _ := TrustRulesOf(TrustVersion)
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.SampledFrom([]TrustKind{TrustOnTime, TrustOnTime, TrustOnTime, TrustLate, TrustLost, TrustReleased, TrustLeave}), 1, 60).Draw(t, "kinds")
		var events []TrustEvent
		for i, kind := range kinds {
			at := tellDay.Add(time.Duration(i*rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour)
			if i > 0 && at.Before(events[i-1].At) {
				at = events[i-1].At
			}
			events = append(events, TrustEvent{Person: "ama", Kind: kind, Project: "prj_1", Seq: int64(i + 1), At: at})
		}
		cut := rapid.IntRange(0, len(events)).Draw(t, "cut")
		before, whole := LevelNewsOf(rules, "ama", events[:cut], all), LevelNewsOf(rules, "ama", events, all)
		for i, n := range whole {
			switch {
			case i < len(before) && n != before[i]:
				t.Fatalf("news %d was %+v and is %+v", i, before[i], n)
			case i >= len(before) && n.Seq <= int64(cut):
				t.Fatalf("%+v comes too late to be told", n)
			}
		}
		for i := 1; i < len(events); i++ {
			was, now := TrustOf(rules, "ama", events[:i], events[i].At), TrustOf(rules, "ama", events[:i+1], events[i].At)
			told := false
			for _, n := range whole {
				told = told || n.Seq == events[i].Seq && !n.Demotion && n.Level == now.Level
			}
			if rules.rank(now.Level) > rules.rank(was.Level) && !told {
				t.Fatalf("nobody was told of %s with event %d", now.Level, i+1)
			}
		}
	})
}
