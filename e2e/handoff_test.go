package e2e

import (
	"bytes"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// handedOn is a table that is handed on to who works in another format.
const handedOn = `
title: Handed on
currency: EUR
recipe: {kind: bundle}
clocks: {preview: 50ms}
people: [{handle: ama, name: Ama Mensah, country: GH}]
sub_gigs:
  - {key: rows, title: Rows, role: clerk, price: "10.00", cast: [ama], delivery: {kind: table, formats: [csv]}}
  - {key: lines, title: Lines, role: clerk, price: "10.00", cast: [ama], needs: [rows], delivery: {kind: table, formats: [jsonl]}}
`

// TestAnApprovedDeliveryIsHandedOnInTheNextForm: who works in another format gets the file in it, and the original.
func TestAnApprovedDeliveryIsHandedOnInTheNextForm(t *testing.T) {
	e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0"))
	e.launch(handedOn)
	e.accept("rows", "ama")
	e.deliver("rows", "ama", "rows.csv", []byte("id,name\n007,\"A, B\"\n"))
	e.approve("rows")
	e.accept("lines", "ama")
	var up wire.Upstream
	for end := time.Now().Add(patience); len(up.Converted) == 0; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("nothing was converted: %+v", up)
		}
		refs, err := e.seller("ama").SubGigReferences(e.ctx(), e.await("lines", project.Working).ID)
		e.must(err, "look at what to work from")
		up = refs.Upstream[0]
	}
	for link, want := range map[wire.Link]string{up.Files[0]: "id,name\n007,\"A, B\"\n", up.Converted[0].Link: "{\"id\":\"007\",\"name\":\"A, B\"}\n"} {
		var got bytes.Buffer
		e.must(e.seller("ama").Download(e.ctx(), link, &got, nil), "fetch %s", link.Name)
		if got.String() != want {
			t.Errorf("%s holds %q, want %q", link.Name, got.String(), want)
		}
	}
}
