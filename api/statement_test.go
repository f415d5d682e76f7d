package api_test

import (
	"context"
	"encoding/csv"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func rows(t *testing.T, text []byte) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	must(t, err)
	return all
}

// TestStatements asks for a month in which ben earned, was tipped and was paid, as everybody who may see it.
func TestStatements(t *testing.T) {
	s := newStage(t)
	ctx := context.Background()
	s.paidOut(s.project.ID, "ben", 100) // which he was tipped
	_, err := s.as("ida").Review(ctx, s.delivery.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	ask := func(handle string, q client.StatementQuery) [][]string {
		t.Helper()
		q.Month, q.Format = "2026-03", "csv"
		text, err := s.as(handle).Statement(ctx, q)
		must(t, err)
		return rows(t, text)
	}
	column := func(list [][]string, name string) (out []string) {
		for _, row := range list {
			for i, head := range list[0] {
				if head == name {
					out = append(out, row[i])
				}
			}
		}
		return out[1:]
	}
	own := ask("ben", client.StatementQuery{})
	if got := strings.Join(column(own, "change"), " "); got != "0.00 1.00 -1.00 114.00 0.00" {
		t.Errorf("ben's: %s", got)
	}
	if got := strings.Join(column(own, "project"), "|"); got != "|Nine bars|Nine bars|Nine bars|" {
		t.Errorf("projects: %s", got)
	}
	whole := ask("bea", client.StatementQuery{Project: s.project.ID})
	if got := strings.Join(column(whole, "kind"), " "); got != "opening fund tip release closing" {
		t.Errorf("the project's: %s", got)
	}
	if got := strings.Join(column(whole, "balance"), " "); got != "0.00 300.00 300.00 180.00 180.00" {
		t.Errorf("the project's: %s", got)
	}
	same := ask("olga", client.StatementQuery{Project: s.project.ID, Seller: s.ids["ben"]})
	part := ask("ben", client.StatementQuery{Project: s.project.ID})
	if strings.Join(column(same, "change"), " ") != strings.Join(column(own, "change"), " ") || strings.Join(column(part, "change"), " ") != strings.Join(column(own, "change"), " ") {
		t.Errorf("%v\n%v", same, part)
	}
	if none := ask("dan", client.StatementQuery{}); len(none) != 3 {
		t.Errorf("dan has %v", none)
	}
	if text := strings.Join(column(part, "seller"), ""); strings.Contains(text, "Ama") || strings.Contains(text, "Cem") {
		t.Errorf("ben sees %s", text)
	}
}

func TestAStatementIsAFile(t *testing.T) {
	s := newStage(t)
	for target, want := range map[string][2]string{
		"/me/statement?month=2026-03":                                        {"application/pdf", `attachment; filename="statement-2026-03-ben.pdf"`},
		"/me/statement?month=2026-03&format=csv&zone=Africa/Accra":           {"text/csv; charset=utf-8", `attachment; filename="statement-2026-03-ben.csv"`},
		"/projects/" + string(s.project.ID) + "/statement?month=2026-03":     {"application/pdf", `attachment; filename="statement-2026-03-ben.pdf"`},
		"/projects/" + string(s.project.ID) + "/statement?month=2026-03&x=y": {"", ""},
		"/me/statement?month=2026-14":                                        {"", ""},
		"/me/statement":                                                      {"", ""},
		"/me/statement?month=2026-03&zone=Moon/Base":                         {"", ""},
		"/me/statement?month=2026-03&format=docx":                            {"", ""},
	} {
		got := s.ask("ben", "GET", path("%s", target), "")
		if want[0] == "" {
			if got.status != 400 && got.status != 422 {
				t.Errorf("%s: %d %s", target, got.status, got.body)
			}
			continue
		}
		if got.status != 200 || got.header.Get("Content-Type") != want[0] || got.header.Get("Content-Disposition") != want[1] {
			t.Errorf("%s: %d %s %s", target, got.status, got.header, got.body[:min(200, len(got.body))])
		}
		if strings.HasPrefix(want[0], "application/pdf") && !strings.HasPrefix(got.body, "%PDF-1.") {
			t.Errorf("%s: %.20q", target, got.body)
		}
	}
}
