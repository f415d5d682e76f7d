package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"time"

	"tutti/project"
)

// Part is what the records say of where one part comes from.
type Part struct {
	SubGig    string                 `json:"sub_gig"`
	Title     string                 `json:"title"`
	Credit    project.Credit         `json:"credit,omitzero"`
	Version   int                    `json:"version"`
	State     project.DeliveryState  `json:"state,omitempty"`
	Accepted  time.Time              `json:"licence_accepted_at,omitzero"` // when its seller accepted the licence with the offer
	Submitted time.Time              `json:"submitted_at"`
	Note      string                 `json:"note,omitempty"` // the seller's own words
	Declared  *project.Declaration   `json:"declaration,omitempty"`
	Files     []project.DeliveryFile `json:"files"`
}

// Papers are the credits, the shares and the rights of a release; licence is nil when the plan has none. Shares are told in
// percent, never in money.
func Papers(title string, m project.Manifest, shares []project.Share, licence *project.Licence, parts []Part) ([]File, error) {
	credits, err := encoded("credits.json", map[string]any{"title": title, "credits": m.Credits, "countries": project.Countries(m.Credits)})
	if err != nil {
		return nil, err
	}
	table, err := shareTable(shares)
	if err != nil {
		return nil, err
	}
	sheet, err := encoded("shares.json", map[string]any{"title": title, "whole_hundredths": project.WholeShare, "shares": shares})
	if err != nil {
		return nil, err
	}
	about, err := Declarations(licence, parts)
	return []File{credits, {"shares.csv", table}, sheet, about, Licences(title, licence, parts)}, err
}

func encoded(name string, v any) (File, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return File{name, out.Bytes()}, err
}

func shareTable(shares []project.Share) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write([]string{"name", "role", "country", "sub_gigs", "share_percent"}) // a buffer never fails
	for _, s := range shares {
		percent := fmt.Sprintf("%d.%02d", s.Share/100, s.Share%100)
		_ = w.Write([]string{cell(s.Name), cell(s.Role), cell(s.Country), strings.Join(s.SubGigs, " "), percent})
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// cell keeps a spreadsheet from taking a name for a formula.
func cell(text string) string {
	text = line(text)
	if text != "" && strings.ContainsAny(text[:1], "=+-@") {
		return "'" + text
	}
	return text
}

// FileName turns a title into the beginning of a file name.
func FileName(title string) string { return plain(title) }

// OwnName is where the n-th file of a delivery stands in a seller's own archive, from 0.
func OwnName(key string, version, n int, name string) string {
	return path.Join(plain(key), fmt.Sprintf("v%d", version), fmt.Sprintf("%02d-%s%s", n+1, plain(strings.TrimSuffix(name, path.Ext(name))), ending(name)))
}

// Nested is an entry that is an archive of small files itself.
func Nested(at string, files []File) Entry {
	var entries []Entry
	for _, f := range files {
		entries = append(entries, Text(f))
	}
	var out bytes.Buffer
	if err := packAll(&out, entries); err != nil {
		panic("export: small files of this package cannot be packed: " + err.Error()) // they are in memory, and named here
	}
	return Text(File{at, out.Bytes()})
}
