package storagetest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/project"
)

// partsOf cuts bytes as the suite sends them: two joinable parts and a short one.
func partsOf(whole []byte) [][]byte { return slices.Collect(slices.Chunk(whole, joinable)) }

// upload begins an upload of three parts.
func (s objectsSuite) upload(t *testing.T, name string) (key, id string, parts [][]byte) {
	t.Helper()
	whole, err := io.ReadAll(randomBytes(5, 2*joinable+100))
	mustDo(t, err)
	key = s.key(name)
	id, err = s.store.StartParts(t.Context(), key, "audio/wav")
	mustDo(t, err)
	return key, id, partsOf(whole)
}

// send PUTs one part through a presigned address as any client would, and gives the status.
func (s objectsSuite) send(t *testing.T, key, id string, number int, data []byte) int {
	t.Helper()
	address, err := s.store.SignPart(t.Context(), key, id, number, int64(len(data)), time.Minute)
	mustDo(t, err)
	return httpDo(t, http.MethodPut, address, data)
}

func (s objectsSuite) parts(t *testing.T) {
	key, id, parts := s.upload(t, "parts")
	none, err := s.store.Parts(t.Context(), key, id)
	if err != nil || len(none) != 0 {
		t.Fatalf("a new upload has the parts %v (%v)", none, err)
	}
	for _, number := range []int{3, 1} { // out of order
		if status := s.send(t, key, id, number, parts[number-1]); status != http.StatusOK {
			t.Fatalf("PUT of part %d answers %d", number, status)
		}
	}
	resumed, err := s.store.Parts(t.Context(), key, id)
	mustDo(t, err)
	if len(resumed) != 2 || resumed[0].Number != 1 || resumed[1].Number != 3 ||
		resumed[0].Size != joinable || resumed[1].Size != 100 || resumed[0].ETag == "" {
		t.Fatalf("after parts 3 and 1 the list is %+v", resumed)
	}
	for range 2 { // a repeated part replaces itself
		if status := s.send(t, key, id, 2, parts[1]); status != http.StatusOK {
			t.Fatalf("PUT of part 2 answers %d", status)
		}
	}
	s.missing(t, key)
	all, err := s.store.Parts(t.Context(), key, id)
	mustDo(t, err)
	slices.Reverse(all)
	mustDo(t, s.store.FinishParts(t.Context(), key, id, all))
	s.holds(t, key, string(slices.Concat(parts...)))
	if info, err := s.store.Stat(t.Context(), key); err != nil || info.Type != "audio/wav" {
		t.Errorf("the joined object has the type %q (%v)", info.Type, err)
	}
	mustDo(t, s.store.FinishParts(t.Context(), key, id, all)) // the answer may have been lost
	_, err = s.store.Parts(t.Context(), key, id)
	refused(t, err, project.NotFound)
	if status := s.send(t, key, id, 1, []byte("late")); status != http.StatusNotFound {
		t.Errorf("PUT of a part of a finished upload answers %d", status)
	}
}

func (s objectsSuite) emptyPart(t *testing.T) {
	key := s.key("empty-part")
	id, err := s.store.StartParts(t.Context(), key, "")
	mustDo(t, err)
	if status := s.send(t, key, id, 1, nil); status != http.StatusOK {
		t.Fatalf("PUT of an empty part answers %d", status)
	}
	all, err := s.store.Parts(t.Context(), key, id)
	mustDo(t, err)
	mustDo(t, s.store.FinishParts(t.Context(), key, id, all))
	s.holds(t, key, "")
}

func (s objectsSuite) partsMissing(t *testing.T) {
	key, id, parts := s.upload(t, "missing")
	finish := func(all []project.Part, names string) {
		t.Helper()
		err := s.store.FinishParts(t.Context(), key, id, all)
		refused(t, err, project.Conflict)
		if err != nil && !strings.Contains(err.Error(), names) {
			t.Errorf("the error should name %q: %v", names, err)
		}
		s.missing(t, key)
	}
	finish(nil, "missing: 1")
	for _, number := range []int{1, 3} {
		s.send(t, key, id, number, parts[number-1])
	}
	all, err := s.store.Parts(t.Context(), key, id)
	mustDo(t, err)
	finish(all, "missing: 2")
	finish(slices.Insert(slices.Clone(all), 1, project.Part{Number: 2, ETag: all[0].ETag, Size: joinable}), "missing: 2")
	twice := append(slices.Clone(all), all[0])
	refused(t, s.store.FinishParts(t.Context(), key, id, twice), project.Invalid)

	s.send(t, key, id, 2, []byte("too small to be in the middle"))
	all, err = s.store.Parts(t.Context(), key, id)
	mustDo(t, err)
	refused(t, s.store.FinishParts(t.Context(), key, id, all), project.Conflict)
	s.send(t, key, id, 2, parts[1]) // a refusal ends nothing
	all, err = s.store.Parts(t.Context(), key, id)
	mustDo(t, err)
	mustDo(t, s.store.FinishParts(t.Context(), key, id, all))
	s.holds(t, key, string(slices.Concat(parts...)))
}

func (s objectsSuite) partsAborted(t *testing.T) {
	key, id, parts := s.upload(t, "aborted")
	s.send(t, key, id, 1, parts[0])
	mustDo(t, s.store.AbortParts(t.Context(), key, id))
	mustDo(t, s.store.AbortParts(t.Context(), key, id))
	_, err := s.store.Parts(t.Context(), key, id)
	refused(t, err, project.NotFound)
	err = s.store.FinishParts(t.Context(), key, id, []project.Part{{Number: 1, ETag: "0", Size: joinable}})
	refused(t, err, project.NotFound)
	if status := s.send(t, key, id, 1, []byte("late")); status != http.StatusNotFound {
		t.Errorf("PUT of a part of an aborted upload answers %d", status)
	}
	s.missing(t, key)
}

func (s objectsSuite) partRules(t *testing.T) {
	key, id, _ := s.upload(t, "rules")
	for name, sign := range map[string]func(context.Context) (string, error){
		"part 0":      func(c context.Context) (string, error) { return s.store.SignPart(c, key, id, 0, 1, time.Minute) },
		"negative":    func(c context.Context) (string, error) { return s.store.SignPart(c, key, id, 1, -1, time.Minute) },
		"no upload":   func(c context.Context) (string, error) { return s.store.SignPart(c, key, "", 1, 1, time.Minute) },
		"no time":     func(c context.Context) (string, error) { return s.store.SignPart(c, key, id, 1, 1, 0) },
		"a month":     func(c context.Context) (string, error) { return s.store.SignPart(c, key, id, 1, 1, 30*24*time.Hour) },
		"get no time": func(c context.Context) (string, error) { return s.store.SignGet(c, key, "a", 0) },
	} {
		if _, err := sign(t.Context()); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustDo(t, s.store.AbortParts(t.Context(), key, id))
}

// partForged sends what the signature does not allow. Nothing of it may arrive.
func (s objectsSuite) partForged(t *testing.T) {
	key, id, _ := s.upload(t, "forged")
	address, err := s.store.SignPart(t.Context(), key, id, 1, 10, time.Minute)
	mustDo(t, err)
	ten := []byte("0123456789")
	for name, try := range map[string]struct {
		method, address string
		body            []byte
	}{
		"one byte more":   {http.MethodPut, address, append(slices.Clone(ten), 'x')},
		"one byte less":   {http.MethodPut, address, ten[:9]},
		"no byte":         {http.MethodPut, address, nil},
		"another method":  {http.MethodGet, address, nil},
		"another part":    {http.MethodPut, changeQuery(address, "1", "2"), ten},
		"another key":     {http.MethodPut, strings.Replace(address, "forged", "elsewhere", 1), ten},
		"no signature":    {http.MethodPut, strings.Split(address, "?")[0], ten},
		"reading instead": {http.MethodGet, strings.Split(address, "?")[0], nil},
	} {
		if status := httpDo(t, try.method, try.address, try.body); status < 400 || status >= 500 {
			t.Errorf("%s: the answer is %d", name, status)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, io.MultiReader(bytes.NewReader(ten)))
	mustDo(t, err)
	answer, err := http.DefaultClient.Do(request) // in chunks, the length not said
	mustDo(t, err)
	_ = answer.Body.Close()
	if answer.StatusCode < 400 || answer.StatusCode >= 500 {
		t.Errorf("a body of unsaid length: the answer is %d", answer.StatusCode)
	}
	if parts, err := s.store.Parts(t.Context(), key, id); err != nil || len(parts) != 0 {
		t.Errorf("these parts have arrived: %v (%v)", parts, err)
	}
	if status := httpDo(t, http.MethodPut, address, ten); status != http.StatusOK {
		t.Errorf("the honest PUT answers %d", status)
	}
	mustDo(t, s.store.AbortParts(t.Context(), key, id))
}

// changeQuery replaces the values of a query that are equal to one.
func changeQuery(address, from, to string) string {
	u, err := url.Parse(address)
	if err != nil {
		return err.Error()
	}
	query := u.Query()
	for name, values := range query {
		if len(values) == 1 && values[0] == from {
			query.Set(name, to)
		}
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func (s objectsSuite) links(t *testing.T) {
	key := s.key("linked")
	s.put(t, key, "for the client")
	for _, name := range []string{
		"plain.wav", "with spaces.wav", `quoted "take" 2.wav`, "Ünïcödé – 楽譜.wav", "a;b=c.wav", "x\r\nSet-Cookie: a=b",
	} {
		address, err := s.store.SignGet(t.Context(), key, name, time.Minute)
		mustDo(t, err)
		answer := httpGet(t, address, "")
		kind, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
		if kind != "attachment" || params["filename"] != name || err != nil || answer.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q comes as %q (%v)", name, answer.Header.Get("Content-Disposition"), err)
		}
		if answer.body != "for the client" || answer.Header.Get("Content-Type") != "text/plain" {
			t.Errorf("%q: got %q as %q", name, answer.body, answer.Header.Get("Content-Type"))
		}
	}
	address, err := s.store.SignGet(t.Context(), key, "range.txt", time.Minute)
	mustDo(t, err)
	if answer := httpGet(t, address, "bytes=4-6"); answer.StatusCode != http.StatusPartialContent || answer.body != "the" {
		t.Errorf("a range answers %d %q", answer.StatusCode, answer.body)
	}
	for name, wrong := range map[string]string{
		"forged name": strings.Replace(address, "range.txt", "other.txt", 1), "other key": strings.Replace(address, "linked", "once", 1),
	} {
		if status := httpDo(t, http.MethodGet, wrong, nil); status != http.StatusForbidden {
			t.Errorf("%s answers %d", name, status)
		}
	}
	if status := httpDo(t, http.MethodDelete, address, nil); status < 400 {
		t.Errorf("DELETE with an address for GET answers %d", status)
	}
}

func (s objectsSuite) linksExpire(t *testing.T) {
	key, id, _ := s.upload(t, "expired")
	s.put(t, s.key("expired-get"), "x")
	put, err := s.store.SignPart(t.Context(), key, id, 1, 3, time.Second)
	mustDo(t, err)
	get, err := s.store.SignGet(t.Context(), s.key("expired-get"), "x", time.Second)
	mustDo(t, err)
	time.Sleep(2100 * time.Millisecond)
	if status := httpDo(t, http.MethodPut, put, []byte("abc")); status != http.StatusForbidden {
		t.Errorf("an expired PUT answers %d", status)
	}
	if status := httpDo(t, http.MethodGet, get, nil); status != http.StatusForbidden {
		t.Errorf("an expired GET answers %d", status)
	}
	mustDo(t, s.store.AbortParts(t.Context(), key, id))
}

// httpAnswer is an answer whose body has been read.
type httpAnswer struct {
	*http.Response
	body string
}

func httpGet(t *testing.T, address, ranges string) httpAnswer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	mustDo(t, err)
	if ranges != "" {
		request.Header.Set("Range", ranges)
	}
	answer, err := http.DefaultClient.Do(request)
	mustDo(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	mustDo(t, err)
	return httpAnswer{answer, string(body)}
}

// httpDo gives the status of a request by a client that knows nothing but the address.
func httpDo(t *testing.T, method, address string, body []byte) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(body))
	mustDo(t, err)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", method, err))
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
	return answer.StatusCode
}
