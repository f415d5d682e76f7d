package project

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestSharesByWhatWasReleased(t *testing.T) {
	for name, c := range map[string]struct {
		minor []int64
		want  string
	}{
		"thirds, the first gets the rest": {[]int64{100, 100, 100}, "[3334 3333 3333]"},
		"no money":                        {[]int64{0, 0, 0, 0, 0, 0}, "[1667 1667 1667 1667 1666 1666]"},
		"the greatest remainder":          {[]int64{1, 2, 4}, "[1429 2857 5714]"},
		"one who worked for nothing":      {[]int64{50, 0}, "[10000 0]"},
		"nobody":                          {nil, "[]"},
	} {
		var people []Share
		for _, m := range c.minor {
			people = append(people, Share{Minor: m})
		}
		got := []int64{}
		for _, s := range Shares(people) {
			got = append(got, s.Share)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSharesAreTheWhole(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var people []Share
		for _, m := range rapid.SliceOfN(rapid.Int64Range(0, MaxAmountMinor/1000), 1, 300).Draw(r, "minor") {
			people = append(people, Share{Minor: m})
		}
		var sum, total int64
		shares := Shares(people)
		for i, s := range shares {
			sum += s.Share
			total += people[i].Minor
		}
		if sum != WholeShare {
			r.Fatalf("%d", sum)
		}
		for _, s := range shares {
			if total > 0 && (s.Share < s.Minor*WholeShare/total || s.Share > s.Minor*WholeShare/total+1) {
				r.Fatalf("%d of %d gives %d", s.Minor, total, s.Share)
			}
		}
	})
}

func TestWhatWasEarned(t *testing.T) {
	txs := []Transaction{{Posting: Posting{Kind: PostRelease, Seller: "per_a", Minor: 100}}, {Posting: Posting{Kind: PostSettle, Seller: "per_a", Minor: 100, Share: 30}},
		{Posting: Posting{Kind: PostClear, Seller: "per_a", Minor: 95}}, {Posting: Posting{Kind: PostRelease, Seller: "per_b", Minor: 7}}}
	if got := EarnedBy("per_a", txs); got != 130 {
		t.Error(got)
	}
}
