package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/demo"
	"tutti/project"
)

// outcome is what a demo has to show for itself.
func outcome(r demo.Report) table {
	t := facts()
	t.title = r.Project.Title + " is finished"
	for i, file := range r.Files {
		t.add([]string{"artifact", ""}[min(i, 1)], fmt.Sprintf("%s (%s, sha256 %.12s)", filepath.Base(file.Path), size(file.Size), file.SHA256))
	}
	if len(r.Files) > 0 {
		t.add("in", filepath.Dir(r.Files[0].Path))
	}
	if m := r.Final.Manifest; m != nil {
		t.add("loudness", fmt.Sprintf("%.1f LUFS, true peak %.1f dBTP, %.1f s", m.LUFS, m.TruePeak, m.Seconds))
	}
	t.add("deliveries", fmt.Sprintf("%d/%d approved, %d versions delivered", r.Approved, r.SubGigs, r.Deliveries))
	t.add("from", fmt.Sprintf("%d countries: %s", r.Credits.Countries, strings.Join(countries(r.Credits), " ")))
	t.add("on the way", detours(r))
	t.add("ledger", ledgerLine(r.Totals, r.Currency, r.Balanced))
	t.add("log", fmt.Sprintf("%d events", r.Events))
	t.add("time", timing(r))
	return t
}

func countries(c wire.CreditList) []string {
	var out []string
	for _, line := range c.Items {
		if !slices.Contains(out, line.Country) {
			out = append(out, line.Country)
		}
	}
	slices.Sort(out)
	return out
}

func detours(r demo.Report) string {
	var out []string
	for _, d := range []struct {
		kind      project.LogKind
		one, many string
	}{
		{project.LogOfferDeclined, "offer declined", "offers declined"},
		{project.LogOfferExpired, "offer expired", "offers expired"},
		{project.LogInspectionFailed, "delivery sent back by the inspection", "deliveries sent back by the inspection"},
		{project.LogRevisionAsked, "revision", "revisions"},
		{project.LogPreviewBuilt, "preview", "previews"},
	} {
		switch n := r.Counted[string(d.kind)]; n {
		case 0:
		case 1:
			out = append(out, "1 "+d.one)
		default:
			out = append(out, fmt.Sprintf("%d %s", n, d.many))
		}
	}
	return strings.Join(out, ", ")
}

func timing(r demo.Report) string {
	var sum time.Duration
	var parts []string
	for _, p := range r.Phases {
		sum += p.Took
		parts = append(parts, fmt.Sprintf("%s %.1f", p.Name, p.Took.Seconds()))
	}
	return fmt.Sprintf("%.1f s (%s)", sum.Seconds(), strings.Join(parts, ", "))
}

func credits(c wire.CreditList) table {
	t := table{title: "Credits", head: []string{"country", "name", "part", "role"}}
	for _, line := range c.Items {
		t.add(line.Country, line.Name, line.Title, line.Role)
	}
	return t
}
