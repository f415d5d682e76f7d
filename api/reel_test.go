package api_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// TestAReelIsHeardByThoseWhoCast: a seller shows samples, in their order; those who may see the profile fetch them, others do not.
func TestAReelIsHeardByThoseWhoCast(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	ama := w.ids["ama"]
	send := func(handle, name string) wire.Upload {
		t.Helper()
		up, err := w.as(handle).UploadReader(ctx, wire.UploadRequest{Reel: true, Name: name, Size: int64(len(name))}, strings.NewReader(name), nil)
		must(t, err)
		return up
	}
	none, err := w.as("bea").Reel(ctx, ama)
	if err != nil || len(none.Samples) != 0 {
		t.Fatalf("%+v %v", none, err)
	}
	one, two := send("ama", "brushes.wav"), send("ama", "shuffle.wav")
	reel, err := w.as("ama").PutReel(ctx, ama, wire.ReelRequest{Samples: []wire.SampleRequest{{Title: "Brushes", UploadID: one.ID}, {Title: "A shuffle", UploadID: two.ID}}})
	if err != nil || len(reel.Samples) != 2 {
		t.Fatalf("%+v %v", reel, err)
	}
	if reel, err = w.as("ama").PutReel(ctx, ama, wire.ReelRequest{Samples: []wire.SampleRequest{{Title: "Shuffle", SHA256: two.SHA256}}}); err != nil {
		t.Fatal(err)
	}
	seen, err := w.as("bea").Reel(ctx, ama)
	if err != nil || len(seen.Samples) != 1 || seen.Samples[0].Title != "Shuffle" || seen.Samples[0].File.Name != "shuffle.wav" || !seen.Samples[0].AddedAt.Equal(reel.Samples[0].AddedAt) {
		t.Fatalf("%+v %v", seen, err)
	}
	answer, err := http.Get(seen.Samples[0].File.URL)
	must(t, err)
	defer answer.Body.Close()
	if content, err := io.ReadAll(answer.Body); err != nil || string(content) != "shuffle.wav" {
		t.Errorf("%q %v", content, err)
	}
	_, err = w.as("ben").Reel(ctx, ama)
	wantCode(t, err, project.NotFound)
	_, err = w.as("bea").PutReel(ctx, ama, wire.ReelRequest{Samples: []wire.SampleRequest{}})
	wantCode(t, err, project.Forbidden)

	foreign := send("ben", "theft.wav")
	for name, samples := range map[string][]wire.SampleRequest{
		"an upload of somebody else": {{Title: "x", UploadID: foreign.ID}},
		"a file that is not there":   {{Title: "x", SHA256: one.SHA256}},
		"no file":                    {{Title: "x"}},
		"two files":                  {{Title: "x", SHA256: two.SHA256, UploadID: one.ID}},
		"the same twice":             {{Title: "x", SHA256: two.SHA256}, {Title: "y", SHA256: two.SHA256}},
		"a blank title":              {{Title: " ", SHA256: two.SHA256}},
	} {
		_, err := w.as("ama").PutReel(ctx, ama, wire.ReelRequest{Samples: samples})
		refuses(t, err, project.Invalid, "samples")
		if t.Failed() {
			t.Fatal(name)
		}
	}
	_, err = w.as("ama").CreateUpload(ctx, wire.UploadRequest{Reel: true, Name: "big.wav", Size: project.MaxSampleBytes + 1, Fingerprint: "f"})
	wantCode(t, err, project.Invalid)
}
