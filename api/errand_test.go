package api_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"tutti/api/planfile"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// errand stands in for a worker: it cuts a source into lines, stores them and refuses what is no text.
func (w *world) errand(ctx context.Context, e project.Errand) project.Errand {
	e.State = project.ErrandDone
	if e.Kind == project.DryRun {
		found, _ := w.held.inspect(project.Delivery{SubGig: e.SubGig, Files: e.Files})
		e.Found = &found
		return e
	}
	source := e.Files[0]
	text, err := w.stored(ctx, source.SHA256)
	if err != nil || !strings.HasSuffix(source.Name, ".txt") {
		e.State, e.Problem = project.ErrandRefused, fmt.Sprintf("%q cannot be split", source.Name)
		return e
	}
	e.Split = &project.Split{Source: source, Format: "text", By: project.ByRows, Unit: "rows", Recipe: project.Recipe{Kind: project.RecipeBook},
		Spec: project.Spec{Kind: project.KindText}}
	for _, line := range strings.SplitAfter(text, "\n") {
		n := e.Split.Total
		sum := sha256.Sum256([]byte(line))
		file := project.DeliveryFile{Name: fmt.Sprintf("part-%d.txt", n+1), SHA256: hex.EncodeToString(sum[:]), Size: int64(len(line)), Type: "text/plain"}
		if err := w.objects.Put(ctx, project.ObjectKey(file.SHA256), strings.NewReader(line), file.Size, file.Type, file.SHA256); err != nil {
			e.State, e.Problem = project.ErrandFailed, err.Error()
			return e
		}
		e.Split.Cuts = append(e.Split.Cuts, project.Cut{Key: fmt.Sprintf("part-%d", n+1), Title: strings.TrimSpace(line), From: n, To: n + 1, File: file})
		e.Split.Total++
	}
	return e
}

func (w *world) stored(ctx context.Context, sum string) (string, error) {
	body, _, err := w.objects.Get(ctx, project.ObjectKey(sum))
	if err != nil {
		return "", err
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	return string(text), err
}

// source sends a source up that belongs to no project.
func (w *world) source(handle, name, text string) wire.Upload {
	w.t.Helper()
	up, err := w.as(handle).UploadReader(context.Background(), wire.UploadRequest{Source: true, Name: name, Size: int64(len(text))}, strings.NewReader(text), nil)
	must(w.t, err)
	return up
}

func (w *world) splitOf(handle string) wire.SplitRun {
	w.t.Helper()
	up := w.source(handle, "walk.txt", "Harbour\nBridge\nMarket")
	split, err := w.as(handle).Split(context.Background(), wire.SplitRequest{UploadID: up.ID})
	must(w.t, err)
	return split
}

// TestASourceBecomesAProject: sent up, split, proposed as a plan, and launched with its pieces as references.
func TestASourceBecomesAProject(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	split := w.splitOf("bea")
	if split.State != project.ErrandDone || len(split.Split.Cuts) != 3 || len(split.Links) != 3 {
		t.Fatalf("split %+v", split)
	}
	answer, err := http.Get(split.Links[1].URL)
	must(t, err)
	defer answer.Body.Close()
	if text, _ := io.ReadAll(answer.Body); string(text) != "Bridge\n" {
		t.Errorf("the second piece is %q", text)
	}
	if _, err := w.as("bea").SplitPlan(ctx, split.ID, project.SplitTerms{Price: "-5"}); project.CodeOf(err) != project.Invalid {
		t.Errorf("a plan with a negative price was proposed: %v", err)
	}
	plan, err := w.as("bea").SplitPlan(ctx, split.ID, project.SplitTerms{Title: "A walk", Role: "translator", Price: "12.50", Brief: []string{"Translate it.", "Keep names."}})
	must(t, err)
	for i := range plan.SubGigs {
		plan.SubGigs[i].Cast = []string{"ama"}
	}
	text, err := planfile.Write(plan)
	must(t, err)
	p, err := w.as("bea").CreateSplitProject(ctx, text, split.ID)
	must(t, err)
	if p, err = w.as("bea").Launch(ctx, p.ID); err != nil || p.State != project.ProjectRunning {
		t.Fatalf("%+v %v", p, err)
	}
	refs, err := w.as("bea").References(ctx, p.ID)
	must(t, err)
	if len(refs.Items) != 3 || refs.Items[2].File == nil || refs.Items[2].File.SHA256 != split.Split.Cuts[2].File.SHA256 {
		t.Errorf("references %+v", refs.Items)
	}
	offers, err := w.as("ama").Offers(ctx, client.OfferQuery{})
	must(t, err)
	seen, err := w.as("ama").SubGigReferences(ctx, offers.Items[0].SubGigID)
	must(t, err)
	if len(seen.References) != 1 {
		t.Errorf("a seller works from %d references, want the own piece: %+v", len(seen.References), seen.References)
	}
}

func TestASplitThatIsRefusedSaysWhy(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	split, err := w.as("bea").Split(ctx, wire.SplitRequest{UploadID: w.source("bea", "walk.exe", "MZ").ID})
	must(t, err)
	if split.State != project.ErrandRefused || !strings.Contains(split.Problem, "walk.exe") {
		t.Errorf("split %+v", split)
	}
	_, err = w.as("bea").SplitPlan(ctx, split.ID, project.SplitTerms{})
	refuses(t, err, project.Conflict, "no plan yet")
	_, err = w.as("bea").CreateSplitProject(ctx, []byte(plan), split.ID)
	refuses(t, err, project.Conflict, "no pieces yet")
	_, err = w.as("bob").Split(ctx, wire.SplitRequest{UploadID: w.source("bea", "other.txt", "text").ID})
	refuses(t, err, project.Invalid, "cannot be split")
}

// TestADryRunHasNoConsequences: it judges like a delivery, and leaves no trace in the project.
func TestADryRunHasNoConsequences(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	_, err := w.as("ama").Decline(ctx, w.offer("ama").ID, wire.DeclineRequest{Reason: "busy"})
	must(t, err)
	offer := w.accepted("ben")
	before, err := w.as("bea").Project(ctx, p.ID)
	must(t, err)
	w.held.verdict = func(d project.Delivery) project.Inspection {
		i := project.Inspection{Delivery: d.ID, Findings: []project.Finding{{Code: "silent", Severity: project.Block, Message: "the file is silent"}}}
		i.Judge()
		return i
	}
	up := w.sent("ben", offer, "take.wav", []byte("noise"))
	for range 3 {
		run, err := w.as("ben").DryRun(ctx, offer.SubGigID, wire.DryRunRequest{UploadIDs: []project.UploadID{up.ID}})
		must(t, err)
		if run, err = w.as("ben").DryRunOf(ctx, run.ID); err != nil || run.State != project.ErrandDone || run.Inspection.Passed || len(run.Inspection.Findings) != 1 {
			t.Fatalf("%+v %v", run, err)
		}
	}
	after, err := w.as("bea").Project(ctx, p.ID)
	must(t, err)
	sub, err := w.as("ben").SubGig(ctx, offer.SubGigID)
	must(t, err)
	list, err := w.as("ben").Deliveries(ctx, offer.SubGigID)
	must(t, err)
	if after.LastEvent != before.LastEvent || sub.State != project.Working || len(list.Items) != 0 {
		t.Errorf("a dry run left something behind: %d events more, state %s, %d deliveries", after.LastEvent-before.LastEvent, sub.State, len(list.Items))
	}
}

func refuses(t *testing.T, err error, code project.Code, says string) {
	t.Helper()
	if project.CodeOf(err) != code || !strings.Contains(err.Error(), says) {
		t.Errorf("error %v, want %s saying %q", err, code, says)
	}
}
