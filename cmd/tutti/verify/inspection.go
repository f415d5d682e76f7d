package verify

import (
	"fmt"

	"tutti/api/wire"
	"tutti/project"
)

func sentence(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// inspection compares the machine's judgement with the delivery it is about.
func (v *verifier) inspection(at int, d wire.Delivery) {
	say := func(file, format string, args ...any) {
		v.fault(at, Fault{Check: Inspections, Version: d.Version, File: file, Message: sentence(format, args...)})
	}
	i := d.Inspection
	if i == nil {
		v.unjudged(at, d)
		return
	}
	v.count(Inspections, 1)
	judged := *i
	judged.Judge()
	switch {
	case i.Delivery != d.ID:
		say("", "its inspection is about another delivery, %s", i.Delivery)
	case judged.Passed != i.Passed:
		say("", "the inspection says passed=%t, its findings say %t", i.Passed, judged.Passed)
	case i.Passed == (d.State == project.DeliveryRejected):
		say("", "is %s, but the inspection says passed=%t", d.State, i.Passed)
	}
	facts := map[string]project.FileFacts{}
	for _, f := range i.Files {
		facts[f.Name] = f
	}
	for _, file := range d.Files {
		seen, ok := facts[file.Name]
		if !ok {
			say(file.Name, "was not inspected")
			continue
		}
		if seen.SHA256 != file.SHA256 || seen.Size != file.Size {
			say(file.Name, "the inspection saw sha256 %.12s, delivered is %.12s", seen.SHA256, file.SHA256)
		}
	}
	if len(i.Files) != len(d.Files) {
		say("", "has %d files, the inspection saw %d", len(d.Files), len(i.Files))
	}
}

// unjudged is about a delivery without an inspection: it may still wait for it, it may have been taken back, or the
// inspection gave up and people judged alone. Nothing can be sent back by an inspection that never was.
func (v *verifier) unjudged(at int, d wire.Delivery) {
	switch d.State {
	case project.DeliverySubmitted, project.DeliveryWithdrawn:
	case project.DeliveryRejected:
		v.fault(at, Fault{Check: Inspections, Version: d.Version, Message: "was sent back by an inspection that is not there"})
	default:
		v.mu.Lock()
		defer v.mu.Unlock()
		v.alone++
		v.checks[Inspections].Note = sentence("%d judged by people alone", v.alone)
	}
}
