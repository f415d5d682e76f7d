package api_test

import (
	"context"
	"strings"
	"testing"

	"tutti/client"
	"tutti/project"
)

// sounding is a stage whose delivery is sound that was drawn, reduced and made ready for the review room.
func sounding(t *testing.T) *stage {
	t.Helper()
	w := newWorld(t)
	w.held.verdict = func(d project.Delivery) project.Inspection {
		i := inspected(d, "audio/vnd.wave")
		for n, f := range i.Files {
			keep := func(profile string) string {
				key := project.DerivedKey(f.SHA256, profile)
				must(t, w.objects.Put(context.Background(), key, strings.NewReader(profile), int64(len(profile)), "application/octet-stream", ""))
				return key
			}
			i.Files[n].Audio = &project.AudioFacts{Seconds: 12.5, LUFS: -18}
			i.Files[n].Peaks, i.Files[n].Previews = keep("peaks.dat"), []string{keep("preview.mp3")}
			keep(project.ReviewSound)
		}
		return i
	}
	return newStageIn(t, w)
}

func TestTheReviewRoomHasEveryStem(t *testing.T) {
	s := sounding(t)
	ctx := context.Background()
	all, err := s.as("bea").Stems(ctx, s.project.ID, client.Page{})
	must(t, err)
	one, err := s.as("ben").DeliveryStems(ctx, s.delivery.ID)
	must(t, err)
	if len(all.Items) != 1 || len(one.Items) != 1 {
		t.Fatalf("%+v %+v", all, one)
	}
	for _, stem := range append(all.Items, one.Items...) {
		if stem.DeliveryID != s.delivery.ID || stem.File != "take.wav" || stem.Seconds != 12.5 || stem.LUFS != -18 || stem.RateHz != project.ReviewRate {
			t.Errorf("%+v", stem)
		}
		if s.fetched(stem.Peaks.URL) != "peaks.dat" || s.fetched(stem.Sound.URL) != project.ReviewSound {
			t.Error("the links lead elsewhere")
		}
	}
	_, err = s.as("ben").Stems(ctx, s.project.ID, client.Page{})
	wantCode(t, err, project.Forbidden)
	_, err = s.as("dan").DeliveryStems(ctx, s.delivery.ID)
	wantCode(t, err, project.NotFound)
}
