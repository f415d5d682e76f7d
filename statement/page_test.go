package statement

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"tutti/media/lettering"
	"tutti/project"
)

// sample is a month of a project with every kind of line, and its ledger.
func sample(t *testing.T) []project.Transaction {
	t.Helper()
	b := project.OpenBook(project.BookRules{Project: prj, Currency: "EUR", Fee: project.FeePolicy{BasisPoints: 500}, Clearing: time.Hour}, project.Ledger{})
	at := time.Date(2026, 10, 30, 9, 12, 0, 0, time.UTC)
	post := func(kind project.PostingKind, sub project.SubGigID, seller project.PersonID, minor, share int64) {
		t.Helper()
		at = at.Add(31 * time.Hour)
		p := project.Posting{Key: fmt.Sprintf("%s/%d", kind, len(b.Fresh())), Kind: kind, SubGig: sub, Seller: seller, Minor: minor, Share: share}
		if kind == project.PostClear {
			p, _ = b.Fresh()[minor].Clearance()
		}
		if _, err := b.Post(p, at); err != nil {
			t.Fatal(err)
		}
	}
	post(project.PostFund, "", "", 300000, 0)
	post(project.PostReserve, "", "", 250000, 0)
	post(project.PostHold, "sub_1", "", 120000, 0)
	post(project.PostAdjust, "sub_1", "", 15000, 0)
	post(project.PostRelease, "sub_1", "per_a", 135000, 0)
	post(project.PostClear, "", "", 4, 0)
	post(project.PostTip, "", "per_a", 2500, 0)
	post(project.PostHold, "sub_2", "", 80000, 0)
	post(project.PostSettle, "sub_2", "per_b", 80000, 30000)
	post(project.PostPayout, "", "per_a", 128250, 0)
	post(project.PostPayback, "", "per_a", 128250, 0)
	post(project.PostHold, "sub_3", "", 50000, 0)
	post(project.PostRelease, "sub_3", "per_a", 50000, 0)
	post(project.PostChargeback, "", "", 90000, 0)
	post(project.PostReinstate, "", "", 10000, 0)
	post(project.PostPayout, "", "per_a", 100000, 0)
	post(project.PostRefund, "", "", 5000, 0)
	return b.Fresh()
}

func names() Names {
	return Names{
		Title: "Nine Bars for 24 Musicians", Subtitle: "Buyer: Béatrice Đặng (bea)",
		Projects: map[project.ProjectID]string{prj: "Nine Bars for 24 Musicians"},
		SubGigs:  map[project.SubGigID]string{"sub_1": "Second violin, bars 1 to 64", "sub_2": "Контрабас", "sub_3": "北川 solo"},
		People:   map[project.PersonID]string{"per_a": "Ama Mensah", "per_b": "نور حداد"},
	}
}

func november() Month {
	zone, err := time.LoadLocation("Africa/Accra")
	if err != nil {
		panic(err)
	}
	return Month{2026, 11, zone}
}

func TestAMonthInWords(t *testing.T) {
	s := OfProject(prj, "EUR", november(), sample(t))
	s.Names = names()
	var got []string
	for _, l := range s.Lines {
		got = append(got, fmt.Sprintf("%s | %s | %d %d %d %d", s.words(l), s.about(l), l.Gross, l.Change, l.Beside, l.Balance))
	}
	want := []string{
		"Approved work | Second violin, bars 1 to 64 · Ama Mensah | 135000 -135000 0 165000",
		"Tip of 25.00\u00a0EUR, beside the budget | Ama Mensah | 0 0 2500 165000",
		"Settled work | Контрабас · نور حداد | 30000 -30000 0 135000",
		"Approved work | 北川 solo · Ama Mensah | 50000 -50000 0 85000",
		"Chargeback |  | 0 -85000 -5000 0",
		"Chargeback given back |  | 0 5000 5000 5000",
		"Refund |  | 0 -5000 0 0",
	}
	if text := strings.Join(got, "\n"); text != strings.Join(want, "\n") {
		t.Errorf("%s", text)
	}
	if s.Totals.Extras != 15000 || s.Totals.Gross != 215000 || s.Totals.Borne != 0 {
		t.Errorf("%+v", s.Totals)
	}
	own := OfSeller("per_a", november(), sample(t))[0]
	if own.Totals != (Totals{Gross: 185000, Extras: 15000, Fee: 9250, Net: 175750, Tips: 2500, PaidOut: 100000}) || own.Closing != 78250 || own.Clearing != 50000 {
		t.Errorf("%+v %d %d", own.Totals, own.Closing, own.Clearing)
	}
}

// TestASpreadsheetRunsNothing holds text that people chose against what spreadsheets take for formulas.
func TestASpreadsheetRunsNothing(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "－1", "|calc", "%x", `=HYPERLINK("http://x","y")`} {
		s := Statement{Month: november(), Currency: "EUR", Project: prj, Lines: []Line{{Project: prj, SubGig: "sub_1", Seller: "per_a", Key: text, Change: -5}},
			Names: Names{Projects: map[project.ProjectID]string{prj: text}, SubGigs: map[project.SubGigID]string{"sub_1": text}, People: map[project.PersonID]string{"per_a": text}}}
		var out bytes.Buffer
		if err := WriteCSV(&out, s); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		row, found := rows[2], 0
		for i, cell := range row {
			if strings.HasSuffix(cell, strings.ReplaceAll(text, "\r", "")) || cell == "'"+text {
				found++
				if !strings.HasPrefix(cell, "'") {
					t.Errorf("%q stands as %q in %s", text, cell, rows[0][i])
				}
			}
		}
		if found != 4 || row[14] != "-0.05" {
			t.Errorf("%q: %q", text, row)
		}
	}
	for _, text := range []string{"", "Ama = Mensah", "3 violins", "'quoted"} {
		if cell(text) != text {
			t.Errorf("%q became %q", text, cell(text))
		}
	}
}

var pageObject = regexp.MustCompile(`/Type /Page\b[^s]`)

func pdf(t *testing.T, all ...Statement) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WritePDF(&out, time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC), all...); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestThePDFHasThePagesItNeeds(t *testing.T) {
	s := OfProject(prj, "EUR", november(), sample(t))
	s.Names = names()
	own := OfSeller("per_a", november(), sample(t))[0]
	own.Names = names()
	empty := OfSeller("per_z", november(), nil)[0]
	long := s
	for len(long.Lines) < 100 {
		long.Lines = append(long.Lines, s.Lines...)
	}
	for name, c := range map[string]struct {
		all   []Statement
		pages int
	}{"a month": {[]Statement{s}, 1}, "an empty month": {[]Statement{empty}, 1}, "two": {[]Statement{s, own}, 2}, "a long month": {[]Statement{long}, 5}} {
		text := pdf(t, c.all...)
		if n := len(pageObject.FindAll(text, -1)); n != c.pages || !bytes.HasPrefix(text, []byte("%PDF-1.")) || !bytes.Contains(text[len(text)-16:], []byte("%%EOF")) {
			t.Errorf("%s: %d pages, %d bytes", name, n, len(text))
		}
		if !bytes.Equal(text, pdf(t, c.all...)) {
			t.Errorf("%s: the same statement gives other bytes", name)
		}
	}
	if folder := os.Getenv("TUTTI_STATEMENT_SAMPLES"); folder != "" { // for looking at them
		if err := os.WriteFile(folder+"/statement.pdf", pdf(t, own, s, long), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingIsWiderThanItsColumn measures what goes into the columns.
func TestNothingIsWiderThanItsColumn(t *testing.T) {
	p, err := newPaper(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	p.Font(lettering.Sans, 8)
	for _, text := range []string{"short", strings.Repeat("Donaudampfschifffahrt ", 20), strings.Repeat("نور حداد ", 30), strings.Repeat("W", 500), strings.Repeat("北", 80)} {
		for _, c := range columns() {
			if fits := p.Fit(text, c.width); p.Width(fits) > c.width || fits == "" {
				t.Errorf("%.10q is %.1f wide in %.1f", text, p.Width(fits), c.width)
			}
		}
	}
	widest := figure(fmt.Sprintf("-%d.00", project.MaxPostingMinor/100))
	if p.Smaller(widest, columns()[6].width-4*cellMargin, 3.5); p.Width(widest) > columns()[6].width {
		t.Errorf("%s is too wide in the smallest letters", widest)
	}
	sum := 0.0
	for _, c := range columns() {
		sum += c.width
	}
	if sum != inner {
		t.Errorf("the columns are %.1f wide, the page has %.1f", sum, inner)
	}
}

func TestFigures(t *testing.T) {
	for text, want := range map[string]string{"0.00": "0.00", "-0.05": "−0.05", "999": "999", "1000": "1\u202f000", "-1234567.89": "−1\u202f234\u202f567.89"} {
		if got := figure(text); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}
