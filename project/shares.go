package project

import (
	"cmp"
	"slices"
)

// WholeShare is all of a result, in hundredths of a percent.
const WholeShare = 10_000

// Share is what one person has of a result.
type Share struct {
	Credit
	Person  PersonID `json:"person_id"`
	SubGigs []string `json:"sub_gigs"`         // keys of what they made of it
	Share   int64    `json:"share_hundredths"` // of a percent: 1 is 0.01 %
	Minor   int64    `json:"-"`                // what the ledger has released to them
}

// Shares divides a result by what was released to each person, or equally where there was no money. They sum to WholeShare:
// what rounding leaves over goes to the greatest remainders, of equal ones to who comes first.
func Shares(people []Share) []Share {
	out := slices.Clone(people)
	var total int64
	for _, s := range out {
		total += s.Minor
	}
	weight := func(s Share) int64 { return s.Minor }
	if total == 0 {
		total = int64(len(out))
		weight = func(Share) int64 { return 1 }
	}
	left := int64(WholeShare)
	order := make([]int, 0, len(out))
	for i, s := range out {
		out[i].Share = weight(s) * WholeShare / total
		left -= out[i].Share
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(weight(out[b])*WholeShare%total, weight(out[a])*WholeShare%total)
	})
	for _, i := range order[:min(int(left), len(order))] {
		out[i].Share++
	}
	return out
}

// EarnedBy is what the ledger has released to a seller for a sub-gig, the fee included, in minor units. transactions are
// those of the sub-gig.
func EarnedBy(seller PersonID, transactions []Transaction) int64 {
	var sum int64
	for _, t := range transactions {
		if t.Seller == seller {
			sum += t.earned()
		}
	}
	return sum
}
