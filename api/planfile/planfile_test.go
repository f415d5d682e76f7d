package planfile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/planfile"
	"tutti/project"
)

const good = `title: Nine bars
currency: EUR
budget: 300.00
due: 2026-12-24
producer: ida
people:
  - {handle: ida, name: Ida, country: DK}
  - handle: ama-mensah
    name: Ama Mensah
    country: GH
    zone: Africa/Accra
references:
  - key: guide
    file: guide.wav
    guide: true
clocks: {offer: 48h, work: 7d}
delivery: &spec
  kind: audio
  sample_rates_hz: [48000]
  max_peak_dbfs: -0.1
sub_gigs:
  - key: drums
    title: Drums
    role: drummer
    price: 120.00
    cast: [ama-mensah]
    delivery: *spec
    brief:
      - >
        Play it
        straight.
  - key: bass
    title: 2024
    role: bassist
    price: "80"
    needs: [drums]
    revisions: 0
    place: {gain_db: -3, pan: 0.2}
    casting: audition
    silent_review: escalate
kill_fee: "12.5%"
silent_review: approve
recipe: {kind: audio-mix}
`

func TestAPlanIsReadAsItIsWritten(t *testing.T) {
	p, err := planfile.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if p.SubGigs[0].Price != "120.00" || p.Budget != "300.00" || p.SubGigs[1].Price != "80" {
		t.Errorf("amounts are not as written: %q %q %q", p.SubGigs[0].Price, p.Budget, p.SubGigs[1].Price)
	}
	if p.Clocks.Work.Std() != 7*24*time.Hour || p.SubGigs[1].Title != "2024" || *p.SubGigs[1].Revisions != 0 {
		t.Errorf("%+v", p)
	}
	if p.SubGigs[0].Delivery.SampleRates[0] != 48000 || *p.Delivery.MaxPeakDBFS != -0.1 {
		t.Errorf("the alias was not written out: %+v", p.SubGigs[0].Delivery)
	}
	if p.KillFee != "12.5%" || p.SilentReview != project.SilenceApproves || p.SubGigs[1].SilentReview != project.SilenceEscalates || p.SubGigs[1].Casting != project.CastAudition {
		t.Errorf("the exits are not as written: %+v, %+v", p.Exits, p.SubGigs[1].Exits)
	}
	if p.SubGigs[0].Brief[0] != "Play it straight.\n" {
		t.Errorf("%q", p.SubGigs[0].Brief[0])
	}
}

func TestJSONIsTheSamePlan(t *testing.T) {
	p, err := planfile.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	again, err := planfile.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprintf("%+v", deref(p)), fmt.Sprintf("%+v", deref(again)); a != b {
		t.Errorf("\n%s\n%s", a, b)
	}
	number := strings.Replace(string(text), `"price": "120.00"`, `"price": 120.00`, 1)
	if p, err := planfile.Parse([]byte(number)); err != nil || p.SubGigs[0].Price != "120.00" {
		t.Errorf("a price as a JSON number: %v, %v", p.SubGigs, err)
	}
}

// deref writes a plan as JSON, so that pointers compare by what they point at.
func deref(p project.Plan) string {
	text, _ := json.Marshal(p)
	return string(text)
}

func TestFaultsSayWhereTheyAre(t *testing.T) {
	cases := []struct{ name, from, to, path, says string }{
		{"unknown key", "    role: drummer", "    rol: drummer", "sub_gigs[0].rol", `line 24, column 5: there is no such key here; did you mean "role"?`},
		{"key twice", "    role: drummer", "    role: drummer\n    role: singer", "sub_gigs[0].role", `line 25, column 5: "role" was written before, in line 24`},
		{"unknown currency", "currency: EUR", "currency: EUX", "currency", `line 2, column 11: unknown currency "EUX"`},
		{"negative price", "price: 120.00", "price: -1", "sub_gigs[0].price", `line 25, column 12: "-1" is negative`},
		{"too many places", "price: 120.00", "price: 1.001", "sub_gigs[0].price", `line 25, column 12: "1.001" is no amount in EUR`},
		{"exponent", "price: 120.00", "price: 1e2", "sub_gigs[0].price", `line 25, column 12: "1e2" is no amount`},
		{"no list", "cast: [ama-mensah]", "cast: ama-mensah", "sub_gigs[0].cast", `line 26, column 11: is a single value; write a list`},
		{"no duration", "work: 7d", "work: soon", "clocks.work", `line 16, column 28: "soon" is no duration`},
		{"no number", "gain_db: -3", "gain_db: loud", "sub_gigs[1].place.gain_db", `"loud" is no number`},
		{"no such need", "needs: [drums]", "needs: [drum]", "sub_gigs[1].needs[0]", `line 36, column 13: there is no sub-gig "drum"`},
		{"missing title", "    title: Drums\n", "", "sub_gigs[0].title", `line 22, column 5: is missing`},
		{"no YAML", "title: Nine bars", "title: [", "plan", `line`},
		{"two documents", "recipe:", "---\nrecipe:", "plan", "one YAML document"},
		{"unknown alias", "*spec", "*speck", "plan", "line 27, column 15: this alias names an anchor"},
		{"a tab", "    title: Drums", "\ttitle: Drums", "plan", "line 23, column 1: a tab indents this line; YAML wants spaces"},
		{"an open quote", good, "title: \"Nine bars", "plan", "line 1, column 8: "},
		{"a reserved sign", "    title: Drums", "    title: @Drums", "plan", "line 23, column 12: "},
		{"a list", good, "- a\n- b\n", "plan", "line 1, column 1: is a list; write a map of keys and values"},
		{"nothing", good, "", "plan", "has nothing in it"},
		{"only a comment", good, "# to do\n", "plan", "has nothing in it"},
		{"a tag", "title: Nine bars", "title: !!binary Nine", "plan", "tags such as !!binary"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.from, c.to, 1)
			if text == good {
				t.Fatal("the case changes nothing")
			}
			_, err := planfile.Parse([]byte(text))
			e := faultOf(t, err)
			if len(e.Fields) == 0 || e.Fields[0].Path != c.path || !strings.Contains(e.Fields[0].Message, c.says) {
				t.Errorf("got %+v\nwant %s: %s", e.Fields, c.path, c.says)
			}
		})
	}
}

func faultOf(t *testing.T, err error) *project.Error {
	t.Helper()
	var e *project.Error
	if !errors.As(err, &e) || e.Code != project.Invalid {
		t.Fatalf("want an invalid plan, got %v", err)
	}
	return e
}

func TestRequirementsAreRead(t *testing.T) {
	text := strings.Replace(good, "clocks:", `requirements:
  - key: lyrics
    title: The lyrics
    kind: text
    max_length: 2000
    for: [bass]
  - {key: photo, title: A photo, kind: file, types: [image/*], required: false}
clocks:`, 1)
	p, err := planfile.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Requirements) != 2 || p.Requirements[0].MaxLength != 2000 || p.Requirements[0].IsFor("drums") || p.Requirements[1].Waited() {
		t.Errorf("%+v", p.Requirements)
	}
	_, err = planfile.Parse([]byte(strings.Replace(text, "for: [bass]", "for: [horns]", 1)))
	if e := faultOf(t, err); e.Fields[0].Path != "requirements[0].for[0]" || !strings.HasPrefix(e.Fields[0].Message, "line 21, column 11: ") {
		t.Errorf("%+v", e.Fields)
	}
}

func TestEveryFaultIsNamedAtOnce(t *testing.T) {
	text := strings.NewReplacer("role: drummer", "rolle: drummer", "role: bassist", "rol: bassist", "pan: 0.2", "pan: left").Replace(good)
	_, err := planfile.Parse([]byte(text))
	if e := faultOf(t, err); len(e.Fields) != 3 {
		t.Errorf("%+v", e.Fields)
	}
}

func TestJSONFaultsSayWhereTheyAre(t *testing.T) {
	text := "{\n\t\"title\": \"x\",\n\t\"currency\": \"EUR\",\n\t\"sub_gigs\": [{\"key\": \"a\",\n\t\t\"prize\": 3}]}"
	_, err := planfile.Parse([]byte(text))
	e := faultOf(t, err)
	if len(e.Fields) != 1 || e.Fields[0].Message != `line 5, column 3: there is no such key here; did you mean "price"?` {
		t.Errorf("%+v", e.Fields)
	}
	_, err = planfile.Parse([]byte("{\"title\": \"x\",\n \"currency\": }"))
	if e := faultOf(t, err); !strings.Contains(e.Fields[0].Message, "line 2") {
		t.Errorf("%v", e)
	}
}

func TestHostilePlansAreRefusedSoon(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	const size = 1 << 18
	plans := map[string]string{
		"empty": "", "blank": " \n", "only a comment": "# nothing", "NUL": "title: \x00", "no UTF-8": "title: \xff\xfe",
		"alias bomb": bomb, "self": "a: &a [*a]", "brackets": strings.Repeat("[", size), "braces": strings.Repeat("{", size),
		"dashes": strings.Repeat("- ", size), "questions": strings.Repeat("? ", size), "anchors": "a: " + strings.Repeat("&a ", size),
		"tags": "a: " + strings.Repeat("!a ", size), "quote": `"` + strings.Repeat("a", size), "colons": strings.Repeat("a: ", size),
		"json depth": `{"title":` + strings.Repeat("[", size), "deep maps": deepMaps(2000), "scalar": "title", "list": "- a",
		"stars": strings.Repeat("*a ", size), "long": "title: " + strings.Repeat("a", size), "tabs": strings.Repeat("\t", size) + "a",
		"percent": strings.Repeat("%\n", 1000), "comments": strings.Repeat("#\n", 100_000), "quotes": strings.Repeat(`"" `, 10_000),
	}
	for name, text := range plans {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, err := planfile.Parse([]byte(text))
			if project.CodeOf(err) != project.Invalid {
				t.Errorf("want invalid, got %v", err)
			}
			if took := time.Since(begin); took > 2*time.Minute {
				t.Errorf("took %s", took)
			}
			t.Log(time.Since(begin), strings.ReplaceAll(fmt.Sprintf("%.120s", err), "\n", " "))
		})
	}
}

func deepMaps(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestAGreatPlan(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: Choir\ncurrency: EUR\nrecipe: {kind: bundle}\nsub_gigs:\n")
	for i := range 17_572 {
		fmt.Fprintf(&b, "  - key: s%d\n    title: Singer %d\n    role: singer\n    price: 10.00\n    cast: [a%d, b%d]\n    brief:\n      - Sing as you feel.\n", i, i, i, i)
	}
	begin := time.Now()
	p, err := planfile.Parse([]byte(b.String()))
	if err != nil || len(p.SubGigs) != 17_572 {
		t.Fatal(err)
	}
	t.Logf("%d bytes in %s", b.Len(), time.Since(begin))
}

func TestTheExamplesAreGoodPlans(t *testing.T) {
	files, _ := filepath.Glob("../../examples/*.yaml")
	templates, _ := filepath.Glob("../../examples/*/plan.yaml")
	if len(files) == 0 || len(templates) == 0 {
		t.Fatal("there are no examples")
	}
	for _, name := range append(files, templates...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := planfile.Parse(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(`{"title":"x","sub_gigs":[{"key":"a"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := planfile.Parse(data)
		if err != nil && project.CodeOf(err) != project.Invalid {
			t.Errorf("%v", err)
		}
	})
}
