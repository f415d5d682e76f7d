package board

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tutti/api/wire"
	"tutti/project"
)

// change brings the row up to the event and gives a line about it, empty for what goes without saying.
func (f *Follower) change(ctx context.Context, row *Row, sub wire.SubGig, e wire.Event) string {
	switch e.Kind {
	case project.LogSubGigReady:
		return ready(row, f.keys(sub.Needs))
	case project.LogOfferMade:
		return f.asked(ctx, row, e)
	case project.LogOfferAccepted:
		person := f.person(ctx, e.SubGigID, e.ActorID) // of a call nobody was asked before
		row.State, row.Person, row.Country, row.Note, row.Trouble = project.Working, person.Name, person.Country, "", false
		return f.named(ctx, e) + " accepts"
	case project.LogOfferDeclined, project.LogOfferExpired:
		return f.refused(ctx, row, e)
	case project.LogDelivered:
		row.State, row.Note, row.Trouble = project.Inspecting, "", false
		row.Version++
		return fmt.Sprintf("%s delivers version %d", row.Person, row.Version)
	case project.LogInspectionPassed:
		row.State = project.InReview
		return ""
	case project.LogInspectionFailed:
		return f.sentBack(ctx, row, e)
	case project.LogRevisionAsked:
		return f.revised(ctx, row, e)
	case project.LogApproved:
		row.State, row.Trouble, row.Note = project.Approved, false, fmt.Sprintf("approved, version %d", row.Version)
		line := row.Note
		if len(row.Detours) > 0 {
			row.Note += " (" + strings.Join(row.Detours, ", ") + ")"
		}
		return line
	}
	if line := proposal(e); line != "" {
		return line
	}
	if line, ok := f.dispute(ctx, row, e); ok {
		return line
	}
	return other(row, e)
}

// proposal tells what is asked of the other side, and the answer; empty for other events. It changes no state by itself.
func proposal(e wire.Event) string {
	words := map[project.LogKind]string{
		project.LogProposed: "proposed", project.LogAgreed: "agreed", project.LogRefused: "refused",
		project.LogLapsed: "not answered in time", project.LogWithdrawn: "taken back",
	}[e.Kind]
	if e.Detail == string(project.Question) {
		words = map[string]string{"proposed": "asked", "agreed": "answered"}[words]
	}
	if words == "" {
		return ""
	}
	return strings.ReplaceAll(e.Detail, "_", " ") + " " + words
}

// dispute reads the state anew when one ends: the work may go on where it stopped.
func (f *Follower) dispute(ctx context.Context, row *Row, e wire.Event) (string, bool) {
	switch e.Kind {
	case project.LogDisputeOpened:
		row.State = project.Disputed
		row.detour("in dispute")
		return row.Note, true
	case project.LogDisputeMoved:
		row.Note = "the dispute is with the " + e.Detail
		return row.Note, true
	case project.LogRuled:
		return "the producer rules: " + e.Detail, true
	case project.LogDisputeSettled, project.LogDisputeRuled:
		row.Note, row.Trouble = "the dispute is over", false
		if now, err := f.client.SubGig(ctx, e.SubGigID); err == nil {
			row.State = now.State
		}
		return row.Note, true
	}
	return "", false
}

func ready(row *Row, needs string) string {
	if needs == "" {
		return ""
	}
	row.Note = "has " + needs + " as reference"
	return needs + " approved: handed on as reference"
}

// asked tells an offer only when it is not the first one: that one goes without saying.
func (f *Follower) asked(ctx context.Context, row *Row, e wire.Event) string {
	first := row.Person == ""
	person := f.person(ctx, e.SubGigID, e.ActorID)
	row.State, row.Person, row.Country = project.Offered, person.Name, person.Country
	if first {
		return ""
	}
	row.Note = "now offered to " + person.Name
	return "the offer goes to " + f.named(ctx, e)
}

// detour notes what did not go straight.
func (r *Row) detour(words string) {
	r.Note, r.Trouble, r.Detours = words, true, append(r.Detours, words)
}

func (f *Follower) refused(ctx context.Context, row *Row, e wire.Event) string {
	row.State = project.Casting
	if e.Kind == project.LogOfferExpired {
		row.detour(row.Person + " stayed silent")
		return f.named(ctx, e) + " stayed silent, the offer expired"
	}
	row.detour(row.Person + " declined")
	line := f.named(ctx, e) + " declines (" + e.Detail + ")"
	if offer, err := f.client.Offer(ctx, e.OfferID); err == nil && offer.Note != "" {
		line += ": “" + offer.Note + "”"
	}
	return line
}

func (f *Follower) sentBack(ctx context.Context, row *Row, e wire.Event) string {
	row.State = project.Working
	row.detour(fmt.Sprintf("version %d sent back", row.Version))
	delivery, err := f.client.Delivery(ctx, e.DeliveryID)
	if err != nil || delivery.Inspection == nil {
		return row.Note
	}
	at := slices.IndexFunc(delivery.Inspection.Findings, func(x project.Finding) bool { return x.Severity == project.Block })
	if at < 0 {
		return row.Note
	}
	found := delivery.Inspection.Findings[at]
	row.Note = fmt.Sprintf("version %d: %s", row.Version, found.Message)
	return strings.TrimSpace(fmt.Sprintf("inspection sends version %d back: %s. %s", row.Version, found.Message, found.Fix))
}

func (f *Follower) revised(ctx context.Context, row *Row, e wire.Event) string {
	row.State = project.Working
	row.detour(fmt.Sprintf("version %d revised", row.Version))
	row.Note = fmt.Sprintf("revision of version %d asked for", row.Version)
	line := f.named(ctx, e) + " asks for a revision"
	delivery, err := f.client.Delivery(ctx, e.DeliveryID)
	if err != nil || len(delivery.Reviews) == 0 {
		return line
	}
	for i, note := range delivery.Reviews[len(delivery.Reviews)-1].Notes {
		line += []string{": ", "; "}[min(i, 1)] + Note(note)
	}
	return line
}

// Note writes a review note as people say it.
func Note(n project.Note) string {
	text := "“" + n.Text + "”"
	if n.Brief > 0 {
		text += fmt.Sprintf(" (brief %d)", n.Brief)
	}
	if n.To > 0 || n.From > 0 {
		text += fmt.Sprintf(" at %s", Stretch(n.From, n.To))
	}
	return text
}

// Stretch writes a place in time as 0:04.8 or 0:04.8 to 0:14.4.
func Stretch(from, to float64) string {
	at := func(s float64) string { return fmt.Sprintf("%d:%04.1f", int(s)/60, s-float64(int(s)/60*60)) }
	if to <= from {
		return at(from)
	}
	return at(from) + " to " + at(to)
}

func other(row *Row, e wire.Event) string {
	states := map[project.LogKind]project.SubGigState{
		project.LogCastExhausted: project.Casting, project.LogSubGigCancelled: project.Cancelled,
		project.LogReleased: project.Casting, project.LogSteppedOut: project.Casting, project.LogLeaveTaken: project.Casting,
		project.LogTakenOver: project.Casting, project.LogCallOpened: project.Casting,
	}
	state, ok := states[e.Kind]
	if ok {
		row.State = state
	}
	words := map[project.LogKind]string{
		project.LogCastExhausted: "nobody is left to ask: the producer must name more people", project.LogSubGigCancelled: "cancelled",
		project.LogReleased: "released by the producer", project.LogSteppedOut: "the seller stepped out",
		project.LogOverdue: "the seller is late", project.LogReviewOverdue: "the review is late",
		project.LogTakenOver: "the seller stayed silent: the next one is asked", project.LogLeaveTaken: "the seller is on leave",
		project.LogApprovedByRule: "nobody reviewed it: approved by rule", project.LogCancelledByAgreement: "they part by agreement",
		project.LogCastOverdue: "nobody was named for too long",
	}[e.Kind]
	if e.Kind == project.LogCallOpened {
		row.Note = "open to all who may answer"
		return row.Note
	}
	if words != "" {
		row.detour(words)
	}
	return words
}

// tell shows what concerns the whole.
func (f *Follower) tell(ctx context.Context, e wire.Event) {
	switch e.Kind {
	case project.LogPreviewBuilt:
		f.previews++
		f.board.Say(fmt.Sprintf("preview %d built%s", f.previews, f.missing(ctx, e.ArtifactID)))
		f.status()
	case project.LogFinalBuilt:
		f.board.Say("the final is built" + f.missing(ctx, e.ArtifactID))
	case project.LogBuildFailed:
		what, why, told := strings.Cut(e.Detail, ": ")
		if !told {
			why = "the server's log says why"
		}
		f.board.Say("the " + what + " could not be built: " + why)
	case project.LogProjectLaunched:
		f.board.Say("launched")
	case project.LogProjectState:
		f.board.Say("the project is " + strings.ReplaceAll(e.Detail, "_", " "))
	}
}

func (f *Follower) missing(ctx context.Context, id project.ArtifactID) string {
	built, err := f.client.Artifact(ctx, id)
	switch {
	case err != nil:
		return ""
	case built.Missing == 0:
		return ", nothing is missing"
	}
	return fmt.Sprintf(", %d of %d in it", len(f.rows)-built.Missing, len(f.rows))
}

// named is the actor of an event, with their country.
func (f *Follower) named(ctx context.Context, e wire.Event) string {
	person := f.person(ctx, e.SubGigID, e.ActorID)
	if person.Country == "" {
		return person.Name
	}
	return person.Name + " (" + person.Country + ")"
}
