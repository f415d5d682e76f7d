package project

import "testing"

// TestMergeKeepsEveryEffect: a step records the last state of each sub-gig and all that happened to it, in order.
func TestMergeKeepsEveryEffect(t *testing.T) {
	log := func(kind LogKind) Effects { return Effects{Log: []LogEvent{{Kind: kind}}} }
	inspect := func(d DeliveryID) Effects { return Effects{Inspect: d} }
	merged := Merge([]Change{
		{SubGig{ID: "sub_a", State: Waiting}, log(LogSubGigWaiting)},
		{SubGig{ID: "sub_b", State: Offered}, log(LogOfferMade)},
		{SubGig{ID: "sub_a", State: Offered}, log(LogSubGigReady)},
		{SubGig{ID: "sub_b", State: Inspecting}, inspect("dlv_1")},
		{SubGig{ID: "sub_b", State: Inspecting}, inspect("dlv_2")},
	})
	if len(merged) != 3 || merged[0].SubGig.State != Offered || len(merged[0].Effects.Log) != 2 || merged[0].Effects.Log[1].Kind != LogSubGigReady {
		t.Fatalf("%+v", merged)
	}
	if merged[1].Effects.Inspect != "dlv_1" || len(merged[1].Effects.Log) != 1 || merged[2].Effects.Inspect != "dlv_2" {
		t.Errorf("two inspections were made one: %+v", merged[1:])
	}
}
