package client

import (
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// FuzzStream: whatever comes in as a stream, events come out of it, or it is given up as one that is away.
func FuzzStream(f *testing.F) {
	f.Add("id: 1\nevent: offer.made\ndata: {\"seq\":1,\"kind\":\"offer.made\"}\n\n: still here\n\nid: 2\n\n")
	f.Add("id: 5\nevent: resync\ndata: x\n\nid: 4\ndata: {}\n\n")
	f.Add("id: -9223372036854775809\ndata: {}\n\nid\ndata\n\nid: 1\ndata: [\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := &stream{project: "prj_1", yield: func(e wire.Event, err error) bool {
			if err != nil {
				t.Fatal(err)
			}
			return true
		}}
		err := readMessages(strings.NewReader(text), func() {}, func(m message) (bool, error) { return true, s.deliver(m) })
		if err != nil && project.CodeOf(err) != project.Unavailable {
			t.Fatal(err)
		}
	})
}
