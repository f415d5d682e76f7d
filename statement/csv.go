package statement

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"tutti/project"
)

// csvHead names the columns. They are the same for every statement, so that files can be put together.
func csvHead() []string {
	return []string{"month", "zone", "currency", "date", "kind", "project", "project_id", "sub_gig", "sub_gig_id", "seller", "seller_id",
		"gross", "fee", "net", "change", "balance", "beside", "transaction"}
}

// WriteCSV writes statements as one table: for each an opening row, its lines and a closing row. Amounts are decimals
// with a point, times RFC 3339 in the statement's zone.
func WriteCSV(w io.Writer, all ...Statement) error {
	out := csv.NewWriter(w)
	rows := [][]string{csvHead()}
	for _, s := range all {
		rows = append(rows, s.row(Line{At: s.Month.Begin(), Kind: "opening", Balance: s.Opening, Project: s.Project, Seller: s.Seller}))
		for _, l := range s.Lines {
			rows = append(rows, s.row(l))
		}
		rows = append(rows, s.row(Line{At: s.Month.End(), Kind: "closing", Balance: s.Closing, Project: s.Project, Seller: s.Seller}))
	}
	if err := out.WriteAll(rows); err != nil {
		return project.Because(err, project.Unavailable, "the statement could not be written")
	}
	return nil
}

func (s Statement) row(l Line) []string {
	return []string{
		s.Month.String(), s.Month.Zone.String(), s.Currency, l.At.In(s.Month.Zone).Format(time.RFC3339), string(l.Kind),
		cell(s.Names.Projects[l.Project]), string(l.Project), cell(s.Names.SubGigs[l.SubGig]), string(l.SubGig), cell(s.Names.People[l.Seller]), string(l.Seller),
		s.decimal(l.Gross), s.decimal(l.Fee), s.decimal(l.Net), s.decimal(l.Change), s.decimal(l.Balance), s.decimal(l.Beside), cell(l.Key),
	}
}

// decimal writes an amount without its currency, which has a column of its own.
func (s Statement) decimal(minor int64) string {
	return strings.TrimSuffix(project.FormatMinor(minor, s.Currency), " "+s.Currency)
}

// cell makes text that people chose harmless: a spreadsheet takes what begins with one of these signs for a formula,
// also behind blanks, and runs it. The apostrophe says that it is text. Amounts are ours and stay numbers.
func cell(text string) string {
	if strings.IndexAny(strings.TrimLeft(text, " \u00a0"), "=+-@\t\r\n|%＝＋－＠") == 0 {
		return "'" + text
	}
	return text
}
