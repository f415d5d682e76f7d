package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tutti/activities"
	"tutti/project"
)

// points numbers the calls of the ports that change something. It writes each down as it begins and as it ends, or kills
// this process before or after one of them.
type points struct {
	mu    sync.Mutex
	count map[string]int // by method
	diary *os.File       // where calls are written down; nil: nowhere
	kill  string         // "before Records.Commit#3" or "after ...", empty: never
}

// note numbers a call. The calls of one method are counted by themselves: what runs side by side has no order.
func (p *points) note(method string) (name string) {
	p.mu.Lock()
	p.count[method]++
	name = fmt.Sprintf("%s#%d", method, p.count[method])
	p.mu.Unlock()
	p.reach("before", name)
	return name
}

func (p *points) reach(when, name string) {
	if p.kill == when+" "+name {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing of this process goes on
	}
	if p.diary != nil {
		_, _ = fmt.Fprintf(p.diary, "%s %s\n", when, name)
	}
}

// do is a call that gives nothing but an error.
func (p *points) do(method string, call func() error) error {
	name := p.note(method)
	defer p.reach("after", name)
	return call()
}

func give[T any](p *points, method string, call func() (T, error)) (T, error) {
	name := p.note(method)
	defer p.reach("after", name)
	return call()
}

// wrap stands between the program and its adapters.
func (p *points) wrap(to Ports) Ports {
	return Ports{
		Records: &crashRecords{to.Records, p}, Objects: &crashObjects{to.Objects, p}, Live: &crashLive{to.Live, p},
		Process: &crashProcess{to.Process, p}, Assembly: &crashAssembly{to.Assembly, p}, Mailer: &crashMailer{to.Mailer, p},
	}
}

type crashRecords struct {
	project.Records
	p *points
}

func (r *crashRecords) PutPerson(ctx context.Context, v project.Person) (project.Person, error) {
	return give(r.p, "Records.PutPerson", func() (project.Person, error) { return r.Records.PutPerson(ctx, v) })
}

func (r *crashRecords) PutMember(ctx context.Context, m project.Member) (project.Member, error) {
	return give(r.p, "Records.PutMember", func() (project.Member, error) { return r.Records.PutMember(ctx, m) })
}

func (r *crashRecords) EndMember(ctx context.Context, id project.MemberID, actor project.PersonID, at time.Time) error {
	return r.p.do("Records.EndMember", func() error { return r.Records.EndMember(ctx, id, actor, at) })
}

func (r *crashRecords) PutMessage(ctx context.Context, m project.Message) (project.Message, error) {
	return give(r.p, "Records.PutMessage", func() (project.Message, error) { return r.Records.PutMessage(ctx, m) })
}

func (r *crashRecords) ChangeMessage(ctx context.Context, next project.Message, log project.LogEvent) error {
	return r.p.do("Records.ChangeMessage", func() error { return r.Records.ChangeMessage(ctx, next, log) })
}

func (r *crashRecords) ReportMessage(ctx context.Context, v project.Report, log project.LogEvent) error {
	return r.p.do("Records.ReportMessage", func() error { return r.Records.ReportMessage(ctx, v, log) })
}

func (r *crashRecords) CloseReports(ctx context.Context, id project.MessageID, log project.LogEvent) error {
	return r.p.do("Records.CloseReports", func() error { return r.Records.CloseReports(ctx, id, log) })
}

func (r *crashRecords) PinAnswer(ctx context.Context, v project.PinnedAnswer) (project.PinnedAnswer, error) {
	return give(r.p, "Records.PinAnswer", func() (project.PinnedAnswer, error) { return r.Records.PinAnswer(ctx, v) })
}

func (r *crashRecords) AcknowledgeBrief(ctx context.Context, v project.Acknowledgement) error {
	return r.p.do("Records.AcknowledgeBrief", func() error { return r.Records.AcknowledgeBrief(ctx, v) })
}

func (r *crashRecords) PutRoundNote(ctx context.Context, v project.RoundNote) (project.RoundNote, error) {
	return give(r.p, "Records.PutRoundNote", func() (project.RoundNote, error) { return r.Records.PutRoundNote(ctx, v) })
}

func (r *crashRecords) DropRoundNote(ctx context.Context, id project.NoteID, actor project.PersonID, at time.Time) error {
	return r.p.do("Records.DropRoundNote", func() error { return r.Records.DropRoundNote(ctx, id, actor, at) })
}

func (r *crashRecords) PutShowing(ctx context.Context, id project.ProjectID, person project.PersonID, s project.Showing) error {
	return r.p.do("Records.PutShowing", func() error { return r.Records.PutShowing(ctx, id, person, s) })
}

func (r *crashRecords) PutAppeal(ctx context.Context, a project.TrustAppeal) error {
	return r.p.do("Records.PutAppeal", func() error { return r.Records.PutAppeal(ctx, a) })
}

func (r *crashRecords) PutErrand(ctx context.Context, e project.Errand) (project.Errand, error) {
	return give(r.p, "Records.PutErrand", func() (project.Errand, error) { return r.Records.PutErrand(ctx, e) })
}

func (r *crashRecords) EndErrand(ctx context.Context, e project.Errand) error {
	return r.p.do("Records.EndErrand", func() error { return r.Records.EndErrand(ctx, e) })
}

func (r *crashRecords) PutWebhook(ctx context.Context, w project.Webhook) (project.Webhook, error) {
	return give(r.p, "Records.PutWebhook", func() (project.Webhook, error) { return r.Records.PutWebhook(ctx, w) })
}

func (r *crashRecords) RotateWebhook(ctx context.Context, id project.WebhookID, s project.WebhookSecret) (project.Webhook, error) {
	return give(r.p, "Records.RotateWebhook", func() (project.Webhook, error) { return r.Records.RotateWebhook(ctx, id, s) })
}

func (r *crashRecords) EnableWebhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	return give(r.p, "Records.EnableWebhook", func() (project.Webhook, error) { return r.Records.EnableWebhook(ctx, id) })
}

func (r *crashRecords) RemoveWebhook(ctx context.Context, id project.WebhookID) error {
	return r.p.do("Records.RemoveWebhook", func() error { return r.Records.RemoveWebhook(ctx, id) })
}

func (r *crashRecords) StepWebhook(ctx context.Context, s project.WebhookStep) (project.Webhook, error) {
	return give(r.p, "Records.StepWebhook", func() (project.Webhook, error) { return r.Records.StepWebhook(ctx, s) })
}

func (r *crashRecords) PutLetters(ctx context.Context, letters ...project.Letter) error {
	return r.p.do("Records.PutLetters", func() error { return r.Records.PutLetters(ctx, letters...) })
}

func (r *crashRecords) HandLetter(ctx context.Context, id project.LetterID, tries int, answerBy time.Time) error {
	return r.p.do("Records.HandLetter", func() error { return r.Records.HandLetter(ctx, id, tries, answerBy) })
}

func (r *crashRecords) HearLetter(ctx context.Context, id project.LetterID, news project.LetterNews) error {
	return r.p.do("Records.HearLetter", func() error { return r.Records.HearLetter(ctx, id, news) })
}

func (r *crashRecords) AgainLetter(ctx context.Context, id project.LetterID, at time.Time) error {
	return r.p.do("Records.AgainLetter", func() error { return r.Records.AgainLetter(ctx, id, at) })
}

func (r *crashRecords) Tell(ctx context.Context, v project.Telling) error {
	return r.p.do("Records.Tell", func() error { return r.Records.Tell(ctx, v) })
}

func (r *crashRecords) ReadNotices(ctx context.Context, to project.PersonID, ids []project.NoticeID, upTo project.NoticeID, at time.Time) error {
	return r.p.do("Records.ReadNotices", func() error { return r.Records.ReadNotices(ctx, to, ids, upTo, at) })
}

func (r *crashRecords) PutChoices(ctx context.Context, person project.PersonID, choices []project.Choice, at time.Time) error {
	return r.p.do("Records.PutChoices", func() error { return r.Records.PutChoices(ctx, person, choices, at) })
}

func (r *crashRecords) PutCalendar(ctx context.Context, person project.PersonID, hash string, at time.Time) error {
	return r.p.do("Records.PutCalendar", func() error { return r.Records.PutCalendar(ctx, person, hash, at) })
}

func (r *crashRecords) InstanceKey(ctx context.Context, name, fresh string) (string, error) {
	return give(r.p, "Records.InstanceKey", func() (string, error) { return r.Records.InstanceKey(ctx, name, fresh) })
}

func (r *crashRecords) BeginExport(ctx context.Context, e project.Export) (project.Export, error) {
	return give(r.p, "Records.BeginExport", func() (project.Export, error) { return r.Records.BeginExport(ctx, e) })
}

func (r *crashRecords) EndExport(ctx context.Context, id project.ExportID, file *project.ArtifactFile, reason string, at time.Time) error {
	return r.p.do("Records.EndExport", func() error { return r.Records.EndExport(ctx, id, file, reason, at) })
}

func (r *crashRecords) PutToken(ctx context.Context, v project.Token) error {
	return r.p.do("Records.PutToken", func() error { return r.Records.PutToken(ctx, v) })
}

func (r *crashRecords) RevokeToken(ctx context.Context, id project.TokenID, at time.Time) error {
	return r.p.do("Records.RevokeToken", func() error { return r.Records.RevokeToken(ctx, id, at) })
}

func (r *crashRecords) SeenToken(ctx context.Context, id project.TokenID, at time.Time) error {
	return r.p.do("Records.SeenToken", func() error { return r.Records.SeenToken(ctx, id, at) })
}

func (r *crashRecords) PutLink(ctx context.Context, l project.Link) (bool, error) {
	return give(r.p, "Records.PutLink", func() (bool, error) { return r.Records.PutLink(ctx, l) })
}

func (r *crashRecords) TryLinks(ctx context.Context, person project.PersonID, at time.Time) ([]project.Link, error) {
	return give(r.p, "Records.TryLinks", func() ([]project.Link, error) { return r.Records.TryLinks(ctx, person, at) })
}

func (r *crashRecords) UseLink(ctx context.Context, id project.LinkID, s project.Session) error {
	return r.p.do("Records.UseLink", func() error { return r.Records.UseLink(ctx, id, s) })
}

func (r *crashRecords) PutSession(ctx context.Context, s project.Session) error {
	return r.p.do("Records.PutSession", func() error { return r.Records.PutSession(ctx, s) })
}

func (r *crashRecords) SeenSession(ctx context.Context, id project.SessionID, at time.Time) error {
	return r.p.do("Records.SeenSession", func() error { return r.Records.SeenSession(ctx, id, at) })
}

func (r *crashRecords) RevokeSession(ctx context.Context, person project.PersonID, id project.SessionID, at time.Time) error {
	return r.p.do("Records.RevokeSession", func() error { return r.Records.RevokeSession(ctx, person, id, at) })
}

func (r *crashRecords) RevokeSessions(ctx context.Context, person project.PersonID, at time.Time) error {
	return r.p.do("Records.RevokeSessions", func() error { return r.Records.RevokeSessions(ctx, person, at) })
}

func (r *crashRecords) DraftProposal(ctx context.Context, v project.ProposalRecord) error {
	return r.p.do("Records.DraftProposal", func() error { return r.Records.DraftProposal(ctx, v) })
}

func (r *crashRecords) ReplyProposal(ctx context.Context, id project.ProposalID, reply string) error {
	return r.p.do("Records.ReplyProposal", func() error { return r.Records.ReplyProposal(ctx, id, reply) })
}

func (r *crashRecords) PutApplication(ctx context.Context, v project.Application) (project.Application, error) {
	return give(r.p, "Records.PutApplication", func() (project.Application, error) { return r.Records.PutApplication(ctx, v) })
}

func (r *crashRecords) CreateProject(ctx context.Context, n project.NewProject) error {
	return r.p.do("Records.CreateProject", func() error { return r.Records.CreateProject(ctx, n) })
}

func (r *crashRecords) PutReferenceFile(ctx context.Context, id project.ProjectID, key string, file project.DeliveryFile, actor project.PersonID, at time.Time) error {
	return r.p.do("Records.PutReferenceFile", func() error { return r.Records.PutReferenceFile(ctx, id, key, file, actor, at) })
}

func (r *crashRecords) PutRequirementAnswer(ctx context.Context, v project.RequirementAnswer, subGigs []string) error {
	return r.p.do("Records.PutRequirementAnswer", func() error { return r.Records.PutRequirementAnswer(ctx, v, subGigs) })
}

func (r *crashRecords) NoteOffer(ctx context.Context, id project.OfferID, note string) error {
	return r.p.do("Records.NoteOffer", func() error { return r.Records.NoteOffer(ctx, id, note) })
}

func (r *crashRecords) PutUpload(ctx context.Context, u project.Upload) (project.Upload, error) {
	return give(r.p, "Records.PutUpload", func() (project.Upload, error) { return r.Records.PutUpload(ctx, u) })
}

func (r *crashRecords) MoveUpload(ctx context.Context, id project.UploadID, from, to project.UploadState, sha256 string, at time.Time) error {
	return r.p.do("Records.MoveUpload", func() error { return r.Records.MoveUpload(ctx, id, from, to, sha256, at) })
}

func (r *crashRecords) DraftDelivery(ctx context.Context, d project.Delivery) error {
	return r.p.do("Records.DraftDelivery", func() error { return r.Records.DraftDelivery(ctx, d) })
}

func (r *crashRecords) PutInspection(ctx context.Context, i project.Inspection, at time.Time) error {
	return r.p.do("Records.PutInspection", func() error { return r.Records.PutInspection(ctx, i, at) })
}

func (r *crashRecords) DraftReview(ctx context.Context, v project.Review) error {
	return r.p.do("Records.DraftReview", func() error { return r.Records.DraftReview(ctx, v) })
}

func (r *crashRecords) PutArtifact(ctx context.Context, a project.Artifact) (project.Artifact, error) {
	return give(r.p, "Records.PutArtifact", func() (project.Artifact, error) { return r.Records.PutArtifact(ctx, a) })
}

func (r *crashRecords) Commit(ctx context.Context, c project.Commit) (project.Committed, error) {
	return give(r.p, "Records.Commit", func() (project.Committed, error) { return r.Records.Commit(ctx, c) })
}

func (r *crashRecords) BeginCommand(ctx context.Context, c project.CommandRecord) (project.CommandRecord, error) {
	return give(r.p, "Records.BeginCommand", func() (project.CommandRecord, error) { return r.Records.BeginCommand(ctx, c) })
}

func (r *crashRecords) EndCommand(ctx context.Context, c project.CommandRecord) error {
	return r.p.do("Records.EndCommand", func() error { return r.Records.EndCommand(ctx, c) })
}

func (r *crashRecords) AppendAudit(ctx context.Context, lines []project.AuditLine) error {
	return r.p.do("Records.AppendAudit", func() error { return r.Records.AppendAudit(ctx, lines) })
}

func (r *crashRecords) ErasePerson(ctx context.Context, id project.PersonID, at time.Time) (project.Erased, error) {
	return give(r.p, "Records.ErasePerson", func() (project.Erased, error) { return r.Records.ErasePerson(ctx, id, at) })
}

func (r *crashRecords) LoseCommands(ctx context.Context, before time.Time, limit int) (int, error) {
	return give(r.p, "Records.LoseCommands", func() (int, error) { return r.Records.LoseCommands(ctx, before, limit) })
}

func (r *crashRecords) Forget(ctx context.Context, class project.DataClass, before time.Time, limit int) (int, error) {
	return give(r.p, "Records.Forget", func() (int, error) { return r.Records.Forget(ctx, class, before, limit) })
}

func (r *crashRecords) RetireUploads(ctx context.Context, before, at time.Time, limit int) (int, error) {
	return give(r.p, "Records.RetireUploads", func() (int, error) { return r.Records.RetireUploads(ctx, before, at, limit) })
}

func (r *crashRecords) PutCreditConsent(ctx context.Context, c project.CreditConsent) error {
	return r.p.do("Records.PutCreditConsent", func() error { return r.Records.PutCreditConsent(ctx, c) })
}

func (r *crashRecords) PutCreditPage(ctx context.Context, v project.CreditPage) (project.CreditPage, error) {
	return give(r.p, "Records.PutCreditPage", func() (project.CreditPage, error) { return r.Records.PutCreditPage(ctx, v) })
}

func (r *crashRecords) RemoveCreditPage(ctx context.Context, id project.ProjectID, actor project.PersonID, at time.Time) error {
	return r.p.do("Records.RemoveCreditPage", func() error { return r.Records.RemoveCreditPage(ctx, id, actor, at) })
}

func (r *crashRecords) PutPush(ctx context.Context, s project.PushSubscription) error {
	return r.p.do("Records.PutPush", func() error { return r.Records.PutPush(ctx, s) })
}

func (r *crashRecords) RemovePush(ctx context.Context, person project.PersonID, id project.PushID) error {
	return r.p.do("Records.RemovePush", func() error { return r.Records.RemovePush(ctx, person, id) })
}

func (r *crashRecords) TakePushes(ctx context.Context, at time.Time, limit int) ([]project.Push, error) {
	return give(r.p, "Records.TakePushes", func() ([]project.Push, error) { return r.Records.TakePushes(ctx, at, limit) })
}

func (r *crashRecords) PushAgain(ctx context.Context, p project.Push, due time.Time) error {
	return r.p.do("Records.PushAgain", func() error { return r.Records.PushAgain(ctx, p, due) })
}

func (r *crashRecords) RetireMessages(ctx context.Context, before, at time.Time, limit int) (int, error) {
	return give(r.p, "Records.RetireMessages", func() (int, error) { return r.Records.RetireMessages(ctx, before, at, limit) })
}

func (r *crashRecords) FilesGone(ctx context.Context, sums []string, at time.Time) error {
	return r.p.do("Records.FilesGone", func() error { return r.Records.FilesGone(ctx, sums, at) })
}

func (r *crashRecords) PostLedger(ctx context.Context, id project.ProjectID, bookings []project.Booking, at time.Time) (project.Booked, error) {
	return give(r.p, "Records.PostLedger", func() (project.Booked, error) { return r.Records.PostLedger(ctx, id, bookings, at) })
}

func (r *crashRecords) ClearDue(ctx context.Context, now time.Time, limit int) (project.ClearedDue, error) {
	return give(r.p, "Records.ClearDue", func() (project.ClearedDue, error) { return r.Records.ClearDue(ctx, now, limit) })
}

func (r *crashRecords) KeepAudit(ctx context.Context, a project.Audit) error {
	return r.p.do("Records.KeepAudit", func() error { return r.Records.KeepAudit(ctx, a) })
}

func (r *crashRecords) PutRanking(ctx context.Context, v project.RankingRecord) (project.RankingRecord, error) {
	return give(r.p, "Records.PutRanking", func() (project.RankingRecord, error) { return r.Records.PutRanking(ctx, v) })
}

func (r *crashRecords) ChangePerson(ctx context.Context, id project.PersonID, change project.PersonChange) (was, is project.Person, err error) {
	err = r.p.do("Records.ChangePerson", func() (err error) { was, is, err = r.Records.ChangePerson(ctx, id, change); return err })
	return was, is, err
}

func (r *crashRecords) PutReel(ctx context.Context, id project.PersonID, v []project.Sample, at time.Time) error {
	return r.p.do("Records.PutReel", func() error { return r.Records.PutReel(ctx, id, v, at) })
}

func (r *crashRecords) PutProfile(ctx context.Context, v project.Profile) error {
	return r.p.do("Records.PutProfile", func() error { return r.Records.PutProfile(ctx, v) })
}

func (r *crashRecords) TakeLeave(ctx context.Context, id project.PersonID, l project.Leave) error {
	return r.p.do("Records.TakeLeave", func() error { return r.Records.TakeLeave(ctx, id, l) })
}

func (r *crashRecords) KeepSeller(ctx context.Context, k project.Keeping) error {
	return r.p.do("Records.KeepSeller", func() error { return r.Records.KeepSeller(ctx, k) })
}

func (r *crashRecords) DropSeller(ctx context.Context, buyer, person project.PersonID) error {
	return r.p.do("Records.DropSeller", func() error { return r.Records.DropSeller(ctx, buyer, person) })
}

func (r *crashRecords) ImportRoster(ctx context.Context, in project.RosterImport) error {
	return r.p.do("Records.ImportRoster", func() error { return r.Records.ImportRoster(ctx, in) })
}

func (r *crashRecords) PutRating(ctx context.Context, v project.Rating) (project.Rating, error) {
	return give(r.p, "Records.PutRating", func() (project.Rating, error) { return r.Records.PutRating(ctx, v) })
}

func (r *crashRecords) MakePayout(ctx context.Context, v project.Payout) (project.Payout, error) {
	return give(r.p, "Records.MakePayout", func() (project.Payout, error) { return r.Records.MakePayout(ctx, v) })
}

func (r *crashRecords) TryPayout(ctx context.Context, id project.PayoutID, at time.Time) (project.Payout, error) {
	return give(r.p, "Records.TryPayout", func() (project.Payout, error) { return r.Records.TryPayout(ctx, id, at) })
}

func (r *crashRecords) HearPayout(ctx context.Context, id project.PayoutID, n project.PayoutNews, at time.Time) (project.Payout, error) {
	return give(r.p, "Records.HearPayout", func() (project.Payout, error) { return r.Records.HearPayout(ctx, id, n, at) })
}

func (r *crashRecords) PutDestination(ctx context.Context, d project.Destination) error {
	return r.p.do("Records.PutDestination", func() error { return r.Records.PutDestination(ctx, d) })
}

func (r *crashRecords) DraftPlan(ctx context.Context, d project.PlanDraft) error {
	return r.p.do("Records.DraftPlan", func() error { return r.Records.DraftPlan(ctx, d) })
}

func (r *crashRecords) Replan(ctx context.Context, v project.Replanning) (project.Replanned, error) {
	return give(r.p, "Records.Replan", func() (project.Replanned, error) { return r.Records.Replan(ctx, v) })
}

type crashObjects struct {
	project.Objects
	p *points
}

func (o *crashObjects) Put(ctx context.Context, key string, r io.Reader, size int64, mediaType, sha256 string) error {
	return o.p.do("Objects.Put", func() error { return o.Objects.Put(ctx, key, r, size, mediaType, sha256) })
}

func (o *crashObjects) Copy(ctx context.Context, from, to string) error {
	return o.p.do("Objects.Copy", func() error { return o.Objects.Copy(ctx, from, to) })
}

func (o *crashObjects) Compose(ctx context.Context, key, mediaType string, stretches []project.Stretch) (int64, error) {
	return give(o.p, "Objects.Compose", func() (int64, error) { return o.Objects.Compose(ctx, key, mediaType, stretches) })
}

func (o *crashObjects) Delete(ctx context.Context, key string) error {
	return o.p.do("Objects.Delete", func() error { return o.Objects.Delete(ctx, key) })
}

func (o *crashObjects) StartParts(ctx context.Context, key, mediaType string) (string, error) {
	return give(o.p, "Objects.StartParts", func() (string, error) { return o.Objects.StartParts(ctx, key, mediaType) })
}

func (o *crashObjects) FinishParts(ctx context.Context, key, storeID string, parts []project.Part) error {
	return o.p.do("Objects.FinishParts", func() error { return o.Objects.FinishParts(ctx, key, storeID, parts) })
}

func (o *crashObjects) AbortParts(ctx context.Context, key, storeID string) error {
	return o.p.do("Objects.AbortParts", func() error { return o.Objects.AbortParts(ctx, key, storeID) })
}

type crashLive struct {
	project.Live
	p *points
}

func (l *crashLive) Wake(ctx context.Context, id project.ProjectID) error {
	return l.p.do("Live.Wake", func() error { return l.Live.Wake(ctx, id) })
}

type crashProcess struct {
	project.Process
	p *points
}

func (c *crashProcess) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return c.p.do("Process.Launch", func() error { return c.Process.Launch(ctx, id, actor, key) })
}

func (c *crashProcess) SubGig(ctx context.Context, id project.ProjectID, section int, sub project.SubGigID, command project.Command, key string) error {
	return c.p.do("Process.SubGig", func() error { return c.Process.SubGig(ctx, id, section, sub, command, key) })
}

func (c *crashProcess) DecideFinal(ctx context.Context, id project.ProjectID, actor project.PersonID, artifact project.ArtifactID, approve bool, key string) error {
	return c.p.do("Process.DecideFinal", func() error { return c.Process.DecideFinal(ctx, id, actor, artifact, approve, key) })
}

func (c *crashProcess) CancelProject(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return c.p.do("Process.CancelProject", func() error { return c.Process.CancelProject(ctx, id, actor, key) })
}

func (c *crashProcess) Replan(ctx context.Context, id project.ProjectID, actor project.PersonID, version int, key string) error {
	return c.p.do("Process.Replan", func() error { return c.Process.Replan(ctx, id, actor, version, key) })
}

func (c *crashProcess) Pause(ctx context.Context, id project.ProjectID, actor project.PersonID, until time.Time, key string) error {
	return c.p.do("Process.Pause", func() error { return c.Process.Pause(ctx, id, actor, until, key) })
}

func (c *crashProcess) Resume(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return c.p.do("Process.Resume", func() error { return c.Process.Resume(ctx, id, actor, key) })
}

func (c *crashProcess) Export(ctx context.Context, id project.ExportID) error {
	return c.p.do("Process.Export", func() error { return c.Process.Export(ctx, id) })
}

func (c *crashProcess) Run(ctx context.Context, id project.ErrandID) error {
	return c.p.do("Process.Run", func() error { return c.Process.Run(ctx, id) })
}

func (c *crashProcess) Webhook(ctx context.Context, id project.WebhookID) error {
	return c.p.do("Process.Webhook", func() error { return c.Process.Webhook(ctx, id) })
}

type crashAssembly struct {
	activities.Assembly
	p *points
}

func (a *crashAssembly) Changed(ctx context.Context, id project.ProjectID) error {
	return a.p.do("Process.Changed", func() error { return a.Assembly.Changed(ctx, id) })
}

type crashMailer struct {
	project.Mailer
	p *points
}

func (m *crashMailer) Send(ctx context.Context, v project.Mail, hand func() error) error {
	return m.p.do("Mailer.Send", func() error { return m.Mailer.Send(ctx, v, hand) })
}

// looks are the methods of the ports that change nothing that has to last.
func looks() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(`
		Member Members Person PersonByHandle PeopleByID PeopleByHandle People PeopleByEmail TokenByHash Tokens Link SessionByHash Sessions BeenHere Proposal Proposals OpenCalls Application Applications
		Message Messages MessageHistory Reports Showings PinnedAnswers Acknowledged RoundNote RoundNotes Exports Project Projects IsMember Plan References SubGigs SubGig SubGigsByID Offers Offer Events LastEvent Balances Transactions
		Upload OpenUpload StaleUploads LeavingFiles Deliveries Delivery Reviews Inputs Artifact Artifacts RequirementAnswers SubGigEvents
		SubGigTransactions Section Sections Audit AuditSummary AuditsDue FreeOffers PastWork Profile Reel Ranking Ratings Roster
		TrustEvents TrustEventsOf Destination Orders Outline Payables Payout Payouts PlanDraft SellerTransactions Standing
		UnsentPayouts DueLetters Letter Letters Untold Notices UnreadNotices UnreadOf PushSubscriptions CreditConsents CreditPage CreditPageAt Choices CalendarOf Errand OpenAppeals Records.Webhook Webhooks WebhooksDue WebhookBacklog WebhookAttempts AuditLines AuditHead Bonds PersonRows Records.Export Ping Get Stat Parts SignPart SignGet Listen Allow`) {
		names[name] = true
	}
	return names
}

// housekeeping is what the program does from time to time, whatever people do. It comes or not, as the time passes, so it is no
// crash point; each is one transaction that may be done again.
func housekeeping(call string) bool {
	method, _, _ := strings.Cut(call, "#")
	switch method {
	case "Records.ClearDue", "Records.KeepAudit", "Records.Forget", "Records.RetireUploads", "Records.RetireMessages", "Records.FilesGone", "Records.LoseCommands", "Records.Tell", "Records.TakePushes", "Records.PushAgain", "Records.InstanceKey", "Records.SeenToken", "Records.SeenSession":
		return true
	}
	return false
}

// TestEveryCallThatChangesSomethingIsACrashPoint holds the list above to the ports: a method that is new in one of them is
// either a look or numbered.
func TestEveryCallThatChangesSomethingIsACrashPoint(t *testing.T) {
	p := &points{count: map[string]int{}}
	ports := reflect.ValueOf(p.wrap(Ports{}))
	for i := range ports.NumField() {
		port, name := ports.Field(i), ports.Type().Field(i).Name
		for m := range port.Type().NumMethod() {
			method := port.Type().Method(m)
			before := len(p.count)
			callWithNothing(port.Method(m))
			numbered := len(p.count) > before
			look := looks()[name+"."+method.Name] || looks()[method.Name] && !(name == "Process" && method.Name == "SubGig")
			if numbered == look {
				t.Errorf("%s.%s: a crash point: %v, a look: %v", name, method.Name, numbered, look)
			}
		}
	}
}

// callWithNothing calls a method whose adapter is not there: it panics, after it was numbered.
func callWithNothing(method reflect.Value) {
	defer func() { _ = recover() }()
	var args []reflect.Value
	for i := range method.Type().NumIn() {
		args = append(args, reflect.Zero(method.Type().In(i)))
	}
	if method.Type().IsVariadic() {
		method.CallSlice(args)
		return
	}
	method.Call(args)
}
