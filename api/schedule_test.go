package api_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tutti/project"
)

// abroad puts somebody on the roster who lives in another time zone.
func (w *world) abroad(handle, zone string, roles ...project.Role) {
	w.t.Helper()
	p := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, w.clock.Now(), handle)), Handle: handle, Name: handle,
		Zone: zone, Roles: roles, CreatedAt: w.clock.Now()}
	_, err := w.records.PutPerson(context.Background(), p)
	must(w.t, err)
	w.ids[handle] = p.ID
	w.tokens[handle] = w.token(handle, time.Time{})
}

// TestTheScheduleIsWrittenInTheReadersZone: the same instants, as the clock on the reader's wall shows them.
func TestTheScheduleIsWrittenInTheReadersZone(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.abroad("bert", "Europe/Berlin", project.RoleBuyer)
	w.abroad("lara", "Australia/Lord_Howe", project.RoleProducer)
	text := strings.Replace(strings.Replace(plan, "producer: ida", "producer: lara", 1), "currency: EUR", "currency: EUR\ndue: 2026-03-29", 1)
	p, err := w.as("bert").CreateProject(ctx, []byte(text))
	must(t, err)
	_, err = w.as("bert").Launch(ctx, p.ID)
	must(t, err)
	bert, err := w.as("bert").Schedule(ctx, p.ID)
	must(t, err)
	lara, err := w.as("lara").Schedule(ctx, p.ID)
	must(t, err)
	if bert.Zone != "Europe/Berlin" || lara.Zone != "Australia/Lord_Howe" || !bert.Due.Equal(*lara.Due) {
		t.Errorf("%s %s, %s %s", bert.Zone, bert.Due, lara.Zone, lara.Due)
	}
	if got := bert.Due.Format(time.RFC3339); got != "2026-03-30T00:00:00+02:00" {
		t.Errorf("due at %s: the day ends in summer time, where the buyer is", got)
	}
	if got := lara.Due.Format(time.RFC3339); got != "2026-03-30T09:00:00+11:00" {
		t.Errorf("the producer reads %s", got)
	}
	// drums are offered and bass waits: twice 48 h, 7 days and 72 h
	if left := bert.Finish.Sub(bert.At).Round(time.Minute); left != 2*(48+168+72)*time.Hour {
		t.Errorf("everything takes %s", left)
	}
	if len(bert.Items) != 2 || len(bert.Critical) != 2 || bert.Items[1].Begun || *bert.SlackSeconds != int64(bert.Due.Sub(bert.Finish)/time.Second) {
		t.Errorf("%+v", bert)
	}
	for _, handle := range []string{"ama", "cem", "bob"} {
		_, err := w.as(handle).Schedule(ctx, p.ID)
		if code := project.CodeOf(err); code != project.NotFound && code != project.Forbidden {
			t.Errorf("%s sees the schedule: %v", handle, err)
		}
	}
}

// TestAKnockOnShowsASellerNoOthers: dates and a number, neither names nor prices.
func TestAKnockOnShowsASellerNoOthers(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.launched()
	o := w.accepted("ama")
	seller, err := w.as("ama").KnockOn(ctx, o.SubGigID, 48*time.Hour)
	must(t, err)
	producer, err := w.as("ida").KnockOn(ctx, o.SubGigID, 48*time.Hour)
	must(t, err)
	if seller.Others != 1 || seller.Moves != nil || seller.Fits || seller.ProjectAfter.Sub(seller.ProjectBefore) != 48*time.Hour {
		t.Errorf("the seller sees %+v", seller)
	}
	if len(producer.Moves) != 1 || producer.Moves[0].Key != "bass" || producer.Moves[0].BySeconds != 48*3600 {
		t.Errorf("the producer sees %+v", producer)
	}
	text, _ := json.Marshal(seller)
	for _, secret := range []string{"bass", "Bass", "8000", string(producer.Moves[0].SubGigID)} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the seller sees %s: %s", secret, text)
		}
	}
	for handle, code := range map[string]project.Code{"cem": project.NotFound, "ben": project.NotFound, "bob": project.NotFound} {
		_, err := w.as(handle).KnockOn(ctx, o.SubGigID, time.Hour)
		wantCode(t, err, code)
	}
	_, err = w.as("ama").KnockOn(ctx, o.SubGigID, 0)
	wantCode(t, err, project.Invalid)
	if again, err := w.as("ida").SubGig(ctx, o.SubGigID); err != nil || again.WorkForSeconds != 7*24*3600 {
		t.Errorf("asking has changed something: %+v %v", again, err)
	}
}
