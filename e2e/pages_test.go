package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// shots is given by `make shots`.
var shots = flag.String("shots", "", "folder for pictures of every page; none are taken when empty")

// pages names the tests of web/browser that somebody works on: go test ./e2e -run 'TestPages$' -args -pages '{room,work}'.
var pages = flag.String("pages", "*", "which tests of web/browser TestPages runs, as a pattern of their names")

// stage is what the tests in web/browser find ready: a server and people in a project that is under way.
type stage struct {
	Server    string            `json:"server"`
	Project   project.ProjectID `json:"project"`
	Producer  string            `json:"producer"` // tokens
	Narrator  string            `json:"narrator"`
	Passenger string            `json:"passenger"`

	NarratorID  project.PersonID `json:"narratorID"`
	PassengerID project.PersonID `json:"passengerID"`

	Reviewed project.DeliveryID `json:"reviewed"` // waits for its review
	Working  project.SubGigID   `json:"working"`
	Offered  project.SubGigID   `json:"offered"`
	File     string             `json:"file"` // a take that passes inspection
	Plan     string             `json:"plan"` // a file to launch
	Shots    string             `json:"shots"`

	Track   project.ProjectID  `json:"track"`   // its drums and bass are approved and previewed
	Voice   project.DeliveryID `json:"voice"`   // its second version, which waits for its review
	Singer  string             `json:"singer"`  // token of who sings it
	Singing project.SubGigID   `json:"singing"` // the sub-gig of the voice
	Keys    project.SubGigID   `json:"keys"`    // which the singer works on as well
	Lead    string             `json:"lead"`    // token of who reviews the singer beside the producer
	Drummer string             `json:"drummer"` // token
	Drums   project.DeliveryID `json:"drums"`   // which is approved
	Sending project.SubGigID   `json:"sending"` // of another project, where the singer works as well

	Done   project.ProjectID `json:"done"`   // completed by the singer and the drummer
	Public string            `json:"public"` // path of its credits, in which nobody has agreed to be named

	Base project.SubGigID `json:"base"` // approved, of a project in which things go wrong
	Top  project.SubGigID `json:"top"`  // the drummer works on it, from the base
	Lid  project.SubGigID `json:"lid"`  // likewise; the singer stands by
	Leg  project.SubGigID `json:"leg"`  // approved
	Foot project.SubGigID `json:"foot"` // approved, and made from the leg

	Cookbook project.ProjectID  `json:"cookbook"` // of pages; one of its two chapters is approved and previewed
	Soup     project.DeliveryID `json:"soup"`     // that chapter
	Cook     string             `json:"cook"`     // token of who delivered it
	Tale     project.DeliveryID `json:"tale"`     // a text in its second version, which waits for its review
	Leaflet  project.DeliveryID `json:"leaflet"`  // two pages that do so too; on the second something is left to be filled in
	Letters  project.ProjectID  `json:"letters"`  // of lines; so is one of its two
	Choir    project.ProjectID  `json:"choir"`    // a film with a cell for each of two; one is approved
	Anthem   project.ProjectID  `json:"anthem"`   // which waits for its buyer's words; the cook may answer its call

	Stranger string            `json:"stranger"` // token of a seller who has no part in anything
	Newcomer string            `json:"newcomer"` // token of a buyer who has these two projects only
	Draft    project.ProjectID `json:"draft"`    // which has no money, no result and no word in its room
	Called   project.ProjectID `json:"called"`   // whose only call nobody has answered
}

// TestPages opens the pages in a real browser, on the real program.
func TestPages(t *testing.T) {
	needBrowser(t)
	e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0", "--webhook-http", "--webhook-networks", "127.0.0.0/8",
		"--backups", t.TempDir(), "--backup-every", "0"))
	var s stage
	e.letInNewcomers(&s) // first: a search looks through the newest projects only
	e.tellATale(&s)
	e.setTheStage(&s)
	e.playATrack(&s)
	e.askForATake(&s)
	e.completeADuet(&s)
	e.beginABox(&s)
	e.printBooks(&s)
	s.Shots = *shots
	e.browse(s, "browser/"+*pages+".test.ts")
}

// webFolder is where the pages are made.
func webFolder() string { return filepath.Join(filepath.Dir(here()), "web") }

// needBrowser skips a test where the packages of the pages are not installed.
func needBrowser(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(webFolder(), "node_modules", "playwright-core")); err != nil {
		t.Skip("the packages of the pages are not installed: run scripts/setup test")
	}
}

// browse runs the tests of a pattern in web/ on a stage.
func (e *ensemble) browse(stage any, pattern string) {
	e.t.Helper()
	text, err := json.Marshal(stage)
	e.must(err, "write the stage")
	cmd := exec.Command("npx", "--no-install", "vitest", "run", "--config", "browser/vitest.config.ts")
	cmd.Dir = webFolder()
	cmd.Env = append(os.Environ(), "TUTTI_STAGE="+string(text), "TUTTI_TESTS="+pattern)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr // at once: a browser that hangs shows where
	e.must(cmd.Run(), "the tests of %s", pattern)
}

// setTheStage plays the podcast trailer until every kind of page has something to show.
func (e *ensemble) setTheStage(s *stage) {
	e.t.Helper()
	example := filepath.Join(filepath.Dir(here()), "examples", "podcast-trailer.yaml")
	plan, err := os.ReadFile(example)
	e.must(err, "read the plan")
	e.launch(string(plan))
	e.accept("captain", "sven-arvidsson")
	e.deliver("captain", "sven-arvidsson", "captain.wav", tone(6))
	reviewed := e.await("captain", project.InReview)
	e.accept("narrator", "theo-marsh")
	theo := e.person("theo-marsh")
	_, err = e.operator.PutProfile(e.ctx(), theo.ID, wire.ProfileRequest{Country: theo.Country, Zone: theo.Zone, Roles: []project.RoleRate{{Role: "narrator"}}})
	e.must(err, "say what the narrator does")
	take := filepath.Join(e.t.TempDir(), "narrator.wav")
	e.must(os.WriteFile(take, tone(5), 0o600), "write a take")
	s.Server, s.Project, s.File, s.Plan, s.Reviewed = e.url, e.id, take, example, reviewed.DeliveryID
	s.Producer, s.Narrator, s.Passenger = e.token("operator"), e.token("theo-marsh"), e.token("nkechi-obi")
	s.NarratorID, s.PassengerID = e.person("theo-marsh").ID, e.person("nkechi-obi").ID
	s.Working, s.Offered = e.await("narrator", project.Working).ID, e.await("passenger", project.Offered).ID
}

// token gives a person of the plan a token of their own; the operator who launched it is its buyer and producer.
func (e *ensemble) token(handle string) string {
	e.t.Helper()
	token, err := e.operator.CreateToken(e.ctx(), e.person(handle).ID, wire.TokenRequest{Name: "browser"})
	e.must(err, "invite %s", handle)
	return token.Token
}

// person finds somebody who is known to the instance.
func (e *ensemble) person(handle string) wire.Person {
	e.t.Helper()
	list, err := e.operator.People(e.ctx(), client.Page{Limit: 200})
	e.must(err, "list people")
	for _, person := range list.Items {
		if person.Handle == handle {
			return person
		}
	}
	e.t.Fatalf("there is nobody called %s", handle)
	return wire.Person{}
}

// track is a song of which the machine has something to judge, mix and draw.
const track = `
title: Night Garden
currency: EUR
budget: "400.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: audio, formats: [wav], min_seconds: 2, max_seconds: 60}
people:
  - {handle: ana-moreira, name: "Ana Moreira", country: PT, zone: Europe/Lisbon}
  - {handle: kofi-boateng, name: "Kofi Boateng", country: GH, zone: Africa/Accra}
sub_gigs:
  - {key: drums, title: Drums, role: drummer, brief: ["Brushes, no fills before bar 9."], price: "60.00", cast: [kofi-boateng], place: {pan: -0.2}}
  - {key: bass, title: Bass, role: bass player, brief: ["Long notes."], price: "60.00", cast: [kofi-boateng], place: {offset_ms: 1000}}
  - {key: voice, title: Lead voice, role: singer, brief: ["Sing it as if nobody listens.", "Breathe where the commas are."], price: "90.00", cast: [ana-moreira], place: {gain_db: -1},
     extras: [{key: double, title: "A second voice", price: "30.00", work: 24h}]}
  - {key: keys, title: Keys, role: pianist, brief: ["Sparse chords."], price: "60.00", cast: [ana-moreira]}
recipe: {kind: audio-mix, outputs: [wav, mp3], stems: true}
`

// playATrack plays a song until it has approved stems, a preview, and a second version in review.
func (e *ensemble) playATrack(s *stage) {
	e.t.Helper()
	e.launch(track)
	for key, seconds := range map[string]int{"drums": 8, "bass": 6} {
		e.accept(key, "kofi-boateng")
		e.deliver(key, "kofi-boateng", key+".wav", tone(seconds))
		e.approve(key)
		e.await(key, project.Approved)
	}
	e.accept("voice", "ana-moreira")
	e.deliver("voice", "ana-moreira", "voice.wav", tone(5))
	first := e.await("voice", project.InReview)
	_, err := e.operator.Review(e.ctx(), first.DeliveryID, wire.ReviewRequest{Decision: project.Revise,
		Notes: []project.Note{{Brief: 2, From: 1.5, To: 2.5, Text: "A breath is missing here."}}})
	e.must(err, "ask for a revision")
	e.await("voice", project.Working)
	e.deliver("voice", "ana-moreira", "voice-2.wav", tone(7))
	second := e.await("voice", project.InReview)
	e.accept("keys", "ana-moreira")
	e.awaitPreview(2)
	s.Track, s.Voice, s.Singing, s.Singer = e.id, second.DeliveryID, second.ID, e.token("ana-moreira")
	s.Keys = e.await("keys", project.Working).ID
	_, err = e.operator.AddMember(e.ctx(), e.id, wire.MemberRequest{Handle: "eilidh-fraser", Role: project.MemberLead, Roles: []string{"singer"}})
	e.must(err, "make a section lead")
	s.Lead, s.Drummer, s.Drums = e.token("eilidh-fraser"), e.token("kofi-boateng"), e.sub("drums").DeliveryID
}

// take is a project of one sub-gig, whose delivery changes nothing that other tests look at.
const take = `
title: One long take
currency: EUR
budget: "60.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: audio, formats: [wav], min_seconds: 2, max_seconds: 60}
people:
  - {handle: ana-moreira, name: "Ana Moreira", country: PT, zone: Europe/Lisbon}
sub_gigs:
  - {key: take, title: The take, role: pianist, brief: ["In one go."], price: "60.00", cast: [ana-moreira]}
recipe: {kind: audio-mix, outputs: [wav]}
`

// askForATake launches it and lets the singer work on it.
func (e *ensemble) askForATake(s *stage) {
	e.t.Helper()
	e.launch(take)
	e.accept("take", "ana-moreira")
	s.Sending = e.await("take", project.Working).ID
}

// duet is a project that is over soon.
const duet = `
title: Two for the road
currency: EUR
budget: "60.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: file}
people:
  - {handle: ana-moreira, name: "Ana Moreira", country: PT, zone: Europe/Lisbon}
  - {handle: kofi-boateng, name: "Kofi Boateng", country: GH, zone: Africa/Accra}
sub_gigs:
  - {key: words, title: The words, role: lyricist, brief: ["Four lines."], price: "20.00", cast: [ana-moreira]}
  - {key: cover, title: The cover, role: illustrator, brief: ["One colour."], price: "20.00", cast: [kofi-boateng]}
recipe: {kind: bundle}
`

// completeADuet plays it to its end and makes its credits public.
func (e *ensemble) completeADuet(s *stage) {
	e.t.Helper()
	e.launch(duet)
	for key, who := range map[string]string{"words": "ana-moreira", "cover": "kofi-boateng"} {
		e.whole(key, who, []byte(key))
	}
	e.finish()
	page, err := e.operator.PublishCredits(e.ctx(), e.id)
	e.must(err, "make the credits public")
	s.Done, s.Public = e.id, strings.TrimPrefix(page.Address, e.url)
}

// box is a project in which things go wrong.
const box = `
title: A box
currency: EUR
budget: "160.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: file}
people:
  - {handle: ana-moreira, name: "Ana Moreira", country: PT, zone: Europe/Lisbon}
  - {handle: kofi-boateng, name: "Kofi Boateng", country: GH, zone: Africa/Accra}
sub_gigs:
  - {key: base, title: The base, role: carpenter, brief: ["Square."], price: "20.00", cast: [ana-moreira]}
  - {key: top, title: The top, role: carpenter, brief: ["As wide as the base."], price: "20.00", cast: [kofi-boateng], needs: [base]}
  - {key: lid, title: The lid, role: carpenter, brief: ["It closes."], price: "20.00", cast: [kofi-boateng], standby: [ana-moreira]}
  - {key: leg, title: The leg, role: carpenter, brief: ["As long as the others."], price: "20.00", cast: [ana-moreira]}
  - {key: foot, title: The foot, role: carpenter, brief: ["It fits the leg."], price: "20.00", cast: [kofi-boateng], needs: [leg]}
recipe: {kind: bundle}
`

// beginABox has its base approved and the rest worked on.
func (e *ensemble) beginABox(s *stage) {
	e.t.Helper()
	e.launch(box)
	e.whole("base", "ana-moreira", []byte("base"))
	s.Base = e.sub("base").ID
	e.accept("top", "kofi-boateng")
	e.accept("lid", "kofi-boateng")
	s.Top, s.Lid = e.await("top", project.Working).ID, e.await("lid", project.Working).ID
	e.whole("leg", "ana-moreira", []byte("leg"))
	e.whole("foot", "kofi-boateng", []byte("foot"))
	s.Leg, s.Foot = e.sub("leg").ID, e.sub("foot").ID
}

// cookbook and letters are the smallest results that have pages, and lines beside the files of an archive.
const cookbook = `
title: Two pots
currency: EUR
budget: "40.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: pdf, formats: [pdf]}
people:
  - {handle: graca-antunes, name: "Graça Antunes", country: PT, zone: Europe/Lisbon}
sub_gigs:
  - {key: stew, title: Stew, role: cook, brief: ["With berbere."], price: "20.00", cast: [graca-antunes]}
  - {key: soup, title: Soup, role: cook, brief: ["Green."], price: "20.00", cast: [graca-antunes]}
recipe: {kind: book, outputs: [pdf], contents: true}
`

const letters = `
title: Two letters
currency: EUR
budget: "40.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: text, formats: [md]}
people:
  - {handle: graca-antunes, name: "Graça Antunes", country: PT, zone: Europe/Lisbon}
sub_gigs:
  - {key: first, title: First letter, role: correspondent, brief: ["From the harbour."], price: "20.00", cast: [graca-antunes]}
  - {key: second, title: Second letter, role: correspondent, brief: ["From the hill."], price: "20.00", cast: [graca-antunes]}
recipe: {kind: book, outputs: [md, epub]}
`

// choir is the smallest result with a place in a picture.
const choir = `
title: Two faces
currency: EUR
budget: "40.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: video, formats: [mp4]}
people:
  - {handle: graca-antunes, name: "Graça Antunes", country: PT, zone: Europe/Lisbon}
sub_gigs:
  - {key: alto, title: Alto, role: chorister, brief: ["Look at us."], price: "20.00", cast: [graca-antunes]}
  - {key: tenor, title: Tenor, role: chorister, brief: ["Look away."], price: "20.00", cast: [graca-antunes]}
recipe: {kind: video-grid, width: 320, height: 180, columns: 2}
`

// anthem waits for its words; then its verse is called out.
const anthem = `
title: A small anthem
currency: EUR
budget: "100.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: text, formats: [md]}
people:
  - {handle: graca-antunes, name: "Graça Antunes", country: PT, zone: Europe/Lisbon}
requirements:
  - {key: words, title: What it is about, kind: text}
sub_gigs:
  - {key: verse, title: Verse, role: lyricist, brief: ["Four lines."], price: "40.00", casting: open_call, cast: [graca-antunes]}
  - {key: chorus, title: Chorus, role: lyricist, brief: ["Two lines."], price: "30.00", cast: [graca-antunes], needs: [verse]}
recipe: {kind: book, outputs: [md]}
`

// tale is a text that waits in the vault.
const tale = `
title: A short tale
currency: EUR
budget: "30.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: text, formats: [md]}
people:
  - {handle: graca-antunes, name: "Graça Antunes", country: PT, zone: Europe/Lisbon}
sub_gigs:
  - {key: tale, title: The tale, role: correspondent, brief: ["Two lines, no moral."], price: "20.00", cast: [graca-antunes]}
  - {key: leaflet, title: The leaflet, role: designer, brief: ["Two pages."], price: "10.00", cast: [graca-antunes], delivery: {kind: pdf, formats: [pdf]}}
recipe: {kind: book, outputs: [pdf]}
`

// tellATale has it delivered, sent back and delivered again.
func (e *ensemble) tellATale(s *stage) {
	e.t.Helper()
	e.launch(tale)
	e.accept("tale", "graca-antunes")
	e.deliver("tale", "graca-antunes", "tale.md", []byte("# The boat\n\nThe old boat lies on the sand.\n\nWhoever waits is wise.\n"))
	first := e.await("tale", project.InReview)
	_, err := e.operator.Review(e.ctx(), first.DeliveryID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Brief: 1, Text: "Without the moral, please."}}})
	e.must(err, "send the tale back")
	e.await("tale", project.Working)
	e.deliver("tale", "graca-antunes", "tale.md", []byte("# The boat\n\nThe red boat lies on the sand. Its name: TBD.\n"))
	s.Tale = e.await("tale", project.InReview).DeliveryID
	e.accept("leaflet", "graca-antunes")
	e.deliver("leaflet", "graca-antunes", "leaflet.pdf", e.leaflet())
	s.Leaflet = e.await("leaflet", project.InReview).DeliveryID
}

// leaflet is two pages; below the middle of the second stands what is left to be filled in.
func (e *ensemble) leaflet() []byte {
	p := fpdf.New("P", "mm", "A5", "")
	p.SetFont("Helvetica", "", 14)
	p.AddPage()
	p.Text(20, 30, "The boat is red.")
	p.AddPage()
	p.Text(20, 140, "Its name: TBD")
	var out bytes.Buffer
	e.must(p.Output(&out), "make the leaflet")
	return out.Bytes()
}

// printBooks launches all of these, with a part of each result approved beside one that is missing.
func (e *ensemble) printBooks(s *stage) {
	e.t.Helper()
	deliveries := filepath.Join(filepath.Dir(here()), "examples")
	pages, err := os.ReadFile(filepath.Join(deliveries, "pdf-book", "deliveries", "soup.pdf"))
	e.must(err, "read the pages")
	e.launch(cookbook)
	e.accept("soup", "graca-antunes")
	e.deliver("soup", "graca-antunes", "soup.pdf", pages)
	e.approve("soup")
	e.awaitPreview(1)
	s.Cookbook, s.Soup, s.Cook = e.id, e.sub("soup").DeliveryID, e.token("graca-antunes")
	e.launch(letters)
	e.accept("second", "graca-antunes")
	e.deliver("second", "graca-antunes", "hill.md", []byte("# The hill\n\nFrom up here one sees who comes back.\n\n![The view](view.png)\n\nNobody waves.\n"))
	e.approve("second")
	e.awaitPreview(1)
	s.Letters = e.id
	face, err := os.ReadFile(filepath.Join(deliveries, "choir", "deliveries", "alto.mp4"))
	e.must(err, "read a film")
	e.launch(choir)
	e.accept("alto", "graca-antunes")
	e.deliver("alto", "graca-antunes", "alto.mp4", face)
	e.approve("alto")
	e.awaitPreview(1)
	s.Choir = e.id
	e.launch(anthem)
	s.Anthem = e.id
}

// poem is the least that can be planned: nobody is named for its only part.
const poem = `
title: A first poem
currency: EUR
budget: "40.00"
clocks: {offer: 24h, work: 3d, review: 48h}
delivery: {kind: text, formats: [md]}
sub_gigs:
  - {key: poem, title: The poem, role: lyricist, brief: ["Eight lines."], price: "20.00", casting: open_call}
recipe: {kind: book, outputs: [md]}
`

// letInNewcomers adds two people to whom nothing has happened yet, and the first projects of one.
func (e *ensemble) letInNewcomers(s *stage) {
	e.t.Helper()
	for _, who := range []wire.PersonRequest{
		{Handle: "wren-hale", Name: "Wren Hale", Roles: []project.Role{project.RoleSeller}},
		{Handle: "noor-diaz", Name: "Noor Diaz", Roles: []project.Role{project.RoleBuyer}},
	} {
		_, err := e.operator.CreatePerson(e.ctx(), who)
		e.must(err, "add %s", who.Handle)
	}
	s.Stranger, s.Newcomer = e.token("wren-hale"), e.token("noor-diaz")
	buyer := e.seller("noor-diaz")
	draft, err := buyer.CreateProject(e.ctx(), []byte(poem))
	e.must(err, "draft a project")
	called, err := buyer.CreateProject(e.ctx(), []byte(poem))
	e.must(err, "create a project")
	_, err = buyer.Launch(e.ctx(), called.ID)
	e.must(err, "launch it")
	s.Draft, s.Called = draft.ID, called.ID
}

// awaitPreview waits until something was built of what is approved.
func (e *ensemble) awaitPreview(missing int) {
	e.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		list, err := e.operator.Artifacts(e.ctx(), e.id, project.ArtifactPreview)
		e.must(err, "list previews")
		if len(list.Items) > 0 && list.Items[0].Missing == missing {
			return
		}
	}
	e.t.Fatalf("no preview was built in which %d are missing", missing)
}
