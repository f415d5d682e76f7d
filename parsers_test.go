package tutti_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// reader says what a file of ours that takes texts or bytes apart is fuzzed by, or why nobody outside can have written what it reads.
type reader struct {
	file   string // or a folder, for all files in it
	fuzzed string // targets, with commas between
	why    string // there is none
}

// readers lists every file that TestEveryParserIsFuzzed finds. Bytes of strangers need a target; what this program, its operator or a
// tool of ours has written needs a reason.
func readers() []reader {
	return []reader{
		{"activities/lay.go", "", "hashes that the records hold"},
		{"api/address.go", "FuzzClientAddress", ""},
		{"api/audit_log.go", "FuzzCheckJSON", ""},
		{"api/auth.go", "FuzzProofs, FuzzCalendarSecret", ""},
		{"api/erasure.go", "", "rows that the records have written"},
		{"api/json.go", "FuzzCheckJSON", ""},
		{"api/ledger.go", "FuzzCursor", ""},
		{"api/plan.go", "FuzzParse", ""},
		{"api/planfile", "FuzzParse", ""},
		{"api/room.go", "", "a number by strconv: TestNothingThatIsSentIsAFaultOfOurs"},
		{"api/session.go", "", "the server's own address"},
		{"api/sign_in_page.go", "", "texts that are part of this program"},
		{"api/stem.go", "", "a number by strconv: TestNothingThatIsSentIsAFaultOfOurs"},
		{"api/stream.go", "", "a number by strconv, or it counts for nothing: TestNothingThatIsSentIsAFaultOfOurs"},
		{"api/subgig.go", "", "a number by strconv: TestNothingThatIsSentIsAFaultOfOurs"},
		{"api/upload.go", "", "a number by strconv, and addresses that the store has signed: TestNothingThatIsSentIsAFaultOfOurs"},
		{"api/where.go", "FuzzSpot", ""},
		{"app", "", "what the operator has configured, and files of the data directory"},
		{"api/work_record.go", "", "keys that this program has written"},
		{"bench", "", "the benchmarks' own"},
		{"client/call.go", "FuzzProblem", ""},
		{"client/client.go", "", "the address that whoever runs the client gives"},
		{"client/event.go", "FuzzStream", ""},
		{"client/notice.go", "", "the answer of the server that was asked, by the reader that FuzzStream tries"},
		{"client/problem.go", "FuzzProblem", ""},
		{"client/upload.go", "", "the answer of the server that was asked"},
		{"client/work.go", "", "the answer of the server that was asked"},
		{"cmd/tutti", "", "what whoever runs the command types, and files of theirs"},
		{"demo/score/sheet.go", "", "the demo's own music"},
		{"embedded", "", "what the operator has configured, and files of the data directory"},
		{"mail", "", "letters that this program has written; the sink is for development"},
		{"media/archive", "FuzzOpen", ""},
		{"media/assemble", "", "manifests and sums that this program has written"},
		{"media/audio", "FuzzHeader, FuzzLoudness", ""},
		{"media/catalogue", "FuzzPO, FuzzXLIFF", ""},
		{"media/docx", "FuzzBody", ""},
		{"media/epub", "", "pages that this program has written"},
		{"media/export", "FuzzOpenArchive", ""},
		{"media/markdown", "FuzzSections", ""},
		{"media/pcm", "", "samples that this program has written"},
		{"media/pdf", "FuzzWork, FuzzWords", ""},
		{"media/picture", "FuzzDecode", ""},
		{"media/table", "FuzzCSV, FuzzJSONL", ""},
		{"media/tool", "", "what the sandbox's child of ours says"},
		{"media/video", "FuzzCount, FuzzEvents, FuzzFacts", ""},
		{"outside/guard.go", "FuzzCheck", ""},
		{"outside/webhook.go", "FuzzAnswer", ""},
		{"project/archive.go", "FuzzOpenArchive, FuzzRow", ""},
		{"project/audit_log.go", "FuzzClientAddress", ""},
		{"project/draft.go", "FuzzParse", ""},
		{"project/duration.go", "FuzzParseDuration", ""},
		{"project/erasure.go", "", "rows that the records have written"},
		{"project/id.go", "FuzzParseLinkAddress", ""},
		{"project/limit.go", "FuzzClientAddress", ""},
		{"project/link.go", "FuzzParseLinkAddress, FuzzCode", ""},
		{"project/money.go", "FuzzParse, FuzzParseRoster", ""},
		{"project/page_size.go", "FuzzParse", ""},
		{"project/replan_effect.go", "FuzzParse", ""},
		{"project/requirement.go", "FuzzParse", ""},
		{"project/room.go", "", "a number by strconv: TestNothingThatIsSentIsAFaultOfOurs"},
		{"project/roster_cell.go", "FuzzParseRoster", ""},
		{"project/roster_csv.go", "FuzzParseRoster", ""},
		{"project/push.go", "FuzzPushTarget", ""},
		{"project/trust_appeal.go", "", "events that the records have written"},
		{"project/trust_log.go", "", "events that the records have written"},
		{"project/unsubscribe.go", "FuzzReadUnsubscribe", ""},
		{"project/validate.go", "FuzzParse", ""},
		{"record/record.go", "FuzzVerify", ""},
		{"settlement/stripe.go", "", "what Stripe answers over TLS, 1 MiB at most"},
		{"settlement/stripetest", "", "of the tests"},
		{"settlement/webhook.go", "FuzzSignature, FuzzNotice", ""},
		{"signin/oidc.go", "", "the provider that the operator has named, by go-oidc"},
		{"signin/signintest", "", "of the tests"},
		{"statement/statement.go", "", "a month by time.Parse: TestNothingThatIsSentIsAFaultOfOurs"},
		{"storage/memory", "", "the reference, of the tests"},
		{"storage/objects", "", "hashes and addresses that this program has written"},
		{"storage/records/archive.go", "FuzzRow", ""},
		{"storage/records/command.go", "", "answers that this program has kept"},
		{"storage/records/values.go", "FuzzCursor", ""},
		{"storage/seal/seal.go", "", "what this program has sealed; a changed byte is refused by its form"},
		{"storage/storagetest", "", "of the tests"},
		{"tell/push.go", "", "what this program has sealed"},
		{"backup/backup.go", "", "what this program has written, on the machine of whoever restores it"},
		{"web/web.go", "", "the server's own address"},
	}
}

// takesApart are the calls that begin to read texts and bytes.
const takesApart = `\b(json\.(Unmarshal|NewDecoder)|csv\.NewReader|xml\.(NewDecoder|Unmarshal)|yaml\.\w+|strconv\.(Parse[A-Z]\w+|Atoi)|url\.Parse\w*|` +
	`netip\.Parse\w+|time\.Parse(InLocation)?\(|mail\.ParseAddress|zip\.(NewReader|OpenReader)|gzip\.NewReader|mime\.Parse\w+|http\.ParseTime|` +
	`net\.Parse\w+|(BigEndian|LittleEndian)\.Uint|image\.Decode|hex\.Decode)|\.DecodeString\(`

// TestEveryParserIsFuzzed looks for files that take something apart and holds them to the list: a new one says what fuzzes it, or why
// nothing has to.
func TestEveryParserIsFuzzed(t *testing.T) {
	there, apart := testsOfTheTree(t), regexp.MustCompile(takesApart)
	listed := map[string]reader{}
	for _, r := range readers() {
		listed[r.file] = r
		if (r.fuzzed == "") == (r.why == "") {
			t.Errorf("%s needs targets, or a reason", r.file)
		}
		for target := range strings.SplitSeq(r.fuzzed, ", ") {
			if r.fuzzed != "" && (!strings.HasPrefix(target, "Fuzz") || !there[target]) {
				t.Errorf("%s: there is no %s", r.file, target)
			}
		}
	}
	found := 0
	for _, file := range sources(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !apart.Match(text) {
			continue
		}
		found++
		at := file
		for at != "." && listed[at].file == "" {
			at = path.Dir(at)
		}
		if at == "." {
			t.Errorf("%s takes something apart: say in parsers_test.go what fuzzes it, or why nothing has to", file)
		}
	}
	if found < 80 {
		t.Errorf("only %d files were found", found)
	}
}

// sources lists the files of the program itself.
func sources(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			all = append(all, filepath.ToSlash(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
