package main

import (
	"testing"
	"time"

	"tutti/project"
)

func TestAmountsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"30": 3_000, "30.00": 3_000, "+30.5": 3_050, "-30.00": -3_000, "0": 0} {
		if got, err := readChange("add", text, "EUR"); err != nil || got != want {
			t.Errorf("%q is read as %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-", "--3", "3,50", "1e3", "3.001", "three"} {
		if got, err := readChange("add", text, "EUR"); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q is taken as %d", text, got)
		}
	}
	if got, err := readAmount("share", "-3", "EUR"); project.CodeOf(err) != project.Invalid {
		t.Errorf("a share of -3 is taken as %d", got)
	}
}

func TestTimesAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("there", 2*3600)
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, zone)
	for text, want := range map[string]time.Time{
		"36h":                  now.Add(36 * time.Hour),
		"2d":                   now.Add(48 * time.Hour),
		"2026-12-24":           time.Date(2026, 12, 24, 0, 0, 0, 0, zone),
		"2026-12-24T09:00":     time.Date(2026, 12, 24, 9, 0, 0, 0, zone),
		"2026-12-24T09:00:00Z": time.Date(2026, 12, 24, 9, 0, 0, 0, time.UTC),
	} {
		if got, err := readMoment("until", text, now); err != nil || !got.Equal(want) {
			t.Errorf("%q is read as %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0h", "-2d", "soon", "24.12.2026"} {
		if got, err := readMoment("until", text, now); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q is taken as %s", text, got)
		}
	}
	for d, want := range map[time.Duration]string{
		24 * time.Hour: "1 day", 9 * 24 * time.Hour: "9 days", 36 * time.Hour: "36h", 90 * time.Minute: "1h30m", 20 * time.Second: "20s", 61 * time.Second: "1m1s",
	} {
		if got := lasting(d); got != want {
			t.Errorf("%s is written %q, wanted %q", d, got, want)
		}
	}
}
