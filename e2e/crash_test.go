package e2e

import (
	"bytes"
	bin "encoding/binary"
	"fmt"
	"math"
	"sync"
	"testing"

	"tutti/project"
)

// everyState is a plan whose sub-gigs can be brought into every state there is.
const everyState = `
title: In every state
currency: EUR
budget: "1000.00"
people:
  - {handle: ama, name: Ama Mensah, country: GH, zone: Africa/Accra}
  - {handle: noor, name: Noor Haddad, country: JO, zone: Asia/Amman}
delivery: {kind: file}
recipe: {kind: bundle}
sub_gigs:
  - {key: waiting, title: Waiting, role: tester, price: "10.00", cast: [ama], needs: [working]}
  - {key: casting, title: Casting, role: tester, price: "20.00"}
  - {key: offered, title: Offered, role: tester, price: "30.00", cast: [ama, noor]}
  - {key: working, title: Working, role: tester, price: "40.00", cast: [ama]}
  - {key: inspecting, title: Inspecting, role: tester, price: "50.00", cast: [noor], delivery: {kind: audio}}
  - {key: in-review, title: In review, role: tester, price: "60.00", cast: [ama]}
  - {key: approved, title: Approved, role: tester, price: "70.00", cast: [noor]}
  - {key: cancelled, title: Cancelled, role: tester, price: "80.00", cast: [ama]}
`

// TestKilledInEveryState kills the program while sub-gigs are in every state, starts it again on the same data, and
// carries every one of them to its end: nothing that was answered is lost, nothing happens twice.
func TestKilledInEveryState(t *testing.T) {
	data, port := t.TempDir(), freePort(t)
	p := start(t, data, "dev", "--listen", "127.0.0.1:"+port)
	e := newEnsemble(t, p)
	e.bringIntoEveryState()
	before := e.states()
	for key, state := range before {
		if key != stateKey(state) {
			t.Errorf("%s is %s", key, state)
		}
	}
	p.kill()

	p = start(t, data, "dev", "--listen", "127.0.0.1:"+port)
	e.operator = p.ready()
	e.goesOn(before, data)
}

// goesOn finds every sub-gig as it was before, after the program was started on the data again, and carries it to its end.
func (e *ensemble) goesOn(before map[string]project.SubGigState, data string) {
	e.t.Helper()
	for key, state := range e.states() {
		if state != before[key] && key != "inspecting" { // the machine may have gone on judging
			e.t.Errorf("%s was %s and is %s after the new start", key, before[key], state)
		}
	}
	e.finishEveryState()
	e.checkLog()
	e.checkLedger(project.Totals{Funded: 100_000, Released: 28_000, Refunded: 72_000})
	if out, code := run(e.t, "verify", string(e.id), "--data", data); code != 0 {
		e.t.Errorf("verify says %d:\n%s", code, out)
	}
}

// bringIntoEveryState launches the plan and plays each sub-gig into the state that it is named after.
func (e *ensemble) bringIntoEveryState() {
	e.t.Helper()
	e.launch(everyState)
	e.accept("working", "ama")
	e.accept("in-review", "ama")
	e.deliver("in-review", "ama", "take.txt", []byte("in review"))
	e.await("in-review", project.InReview)
	e.whole("approved", "noor", []byte("approved"))
	_, err := e.operator.CancelSubGig(e.ctx(), e.sub("cancelled").ID)
	e.must(err, "cancel")
	e.accept("inspecting", "noor")
	e.deliver("inspecting", "noor", "long.wav", tone(600)) // takes seconds to judge
}

func (e *ensemble) finishEveryState() {
	e.t.Helper()
	_, err := e.operator.Cast(e.ctx(), e.sub("casting").ID, "noor")
	e.must(err, "cast again")
	e.whole("casting", "noor", []byte("casting"))
	e.whole("offered", "ama", []byte("offered"))
	e.deliver("working", "ama", "take.txt", []byte("working"))
	e.approve("working")
	e.whole("waiting", "ama", []byte("waiting"))
	e.approve("in-review")
	e.approve("inspecting")
	e.finish()
}

func stateKey(s project.SubGigState) string {
	if s == project.InReview {
		return "in-review"
	}
	return string(s)
}

// TestKilledWhileManyAccept kills the program while eight people accept. Their clients repeat with the same keys and
// every one of them is told the same in the end: it is theirs, once.
func TestKilledWhileManyAccept(t *testing.T) {
	data, port := t.TempDir(), freePort(t)
	p := start(t, data, "dev", "--listen", "127.0.0.1:"+port)
	e := newEnsemble(t, p)
	plan := "title: Many\ncurrency: EUR\ndelivery: {kind: file}\nrecipe: {kind: bundle}\npeople:\n"
	for i := range 8 {
		plan += fmt.Sprintf("  - {handle: p%d, name: Person %d, country: GH}\n", i, i)
	}
	plan += "sub_gigs:\n"
	for i := range 8 {
		plan += fmt.Sprintf("  - {key: s%d, title: Part %d, role: tester, price: \"10.00\", cast: [p%d]}\n", i, i, i)
	}
	e.launch(plan)
	offers := make([]project.OfferID, 8)
	for i := range 8 {
		e.seller(fmt.Sprintf("p%d", i))
		offers[i] = e.await(fmt.Sprintf("s%d", i), project.Offered).Offer.ID
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if _, err := e.seller(fmt.Sprintf("p%d", i)).Accept(e.ctx(), offers[i]); err != nil {
				t.Errorf("p%d: %v", i, err)
			}
		})
	}
	p.kill()
	p = start(t, data, "dev", "--listen", "127.0.0.1:"+port)
	e.operator = p.ready()
	wg.Wait()
	for key, state := range e.states() {
		if state != project.Working {
			t.Errorf("%s is %s", key, state)
		}
	}
	e.checkLog()
	e.checkLedger(project.Totals{Funded: 8_000, Held: 8_000})
}

// tone makes a WAV of a quiet tone, in seconds, 48 kHz, 16 bit, mono.
func tone(seconds int) []byte {
	const rate = 48000
	samples := make([]int16, rate*seconds)
	for i := range samples {
		samples[i] = int16(8000 * math.Sin(2*math.Pi*220*float64(i)/rate))
	}
	var b bytes.Buffer
	put := func(v any) { _ = bin.Write(&b, bin.LittleEndian, v) } // a buffer takes everything
	b.WriteString("RIFF")
	put(uint32(36 + 2*len(samples)))
	b.WriteString("WAVEfmt ")
	put([]uint16{16, 0, 1, 1})
	put([]uint32{rate, rate * 2})
	put([]uint16{2, 16})
	b.WriteString("data")
	put(uint32(2 * len(samples)))
	put(samples)
	return b.Bytes()
}
