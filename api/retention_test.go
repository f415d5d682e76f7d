package api_test

import (
	"testing"

	"tutti/project"
)

// TestTheRetentionIsShown: operators and auditors see the policy that is in force, nobody else does.
func TestTheRetentionIsShown(t *testing.T) {
	w := newHouse(t)
	for _, who := range []string{"operator", "inspector"} {
		policy, err := w.as(who).Retention(t.Context())
		if err != nil || len(policy.Items) != len(project.DefaultRetention()) {
			t.Fatalf("%s: %+v %v", who, policy, err)
		}
		for i, rule := range project.DefaultRetention() {
			if got := policy.Items[i]; got.Class != rule.Class || got.Keep != rule.Keep || got.Remains != rule.Remains {
				t.Errorf("%s sees %+v, not %+v", who, got, rule)
			}
		}
	}
	if _, err := w.as("buyer").Retention(t.Context()); project.CodeOf(err) != project.Forbidden {
		t.Errorf("a buyer: %v", err)
	}
}
